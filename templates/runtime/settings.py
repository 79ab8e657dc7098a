"""What a client was made with, and the request that comes of it; no I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .request import Request, StreamRequest

if TYPE_CHECKING:
    from .built import BuiltRequest
    from .clock import Clock
    from .hooks import AsyncHooks, Hooks
    from .mismatch import Mismatch
    from .oauth import Tokens
    from .policy import Retries
    from .progress import Progress
    from .security import Applied, Given, Needs, Scheme

AnyRequest: TypeAlias = Request[Any] | StreamRequest[Any]


class Server:
    """A base URL of the API, with the name that the API gives it.

    ``variables`` are the defaults of the ``{fields}`` in it, ``None`` where there is
    none.
    """

    __slots__ = ("name", "url", "variables")

    def __init__(
        self,
        url: str,
        *,
        name: str | None = None,
        variables: Mapping[str, str | None] | None = None,
    ) -> None:
        self.url = url
        self.name = name
        self.variables = variables

    def base(self, chosen: Mapping[str, str | None]) -> str:
        """The URL with its fields filled in.

        Raises ``ValueError`` for a field without a value, and for a URL without a host.
        """
        url = self.url
        for name, default in (self.variables or {}).items():
            value = default if chosen.get(name) is None else chosen[name]
            if value is None:
                raise ValueError(f"the server {url} needs a value for {name}")
            url = url.replace(f"{{{name}}}", value)
        if not url.lower().startswith(("http://", "https://")):
            raise ValueError(
                f"the API's server is {url!r}, relative to where its description stands:"
                " give the client a base_url"
            )
        return url


class Api:
    """What is true of an API as a whole: a module constant of the generated client.

    ``required`` is what an operation needs that does not say itself: alternatives of
    names of ``security`` schemes; ``scopes`` is what a token for it must allow.
    ``fetches`` says that tokens are fetched for one of the schemes, ``retries`` when
    an operation may be sent again that does not say itself.
    """

    __slots__ = (
        "fetches",
        "required",
        "retries",
        "scopes",
        "security",
        "servers",
        "user_agent",
    )

    def __init__(
        self,
        *,
        user_agent: str,
        servers: Sequence[Server] = (),
        security: Mapping[str, Scheme] | None = None,
        required: Needs = (),
        scopes: Sequence[str] = (),
        fetches: bool = False,
        retries: Retries | None = None,
    ) -> None:
        self.user_agent = user_agent
        self.servers = servers
        self.security = security or {}
        self.required = required
        self.scopes = scopes
        self.fetches = fetches
        self.retries = retries


class Settings:
    """The options of a client; :meth:`replace` makes others, and nothing changes."""

    __slots__ = (
        "api",
        "base_url",
        "clock",
        "credentials",
        "headers",
        "hooks",
        "loads",
        "on_mismatch",
        "progress",
        "reported",
        "retries",
        "strict",
        "timeout",
        "tokens",
        "validate",
        "variables",
    )

    def __init__(
        self,
        *,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, Given],
        timeout: float | None,
        retries: int,
        headers: Mapping[str, str],
        loads: Callable[[bytes], Any] | None,
        strict: bool,
        validate: bool,
        on_mismatch: Callable[[Mismatch], None] | None,
        clock: Clock,
        variables: Mapping[str, str | None],
        hooks: Sequence[Hooks | AsyncHooks] = (),
        progress: Callable[[Progress], None] | None = None,
        reported: set[tuple[str, str]] | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        self.api = api
        self.base_url = base_url
        self.credentials = credentials
        self.timeout = timeout
        self.retries = retries
        self.headers = headers
        self.hooks = hooks
        self.loads = loads
        self.strict = strict
        self.validate = validate
        self.on_mismatch = on_mismatch
        self.clock = clock
        # The places that were logged already: shared by all that with_options() makes.
        self.reported: set[tuple[str, str]] = set() if reported is None else reported
        self.variables = variables
        self.progress = progress
        if tokens is None and api.fetches:
            from .oauth import Tokens

            tokens = Tokens()
        self.tokens = tokens

    def replace(self, **changes: Any) -> Settings:
        """A copy with other values."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**{**kept, **changes})

    def needs(self, request: AnyRequest) -> Needs:
        """The schemes that a request needs."""
        security = request.operation.security
        return self.api.required if security is None else security

    def scopes(self, request: AnyRequest) -> Sequence[str]:
        """What a token for a request must allow."""
        scopes = request.operation.scopes
        return self.api.scopes if scopes is None else scopes

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
        from .headers import cookies, merge

        defaults = merge(
            {"User-Agent": self.api.user_agent}, applied.headers, self.headers
        )
        if "Cookie" in applied.headers:
            defaults["Cookie"] = cookies(applied.headers, self.headers)
        built = build(
            request, self.base(request), defaults=defaults, query=applied.query
        )
        built.secrets = applied.secrets
        return built

    def base(self, request: AnyRequest) -> str:
        """The client's own base URL, which may be the name of one, else the
        operation's, else the API's first.

        Raises ``ValueError`` where there is none that can be called.
        """
        if self.base_url is not None:
            for server in self.api.servers:
                if server.name == self.base_url:
                    return server.base(self.variables)
            return self.base_url
        for url in request.operation.servers:
            return url if "://" in url else Server(url).base({})
        for server in self.api.servers:
            return server.base(self.variables)
        raise ValueError("the API names no server: give the client a base_url")
