"""Files to text and values: JSON and YAML, each value with its line; no keyword is read here."""
