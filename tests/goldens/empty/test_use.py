"""A document without operations is a package of models, with nothing to call."""

from __future__ import annotations

from golden import empty
from golden.empty import from_json, to_json
from golden.empty import models as m


def test_models_alone() -> None:
    assert to_json(from_json(m.Thing, '{"id":"a"}')) == '{"id":"a"}'
    assert not hasattr(empty, "Client")
    assert not hasattr(empty, "requests")
