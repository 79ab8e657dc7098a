"""What a client was made with, and the request that comes of it; no I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .request import BuiltRequest, Request, StreamRequest

if TYPE_CHECKING:
    from .clock import Clock
    from .mismatch import Mismatch
    from .security import Applied, Needs, Scheme

AnyRequest: TypeAlias = Request[Any] | StreamRequest[Any]


class Server:
    """A base URL of the API, with the name that the API gives it."""

    __slots__ = ("name", "url")

    def __init__(self, url: str, *, name: str | None = None) -> None:
        self.url = url
        self.name = name


class Api:
    """What is true of an API as a whole: a module constant of the generated client.

    ``required`` is what an operation needs that does not say itself: alternatives of
    names of ``security`` schemes.
    """

    __slots__ = ("required", "security", "servers", "user_agent")

    def __init__(
        self,
        *,
        user_agent: str,
        servers: Sequence[Server] = (),
        security: Mapping[str, Scheme] | None = None,
        required: Needs = (),
    ) -> None:
        self.user_agent = user_agent
        self.servers = servers
        self.security = security or {}
        self.required = required


class Settings:
    """The options of a client; :meth:`replace` makes others, and nothing changes."""

    __slots__ = (
        "api",
        "base_url",
        "clock",
        "credentials",
        "headers",
        "loads",
        "on_mismatch",
        "reported",
        "retries",
        "strict",
        "timeout",
        "validate",
    )

    def __init__(
        self,
        *,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, str | None],
        timeout: float | None,
        retries: int,
        headers: Mapping[str, str],
        loads: Callable[[bytes], Any] | None,
        strict: bool,
        validate: bool,
        on_mismatch: Callable[[Mismatch], None] | None,
        clock: Clock,
        reported: set[tuple[str, str]] | None = None,
    ) -> None:
        self.api = api
        self.base_url = base_url
        self.credentials = credentials
        self.timeout = timeout
        self.retries = retries
        self.headers = headers
        self.loads = loads
        self.strict = strict
        self.validate = validate
        self.on_mismatch = on_mismatch
        self.clock = clock
        # The places that were logged already: shared by all that with_options() makes.
        self.reported: set[tuple[str, str]] = set() if reported is None else reported

    def replace(self, **changes: Any) -> Settings:
        """A copy with other values."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**{**kept, **changes})

    def needs(self, request: AnyRequest) -> Needs:
        """The schemes that a request needs."""
        security = request.operation.security
        return self.api.required if security is None else security

    def apply(
        self, request: AnyRequest, secrets: Mapping[str, str | None] | None = None
    ) -> Applied:
        """The credentials of a request; ``secrets`` in place of the client's own.

        Raises ``CredentialError``.
        """
        from .headers import merge
        from .security import choose, look_up

        return choose(
            self.api.security,
            self.needs(request),
            (
                look_up(self.api.security, self.credentials)
                if secrets is None
                else secrets
            ),
            merge(self.headers, {name: "" for name in request.headers}),
        )

    def build(self, request: AnyRequest, applied: Applied) -> BuiltRequest:
        """The request as this client sends it. Raises ``ValueError``, ``TypeError``."""
        from .building import build
        from .headers import merge

        return build(
            request,
            self._base(request),
            defaults=merge(
                {"User-Agent": self.api.user_agent}, applied.headers, self.headers
            ),
            query=applied.query,
        )

    def _base(self, request: AnyRequest) -> str:
        """The client's own base URL, else the operation's, else the API's first."""
        if self.base_url is not None:
            return self.base_url
        for url in request.operation.servers:
            return url
        for server in self.api.servers:
            return server.url
        raise ValueError("the API names no server: give the client a base_url")
