"""Credentials: where they come from, which a call needs, and where they are put."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

Needs: TypeAlias = Sequence[Sequence[str]]
"""Alternatives; each is the names of the schemes that are needed together."""


Given: TypeAlias = str | None | tuple[str | None, ...]
"""What the client's keywords for one scheme were given."""


class Scheme:
    """A way to prove who is calling.

    ``env`` is the environment variable that holds the secret when no argument does,
    ``argument`` the keyword of the client that takes it.
    """

    __slots__ = ("argument", "env")

    header: str | None = None
    """The header field that carries the secret, if it is a header that does."""

    def __init__(self, *, env: str | None = None, argument: str = "api_key") -> None:
        self.env = env
        self.argument = argument

    @property
    def sources(self) -> tuple[tuple[str, str | None], ...]:
        """The keywords and variables that the secret is made of, all of them needed."""
        return ((self.argument, self.env),)

    def secret(self, given: Given) -> str | None:
        """The secret that is known now, ``None`` where there is none."""
        return found(given if not isinstance(given, tuple) else given[0], self.env)

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Put the secret where this scheme has it."""
        raise NotImplementedError


def found(given: str | None, env: str | None) -> str | None:
    """What was given, else what an environment variable holds.

    White space around a secret belongs to the file or shell that it came from.
    """
    value = given
    if value is None and env is not None:
        value = os.environ.get(env)
    return None if value is None else value.strip()


class Bearer(Scheme):
    """A token in the header ``Authorization`` (RFC 6750, section 2.1)."""

    __slots__ = ()

    header = "Authorization"

    def apply(
        self, secret: str, headers: dict[str, str], query: dict[str, str]
    ) -> None:
        """Add ``Authorization: Bearer …``."""
        headers["Authorization"] = f"Bearer {secret}"


class Applied(NamedTuple):
    """What the chosen schemes add to a request, and the secrets, which no message may
    show.
    """

    headers: dict[str, str]
    query: dict[str, str]
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return "<Applied>"


def choose(
    schemes: Mapping[str, Scheme],
    needs: Needs,
    secrets: Mapping[str, str | None],
    headers: Mapping[str, str],
) -> Applied:
    """Apply the first alternative of which every secret is known.

    An alternative that needs nothing comes last, and no alternatives at all need
    nothing. A scheme whose header the user's own ``headers`` hold needs nothing either.
    Raises ``CredentialError`` where nothing suffices.
    """
    own = {name.lower() for name in headers}
    for names in sorted(needs, key=lambda names: not names):
        left = [n for n in names if (schemes[n].header or " ").lower() not in own]
        if all(secrets.get(name) for name in left):
            return _apply({name: schemes[name] for name in left}, secrets)
    if not needs:
        return _apply({}, secrets)
    from .errors import CredentialError

    raise CredentialError(_wanted(schemes, needs))


def _apply(schemes: Mapping[str, Scheme], secrets: Mapping[str, str | None]) -> Applied:
    applied = Applied({}, {}, tuple(secrets[name] or "" for name in schemes))
    for scheme, secret in zip(schemes.values(), applied.secrets, strict=True):
        if any(sign < " " or sign == "\x7f" for sign in secret):
            from .errors import CredentialError

            raise CredentialError(
                f"the credential {scheme.argument} has a control character in it"
            )
        scheme.apply(secret, applied.headers, applied.query)
    return applied


def look_up(
    schemes: Mapping[str, Scheme], given: Mapping[str, Given]
) -> dict[str, str | None]:
    """The secrets that are known now, from arguments and from the environment."""
    return {name: scheme.secret(given.get(name)) for name, scheme in schemes.items()}


def _wanted(schemes: Mapping[str, Scheme], needs: Needs) -> str:
    ways = " or ".join(
        " and ".join(_source(schemes[name]) for name in names) for names in needs
    )
    return f"no credential: {ways}"


def _source(scheme: Scheme) -> str:
    names = " and ".join(f"{argument}=..." for argument, _ in scheme.sources)
    wanted = f"give the client {names}"
    variables = [env for _, env in scheme.sources if env is not None]
    if not variables:
        return wanted
    several = "s" if len(variables) > 1 else ""
    return (
        f"{wanted}, or set the environment variable{several} {' and '.join(variables)}"
    )
