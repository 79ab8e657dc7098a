"""Bodies whose properties are arguments, beside parameters of path and headers."""

from __future__ import annotations

from typing import Any

DOCUMENT = "parameters_spread"


def test_model(client: Any) -> None:
    client.model.spread_as_request_body(name="foo")
    client.model.spread_composite_request_only_with_body(name="foo")
    client.model.spread_composite_request_without_body("foo", test_header="bar")
    client.model.spread_composite_request("foo", test_header="bar", body_name="foo")
    client.model.spread_composite_request_mix("foo", test_header="bar", prop="foo")


def test_alias(client: Any) -> None:
    client.alias.spread_as_request_body(name="foo")
    client.alias.spread_as_request_parameter("1", x_ms_test_header="bar", name="foo")
    client.alias.spread_with_multiple_parameters(
        "1",
        x_ms_test_header="bar",
        required_string="foo",
        optional_int=1,
        required_int_list=[1, 2],
        optional_string_list=["foo", "bar"],
    )
    client.alias.spread_parameter_with_inner_model(
        "1", x_ms_test_header="bar", name="foo"
    )
    client.alias.spread_parameter_with_inner_alias(
        "1", x_ms_test_header="bar", name="foo", age=1
    )
