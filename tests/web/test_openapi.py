"""What the app says of itself is true, and nothing that fits its description makes it fail."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from sayso.settings import FetchOptions, Settings
from sayso.web.decisions import KINDS
from sayso.web.routes import CHANGES, ROUTES, openapi

TOKEN = "correct-horse-battery"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]


def test_every_address_is_described():
    paths = openapi()["paths"]
    assert {f"{route.path}.json" for route in ROUTES} | {
        f"{change.path}.json" for change in CHANGES
    } | {"/original/{digest}"} == set(paths)
    (kind,) = [f for c in CHANGES if c.path == "/decide" for f in c.form if f.name == "kind"]
    assert kind.schema["enum"] == list(KINDS)


def test_every_reference_leads_somewhere(client):
    told = client.json("/openapi.json")
    known = told["components"]["schemas"]
    for part in json.dumps(told).split('"#/components/schemas/')[1:]:
        assert part.partition('"')[0] in known


def test_a_job_is_as_described(serve):
    started = serve(token=TOKEN)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Bearer {TOKEN}"}
    body = "kind=note&about=story%3A2&said=checked"
    job = json.loads(started.send("POST", "/decide.json", headers=form, body=body).data)
    jsonschema.validate(job, openapi()["components"]["schemas"]["Job"])


def test_nothing_that_fits_the_description_makes_it_fail(serve, tmp_path: Path):
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    quick = Settings(fetch=FetchOptions(timeout_s=0.5, pause_s=0.0, cache_hours=0.0))
    started = serve(token=TOKEN, settings=quick)
    asked = [sys.executable, "-m", "schemathesis.cli", "run", f"{started.address}/openapi.json"]
    asked += ["-H", f"Authorization: Bearer {TOKEN}", "--checks", ",".join(CHECKS)]
    asked += ["--phases", "examples,coverage,fuzzing", "--max-examples", "8", "--seed", "7"]
    asked += ["--generation-deterministic", "--no-color"]
    done = subprocess.run(
        [*asked, "--warnings", "off"], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]
