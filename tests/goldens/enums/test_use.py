"""Enumerations are open: a value that this version does not list is kept."""

from __future__ import annotations

import json

from golden.enums import from_json, requests, to_json, validate
from golden.enums import models as m


def _name(state: m.State) -> str:
    match state:
        case "queued":
            return "waits"
        case "running" | "done":
            return "has begun"
        case m.Unlisted():
            return f"is {state}"


def test_a_value_that_is_listed() -> None:
    job = from_json(m.Job, '{"state":"done","level":2}', strict=True)
    assert job.state == "done"
    assert type(job.state) is str
    assert _name(job.state) == "has begun"


def test_a_new_value_is_kept_and_sent_back() -> None:
    text = '{"state":"paused","level":9,"outcome":null,"states":["x"]}'
    job = from_json(m.Job, text, strict=True)
    assert isinstance(job.state, m.Unlisted)
    assert _name(job.state) == "is paused"
    assert job.kind is None
    assert to_json(job) == text


def test_every_value_goes_through() -> None:
    sent = {
        "state": "queued",
        "level": 1,
        "kind": "batch",
        "outcome": "bad",
        "rate": 1.5,
        "mixed": True,
        "any": [1],
        "states": ["done"],
        "inline": ["y"],
        "quotes": 'say "hi"',
    }
    assert json.loads(to_json(from_json(m.Job, json.dumps(sent), strict=True))) == sent


def test_a_new_value_can_be_sent_on_purpose() -> None:
    request = requests.jobs.list_(state=m.Unlisted("paused"))
    assert request.build("https://x.test").url == "https://x.test/jobs?state=paused"
    validate(m.Job(state=m.Unlisted("paused"), level=1))
