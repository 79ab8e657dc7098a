"""The lock reads back as it was written, and changes line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plainsdk import lock
from plainsdk.document import Input
from plainsdk.kinds import Kind

from tests.output.made import OLD, pack

_texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_hashes = st.text("0123456789abcdef", min_size=8, max_size=8)
_paths = _texts.filter(lock.is_inside)


@settings(deadline=None)
@given(
    source=_texts,
    inputs=st.dictionaries(_texts, _hashes, max_size=5),
    files=st.dictionaries(_paths, _hashes, max_size=5),
    models=st.sampled_from(Kind),
)
def test_a_lock_reads_back(
    source: str, inputs: dict[str, str], files: dict[str, str], models: Kind
) -> None:
    pairs = tuple(Input(path, sha256) for path, sha256 in sorted(inputs.items()))
    written = lock.Lock("1.0", source, pairs, files, models=models)
    assert lock.loads(lock.dumps(written)) == written
    assert lock.loads(lock.dumps(written).replace("\n", "\r\n")) == written


@settings(deadline=None)
@given(
    files=st.dictionaries(_paths, _hashes, min_size=1, max_size=8),
    path=_paths,
    sha256=_hashes,
)
def test_one_file_is_one_line(files: dict[str, str], path: str, sha256: str) -> None:
    before = lock.dumps(lock.Lock("1.0", "s", (), files)).split("\n")
    after = lock.dumps(lock.Lock("1.0", "s", (), {**files, path: sha256})).split("\n")
    gone, come = [x for x in before if x not in after], [
        x for x in after if x not in before
    ]
    assert len(come) <= 1
    assert len(gone) == (path in files and files[path] != sha256)


def test_order_of_making_does_not_show() -> None:
    turned = dict(reversed(OLD.items()))
    assert pack(turned)[lock.NAME] == pack(OLD)[lock.NAME]


def test_line_endings_do_not_change_a_digest() -> None:
    assert lock.digest(b"a\r\nb\n") == lock.digest(b"a\nb\n")
    assert lock.digest(b"a\rb") != lock.digest(b"a\nb")


@pytest.mark.parametrize(
    "text",
    [
        "=",
        "format = 2",
        "format = 1",
        'format = 1\nplainsdk = 1\nsource = ""\n[inputs]\n[files]',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\na = 1',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n"../a" = "x"',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n"/a" = "x"',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n"a/./b" = "x"',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n"a\\\\b" = "x"',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n"a\\u0000" = "x"',
        'format = 1\nplainsdk = ""\nsource = ""\ninputs = []\n[files]',
        'format = 1\nplainsdk = ""\nsource = ""\nmissing = 1\n[inputs]\n[files]',
        'format = 1\nplainsdk = ""\nsource = ""\nmissing = [1]\n[inputs]\n[files]',
        'format = 1\nplainsdk = ""\nsource = ""\n[inputs]\n[files]\n[[missing]]',
    ],
)
def test_a_text_that_is_no_lock_is_refused(text: str) -> None:
    with pytest.raises(lock.Unreadable):
        lock.loads(text)
