"""What messages and tools carry in the tests: where its schema stands, and a value."""

from __future__ import annotations

from typing import Any, NamedTuple

UUID = "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11"
AT = "2025-01-01T00:00:00Z"


class Carried(NamedTuple):
    """A value of a model of a case, and the keys to its schema in the case's source.

    Without keys the schema is in a language that ``jsonschema`` does not know.
    """

    case: str
    model: str
    keys: tuple[str | int, ...]
    data: Any
