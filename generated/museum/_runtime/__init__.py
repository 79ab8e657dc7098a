"""The runtime of a generated SDK: the same bytes in each, the standard library alone.

Nothing is imported here, so that each part is paid for where it is used.
"""
