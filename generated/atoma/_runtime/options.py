"""The options of a client as keywords, for type checkers: not loaded at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from .clock import Clock
from .hooks import AsyncHooks, Hooks
from .mismatch import Mismatch


class Options(TypedDict, total=False):
    """The options that both clients have; :class:`~.client.SyncClient` says what they
    mean.
    """

    timeout: float | None
    retries: int
    headers: Mapping[str, str] | None
    hooks: Sequence[Hooks | AsyncHooks]
    loads: Callable[[bytes], Any] | None
    strict: bool
    validate: bool
    on_mismatch: Callable[[Mismatch], None] | None
    clock: Clock
