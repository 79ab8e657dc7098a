"""Pieces in many files are one package; a schema that is listed has the name it is listed by."""

from __future__ import annotations

import json

import pytest
from golden.several_files import errors, from_json, models, requests, to_json, validate

BASE = "https://x.test"


def test_operations_from_other_files() -> None:
    assert requests.pets.list_(limit=3).build(BASE).url == f"{BASE}/pets?limit=3"
    assert requests.pets.get(4).build(BASE).url == f"{BASE}/pets/4"
    sent = requests.pets.add(name="Bo", tags=[{"label": "new"}]).build(BASE)
    assert sent.content == b'{"name":"Bo","tags":[{"label":"new"}]}'


def test_one_schema_is_one_model() -> None:
    data = {"name": "Bo", "mother": {"name": "Di", "tags": [{"label": "old"}]}}
    pet = from_json(models.Pet, json.dumps(data))
    assert isinstance(pet.mother, models.Pet)
    assert isinstance(pet.mother.tags, list)
    assert isinstance(pet.mother.tags[0], models.Tag)
    assert json.loads(to_json(pet)) == data


def test_a_file_of_another_version_means_what_that_says() -> None:
    assert to_json(models.Error(code=1, hint=None)) == '{"code":1,"hint":null}'
    with pytest.raises(errors.ValidationError, match="code"):
        validate(models.Error(code=0))
