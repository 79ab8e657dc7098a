"""Errors, header fields and what is masked: the small values."""

from __future__ import annotations

import builtins
import pickle

import pytest
from runtime import errors
from runtime.headers import Headers, merge
from runtime.redact import is_secret, shown_url
from runtime.security import Bearer, choose, look_up

from tests.runtime import example

HEADERS = Headers([("X-A", "1"), ("x-a", "2"), ("Set-Cookie", "sid=secret")])
REQUEST = example.retrieve("f")


def test_headers() -> None:
    assert HEADERS["x-A"] == "1, 2"
    assert HEADERS.get_all("X-A") == ["1", "2"]
    assert HEADERS.get("nope") is None
    assert HEADERS.get_all("nope") == []
    assert "X-a" in HEADERS
    assert list(HEADERS) == ["X-A", "Set-Cookie"]
    assert len(HEADERS) == 2
    assert Headers([("X-A", "1, 2")]) != Headers([("x-a", "1"), ("x-a", "2")])
    assert pickle.loads(pickle.dumps(HEADERS)) == HEADERS
    assert repr(HEADERS) == "Headers({'X-A': '1, 2', 'Set-Cookie': '***'})"


def test_merge() -> None:
    assert merge({"A": "1", "B": "2"}, {"a": "3"}, {"C": "4"}) == {
        "a": "3",
        "B": "2",
        "C": "4",
    }


@pytest.mark.parametrize(
    "name", ["Authorization", "cookie", "X-API-Key", "access_token", "Client-Secret"]
)
def test_secret_names(name: str) -> None:
    assert is_secret(name)


def test_shown_url() -> None:
    assert shown_url("https://u:p@h/x@y?key=v&q=a") == "https://h/x@y?key=***&q=a"
    assert shown_url("/path") == "/path"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 599, 451])
def test_every_error_pickles(status: int) -> None:
    kind = errors.class_for(status)
    error = kind(
        status=status, headers=HEADERS, request=REQUEST, text="why", value={"a": 1}
    )
    error.add_note("noted")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert vars(copy) == vars(error)
    assert str(copy) == f"GET /v1/files/{{file_id}} was answered with {status}: why"


def test_a_long_body_is_cut_in_the_message_alone() -> None:
    error = errors.ApiError(
        status=500, headers=HEADERS, request=REQUEST, text="x\n" * 9999
    )
    assert len(str(error)) < 600
    assert len(error.text) == 19998


def test_the_family() -> None:
    assert issubclass(errors.TimeoutError, errors.TransportError)
    assert issubclass(errors.TimeoutError, builtins.TimeoutError)
    for name in errors.__all__:
        if name != "ValidationError":
            assert issubclass(getattr(errors, name), errors.SdkError), name
    assert errors.ValidationError.__name__ == "ValidationError"


SCHEMES = {"A": Bearer(env="A_KEY", argument="a"), "B": Bearer(argument="b")}


def test_alternatives_of_security(monkeypatch: pytest.MonkeyPatch) -> None:
    def token(needs: list[tuple[str, ...]], **given: str) -> str | None:
        secrets = look_up(SCHEMES, given)
        return choose(SCHEMES, needs, secrets, {}).headers.get("Authorization")

    monkeypatch.setenv("A_KEY", "from-env")
    assert token([("A",)]) == "Bearer from-env"
    assert token([("A",)], A="given") == "Bearer given"
    assert token([("B",), ("A",)]) == "Bearer from-env"
    assert token([("B",), ("A",)], B="b") == "Bearer b"
    assert token([(), ("A",)]) == "Bearer from-env"
    monkeypatch.delenv("A_KEY")
    assert token([("A",), ()]) is None
    assert token([]) is None
    monkeypatch.setenv("A_KEY", "")
    with pytest.raises(errors.CredentialError) as caught:
        token([("A",), ("B",)])
    assert str(caught.value) == (
        "no credential: give the client a=..., or set the environment variable A_KEY"
        " or give the client b=..."
    )
    with pytest.raises(errors.CredentialError) as caught:
        token([("A",)], A="sk\r\nX: y")
    assert "sk" not in str(caught.value)
    assert "sk" not in repr(choose(SCHEMES, [("A",)], {"A": "sk"}, {}))
