"""GraphQL: what ``graphql-core`` answers is read, and what is written it takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import graphql
import pytest

from tests.languages import answers
from tests.languages.harness import HERE, again, make

FOLDER = HERE / "graphql"

ADA = {
    "__typename": "User",
    "id": "U1",
    "login": "ada",
    "avatarUrl": "https://example.org/ada.png",
    "name": None,
    "email": "ada@example.org",
    "emails": ["ada@example.org"],
    "bornOn": "1815-12-10",
    "status": {"message": "away", "limitedAvailability": True, "expiresAt": None},
}
ISSUE = {
    "__typename": "Issue",
    "id": "I1",
    "author": ADA,
    "body": "x",
    "bodyHTML": "<p>x</p>",
    "createdAt": "2025-01-01T00:00:00Z",
    "number": 3,
    "title": "It fails",
    "state": "OPEN",
    "labels": [{"name": "bug", "color": "red", "description": None}],
    "timeline": [{"__typename": "LabeledEvent", "label": {"name": "a", "color": "b"}}],
}
QUERY = """
{ repository(owner: "a", name: "b") {
    __typename id name isPrivate stargazerCount viewerHasStarred topics diskUsage license
    owner { __typename login avatarUrl ... on User { id email emails bornOn
      repositories { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } } }
    issue(number: 3) { __typename ... on Issue { id body bodyHTML createdAt number title
      state labels { name color description }
      timeline { __typename ... on LabeledEvent { label { name color } } } } }
} }
"""
REPOSITORY = {
    "__typename": "Repository",
    "id": "R1",
    "name": "b",
    "isPrivate": False,
    "stargazerCount": 2,
    "viewerHasStarred": True,
    "topics": [["a"], []],
    "diskUsage": 1.5,
    "license": "BSD_0",
    "owner": {
        **ADA,
        "repositories": {
            "totalCount": 0,
            "nodes": [],
            "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
        },
    },
    "issue": ISSUE,
}


def _present(value: Any) -> Any:
    """A value without nulls in objects: in GraphQL they say what absence says."""
    if isinstance(value, dict):
        return {key: _present(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_present(one) for one in value]
    return value


@pytest.mark.usefixtures("laid_out")
def test_an_answer() -> None:
    schema = graphql.build_schema((FOLDER / "forge.graphql").read_text("utf-8"))
    answer = graphql.graphql_sync(schema, QUERY, {"repository": REPOSITORY})
    assert answer.errors is None
    assert answer.data is not None
    data = json.loads(json.dumps(answer.data["repository"]))
    assert again("forge", "Repository", data) == _present(data)


@pytest.mark.usefixtures("laid_out")
def test_variables() -> None:
    from languages.forge import models as m  # type: ignore[import-not-found] # made
    from languages.forge import to_json  # type: ignore[import-not-found] # made

    schema = graphql.build_schema((FOLDER / "forge.graphql").read_text("utf-8"))
    given = m.CreateIssueInput(
        repository_id="R1",
        title="x",
        labels=["a"],
        template=m.TemplateInput(base=m.TemplateChoice(id="T")),
    )
    wanted = json.loads(to_json(given))
    assert wanted["template"] == {"base": {"id": "T"}}
    answer = graphql.graphql_sync(
        schema,
        "mutation ($i: CreateIssueInput!) { createIssue(input: $i) { clientMutationId } }",
        {"createIssue": {"clientMutationId": "1"}},
        variable_values={"i": wanted},
    )
    assert answer.errors is None


def _schema(case: str) -> graphql.GraphQLSchema:
    """The schema of a case, with what the other parts of a federation have."""
    path = FOLDER / ("shop" if case == "shop" else "content.gql")
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    text = "\n".join(one.read_text("utf-8") for one in files)
    text = text.replace("extend type Customer", "type Customer")
    nodes = [
        node
        for node in graphql.parse(text).definitions
        if node.kind != "schema_extension"  # which directives there are
    ]
    whole = graphql.DocumentNode(definitions=tuple(nodes))
    return graphql.build_ast_schema(whole, assume_valid=True)


@pytest.mark.parametrize(
    ("case", "model", "field", "data"),
    [
        ("content", "Page", "page(slug: 1)", answers.PAGE),
        ("shop", "Product", "product(sku: 1)", answers.PRODUCT),
        ("shop", "Order", "order(id: 1)", answers.ORDER),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_what_a_server_answers(case: str, model: str, field: str, data: Any) -> None:
    schema = _schema(case)
    query = answers.query_for(schema, field.replace("1", '"1"'), model, data)
    name = field.partition("(")[0]
    answer = graphql.graphql_sync(schema, query, {name: data})
    assert answer.errors is None
    assert answer.data is not None
    found = json.loads(json.dumps(answer.data[name]))
    assert found == data
    written = again(case, model, found)
    assert written == _present(found)
    assert graphql.graphql_sync(schema, query, {name: written}).errors is None


@pytest.mark.parametrize(
    ("case", "model", "data"),
    [
        ("content", "PageInput", answers.PAGE_INPUT),
        ("content", "PageFilter", answers.PAGE_FILTER),
        ("content", "CommentTarget", {"edition": {"page": "1", "number": 2}}),
        ("shop", "OrderInput", answers.ORDER_INPUT),
        ("shop", "ProductInput", {"sku": "a", "title": "A", "price": 1.5, "tags": []}),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_what_a_server_takes(case: str, model: str, data: Any) -> None:
    written = again(case, model, data)
    assert written == data
    input_ = _schema(case).type_map[model]
    assert isinstance(input_, graphql.GraphQLInputObjectType)
    assert graphql.coerce_input_value(written, input_)


@pytest.mark.usefixtures("laid_out")
def test_types_of_later_are_kept() -> None:
    block = {"__typename": "Newer", "id": "n", "what": [1]}
    page = {"id": "1", "slug": "a", "title": "A", "blocks": [block], "authors": []}
    page |= {"children": [], "createdAt": "2025-01-01T00:00:00Z"}
    assert again("content", "Page", page, later=True) == page


def test_an_introspection_is_its_schema(tmp_path: Path) -> None:
    text = (FOLDER / "content.gql").read_text("utf-8")
    (tmp_path / "content.graphql").write_text(text, "utf-8")
    schema = graphql.introspection_from_schema(
        _schema("content"), input_value_deprecation=True
    )
    for held in (schema, {"data": schema}):
        file = tmp_path / "content.json"
        file.write_text(json.dumps(held, indent=1), "utf-8")
        found, same = make(file), make(tmp_path / "content.graphql")
        models = {path for path in same.files if path.startswith("models/")}
        assert models > {"models/page.py", "models/block.py"}
        for path in models - {"models/__init__.py"}:
            assert _code(found.files[path]) == _code(same.files[path])


def _code(text: str) -> str:
    """A module without the line that says where it comes from."""
    return text.partition("\n")[2]


def test_parts_of_a_federation_alone(tmp_path: Path) -> None:
    (tmp_path / "reviews.graphql").write_text(
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3")\n'
        'extend type User @key(fields: "id") { id: ID! @external reviews: [Review!] }\n'
        "type Review { id: ID! author: User }\n",
        "utf-8",
    )
    made = make(tmp_path / "reviews.graphql")
    assert made.said == []
    assert "reviews: list[m.Review] | None = None" in made.files["models/user.py"]


def test_files_define_a_type_together(tmp_path: Path) -> None:
    for name in ("tours", "boats"):
        (tmp_path / f"{name}.graphql").write_text(
            f"type Query {{ {name}: [Boat!] }}\ntype Boat {{ {name}: Mooring }}\n",
            "utf-8",
        )
    (tmp_path / "common.graphql").write_text("type Mooring { at: String }\n", "utf-8")
    made = make(tmp_path)
    assert made.said == []
    boat = made.files["models/boat.py"]
    assert "tours: m.Mooring | None" in boat
    assert "boats: m.Mooring | None" in boat


def test_what_is_wrong_in_a_folder_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("type A { b: B }\n", "utf-8")
    (tmp_path / "b.graphql").write_text("type B {\n  c: C\n  a: A }\n", "utf-8")
    (said,) = make(tmp_path).said
    assert str(said.where) == f"{tmp_path.name}/b.graphql:2"
    assert "Unknown type 'C'" in said.message
    (said,) = make(tmp_path / "a.graphql").said
    assert str(said.where) == "b.graphql:2"


def test_what_extends_a_type_is_an_input() -> None:
    made = make(FOLDER / "shop" / "catalog.graphql")
    assert "reviews: list[m.Review]" in made.files["models/product.py"]
    assert '"orders.gql" = ' in made.files["plainsdk.lock"]


def test_another_file_may_add_to_a_type(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("type A { x: Int }\n", "utf-8")
    (tmp_path / "b.graphql").write_text("extend type A { y: Int }\n", "utf-8")
    (tmp_path / "c.graphql").write_text("query { a }\n", "utf-8")
    made = make(tmp_path / "a.graphql")
    assert "y: int | None = None" in made.files["models/a.py"]
    made = make(tmp_path)
    assert "y: int | None = None" in made.files["models/a.py"]
    assert [one.code for one in made.said] == []


def test_a_root_that_others_lead_to_is_a_model(tmp_path: Path) -> None:
    file = tmp_path / "relay.graphql"
    file.write_text(
        "interface Node { id: ID! }\n"
        "type Query implements Node { id: ID! node: Node }\n"
        "type Mutation { add: Payload }\ntype Payload { query: Query }\n"
        "type Payload2 { a: Int a: Int }\n",
        "utf-8",
    )
    made = make(file)
    assert "models/query.py" in made.files
    assert "models/mutation.py" not in made.files
    (said,) = made.said
    assert (said.code, str(said.where)) == ("loose-schema", "relay.graphql:5")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("type A {\n  x: Foo\n}", 2, "Unknown type 'Foo'"),
        ("type A {\n  x Foo\n}", 2, "Expected ':'"),
        ("type A { x: Int }\ntype A { y: Int }", 1, "only one type named 'A'"),
    ],
)
def test_what_graphql_refuses_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.graphql"
    file.write_text(text, "utf-8")
    made = make(file)
    (said,) = made.said
    assert said.code == "bad-schema"
    assert str(said.where) == f"bad.graphql:{line}"
    assert words in said.message
