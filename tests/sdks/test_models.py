"""The two request models that the project began with: every field, its order, its annotation."""

from __future__ import annotations

import ast
import inspect
from dataclasses import MISSING, fields
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from generated import atoma, mistral

# One line for each row of the published tables, in their order: what its type cell is by the
# presence table. Required: T. Optional[T], and a List or Dict that is not required: T | None.
# OptionalNullable[T]: T | None | Unset.
CHAT = {
    "model": "str",
    "messages": "list[m.ChatCompletionStreamRequestMessages]",
    "temperature": "float | None | Unset",
    "top_p": "float | None",
    "max_tokens": "int | None | Unset",
    "stream": "bool | None",
    "stop": "m.ChatCompletionStreamRequestStop | None",
    "random_seed": "int | None | Unset",
    "response_format": "m.ResponseFormat | None",
    "tools": "list[m.Tool] | None",
    "tool_choice": "m.ChatCompletionStreamRequestToolChoice | None",
    "presence_penalty": "float | None",
    "frequency_penalty": "float | None",
    "n": "int | None | Unset",
    "prediction": "m.Prediction | None",
    "safe_prompt": "bool | None",
}
COMPLETION = {
    "best_of": "int | None | Unset",
    "echo": "bool | None | Unset",
    "frequency_penalty": "float | None | Unset",
    "logit_bias": "dict[str, float] | None",
    "logprobs": "int | None | Unset",
    "max_tokens": "int | None | Unset",
    "model": "str",
    "n": "int | None | Unset",
    "presence_penalty": "float | None | Unset",
    "prompt": "m.CompletionsPrompt",
    "seed": "int | None | Unset",
    "stop": "list[str] | None",
    "stream": "bool | None",
    "stream_options": "m.StreamOptions | None | Unset",
    "suffix": "str | None | Unset",
    "temperature": "float | None | Unset",
    "top_p": "float | None | Unset",
    "user": "str | None | Unset",
}
TABLES = [
    pytest.param(
        mistral, mistral.models.ChatCompletionStreamRequest, CHAT, 16, id="chat"
    ),
    pytest.param(
        atoma,
        atoma.models.CreateCompletionsStreamRequest,
        COMPLETION,
        18,
        id="completion",
    ),
]


@pytest.mark.parametrize(("package", "model", "table", "count"), TABLES)
def test_the_source_has_the_rows(
    package: ModuleType, model: type[Any], table: dict[str, str], count: int
) -> None:
    tree = ast.parse(inspect.getsource(model))
    (declared,) = tree.body
    assert isinstance(declared, ast.ClassDef)
    written = {
        line.target.id: ast.unparse(line.annotation)
        for line in declared.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    assert len(table) == count
    assert list(written.items()) == list(table.items())


@pytest.mark.parametrize(("package", "model", "table", "count"), TABLES)
def test_the_hints_are_the_types(
    package: ModuleType, model: type[Any], table: dict[str, str], count: int
) -> None:
    names = {"m": package.models, "Unset": type(package.UNSET)}
    expected = type("Expected", (), {"__annotations__": table})
    hints = get_type_hints(model, include_extras=True)
    assert {name: hints[name] for name in table} == get_type_hints(
        expected, names, include_extras=True
    )
    assert [field.name for field in fields(model)] == list(table)


@pytest.mark.parametrize(("package", "model", "table", "count"), TABLES)
def test_what_a_field_is_when_it_is_left_out(
    package: ModuleType, model: type[Any], table: dict[str, str], count: int
) -> None:
    wanted = {}
    for name, text in table.items():
        null = None if text.endswith("None") else MISSING
        wanted[name] = package.UNSET if text.endswith("Unset") else null
    assert {field.name: field.default for field in fields(model)} == wanted
    assert all(field.kw_only for field in fields(model))


def test_the_aliases_that_the_rows_name() -> None:
    m = mistral.models
    hints = get_type_hints(m.ChatCompletionStreamRequest)
    assert hints["stop"] == str | list[str] | None
    assert hints["tool_choice"] == m.ToolChoice | m.ToolChoiceEnum | None
    messages = get_type_hints(m.ChatCompletionStreamRequest)["messages"]
    assert (
        messages
        == list[
            m.AssistantMessage
            | m.SystemMessage
            | m.ToolMessage
            | m.UserMessage
            | m.Unknown
        ]
    )
    prompt = get_type_hints(atoma.models.CreateCompletionsStreamRequest)["prompt"]
    assert prompt == str | list[str] | list[int] | list[list[int]]


@pytest.mark.parametrize("package", [mistral, atoma])
def test_every_name_of_the_index_is_there_and_every_hint_resolves(
    package: ModuleType,
) -> None:
    models = package.models
    for name in models.__all__:
        value = getattr(models, name)
        if isinstance(value, type) and hasattr(value, "__dataclass_fields__"):
            assert get_type_hints(value, include_extras=True)
    for group in package.requests.__all__:
        module = getattr(package.requests, group)
        builders = [f for f in vars(module).values() if inspect.isfunction(f)]
        assert len(builders) == 4
        assert all(get_type_hints(builder)["return"] for builder in builders)
