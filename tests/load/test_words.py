"""Names to words: every spelling that an API has, and any text at all."""

from __future__ import annotations

import builtins
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plainsdk import words


@pytest.mark.parametrize(
    ("text", "snake", "pascal", "camel"),
    [
        ("HTTPValidationError", "http_validation_error", None, "httpValidationError"),
        ("FTModelCard", "ft_model_card", None, "ftModelCard"),
        ("JSONSchema", "json_schema", None, "jsonSchema"),
        ("OCRUsageInfo", "ocr_usage_info", None, "ocrUsageInfo"),
        ("gpt4o", "gpt4o", "Gpt4o", "gpt4o"),
        ("v1Models", "v1_models", "V1Models", "v1Models"),
        ("userIDs", "user_ids", "UserIDs", "userIds"),
        ("OAuth2Token", "oauth2_token", None, "oauth2Token"),
        ("HTTP2Server", "http2_server", None, "http2Server"),
        ("FILE_NAME", "file_name", "FileName", "fileName"),
        ("api_key_id", "api_key_id", "ApiKeyId", "apiKeyId"),
        ("x-request-id", "x_request_id", "XRequestId", "xRequestId"),
        ("3dModel", "3d_model", None, "3dModel"),
        ("Éclair", "eclair", "Eclair", "eclair"),
        ("straße", "strasse", "Strasse", "strasse"),
        ("日本", "", "", ""),
        ("\ud800x", "x", "X", "x"),
        ("__meta__", "meta", "Meta", "meta"),
        ("", "", "", ""),
    ],
)
def test_spellings(text: str, snake: str, pascal: str | None, camel: str) -> None:
    assert words.snake(text) == snake
    assert words.pascal(text) == (text if pascal is None else pascal)
    assert words.camel(text) == camel
    assert words.constant(text) == snake.upper()


@given(st.text())
def test_any_text_gives_ascii_letters_and_digits(text: str) -> None:
    made = words.snake(text)
    assert made.isascii()
    assert all(part.isalnum() for part in made.split("_") if made)
    assert words.snake(made) == made
    for other in (words.pascal(text), words.camel(text)):
        assert not other or (other.isascii() and other.isalnum())


def test_what_python_reserves() -> None:
    assert all(words.is_keyword(name) for name in keyword.kwlist)
    assert not any(words.is_keyword(name) for name in ("match", "case", "type", "_"))
    assert not words.is_identifier("class")
    assert not words.is_identifier("a-b")
    assert not words.is_identifier("é")
    assert words.is_identifier("match")
    ours = {name for name in dir(builtins) if not name.startswith("_")}
    assert {name for name in ours if not words.is_builtin(name)} <= set(keyword.kwlist)
    assert not words.is_builtin("file")
