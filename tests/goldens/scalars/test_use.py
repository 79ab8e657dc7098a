"""Scalars that have a type of their own in Python."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from golden.scalars import from_json, requests, to_json
from golden.scalars import models as m

ID = "12345678-1234-5678-1234-567812345678"
TEXT = (
    f'{{"at":"2024-01-02T03:04:05Z","day":"2024-01-02","hour":"03:04:05Z","id":"{ID}",'
    '"price":"1.10","data":"aGk=","count":12345678901234567890,"ratio":0.5,"yes":true,'
    '"other":"x","until":null,"days":["2024-01-02"],"anything":[1],"raw":"~"}'
)


def test_every_scalar_goes_through() -> None:
    event = from_json(m.Event, TEXT, strict=True)
    assert event.at == dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert event.day == dt.date(2024, 1, 2)
    assert event.id == UUID(ID)
    assert event.price == Decimal("1.10")
    assert event.data == b"hi"
    assert event.count == 12345678901234567890
    assert event.days == [event.day]
    assert to_json(event) == TEXT


def test_null_is_a_type_of_its_own() -> None:
    text = '{"result":null,"why":null}'
    gone = from_json(m.Gone, text, strict=True)
    assert to_json(gone) == text == to_json(m.Gone(result=None, why=None))
    event = f'{{"at":"2024-01-02T03:04:05Z","day":"2024-01-02","id":"{ID}"'
    for more in (',"nothing":null,"gone":null,"never":null}', "}"):
        assert to_json(from_json(m.Event, event + more, strict=True)) == event + more
    with pytest.raises(ValueError, match=r"\$\.result"):
        from_json(m.Gone, '{"result":1,"why":"x"}', strict=True)


def test_a_text_that_does_not_fit_is_kept() -> None:
    text = f'{{"at":"soon","day":"2024-01-02","id":"{ID}"}}'
    event = from_json(m.Event, text)
    assert str(event.at) == "soon"
    assert to_json(event) == text
    with pytest.raises(ValueError, match=r"\$\.at"):
        from_json(m.Event, text, strict=True)


def test_bytes_in_the_alphabet_for_urls() -> None:
    raw = bytes([251, 255, 1])
    made = m.Event(
        at=dt.datetime(2024, 1, 2, tzinfo=dt.UTC),
        day=dt.date(2024, 1, 2),
        id=UUID(ID),
        token=raw,
        tokens=[raw, b""],
        nonce=raw,
    )
    text = to_json(made)
    assert '"token":"-_8B","tokens":["-_8B",""],"nonce":"-_8B"' in text
    assert from_json(m.Event, text, strict=True) == made
    request = requests.tokens.find(raw, others=[raw, b"hi"], share=2.0)
    assert request.build("https://x.test").url == (
        "https://x.test/tokens/-_8B?others=-_8B&others=aGk&share=2"
    )
    assert requests.tokens.change("a", raw).build().content == b'"-_8B"'


def test_in_a_path_and_a_query() -> None:
    at = dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    request = requests.events.read(at.date(), since=at, id=UUID(ID))
    assert request.build("https://x.test").url == (
        "https://x.test/events/2024-01-02?since=2024-01-02T03%3A04%3A00%2B01%3A00"
        f"&id={ID}"
    )
