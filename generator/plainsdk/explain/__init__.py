"""One thing at every stage of the pipeline, as text.

It prints nothing and runs no stage.
"""

from .find import Unknown, find
from .page import explain_page
from .stages import Section, Stages, sections

__all__ = ["Section", "Stages", "Unknown", "explain_page", "find", "sections"]
