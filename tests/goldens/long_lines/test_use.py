"""Names of any length are names."""

from __future__ import annotations

from golden.long_lines import Client, requests

GROUP = requests.a_group_with_a_very_long_name_that_goes_on_and_on


def test_a_builder_with_a_long_name() -> None:
    field = (
        "a_field_whose_name_is_long_enough_to_fill_the_better_part_of_one_whole_line"
    )
    request = (
        GROUP.an_operation_with_a_very_long_name_that_goes_on_and_on_and_on_request(
            {field: "a"}
        )
    )
    assert request.body == {field: "a"}
    assert request.build("https://x.test").method == "POST"


def test_one_server_whose_url_is_long() -> None:
    request = (
        GROUP.an_operation_with_a_very_long_name_that_goes_on_and_on_and_on_request({})
    )
    assert "https://a-long-host-name.example.test/with/a/path/v1/a/" in (
        Client().as_curl(request)
    )
