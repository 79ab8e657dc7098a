"""What a model is in Python, here a dict with known keys: the JSON object itself.

Nothing of JSON is decided here, and nothing is converted.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import (
    Any,
    Final,
    ForwardRef,
    NotRequired,
    get_args,
    get_origin,
    is_typeddict,
)

from .model import UNSET, Unknown
from .source import Given, evaluate

__all__ = [
    "EXTRA",
    "HAS_NAMES",
    "absent",
    "begin",
    "behind",
    "declared_by",
    "end",
    "is_model",
    "is_model_class",
    "keep",
    "made",
    "new",
    "part",
    "put",
    "stranger",
    "take",
    "undeclared",
    "unlisted",
]


def is_model_class(cls: type[Any]) -> bool:
    """Say whether this is the type of a model."""
    return is_typeddict(cls)


def is_model(value: object) -> bool:
    """Say whether this is an instance of a model, which a dict is not."""
    return False


def behind(annotation: Any) -> Any:
    """Give what an alias stands for: it is that itself."""
    return annotation


def declared_by(cls: type[Any]) -> tuple[list[Given], tuple[Any, Any] | None]:
    """Give the keys of a type; of undeclared ones it says nothing."""
    scope = vars(sys.modules[cls.__module__])
    own: dict[str, Any] = cls.__annotations__
    texts = [_text(value) for value in own.values()]
    meanings = iter(evaluate([text for text in texts if text is not None], scope))
    given: list[Given] = []
    for (name, value), text in zip(own.items(), texts, strict=True):
        hint = value if text is None else next(meanings)
        may_be_missing = get_origin(hint) is NotRequired
        given.append(
            Given(
                name,
                name,
                get_args(hint)[0] if may_be_missing else hint,
                scope,
                has_default=False,
                default=UNSET,
                settable=may_be_missing,
                missing=UNSET,
            )
        )
    return given, None


def _text(value: Any) -> str | None:
    """Give an annotation as it was written, where it has not been looked up."""
    if isinstance(value, ForwardRef):
        return value.__forward_arg__
    return value if isinstance(value, str) else None


def part(model: Any, name: str) -> Any:
    """Give what a model holds in a field."""
    return UNSET


def undeclared(model: Any) -> dict[str, Any] | None:
    """Give the keys of a model that its class does not declare, if there are any."""
    return None


def made(
    cls: type[Any],
    values: Mapping[str, Any],
    there: Iterable[str],
    extra: dict[str, Any],
    data: Any,
) -> Any:
    """Make a model from the values of all its fields: it is the JSON object ``data``."""
    return data


new: Final = None
"""Nothing is made."""

unlisted: Final = str
"""What a text becomes that an enumeration does not list."""


def stranger(unknown: Unknown) -> Any:
    """Give what a member of a union becomes that this version does not know."""
    return unknown.raw


# Lines of the functions that decode a model, which is ``_d``.


def begin(cls: str, required: Sequence[str]) -> list[str]:
    """Begin a model whose class goes by the name ``cls``."""
    return []


def put(name: str, required: bool) -> str:
    """Leave the value where it is."""
    return "pass"


def absent(name: str, value: str) -> str:
    """Leave out what is not there."""
    return "pass"


def keep(rest: str) -> str:
    """Look at the undeclared keys, which the expression ``rest`` gives."""
    return rest


def end(cls: str) -> list[str]:
    """Give the model back."""
    return [" return _d"]


def take(name: str, settable: bool) -> str:
    """Give the expression for what a model holds in a field: none is written so."""
    return "_U"


HAS_NAMES: Final[bool] = False
"""Whether all fields have names that Python has a word for."""

EXTRA: Final = "None"
"""The expression for the undeclared keys of a model: none is written so."""
