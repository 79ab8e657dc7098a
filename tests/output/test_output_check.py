"""Every way in which a folder can differ from its files has a word of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainsdk import lock, output
from plainsdk.output import Kind

from tests.output.made import NEW, OLD, pack, texts_of

CODE = 'def f(a, b):\n    """Say.\n\n    More.\n    """\n    return a  # why\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that OLD was written to."""
    folder = tmp_path / "pets"
    output.write(pack(OLD), folder)
    return folder


def kinds(
    root: Path, texts: dict[str, str] = OLD, spec: str = "pets"
) -> dict[str, Kind]:
    return {item.path: item.kind for item in output.check(pack(texts, spec), root)}


def test_a_folder_in_sync_has_no_difference(root: Path) -> None:
    (root / "mine.py").write_text("mine = 1\n")
    assert output.check(pack(OLD), root) == ()


def test_line_endings_do_not_count(root: Path) -> None:
    for path in (*OLD, lock.NAME):
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert output.check(pack(OLD), root) == ()


def test_a_changed_spec_makes_files_stale_and_orphaned(root: Path) -> None:
    assert kinds(root, NEW, "pets and owners") == {
        "API.md": Kind.STALE,
        "models/new/owner.py": Kind.STALE,
        "models/pet.py": Kind.STALE,
        "models/tag.py": Kind.ORPHANED,
        "requests/shelf/old.py": Kind.ORPHANED,
        lock.NAME: Kind.STALE,
    }


def test_a_change_of_the_spec_that_no_file_shows_is_said(root: Path) -> None:
    (difference,) = output.check(pack(OLD, "more pets"), root)
    assert (difference.path, difference.kind) == (lock.NAME, Kind.STALE)
    assert difference.why == "inputs changed: pets.md"


def test_another_version_of_plainsdk_is_said(root: Path) -> None:
    text = (
        (root / lock.NAME).read_text().replace('plainsdk = "1.0"', 'plainsdk = "0.9"')
    )
    (root / lock.NAME).write_text(text)
    (difference,) = output.check(pack(OLD), root)
    assert difference.why == "made by plainsdk 0.9, and this is 1.0"


def test_a_file_that_is_gone_is_missing(root: Path) -> None:
    (root / "models/pet.py").unlink()
    assert kinds(root) == {"models/pet.py": Kind.MISSING}


def test_a_folder_that_was_never_written_is_new(tmp_path: Path) -> None:
    found = kinds(tmp_path / "pets")
    assert found.pop(lock.NAME) is Kind.MISSING
    assert set(found.values()) == {Kind.STALE}


def test_a_changed_file_is_edited(root: Path) -> None:
    (root / "models/pet.py").write_text("name: bytes\n")
    assert kinds(root) == {"models/pet.py": Kind.EDITED}


def test_a_file_without_letters_is_edited(root: Path) -> None:
    (root / "models/pet.py").write_bytes(b"\xff\xfe\x00")
    assert kinds(root) == {"models/pet.py": Kind.EDITED}


def test_an_orphan_that_was_edited_says_both(root: Path) -> None:
    (root / "models/tag.py").write_text("label: bytes\n")
    found = {item.path: item for item in output.check(pack(NEW), root)}
    assert found["models/tag.py"].kind is Kind.ORPHANED
    assert found["models/tag.py"].why == "no longer generated, and edited"


def test_an_orphan_that_is_gone_is_only_in_the_lock(root: Path) -> None:
    (root / "models/tag.py").unlink()
    rest = {path: text for path, text in OLD.items() if path != "models/tag.py"}
    assert kinds(root, rest) == {lock.NAME: Kind.STALE}


def test_a_users_file_in_the_way_is_foreign(root: Path) -> None:
    (root / "models/new").mkdir()
    (root / "models/new/owner.py").write_text("mine = 1\n")
    assert kinds(root, NEW)["models/new/owner.py"] is Kind.FOREIGN


def test_a_link_in_the_way_is_foreign(root: Path) -> None:
    (root / "API.md").rename(root.parent / "elsewhere.md")
    (root / "API.md").symlink_to(root.parent / "elsewhere.md")
    (difference,) = output.check(pack(OLD), root)
    assert (difference.kind, difference.why) == (Kind.FOREIGN, "a link stands there")


@pytest.mark.parametrize("text", ["<<<<<<< ours\n", "format = 99\n", ""])
def test_a_lock_that_cannot_be_read_is_edited(root: Path, text: str) -> None:
    (root / lock.NAME).write_text(text)
    assert kinds(root) == {lock.NAME: Kind.EDITED}


def test_a_lock_with_other_spaces_is_reformatted(root: Path) -> None:
    (root / lock.NAME).write_text((root / lock.NAME).read_text().replace(" = ", "="))
    assert kinds(root) == {lock.NAME: Kind.REFORMATTED}


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("(a, b)", "(\n    a,\n    b,\n)"),
        ("    ", "  "),
        ("# why\n", "# why\n\n\n"),
        ('"""', "'''"),
    ],
    ids=["call", "indent", "end", "quotes"],
)
def test_what_a_formatter_does_is_reformatted(
    tmp_path: Path, part: str, instead: str
) -> None:
    files = {"a.py": CODE}
    output.write(pack(files), tmp_path / "pets")
    (tmp_path / "pets/a.py").write_text(CODE.replace(part, instead))
    assert kinds(tmp_path / "pets", files) == {"a.py": Kind.REFORMATTED}


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("return a", "return b"),
        ("# why", "# why not"),
        ("More", "Less"),
        ("def", "de f"),
        ("# why", "# why\0"),
    ],
    ids=["code", "comment", "docstring", "syntax", "nul"],
)
def test_what_a_person_does_is_edited(tmp_path: Path, part: str, instead: str) -> None:
    files = {"a.py": CODE}
    output.write(pack(files), tmp_path / "pets")
    (tmp_path / "pets/a.py").write_text(CODE.replace(part, instead))
    assert kinds(tmp_path / "pets", files) == {"a.py": Kind.EDITED}


def test_prose_with_other_line_breaks_is_reformatted(root: Path) -> None:
    (root / "API.md").write_text("#   Pets\n\n")
    assert kinds(root) == {"API.md": Kind.REFORMATTED}


def test_checking_changes_nothing(root: Path) -> None:
    before = texts_of(root)
    output.check(pack(NEW), root)
    assert texts_of(root) == before


def lines(root: Path, texts: dict[str, str], limit: int) -> list[str]:
    files = pack(texts)
    return list(output.diff(output.check(files, root), files, root, limit=limit))


def test_a_diff_leads_from_the_disk_to_what_belongs_there(root: Path) -> None:
    found = lines(root, {**OLD, "models/pet.py": "name: str\nage: int\n"}, 200)
    assert found[:6] == [
        "--- models/pet.py (on disk)",
        "+++ models/pet.py (generated)",
        "@@ -1,2 +1,3 @@",
        " name: str",
        "+age: int",
        " ",
    ]


def test_a_long_diff_says_what_it_leaves_out(root: Path) -> None:
    changed = {path: text + "line\n" * 50 for path, text in OLD.items()}
    found = lines(root, changed, 60)
    assert len(found) == 62
    assert found[-2].endswith("more lines of __init__.py")
    assert found[-1] == "... 5 more files differ"
