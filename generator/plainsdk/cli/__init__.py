"""The command line: the only part that prints, and the only part that exits."""

from .main import Generate, main, run

__all__ = ["Generate", "main", "run"]
