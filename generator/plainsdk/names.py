"""The one table of Python names: made by naming, read by render.

It decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .diagnostics import Pointer


@dataclass(frozen=True)
class GroupName:
    """What a group of operations is called.

    ``attribute`` is its name on the client or on the group above, ``module`` the name
    of its module under ``requests`` and ``resources``, ``cls`` its class.
    """

    attribute: str
    module: str
    cls: str


@dataclass(frozen=True)
class OperationName:
    """What an operation is called.

    ``builder`` takes arguments, ``whole`` a body as one value; ``method`` is its name
    on the client, ``constant`` that of its facts.
    """

    builder: str
    whole: str
    method: str
    constant: str


@dataclass(frozen=True)
class Names:
    """Python names by what they name.

    ``declarations``: class and alias names; ``modules``: the module of a named
    declaration; ``fields``: attributes; ``arguments``: by operation, the keyword of a
    parameter or body field; ``schemes``: the client's keywords for a security scheme;
    ``variables``: those for a variable of a server's URL; ``webhooks``: what reads
    their bodies.
    """

    declarations: Mapping[Pointer, str]
    modules: Mapping[Pointer, str]
    fields: Mapping[Pointer, str]
    groups: Mapping[tuple[str, ...], GroupName]
    operations: Mapping[Pointer, OperationName]
    arguments: Mapping[Pointer, Mapping[Pointer, str]]
    schemes: Mapping[str, tuple[str, ...]]
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    webhooks: Mapping[Pointer, str] = field(default_factory=dict[Pointer, str])
