"""Each operation has a name that stays when others are added."""

from __future__ import annotations

import pytest
from golden.operation_names import Client, requests


@pytest.mark.parametrize(
    ("group", "builder", "operation"),
    [
        ("repos", "list_commits", "GET /repos/{owner}/commits"),
        ("repos", "create", "POST /repos/{owner}/commits"),
        ("repos", "put_repos_owner_commits", "PUT /repos/{owner}/commits"),
        ("repos", "repos_search", "QUERY /repos/{owner}/commits"),
        ("repos", "copy", "COPY /repos/{owner}/commits"),
        ("orders", "get_v2_orders_id", "GET /v2/orders/{id}"),
        ("orders", "get_v2_orders_number", "GET /v2/orders/{number}"),
        ("api", "trace_anything", "TRACE /{anything}"),
        ("api", "what_is_there", "OPTIONS /{anything}"),
        ("v1_things", "get_shared_things", "GET /shared/things"),
        ("pet_store", "list_all", "GET /pets"),
        ("units_of_work", "u5355_u4f4d", "POST /chosen"),
    ],
)
def test_names(group: str, builder: str, operation: str) -> None:
    found = getattr(getattr(requests, group), builder)
    given = {"GET /shared/things", "POST /chosen", "GET /pets"}
    request = found() if operation in given else found("a")
    assert str(request.operation) == operation


def test_a_group_below_a_group() -> None:
    with pytest.warns(DeprecationWarning):
        requests.admin_users.find()
    assert Client().admin.users.find.__name__ == "find"
    assert "See https://docs.test/find" in (requests.admin_users.find.__doc__ or "")
    assert "repos_create" in (requests.admin_users.find.__doc__ or "")


def test_a_name_that_the_classes_use_themselves() -> None:
    client = Client()
    assert callable(client.repos.call)
    assert callable(client.repos.requests)
    assert callable(client.repos.repos_search)
    assert callable(client.property.property_)
    assert callable(client.property.values.put)
