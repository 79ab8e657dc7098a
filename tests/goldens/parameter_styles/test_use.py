"""Parameters are written in the style that the API wants, wherever they go."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from golden.parameter_styles import Client, requests
from golden.parameter_styles import models as m

from tests.support.server import Server, answer

POINT = m.Point(x=1, y=2)


def _query(**values: Any) -> str:
    url = requests.styles.queries(7, **values).build("https://x.test").url
    return url.partition("?")[2]


def test_paths() -> None:
    request = requests.styles.paths(["a", "b/c"], POINT, [3, 4], {"x": 5}, "u v")
    assert request.build().url == "/paths/.a,b%2Fc/.x=1.y=2/;matrix=3;matrix=4/x=5u%20v"
    assert pickle.loads(pickle.dumps(request)) == request


@pytest.mark.parametrize(
    ("values", "query"),
    [
        ({"query_id": "q"}, "id=q"),
        ({"commas": ["a,b", "c d"]}, "commas=a%2Cb,c%20d"),
        ({"spaces": ["a", "b"]}, "spaces=a%20b"),
        ({"pipes": ["a", "b"]}, "pipes=a%7Cb"),
        ({"repeated": ["a", "b"]}, "repeated=a&repeated=b"),
        ({"point": POINT}, "x=1&y=2"),
        ({"created": 5}, "created=5"),
        (
            {"created": m.Span(gte=dt.date(2024, 1, 2), tags=["a", "b"])},
            "created[gte]=2024-01-02&created[tags][]=a&created[tags][]=b",
        ),
        (
            {"created": {"points": [{"x": 1}, POINT]}},
            "created[points][0][x]=1&created[points][1][x]=1&created[points][1][y]=2",
        ),
        ({"expand": ["a", "b"]}, "expand[]=a&expand[]=b"),
        (
            {"filter": "a/b eq 'c' #%20"},
            "%24filter=a/b%20eq%20'c'%20%23%20",
        ),
        ({"where": m.Span(tags=["é"])}, "where=%7B%22tags%22%3A[%22%C3%A9%22]%7D"),
        ({"odd": ["a", "b"]}, "odd=a&odd=b"),
        ({"commas": []}, ""),
        ({"direction": "up"}, "direction=up"),
    ],
)
def test_queries(values: dict[str, Any], query: str) -> None:
    assert _query(**values) == query.replace("[", "%5B").replace("]", "%5D")


def test_a_text_is_no_list() -> None:
    expand: Any = "a"  # a type checker refuses it too
    with pytest.raises(TypeError, match="a list is wanted"):
        requests.styles.queries(7, expand=expand)


def test_more_can_be_added_in_the_same_style() -> None:
    request = requests.styles.queries(7).with_(query={"created": {"gte": "x"}})
    assert request.build().url == "/queries/7?created%5Bgte%5D=x"


def test_the_whole_query() -> None:
    built = requests.styles.whole(selector={"tags": ["a"]}).build()
    assert built.url == "/whole?%7B%22tags%22%3A%5B%22a%22%5D%7D"
    built = requests.styles.whole_form(fields=POINT, direction="up").build()
    assert built.url == "/whole?x=1&y=2&direction=up"


def test_a_query_in_the_path() -> None:
    assert requests.styles.fixed(size=3).build().url == "/things?kind=small&size=3"


def test_headers_and_cookies(server: Server) -> None:
    server.will(answer(204))
    with Client(server.url, headers={"Cookie": "own=1"}) as client:
        client.styles.queries(7, x_point=POINT, session="a b;c", seen=[1, 2])
    assert server.last.header("X-Point") == "x=1,y=2"
    assert server.last.header("Cookie") == "own=1; session=a%20b%3Bc; seen=1,2"
    assert server.last.target == "/queries/7"
