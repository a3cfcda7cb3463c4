"""The command `sayso serve`, as a process of its own and with what it refuses."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.web.serving import PlainLines


@pytest.fixture
def started(tmp_path):
    """A running server, its address, and what it said until then."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    asked = [sys.executable, "-m", "sayso", "serve", str(tmp_path / "new.sayso"), "--port", port]
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.readline()
        yield process, re.search(r"http://\S+", said)[0]
        process.kill()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_serves_until_it_is_told_to_end(started, sent, status):
    process, address = started
    with urllib.request.urlopen(address) as answer:
        assert b"An empty archive" in answer.read()
    process.send_signal(sent)
    assert process.wait(30) == status
    assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--host", "0.0.0.0"], "give --token"),
        (["--host", "0.0.0.0", "--token", "short"], "can be guessed"),
        (["--read-only"], "there is no archive"),
        (["--settings", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_what_cannot_be_served_is_refused_with_what_to_do(sayso, tmp_path, options, reason):
    done = sayso("serve", str(tmp_path / "new.sayso"), *options)
    assert done.returncode == 2 and reason in done.stderr
    assert not (tmp_path / "new.sayso").exists()


def test_a_port_that_is_taken_is_named(sayso, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = sayso("serve", str(tmp_path / "new.sayso"), "--port", port)
    assert done.returncode == 2 and f"port {port}" in done.stderr and "--port" in done.stderr


def test_what_is_no_archive_is_refused(sayso, tmp_path: Path):
    file = tmp_path / "text.sayso"
    file.write_text("no archive, but long enough to be looked at " * 20)
    done = sayso("serve", str(file), "--port", "8399")
    assert done.returncode == 2 and "is no archive of sayso" in done.stderr


def test_an_extra_that_is_missing_is_named(sayso, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = sayso("serve", str(tmp_path / "new.sayso"), "--port", "8399")
    assert done.returncode == 2 and "pip install 'sayso[web]'" in done.stderr


def test_the_log_cannot_steer_a_terminal():
    record = logging.makeLogRecord({"msg": "a\x1b[2Jb\u202ec\nd\x07"})
    assert PlainLines().format(record) == "a\ufffd[2Jb\ufffdc\nd\ufffd"
