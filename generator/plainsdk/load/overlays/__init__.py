"""Overlay files applied to a description as it is published; nothing else is read here."""
