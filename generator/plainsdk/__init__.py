"""plainsdk makes Python SDKs from API descriptions.

The command line is ``plainsdk.cli``.
"""

__version__ = "0.1.0"
