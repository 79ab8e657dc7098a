"""Operations whose descriptions have lists and marked words in them."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

DOCUMENT = "documentation"


def test_lists(client: Any, m: ModuleType) -> None:
    client.lists.bullet_points_op()
    client.lists.bullet_points_model(input=m.ListsBulletPointsModel(prop="Simple"))
    client.lists.numbered()


def test_text(client: Any) -> None:
    client.text_formatting.bold_text()
    client.text_formatting.italic_text()
    client.text_formatting.combined_formatting()


def test_the_words_are_in_the_help(sdk: ModuleType) -> None:
    said = inspect.getdoc(sdk.requests.text_formatting.bold_text) or ""
    assert "**bold text**" in said
    said = inspect.getdoc(sdk.requests.lists.bullet_points_op) or ""
    assert "\n- Simple bullet point." in said
