"""Schema languages other than OpenAPI, each turned into JSON Schema; nothing is typed here."""
