"""Security schemes that few APIs have; the bearer token is with what they share."""

from .security import Given, Scheme, found


class HeaderKey(Scheme):
    """A secret in a header field of its own; ``name`` is the field's."""

    __slots__ = ("header",)

    def __init__(
        self, name: str, *, env: str | None = None, argument: str = "api_key"
    ) -> None:
        super().__init__(env=env, argument=argument)
        self.header = name

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add the header field."""
        if self.header is not None:
            headers[self.header] = secret


class QueryKey(Scheme):
    """A secret in the query, as the parameter ``name``."""

    __slots__ = ("name",)

    def __init__(
        self, name: str, *, env: str | None = None, argument: str = "api_key"
    ) -> None:
        super().__init__(env=env, argument=argument)
        self.name = name

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add the parameter."""
        query[self.name] = secret


class CookieKey(QueryKey):
    """A secret in the cookie ``name``, beside the cookies of the call."""

    __slots__ = ()

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add the cookie."""
        from .styles import in_cookies

        pair = in_cookies({self.name: secret}, {})
        known = headers.get("Cookie")
        headers["Cookie"] = pair if known is None else f"{known}; {pair}"


class Http(Scheme):
    """A credential that follows the name of its scheme in ``Authorization`` (RFC 9110,
    11.4), and that is given whole.
    """

    __slots__ = ("scheme",)

    header = "Authorization"

    def __init__(
        self, scheme: str, *, env: str | None = None, argument: str = "api_key"
    ) -> None:
        super().__init__(env=env, argument=argument)
        self.scheme = scheme

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add ``Authorization: <scheme> <credential>``."""
        headers["Authorization"] = f"{self.scheme} {secret}"


class _Several(Scheme):
    """A scheme of several keywords, each with its environment variable."""

    __slots__ = ("arguments", "envs")

    header = "Authorization"

    def __init__(self, *, arguments: tuple[str, ...], envs: tuple[str, ...]) -> None:
        super().__init__(env=envs[0], argument=arguments[0])
        self.arguments = arguments
        self.envs = envs

    def values(self, given: Given) -> list[str | None]:
        """The values of the keywords, from arguments or the environment."""
        values = given if isinstance(given, tuple) else (given,) * len(self.envs)
        return [found(one, env) for one, env in zip(values, self.envs, strict=True)]


class Basic(_Several):
    """A user name and a password in ``Authorization`` (RFC 7617), in UTF-8."""

    __slots__ = ()

    @property
    def sources(self) -> tuple[tuple[str, str | None], ...]:
        """The user name and the password."""
        return tuple(zip(self.arguments, self.envs, strict=True))

    def secret(self, given: Given) -> str | None:
        """Both, with a colon between them; an empty password is one."""
        user, password = self.values(given)
        return f"{user}:{password}" if user and password is not None else None

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add ``Authorization: Basic …``."""
        headers["Authorization"] = f"Basic {encoded(secret)}"


def encoded(secret: str) -> str:
    """A user name and password as ``Basic`` sends them."""
    from base64 import b64encode

    return b64encode(secret.encode()).decode()


class ClientCredentials(_Several):
    """A bearer token that is given, or fetched with a client's id and secret.

    ``token_url`` is where (RFC 6749, 4.4); one without a host is below the base URL.
    The three ``arguments`` take the token, the id and the secret.
    """

    __slots__ = ("token_url",)

    def __init__(
        self, token_url: str, *, arguments: tuple[str, ...], envs: tuple[str, ...]
    ) -> None:
        super().__init__(arguments=arguments, envs=envs)
        self.token_url = token_url

    @property
    def sources(self) -> tuple[tuple[str, str | None], ...]:
        """The id and the secret, of which a token is made."""
        return tuple(zip(self.arguments[1:], self.envs[1:], strict=True))

    def secret(self, given: Given) -> str | None:
        """The token, if there is one already."""
        return self.values(given)[0]

    def client(self, given: Given) -> tuple[str, str] | None:
        """The id and the secret, where both are known."""
        _, name, secret = self.values(given)
        return (name, secret) if name and secret else None

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add ``Authorization: Bearer …``."""
        headers["Authorization"] = f"Bearer {secret}"
