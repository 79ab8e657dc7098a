"""Files in memory meet a folder on disk: ``write`` makes it so, ``check`` says what differs.

Two readers of the same ``Files``. Nothing here knows what the files mean, prints or exits.
"""

from .check import Difference, Kind, check, diff
from .place import Obstacle, Refused
from .running import Busy
from .write import Outcome, recover, unfinished, write

__all__ = [
    "Busy",
    "Difference",
    "Kind",
    "Obstacle",
    "Outcome",
    "Refused",
    "check",
    "diff",
    "recover",
    "unfinished",
    "write",
]
