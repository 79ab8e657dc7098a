"""Event streams and what comes of them; data alone.

Restated from the web platform tests (``eventsource/format-*`` and ``event-data``) by their
names, from the examples of the HTML standard (9.2.6), and from the Unicode Standard (3.9) for
bytes that are no UTF-8. A browser's test server ends a message with an empty line, where it is
not told to leave it out; here it is written out.
"""

from __future__ import annotations

from typing import NamedTuple


class Given(NamedTuple):
    """An event that is given out: data, type, last id, and the time that it asks for."""

    text: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class Case(NamedTuple):
    """A stream; ``last_id`` and ``retry`` are what a new connection would go by."""

    name: str
    data: bytes
    events: tuple[Given, ...]
    last_id: str = ""
    retry: int | None = None


def _texts(name: str, data: bytes, *texts: str) -> Case:
    return Case(name, data, tuple(Given(text) for text in texts))


_LONG = b"x" * 512

PLATFORM = (
    _texts(
        "event-data",
        b"data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\n"
        b"data\n\ndata:end\n\n",
        "msg\nmsg",
        "",
        "end",
    ),
    _texts(
        "format-bom",
        b"\xef\xbb\xbfdata:1\n\n\xef\xbb\xbfdata:2\n\ndata:3\n\n",
        "1",
        "3",
    ),
    _texts(
        "format-bom-2",
        b"\xef\xbb\xbf\xef\xbb\xbfdata:1\n\ndata:2\n\ndata:3\n\n",
        "2",
        "3",
    ),
    _texts(
        "format-comments",
        b"data:1\r:\0\n:\r\ndata:2\n:%b\rdata:3\n:data:fail\r:%b\ndata:4\n\n"
        % (_LONG, _LONG),
        "1\n2\n3\n4",
    ),
    Case(
        "format-data-before-final-empty-line",
        b"retry:1000\ndata:test1\n\nid:test\ndata:test2",
        (Given("test1", retry=1000),),
        retry=1000,
    ),
    _texts(
        "format-field-data",
        b"data:\n\ndata\ndata\n\ndata:test\n\n",
        "",
        "\n",
        "test",
    ),
    Case(
        "format-field-event",
        b"event:test\ndata:x\n\ndata:x\n\n",
        (Given("x", "test"), Given("x")),
    ),
    _texts("format-field-event-empty", b"event: \ndata:data\n\n", "data"),
    Case(
        "format-field-id",
        "id: …\nretry: 200\ndata: hello\n\n".encode(),
        (Given("hello", id="…", retry=200),),
        last_id="…",
        retry=200,
    ),
    Case(
        "format-field-id-2",
        "id: …\nretry: 200\ndata: hello\n\ndata: …\n\ndata: …\n\n".encode(),
        (Given("hello", id="…", retry=200), Given("…", id="…"), Given("…", id="…")),
        last_id="…",
        retry=200,
    ),
    Case(
        "format-field-id-3 persists",
        b"id: 1\ndata: 1\n\ndata:2\n\n",
        (Given("1", id="1"), Given("2", id="1")),
        last_id="1",
    ),
    Case(
        "format-field-id-3 changes and persists",
        b"id: 1\ndata: 1\n\nid: 2\ndata:2\n\ndata:3\n\n",
        (Given("1", id="1"), Given("2", id="2"), Given("3", id="2")),
        last_id="2",
    ),
    Case(
        "format-field-id-3 resets (id:)",
        b"id: 1\ndata: 1\n\nid:\ndata:2\n\ndata:3\n\n",
        (Given("1", id="1"), Given("2"), Given("3")),
    ),
    Case(
        "format-field-id-3 resets (id)",
        b"id: 1\ndata: 1\n\nid\ndata:2\n\ndata:3\n\n",
        (Given("1", id="1"), Given("2"), Given("3")),
    ),
    Case(
        "format-field-id-null",
        b"id: \0\0\nretry: 200\ndata: hello\n\n",
        (Given("hello", retry=200),),
        retry=200,
    ),
    Case(
        "format-field-id-null between others",
        b"id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n",
        (Given("a", id="1"), Given("b", id="1")),
        last_id="1",
    ),
    _texts(
        "format-field-parsing",
        b"data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\n"
        b"data:3\rdata:\r\n data:32\ndata:4\n\n",
        "\0\n 2\n1\n3\n\n4",
    ),
    Case(
        "format-field-retry",
        b"retry:03000\ndata:x\n\n",  # no octal number
        (Given("x", retry=3000),),
        retry=3000,
    ),
    Case(
        "format-field-retry-bogus",
        b"retry:3000\nretry:1000x\ndata:x\n\n",
        (Given("x", retry=3000),),
        retry=3000,
    ),
    _texts("format-field-retry-empty", b"retry\ndata:test\n\n", "test"),
    _texts(
        "format-field-unknown",
        b"data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\n"
        b"data:test\n\n",
        "test\n\ntest",
    ),
    _texts(
        "format-leading-space",
        b"data:\ttest\rdata: \ndata:test\n\n",
        "\ttest\n\ntest",
    ),
    _texts(
        "format-newlines",
        b"data:test\r\ndata\ndata:test\r\n\r\n",
        "test\n\ntest",
    ),
    _texts("format-null-character", b"data:\0\n\n\n\n", "\0"),
    _texts("format-utf-8", "data:ok…\n\n".encode(), "ok…"),
)
"""The web platform tests."""

STANDARD = (
    _texts("stocks", b"data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10"),
    Case(
        "four blocks, of which two are events",
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\n"
        b"data:  third event",
        (Given("first event", id="1"), Given("second event")),
    ),
    _texts("empty data", b"data\n\ndata\ndata\n\ndata:", "", "\n"),
    _texts("one space", b"data:test\n\ndata: test\n\n", "test", "test"),
    Case(
        "types",
        b"event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n"
        b"event: add\ndata: 113411\n\n",
        (Given("73857293", "add"), Given("2153", "remove"), Given("113411", "add")),
    ),
    Case(
        "an id without data is the last one all the same",
        b"id: 1\ndata: a\n\nid: 2\n\n: nothing\n\n",
        (Given("a", id="1"),),
        last_id="2",
    ),
    Case(
        "an id whose event has not ended is not",
        b"id: 1\ndata: a\n\nid: 2\n",
        (Given("a", id="1"),),
        last_id="1",
    ),
    Case(
        "a type without data is forgotten, a time is not",
        b"event: lost\nretry: 5\n\ndata: a\n\n",
        (Given("a"),),
        retry=5,
    ),
    Case(
        "the last of several fields counts",
        b"event: a\nevent: b\nid: 1\nid: 2\nretry: 1\nretry: 2\ndata: x\n\n",
        (Given("x", "b", "2", 2),),
        last_id="2",
        retry=2,
    ),
    _texts(
        "a time is made of digits",
        "retry: -1\nretry: 1.5\nretry: 1e3\nretry: ٣\nretry: +1\nretry:  2\nretry: 3 \n"
        "data: x\n\n".encode(),
        "x",
    ),
    _texts(
        "a time beyond all bounds is none",
        b"retry: " + b"9" * 5000 + b"\ndata: x\n\n",
        "x",
    ),
)
"""The examples of the standard, and what its steps say of ids, types and times."""

LINES = (
    _texts("LF", b"data: a\n\ndata: b\n\n", "a", "b"),
    _texts("CR", b"data: a\r\rdata: b\r\r", "a", "b"),
    _texts("CRLF", b"data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
    _texts("LF, CR is two ends", b"data: a\n\rdata: b\n\r", "a", "b"),
    _texts("mixed", b"data: a\r\ndata: b\rdata: c\n\r\n", "a\nb\nc"),
    _texts("CR at the very end", b"data: a\n\r", "a"),
    _texts("no end", b"data: lost\n"),
    _texts("nothing at all", b""),
    _texts("empty lines", b"\n\r\r\n\n"),
    _texts("colons", b"data: a:b: c\n\ndata::\n\n", "a:b: c", ":"),
    _texts("case and space", b"Data: a\n\n data: b\n\ndata : c\n\ndatum: d\n\n"),
    _texts(
        "other line separators are text",
        "data: a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\n\n".encode(),
        "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg",
    ),
    _texts("half a mark is no mark", b"\xef\xbbdata: a\n\ndata: b\n\n", "b"),
    _texts("a mark in data stays", "data: \ufeffa\n\n".encode(), "\ufeffa"),
    Case(
        "everything",
        (
            '\ufeffevent: größe\r\nid: 7\r\ndata: {"a":\r\ndata:  \u2028}\r\n\r\n'
            ": ping\r\rdata: b\n\nretry: 5\ndata\n\ndata: [DONE]\r\n\r\n"
        ).encode(),
        (
            Given('{"a":\n \u2028}', "größe", "7"),
            Given("b", id="7"),
            Given("", id="7", retry=5),
            Given("[DONE]", id="7"),
        ),
        last_id="7",
        retry=5,
    ),
)
"""Where lines end, and what is no field."""

NOT_UTF_8 = (
    _texts("bytes that begin nothing", b"data: \xff\xc0\x80\xf5\n\n", "\ufffd" * 4),
    _texts(
        "a cut sequence", b"data: \xe2\x80\ndata: \xf0\x9f\x98\n\n", "\ufffd\n\ufffd"
    ),
    _texts(
        "too long sequences",
        b"data: \xe0\x80\xaf|\xf0\x80\x80\n\n",
        "\ufffd" * 3 + "|" + "\ufffd" * 3,
    ),
    _texts("half of a pair", b"data: \xed\xa0\x80\n\n", "\ufffd" * 3),
    _texts(
        "the example of the Unicode Standard",
        b"data: a\xf1\x80\x80\xe1\x80\xc2b\x80c\x80\xbfd\n\n",
        "a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd",
    ),
    Case(
        "in a type and an id",
        b"event: \xff\nid: \xff\ndata: a\n\n",
        (Given("a", "\ufffd", "\ufffd"),),
        last_id="\ufffd",
    ),
)
"""What is no UTF-8 becomes U+FFFD, as the Encoding Standard says."""
