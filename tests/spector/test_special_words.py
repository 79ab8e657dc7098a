"""Words that Python reserves, as names of operations, parameters, models and properties.

A word that cannot stand as it is has an underscore behind it.
"""

from __future__ import annotations

import keyword
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "special_words"

WORDS = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "constructor",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "exec",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
]


def spelled(word: str) -> str:
    """The word as a name in Python."""
    return f"{word}_" if keyword.iskeyword(word) else word


@pytest.mark.parametrize("word", WORDS)
def test_operations(client: Any, word: str) -> None:
    getattr(client.operations, spelled(word))()


@pytest.mark.parametrize("word", WORDS)
def test_parameters(client: Any, word: str) -> None:
    getattr(client.parameters, f"with_{word}")(**{spelled(word): "ok"})


def test_a_parameter_of_other_languages(client: Any) -> None:
    client.parameters.with_cancellation_token(cancellation_token="ok")


@pytest.mark.parametrize("word", WORDS)
def test_models(client: Any, sdk: ModuleType, word: str) -> None:
    getattr(client.models, f"with_{word}")(name="ok")

    model = getattr(sdk.models, word.title())
    builder = getattr(sdk.requests.models, f"with_{word}_request")
    client.send(builder(model(name="ok")))


def test_properties(client: Any, m: ModuleType) -> None:
    client.model_properties.same_as_model(same_as_model="ok")
    client.model_properties.with_list(list_="ok")
    client.model_properties.dict_methods(
        keys="ok",
        items="ok",
        values="ok",
        popitem="ok",
        clear="ok",
        update="ok",
        setdefault="ok",
        pop="ok",
        get="ok",
        copy="ok",
    )
    assert m.DictMethods.__dataclass_fields__.keys() >= {"keys", "get", "copy"}
