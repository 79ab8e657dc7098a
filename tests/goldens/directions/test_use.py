"""Requests leave out what only comes; answers need not have what only goes."""

from __future__ import annotations

from golden.directions import from_json, requests, to_json
from golden.directions import models as m


def test_requests_have_a_model_of_their_own_where_they_must() -> None:
    request = requests.users.create(name="n", password="p")
    assert request.body == {"name": "n", "password": "p"}
    team = m.TeamInput(users=[m.UserInput(name="n", password="p")])
    assert requests.teams.replace_request(team).body == {
        "users": [{"name": "n", "password": "p"}]
    }


def test_answers_have_no_password() -> None:
    team = from_json(m.Team, '{"users":[{"id":"1","name":"n"}]}', strict=True)
    assert team == m.Team(users=[m.User(id="1", name="n")])
    assert from_json(m.Secret, "{}", strict=True) == m.Secret()


def test_what_only_comes_needs_no_model_for_requests() -> None:
    made = {name for name in dir(m) if name.endswith("Input")}
    assert made == {"TeamInput", "UserInput"}
    note = from_json(m.Note, '{"text":"a","author":{"id":"1"}}', strict=True)
    assert note.author == m.Author(id="1")
    assert requests.notes.add_request(note).body == {"text": "a"}


def test_what_came_is_not_sent_back_but_kept_in_json() -> None:
    text = '{"text":"a","seen":2,"above":{"text":"b","seen":3}}'
    note = from_json(m.Note, text, strict=True)
    assert to_json(note) == text
    sent = {"text": "a", "above": {"text": "b"}}
    assert requests.notes.add_request(note).body == sent
    assert requests.notes.add(text="a", above=note.above).body == sent
