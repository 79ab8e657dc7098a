"""What the API sends is a type to read it with, named after the webhook or callback."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

import pytest
from golden.webhooks import errors, from_json, webhooks
from golden.webhooks import models as m


def test_a_webhook_with_a_schema_of_its_own() -> None:
    pet = from_json(m.Pet, '{"name": "Rex"}')
    assert pet.name == "Rex"


def test_an_inline_body_is_named_after_the_webhook() -> None:
    body = '{"before": {"name": "Rex"}, "after": {"name": "Max"}}'
    renamed = from_json(m.PetRenamedWebhook, body)
    assert renamed.after == m.Pet(name="Max")


def test_a_body_that_is_no_object_is_a_type_too() -> None:
    batch = from_json(m.BatchWebhook, '[{"name": "Rex"}, {"owner": "Ann"}]')
    assert batch == [m.Pet(name="Rex"), m.BatchWebhookItemOwner(owner="Ann")]


def test_a_callback_is_named_after_its_operation() -> None:
    body = '{"at": "2026-01-02T03:04:05Z", "kind": "made"}'
    event = from_json(m.EventsSubscribeOnEventCallback, body)
    assert event.at == dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert from_json(m.EndCallback, '{"why": "x"}').why == "x"


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_delivery_is_verified_and_read() -> None:
    body = b'{"name": "Rex"}'
    headers = webhooks.pet_created.sign(body, secret=SECRET)
    pet = webhooks.pet_created.parse(body, headers, secret=SECRET)
    assert_type(pet, m.Pet)
    assert pet.name == "Rex"
    with pytest.raises(errors.WebhookError, match="none of the signatures"):
        webhooks.pet_created.parse(body + b" ", headers, secret=SECRET)
