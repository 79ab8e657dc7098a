"""Addresses of servers: given whole, and made from variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]


def test_a_base_url(connect: Connect, sdks: Sdks) -> None:
    connect(sdks.of("server_endpoint_not-defined")).server.valid()


def test_one_variable(connect: Connect, sdks: Sdks, url: str) -> None:
    client = connect(sdks.of("server_path_single"), None, endpoint=url)
    client.server.my_op()


def test_several_variables(connect: Connect, sdks: Sdks, url: str) -> None:
    sdk = sdks.of("server_path_multiple/v1.0")
    client = connect(sdk, None, endpoint=url, api_version="v1.0")
    client.api.no_operation_params()
    client.api.with_operation_path_param("test")


def test_not_versioned(connect: Connect, sdks: Sdks, url: str) -> None:
    sdk = sdks.of("server_versions_not-versioned")
    client = connect(sdk, None, endpoint=url).server
    client.without_api_version()
    client.with_query_api_version(api_version="v1.0")
    client.with_path_api_version("v1.0")


def test_versioned(connect: Connect, sdks: Sdks, url: str) -> None:
    sdk = sdks.of("server_versions_versioned/2022-12-01-preview")
    client = connect(sdk, None, endpoint=url).server
    client.without_api_version()
    client.with_query_api_version(api_version="2022-12-01-preview")
    client.with_path_api_version("2022-12-01-preview")

    sdk = sdks.of("server_versions_versioned/2021-01-01-preview")
    older = connect(sdk, None, endpoint=url).server
    older.with_query_old_api_version(api_version="2021-01-01-preview")
