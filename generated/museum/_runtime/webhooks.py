"""What an API sends by itself: verified by Standard Webhooks, and read as its type.

https://www.standardwebhooks.com: HMAC-SHA256 over id, timestamp and body. No server is
here: a web framework gives body and header fields.
"""

from __future__ import annotations

import hmac
import json
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from .codec import decode
from .errors import WebhookError
from .mismatch import Misfit
from .request import Lazy

T_co = TypeVar("T_co", covariant=True)

Secret: TypeAlias = str | bytes
"""``whsec_`` and base64, base64 alone, or the bytes themselves."""

_PREFIXES = ("webhook-", "svix-")
"""How the three header fields begin; the second is older, and means the same."""


class Webhook(Generic[T_co]):
    """A kind of delivery; ``module`` is where the names of its type are looked up."""

    __slots__ = ("_module", "_type")

    def __init__(self, module: str, type_: Lazy) -> None:
        self._module = module
        self._type = type_

    def parse(
        self,
        body: bytes | str,
        headers: Mapping[str, str],
        *,
        secret: Secret | Sequence[Secret] | None,
        tolerance: float = 300.0,
        strict: bool = False,
    ) -> T_co:
        """Verify a delivery, and give its value.

        ``body`` is what came, not what somebody has made of it. Of several secrets one
        must fit; ``None`` verifies nothing, for where something else has. A delivery
        may be ``tolerance`` seconds old, or early. ``strict`` refuses what is not what
        the API declares. Raises ``WebhookError``, and ``ValueError`` for a secret that
        is none.
        """
        data = body.encode() if isinstance(body, str) else body
        if secret is not None:
            verify(data, headers, secret, tolerance=tolerance)
        try:
            value: T_co = decode(
                self._type(),
                json.loads(data),
                strict=strict,
                scope=vars(sys.modules[self._module]),
            )
        except Misfit as misfit:
            raise WebhookError(f"the delivery does not fit: {misfit}") from misfit
        except ValueError as error:
            raise WebhookError("the body of the delivery is not JSON") from error
        return value

    def sign(
        self, body: bytes | str, *, secret: Secret, identity: str = "msg_test"
    ) -> dict[str, str]:
        """The header fields of a delivery of this moment, for tests of what takes it."""
        data = body.encode() if isinstance(body, str) else body
        now = str(int(time.time()))
        signature = _signature(_key(secret), f"{identity}.{now}.".encode() + data)
        return {
            "webhook-id": identity,
            "webhook-timestamp": now,
            "webhook-signature": f"v1,{signature.decode()}",
        }


def verify(
    body: bytes,
    headers: Mapping[str, str],
    secret: Secret | Sequence[Secret],
    *,
    tolerance: float = 300.0,
) -> None:
    """Verify that one of some secrets has signed a body, and when.

    Raises ``WebhookError``, which shows neither secret nor signature.
    """
    given = {name.lower(): value for name, value in headers.items()}
    for prefix in _PREFIXES:
        names = [f"{prefix}{name}" for name in ("id", "timestamp", "signature")]
        if all(given.get(name) for name in names):
            identity, timestamp, signatures = (given[name] for name in names)
            break
    else:
        raise WebhookError(
            "the delivery is not signed: webhook-id, webhook-timestamp and"
            " webhook-signature are needed"
        )
    signed = f"{identity}.{timestamp}.".encode() + body
    keys = [secret] if isinstance(secret, str | bytes) else secret
    expected = [_signature(_key(key), signed) for key in keys]
    found = [
        hmac.compare_digest(one, other.encode())
        for one in expected
        for other in _signatures(signatures)
    ]
    if not any(found):
        raise WebhookError("none of the signatures of the delivery is right")
    try:
        age = time.time() - int(timestamp)
    except ValueError:
        raise WebhookError("the time of the delivery is no number") from None
    if abs(age) > tolerance:
        word = "old" if age > 0 else "early"
        raise WebhookError(f"the delivery is {abs(age):.0f} seconds {word}")


def _signatures(field: str) -> list[str]:
    """The signatures of the first version: the one with a shared secret."""
    pairs = (one.partition(",") for one in field.split(" "))
    return [signature for version, _, signature in pairs if version == "v1"]


def _signature(key: bytes, signed: bytes) -> bytes:
    return b64encode(hmac.digest(key, signed, "sha256"))


def _key(secret: Any) -> bytes:
    if isinstance(secret, bytes):
        return secret
    try:
        return b64decode(str(secret).strip().removeprefix("whsec_"), validate=True)
    except ValueError:
        raise ValueError("the secret of a webhook is whsec_ and base64") from None
