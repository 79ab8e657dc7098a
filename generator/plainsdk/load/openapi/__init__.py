"""OpenAPI of any version and any number of files to one document in the shape of 3.1."""
