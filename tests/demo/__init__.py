"""A stream that a newcomer can see: a local server, and the generated client that reads it."""
