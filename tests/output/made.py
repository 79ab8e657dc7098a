"""Output folders and files that the tests of writing and checking make and look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plainsdk import lock
from plainsdk.document import Input
from plainsdk.files import Files

OLD = {
    "__init__.py": "",
    "models/__init__.py": "# index of models\n",
    "models/pet.py": "name: str\n",
    "models/tag.py": "label: str\n",
    "requests/shelf/old.py": "def put() -> None: ...\n",
    "API.md": "# Pets\n",
}
NEW = {
    "__init__.py": "",
    "models/__init__.py": "# index of models\n",
    "models/pet.py": "name: str\nage: int\n",
    "models/new/owner.py": "name: str\n",
    "API.md": "# Pets and owners\n",
}
"""OLD with one file changed, one file and folder added, one file and folder gone."""


def pack(texts: Mapping[str, str], spec: str = "pets") -> Files:
    """Files with their lock, as the pipeline hands them on; ``spec`` is what they came from."""
    files = Files()
    for path, text in texts.items():
        files.add(path, text)
    inputs = (Input("pets.md", lock.digest(spec.encode())),)
    files.add(
        lock.NAME, lock.dumps(lock.Lock("1.0", "spec/pets", inputs, lock.hashes(files)))
    )
    return files


def texts_of(root: Path) -> dict[str, str]:
    """The text of every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file()
    }


def times_of(root: Path) -> dict[str, int]:
    """When each file below a folder was changed."""
    return {
        path.relative_to(root).as_posix(): path.stat().st_mtime_ns
        for path in root.rglob("*")
        if path.is_file()
    }


def beside(root: Path) -> list[str]:
    """What stands in the folder around an output, beside it."""
    return sorted(path.name for path in root.parent.iterdir() if path != root)
