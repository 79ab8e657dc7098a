"""From bytes that came to the value or the error that they are; no I/O but the log."""

import json
import re
from collections.abc import Iterable
from typing import Any

from .body import is_json
from .codec import decode, has_place
from .errors import ApiError, DecodeError, class_for
from .headers import Headers
from .mismatch import Misfit, Mismatch
from .redact import MASK
from .request import Lazy, Operation
from .settings import AnyRequest, Settings

_RAW_DECODE = json.JSONDecoder().raw_decode
_INDEX = re.compile(r"\[\d+\]")
_CHARSET = re.compile(r"charset=\"?([\w.:+-]+)", re.IGNORECASE)


def text_of(data: bytes, headers: Headers) -> str:
    """A body as text, in the charset of its media type, else UTF-8; never fails."""
    charset = _CHARSET.search(headers.get("content-type", ""))
    try:
        return data.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return data.decode(errors="replace")


def value_of(
    settings: Settings,
    request: AnyRequest,
    status: int,
    headers: Headers,
    data: bytes,
) -> tuple[Any, list[Mismatch]]:
    """The value of a successful body, and where it is not what the API declares.

    Raises ``DecodeError``.
    """
    operation = request.operation
    returns = operation.returns
    if operation.answers is not None:
        returns = operation.answers.get(status, returns)
        if not data and None in operation.answers.values():
            return None, []  # one of these is nothing, and that is what came
    if returns is None or (status == 204 and not data):
        return None, []
    if _asked_otherwise(settings, request, headers):
        is_text = headers.get("content-type", "").lower().startswith("text/")
        return (text_of(data, headers) if is_text else data), []
    if not is_json(operation.accept) and not _says_json(operation, headers):
        raw = returns() is bytes
        return (data if raw else text_of(data, headers)), []
    try:
        document = json.loads(data) if settings.loads is None else settings.loads(data)
    except Exception as error:
        kind = headers.get("content-type", "of no type")
        raise DecodeError(
            f"the answer is not JSON ({kind}, {len(data)} bytes)",
            request=request,
            text=text_of(data, headers),
        ) from error
    try:
        return typed(settings, request, document, returns)
    except Misfit as misfit:
        raise misfitting(misfit, request, text_of(data, headers)) from misfit


def _asked_otherwise(settings: Settings, request: AnyRequest, headers: Headers) -> bool:
    """Whether the caller's own ``Accept`` asked for another kind of answer than JSON,
    and that is what came.
    """
    own: Iterable[tuple[str, Any]] = (
        *settings.headers.items(),
        *request.headers.items(),
    )
    asked = [str(value) for name, value in own if name.lower() == "accept"]
    if not asked or "json" in asked[-1] or "*/*" in asked[-1]:
        return False
    came = headers.get("content-type", "*/*")
    return is_json(request.operation.accept) and not is_json(came)


def _says_json(operation: Operation, headers: Headers) -> bool:
    """Whether an answer of any kind, of which a text is wanted, is one in JSON."""
    if operation.accept != "*/*" or operation.returns is None:
        return False
    return operation.returns() is str and is_json(headers.get("content-type", "-"))


def document_of(settings: Settings, request: AnyRequest, text: str) -> Any:
    """The JSON value of an event. Raises ``DecodeError``."""
    try:
        if settings.loads is not None:
            return settings.loads(text.encode())
        if text[:1] == "{":  # json.loads itself takes half as long again
            document, end = _RAW_DECODE(text)
            if end == len(text):
                return document
        return json.loads(text)
    except Exception as error:
        raise DecodeError(
            "the data of an event is not JSON", request=request, text=text
        ) from error


def typed(
    settings: Settings, request: AnyRequest, document: Any, lazy: Lazy | None = None
) -> tuple[Any, list[Mismatch]]:
    """A JSON value in the type that the operation returns; mismatches are reported.

    ``lazy`` is the type of an answer that is not the usual one.

    Raises ``Misfit`` under ``strict``.
    """
    operation = request.operation
    lazy = lazy or operation.returns
    returns = Any if lazy is None else lazy()
    mismatches: list[Mismatch] = []
    value = decode(
        returns,
        document,
        strict=settings.strict,
        mismatches=mismatches,
        scope=operation.scope,
    )
    if mismatches:
        _report(settings, request, mismatches)
    return value, mismatches


def misfitting(misfit: Misfit, request: AnyRequest, text: str) -> DecodeError:
    """The error that a value which does not fit is under ``strict``."""
    return DecodeError(str(misfit), path=misfit.path, request=request, text=text)


def declares(request: AnyRequest, document: Any) -> bool:
    """Whether the declared type is a model that has a place for every key of this
    object.
    """
    operation = request.operation
    if operation.returns is None:
        return False
    return has_place(operation.returns(), document, scope=operation.scope)


def _report(
    settings: Settings, request: AnyRequest, mismatches: Iterable[Mismatch]
) -> None:
    """Log each place once for each client, and tell the user's function of all."""
    operation = request.operation
    for mismatch in mismatches:
        place = (str(operation), _INDEX.sub("[*]", mismatch.path))
        if place not in settings.reported:
            settings.reported.add(place)
            import logging

            logging.getLogger(operation.package).warning(
                "%s: %s: expected %s, found %s; it is kept as it came",
                *place,
                mismatch.expected,
                mismatch.found,
            )
        if settings.on_mismatch is not None:
            settings.on_mismatch(mismatch)


def error_of(
    settings: Settings,
    request: AnyRequest,
    status: int,
    headers: Headers,
    text: str,
    secrets: Iterable[str] = (),
) -> ApiError:
    """The error that a status and a body are.

    A secret that the server echoes is masked, and a password apart from its user, as
    ``Basic`` and as URLs have them too; a very short one is none, and may be any word.
    """
    for secret in {form for one in secrets for form in _forms(one)}:
        if len(secret) >= 8:
            text = text.replace(secret, MASK)
    return class_for(status)(
        status=status,
        headers=headers,
        request=request,
        text=text,
        value=_error_value(settings, request, status, text),
    )


def _forms(secret: str) -> tuple[str, ...]:
    from urllib.parse import quote

    from .schemes import encoded

    password = secret.partition(":")[2]
    return secret, quote(secret, safe=""), password, encoded(secret)


def _error_value(
    settings: Settings, request: AnyRequest, status: int, text: str
) -> Any:
    try:
        document = document_of(settings, request, text)
    except DecodeError:
        return None
    declared = request.operation.error_type(status)
    if declared is None:
        return document
    try:
        return decode(declared, document, strict=True, scope=request.operation.scope)
    except Misfit:
        return document
