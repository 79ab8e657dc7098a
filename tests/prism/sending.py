"""Sends calls to Prism through the clients of a generated package, and says what came of each."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import ModuleType, TracebackType
from typing import Any, Self

from plainsdk import ir

from tests.corpus.outcomes import Whole
from tests.prism.arguments import Call

SECRET = "a-secret-of-the-tests"
_PATIENCE = 60.0  # seconds for one call: a server of one thread answers everybody
_VIOLATION = re.compile(
    r'\{"location":\["request",?([^\]]*)\],"severity":"Error","code":"[^"]*",'
    r'"message":("(?:[^"\\]|\\.)*")'
)


class What(Enum):
    """What came of a call."""

    ACCEPTED = "accepted"
    UNBUILT = "not built"
    REJECTED = "rejected"
    UNANSWERED = "not answered"
    UNREAD = "not decoded"
    MISMATCHED = "mismatched"


@dataclass(frozen=True)
class Result:
    """What came of a call; ``faults`` say more where it was not accepted.

    ``sent`` is the request; ``status``, ``media`` and ``document`` are those of the answer.
    ``may_be_other``: the server makes another answer of the same request.
    """

    what: What
    faults: tuple[str, ...] = ()
    sent: str = ""
    status: int = 0
    media: str = ""
    document: Any = None
    may_be_other: bool = False


def credentials(whole: Whole) -> dict[str, Any]:
    """Something for each security scheme of an API."""
    given: dict[str, Any] = {}
    for scheme, names in whole.names.schemes.items():
        if isinstance(whole.api.schemes[scheme], ir.ClientCredentials):
            names = names[:1]  # a token: what would fetch one asks another server
        given.update(dict.fromkeys(names, SECRET))
    return given


class Sender:
    """Both clients of a package, from ``with`` to the end of it.

    ``ready`` is called before each call.
    """

    def __init__(
        self,
        package: ModuleType,
        url: str,
        whole: Whole,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._package = package
        self._ready = ready
        self._watch = watch = _Watch()

        def loads(data: bytes | str) -> Any:
            watch.document = json.loads(data)
            return watch.document

        given = credentials(whole)
        options = {"retries": 0, "timeout": _PATIENCE, "loads": loads, "hooks": [watch]}
        self._sync = package.Client(url, **given, **options)
        self._async = package.AsyncClient(url, **given, **options)
        self._loop = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sync.close()
        self._loop.run(self._async.close())
        self._loop.close()

    def send(self, call: Call, colour: str, prefer: Mapping[str, str]) -> Result:
        """Send one call by the client of a colour."""
        self._watch.forget()
        try:
            request = call.build().with_(headers=prefer)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            return Result(What.UNBUILT, (f"{type(error).__name__}: {error}",))
        self._ready()
        events = isinstance(call.operation.success, ir.Events)
        errors = self._package.errors
        try:
            mismatches = self._sent(request, colour, events)
        except errors.ApiError as error:
            return self._refused(error)
        except errors.DecodeError as error:
            return self._told(What.UNREAD, f"{error}: {(error.text or '')[:200]!r}")
        except errors.TransportError as error:
            return self._told(What.UNANSWERED, f"{type(error).__name__}: {error}")
        except (ValueError, TypeError) as error:
            return self._told(What.UNBUILT, f"{type(error).__name__}: {error}")
        if mismatches:
            return self._told(What.MISMATCHED, *map(str, mismatches))
        return self._told(What.ACCEPTED)

    def _sent(self, request: Any, colour: str, events: bool) -> list[Any]:
        if colour == "async":
            return self._loop.run(self._sent_async(request, events))
        if not events:
            found: list[Any] = self._sync.send(request).mismatches
            return found
        with self._sync.send(request) as stream:
            for _event in stream:
                pass
        return []

    async def _sent_async(self, request: Any, events: bool) -> list[Any]:
        if not events:
            found: list[Any] = (await self._async.send(request)).mismatches
            return found
        async with self._async.send(request) as stream:
            async for _event in stream:
                pass
        return []

    def _refused(self, error: Any) -> Result:
        """What an answer with an error's status says; Prism's own have a list of faults."""
        try:
            said = json.loads(error.text)
        except ValueError:
            said = {}
        faults = said.get("validation") if isinstance(said, dict) else None
        if isinstance(faults, list):
            words = [_fault(one["location"], one["message"]) for one in faults]
            return self._told(What.REJECTED, *words)
        found = self._told(What.UNANSWERED, f"{error.status}: {error.text[:300]}")
        return replace(found, may_be_other=error.status == 500)

    def _told(self, what: What, *faults: str) -> Result:
        """A result; where the server found fault with the request, that is what it is."""
        watch = self._watch
        violations = tuple(watch.violations())
        if violations and what is not What.REJECTED:
            what, faults = What.REJECTED, violations
        return Result(
            what, faults, watch.sent, watch.status, watch.media, watch.document
        )


class _Watch:
    """A hook of both colours that keeps what was sent and how the answer begins."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.sent = self.media = self._violations = ""
        self.status = 0
        self.document: Any = None

    def before(self, attempt: Any) -> None:
        sent = attempt.sent
        content = sent.content
        shown = content[:1000] if isinstance(content, bytes) else ""
        self.sent = f"{sent.method} {sent.url} {dict(sent.headers)} {shown!r}"

    def after(self, _attempt: Any, answer: Any) -> None:
        self.status = answer.status
        self.media = answer.headers.get("content-type", "")
        self._violations = answer.headers.get("sl-violations", "")

    def failed(self, _attempt: Any, _error: Any) -> None:
        """Nothing more is known then."""

    def violations(self) -> list[str]:
        """What Prism says against the request; it speaks of answers too, and cuts off."""
        found = _VIOLATION.findall(self._violations)
        return [
            _fault(json.loads(f"[{location}]"), json.loads(message))
            for location, message in found
        ]


def _fault(location: list[Any], message: str) -> str:
    return f"{'.'.join(map(str, location))}: {message}"
