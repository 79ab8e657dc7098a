"""What a run produces: text by path, in memory; it never touches a disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Files(Mapping[str, str]):
    """Text files by their POSIX path below the output folder, sorted by path."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def add(self, path: str, text: str) -> None:
        """Add a file once.

        Raises ``ValueError`` for a path that is taken, is absolute or leaves the
        folder.
        """
        parts = path.split("/")
        if ".." in parts or "" in parts or "\\" in path or ":" in path:
            raise ValueError(f"{path!r} is not a path inside the output folder")
        if path in self._texts:
            raise ValueError(f"{path!r} is generated twice")
        self._texts[path] = text

    def __getitem__(self, path: str) -> str:
        return self._texts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._texts))

    def __len__(self) -> int:
        return len(self._texts)
