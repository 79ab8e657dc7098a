"""Pages of field tables, with ``http.yaml``, to a document in the shape of OpenAPI 3.1."""
