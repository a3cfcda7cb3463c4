"""Articles are hostile text, and so is any other site in the same browser: each guard by a test."""

import json
import re
import shutil
import socket
import threading
import time
import zlib
from pathlib import Path

import pytest
from lxml import html as lxml_html
from tests.web.conftest import serving

from sayso.archive import Archive
from sayso.errors import WrongUse
from sayso.run.sealed import machine_key
from sayso.web import WebOptions
from sayso.web.guard import HEADERS, POLICY
from sayso.web.routes import CHANGES, ROUTES

BIDI = "\u202egnp.exe\u202c"
HOSTILE = [
    {
        "id": "a/<b>\"'&.txt",
        "title": f"</title><script>alert(1)</script> {BIDI}",
        "outlet": '"><img src=x onerror=alert(2)>',
        "url": "javascript:alert(3)",
        "published": "2031-05-06",
        "authors": ["<svg onload=alert(4)>"],
        "text": "The harbour of Saltmarsh was closed on Tuesday, <script>alert(5)</script> mayor "
        "Anna Lund said. “The cranes fell,” Lund said. {{ 7*7 }} {% raw %} \x1b[31m red.\n\n"
        "Two men were hurt, the police said on Tuesday.",
    },
    {
        "id": "..%2f..%2fetc",
        "title": "Saltmarsh harbour closed after cranes fall",
        "outlet": "Morning <i>Star</i>",
        "url": "https://star.example/a?<script>",
        "published": "2031-05-07",
        "text": "The harbour of Saltmarsh was closed on Tuesday, mayor Anna Lund said. “The cranes "
        "fell,” Lund said.\n\nThree men were hurt, the police said on Tuesday.",
    },
]
TOKEN = "correct-horse-battery"


@pytest.fixture
def hostile(serve, tmp_path):
    started = serve(tmp_path / "hostile.sayso")
    lines = "\n".join(map(json.dumps, HOSTILE)).encode()
    job = started.finished(
        started.upload({'<img src="x">.jsonl': lines, "<b>.png": b"\x89PNG\r\n\x1a\n\0\0"}).headers[
            "location"
        ]
    )
    assert job["said"][0].startswith("2 new") and "<b>.png" in job["said"][1]
    return started


def test_nothing_of_an_article_becomes_markup_or_a_link(hostile):
    story = hostile.json("/stories.json")["stories"][0]["story"]
    paths = [
        "/",
        f"/story/{story}",
        f"/story/{story}/correct",
        "/article/1",
        "/article/2",
        "/people",
    ]
    paths += [
        "/compare?a=1&b=2",
        "/search?q=script",
        "/add",
        "/decisions",
        "/person?name=Anna+Lund",
    ]
    paths += [
        f"/story/{story}/finding/{f['id']}"
        for f in hostile.json(f"/story/{story}.json")["findings"]
    ]
    paths += [
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/person?name=<script>",
        "/nope<script>",
    ]
    for path in paths:
        page = lxml_html.fromstring(hostile.page(path.replace("<", "%3C").replace(">", "%3E")).data)
        assert [s.get("src", "").partition("?")[0] for s in page.iter("script")] == [
            "/assets/app.js"
        ]
        assert not list(page.iter("img", "iframe", "object", "embed", "style", "base"))
        attributes = {
            (e.tag, name) for e in page.iter() if isinstance(e.tag, str) for name in e.attrib
        }
        assert not {a for a in attributes if a[1].startswith("on") or a[1] == "style"}, path
        targets = page.xpath("//@href | //@src | //@action | //@formaction")
        assert not [t for t in targets if not t.startswith(("/", "#", "https://star.example/"))], (
            path
        )
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.findtext(".//title") or "")
        for shown in page.xpath("//body//*[contains(text(), '\u202e')]"):
            assert shown.xpath("ancestor-or-self::*[@dir='auto']") or shown.tag == "option", path


def test_templates_are_never_evaluated(hostile):
    pages = [lxml_html.fromstring(hostile.page(f"/article/{n}").data) for n in (1, 2)]
    texts = "".join(page.text_content() for page in pages)
    assert "{{ 7*7 }} {% raw %}" in texts, texts


def test_every_answer_has_the_policy_and_no_cors(client):
    paths = [
        "/",
        "/story/2",
        "/story/2.json",
        "/assets/app.js",
        "/nope",
        "/search?q=a:b",
        "/openapi.json",
    ]
    for path in paths:
        headers = client.get(path, Origin="https://evil.example").headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert not [name for name in headers if name.lower().startswith("access-control")]
    assert "unsafe" not in POLICY and "script-src 'self'" in POLICY and "*" not in POLICY
    assert client.send("OPTIONS", "/decide").status == 403 or "access-control" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "a b"]
)
def test_a_name_that_is_not_ours_is_refused(client, host):
    assert client.get("/", Host=host).status == 421


def test_a_further_name_may_be_given(serve):
    started = serve(names=("desk.example",))
    assert started.get("/", Host="desk.example:80").status == 200


def changes_of(started):
    story = {"story": "2", "kind": "split", "leave": "1"}
    return [("/decide", story), ("/decisions/1/undo", {}), ("/decisions/1/redo", {}), ("/add", {})]


def test_every_change_needs_the_token_of_its_session(serve):
    started = serve()
    assert {path.replace("/1/", "/{n}/") for path, _ in changes_of(started)} == {
        c.path for c in CHANGES
    }
    before = started.json("/decisions.json")
    for path, fields in changes_of(started):
        for csrf in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
            for ending in ("", ".json"):
                form = {"Content-Type": "application/x-www-form-urlencoded"}
                body = "&".join(f"{k}={v}" for k, v in {**fields, **csrf}.items())
                answer = started.send("POST", path + ending, headers=form, body=body)
                assert answer.status == 403, (path, answer.data)
    assert started.json("/decisions.json") == before


def test_the_token_of_another_session_is_refused(serve):
    started = serve()
    stolen = started.token()
    started.cookies.clear()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"csrf={stolen}&kind=note&about=story%3A2&said=x"
    assert started.send("POST", "/decide", headers=form, body=body).status == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused(serve, headers):
    started = serve()
    fields = [("kind", "note"), ("about", "story:2"), ("said", "x")]
    assert started.post("/decide", *fields, **headers).status == 403
    assert started.post("/decide", *fields, Origin=started.address).status == 303


def test_no_address_that_is_read_changes_anything(serve, kept):
    assert all(route.path.split("/")[1] not in ("decide",) for route in ROUTES)
    started = serve()
    for path in ("/decide?kind=note&about=story:2&said=x", "/decisions/1/undo"):
        assert started.get(path).status == 405


def test_read_only_refuses_every_change_and_shows_no_form(serve):
    started = serve(read_only=True)
    for path, fields in changes_of(started):
        assert started.send("POST", path, fields=fields).status == 403
    for path in (
        "/",
        "/story/2",
        "/story/2/correct",
        "/article/1",
        "/add",
        "/person?name=Edmund+R.+Pellow",
    ):
        page = lxml_html.fromstring(started.page(path).data)
        assert not page.xpath("//form[@method='post']"), path


def test_read_only_reads_what_was_not_read(tmp_path, serve, kept):
    path = tmp_path / "unread.sayso"
    with Archive(path, create=True):
        pass
    writing = serve(path)
    writing.upload({"a.txt": b"The harbour was closed on Monday, the mayor said."})
    reading = serve(path, read_only=True)
    for _ in range(100):
        if reading.json("/stories.json")["total"]:
            break
    assert reading.page("/story/1").status == 200


def test_strangers_need_a_token(tmp_path):
    with pytest.raises(WrongUse, match="give --token"):
        WebOptions(str(tmp_path / "a"), host="0.0.0.0").checked()
    with pytest.raises(WrongUse, match="can be guessed"):
        WebOptions(str(tmp_path / "a"), host="0.0.0.0", token="short").checked()
    assert WebOptions(str(tmp_path / "a"), host="0.0.0.0", token=TOKEN).checked()


def test_a_token_is_asked_for_and_remembered(serve):
    started = serve(host="0.0.0.0", token=TOKEN)
    assert started.get("/story/2").headers["location"] == "/enter?next=/story/2"
    assert started.get("/story/2.json").status == 401
    assert started.get("/original/abc").status in (303, 401)
    door = started.get("/enter?next=/story/2").data
    csrf = re.search(rb'name="csrf" value="(\w+)"', door)[1].decode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    wrong = started.send("POST", "/enter", headers=form, body=f"csrf={csrf}&token=guess")
    assert wrong.status == 401 and b"not the token" in wrong.data
    right = started.send(
        "POST", "/enter", headers=form, body=f"csrf={csrf}&token={TOKEN}&next=//evil.example"
    )
    assert (right.status, right.headers["location"]) == (303, "/")
    assert started.get("/story/2").status in (200, 202)
    started.cookies.clear()
    assert started.get("/story/2.json", Authorization=f"Bearer {TOKEN}").status in (200, 202)
    assert started.get("/story/2.json", Authorization="Bearer other").status == 401


def test_a_program_with_the_token_needs_no_form(serve):
    started = serve(token=TOKEN)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Bearer {TOKEN}"}
    body = "kind=note&about=story%3A2&said=checked"
    answer = started.send("POST", "/decide.json", headers=form, body=body)
    assert answer.status == 200 and json.loads(answer.data)["state"] == "done"


def test_uploads_are_bounded(serve):
    started = serve(max_upload_bytes=20_000, max_files=2)
    assert started.upload({"a.txt": b"x" * 30_000}).status == 413
    many = started.upload({f"{n}.txt": b"x" for n in range(3)})
    assert many.status == 400 and b"Too many files" in many.data
    large = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "2000000"}
    assert started.send("POST", "/decide", headers=large, body=b"a=1").status == 413


def test_bytes_that_were_not_announced_are_counted(serve):
    started = serve(max_upload_bytes=20_000)
    csrf = started.token()
    port = int(started.address.rpartition(":")[2])
    cookies = "; ".join(f"{k}={v}" for k, v in started.cookies.items())
    head = (
        f"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    part = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n--x\r\n'
    part += 'Content-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(head.encode())
        for data in (part.encode(), *[b"x" * 5_000] * 6):
            line.sendall(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        assert b" 413 " in line.recv(4_096).partition(b"\r\n")[0] + b" "


def test_addresses_of_private_networks_are_refused(serve, tmp_path):
    started = serve(tmp_path / "empty.sayso")
    for address in ("http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/"):
        fields = [("addresses", address)]
        answer = started.post("/add", *fields)
        job = started.finished(answer.headers["location"])
        assert "which is no public address" in job["said"][1], job
    refused = started.post("/add", ("addresses", "file:///etc/passwd"))
    job = started.finished(refused.headers["location"])
    assert "0 new" in job["said"][0]
    assert started.post("/add", ("addresses", "no address")).status == 400


def test_where_a_form_leads_is_on_this_server(serve):
    started = serve()
    fields = [("kind", "note"), ("about", "story:2"), ("said", "x")]
    for after in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        where = started.post("/decide", *fields, ("next", after)).headers["location"]
        assert where.startswith("/?done=")


@pytest.mark.parametrize("path", ["//evil.example/x", "/%5Cevil.example/x", "///evil.example"])
def test_the_links_of_a_page_that_is_not_here_stay_here(client, path):
    answer = client.get(path)
    assert answer.status == 404
    links = [h for h in lxml_html.fromstring(answer.data).xpath("//@href") if "evil" in h]
    assert links and all(re.match(r"/[^/\\]", h) for h in links), links


def test_faults_show_nothing_of_their_inside(serve, monkeypatch, capsys):
    started = serve()

    def broken(*_: object) -> None:
        raise RuntimeError("secret inner part")

    monkeypatch.setattr("sayso.web.frame.json.dumps", broken)
    answer = started.get("/stories.json")
    monkeypatch.undo()
    assert answer.status == 500 and b"secret" not in answer.data


def test_many_read_at_once(client):
    failed = []

    def ask() -> None:
        for path in ("/story/2", "/article/1", "/search?q=alarm", "/stories.json"):
            if client.get(path).status != 200:
                failed.append(path)

    client.page("/story/2")
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


def test_the_archive_is_closed_at_the_end(serve, tmp_path):
    path = tmp_path / "closed.sayso"
    serve(path).get("/")
    assert Path(path).exists()


def test_a_page_that_somebody_else_put_into_the_archive_is_not_shown(serve, kept, tmp_path):
    path = Path(shutil.copy(kept, tmp_path / "given.sayso"))
    started = serve(path)
    assert started.page("/story/2").status == 200
    with Archive(path) as archive:
        for _ in range(200):
            held = archive.base.execute("SELECT form, mark, body FROM pages").fetchall()
            if held:
                break
            time.sleep(0.05)
        ((form, mark, body),) = held
        forged = body[:32] + zlib.compress(b"<h1>Forged</h1><form action='/decide'>")
        for bad in (forged, b"<h1>Forged</h1>", b"", body[:-3]):
            with archive.writing("forged"):
                archive.shelves.put_page(2, form, mark, bad)
            with serving(WebOptions(str(path), read_only=True)) as other:
                page = other.page("/story/2").data
                assert b"Forged" not in page and b"Alarm at Velmouth" in page


def test_a_key_that_cannot_be_kept_lasts_as_long_as_the_server(tmp_path):
    made = machine_key(tmp_path / "a" / "page-key")
    assert len(made) == 32 and machine_key(tmp_path / "a" / "page-key") == made
    assert (tmp_path / "a" / "page-key").stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("in the way")
    assert machine_key(tmp_path / "file" / "page-key") != machine_key(
        tmp_path / "file" / "page-key"
    )
