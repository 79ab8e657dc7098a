"""Credentials: a key in a header, a scheme of one's own, a token, one of two, none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.spector.sdks import Sdks

TOKEN = "https://security.microsoft.com/.default"

Connect = Callable[..., Any]


def test_a_key_in_a_header(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("authentication_api-key")
    connect(sdk, api_key="valid-key").authentication.valid()

    with pytest.raises(sdk.errors.ForbiddenError) as refused:
        connect(sdk, api_key="invalid-key").authentication.invalid()
    assert refused.value.value == sdk.models.InvalidAuth(error="invalid-api-key")


def test_a_scheme_that_only_this_api_has(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("authentication_http_custom")
    connect(sdk, api_key="valid-key").authentication.valid()

    with pytest.raises(sdk.errors.ForbiddenError) as refused:
        connect(sdk, api_key="invalid-key").authentication.invalid()
    assert refused.value.value == sdk.models.InvalidAuth(error="invalid-api-key")


def test_a_token(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("authentication_oauth2")
    client = connect(sdk, access_token=TOKEN)
    client.authentication.valid()

    with pytest.raises(sdk.errors.ForbiddenError) as refused:
        client.authentication.invalid()
    assert refused.value.value == sdk.models.InvalidAuth(error="invalid-grant")


def test_one_of_two(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("authentication_union")
    connect(sdk, api_key_auth="valid-key").authentication.valid_key()
    connect(sdk, oauth2_auth=TOKEN).authentication.valid_token()


def test_a_token_or_none(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("authentication_noauth_union")
    connect(sdk).authentication.valid_no_auth()
    connect(sdk, access_token=TOKEN).authentication.valid_token()
