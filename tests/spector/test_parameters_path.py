"""Path parameters: one that must be given, and one that may be left out."""

from __future__ import annotations

from typing import Any

DOCUMENT = "parameters_path"


def test_normal(client: Any) -> None:
    client.parameters.normal(name="foo")


def test_optional(client: Any) -> None:
    client.parameters.optional()
    client.parameters.optional(name="foo")
