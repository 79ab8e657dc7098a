"""What, beside the spec, decides the bytes of the output; it reads no environment."""

from __future__ import annotations

from . import __version__

PLAINSDK = __version__
"""The version of this package, as the lock records it."""
