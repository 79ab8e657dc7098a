"""The runtime of a generated SDK: the same bytes in each of them, and only the standard library.

Nothing is imported here, so that each part is paid for where it is used.
"""
