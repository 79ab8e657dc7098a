"""Only the operations that are selected come, with the schemas that they reach."""

from __future__ import annotations

import inspect

from golden.selection import most, some


def test_what_is_included_and_not_excluded() -> None:
    assert some.requests.__all__ == ["pets", "reports"]
    assert not hasattr(some.requests.pets, "pets_create")
    assert "petLost" in _page(some.__file__) and "userGone" not in _page(some.__file__)


def test_what_is_left_when_something_is_excluded() -> None:
    assert most.requests.__all__ == ["pets"]


def test_only_the_schemas_that_are_reached() -> None:
    assert _schemas(some.models.__all__) == ["Animal", "Claws", "Lost", "Report"]
    assert _schemas(most.models.__all__) == ["Animal", "Claws", "Lost", "NewPet"]


def test_a_credential_that_nothing_needs_is_not_asked_for() -> None:
    taken = inspect.signature(most.Client).parameters
    assert "api_key" in taken and "admin" not in taken


def _schemas(names: list[str]) -> list[str]:
    return [name for name in names if name not in ("Unknown", "Unlisted")]


def _page(module: str | None) -> str:
    assert module is not None
    with open(module.replace("__init__.py", "API.md"), encoding="utf-8") as page:
        return page.read()
