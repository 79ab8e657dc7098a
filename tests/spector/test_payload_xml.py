"""XML, which is taken and given as text: whoever sends it makes it, and reads what comes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "payload_xml"

DOCUMENTS = {
    "simple_model_value": """
        <SimpleModel><name>foo</name><age>123</age></SimpleModel>""",
    "model_with_simple_arrays_value": """
        <ModelWithSimpleArrays>
          <colors><string>red</string><string>green</string><string>blue</string></colors>
          <counts><int32>1</int32><int32>2</int32></counts>
        </ModelWithSimpleArrays>""",
    "model_with_array_of_model_value": """
        <ModelWithArrayOfModel>
          <items>
            <SimpleModel><name>foo</name><age>123</age></SimpleModel>
            <SimpleModel><name>bar</name><age>456</age></SimpleModel>
          </items>
        </ModelWithArrayOfModel>""",
    "model_with_optional_field_value": """
        <ModelWithOptionalField><item>widget</item></ModelWithOptionalField>""",
    "model_with_attributes_value": """
        <ModelWithAttributes id1="123" id2="foo">
          <enabled>true</enabled>
        </ModelWithAttributes>""",
    "model_with_unwrapped_array_value": """
        <ModelWithUnwrappedArray>
          <colors>red</colors><colors>green</colors><colors>blue</colors>
          <counts><int32>1</int32><int32>2</int32></counts>
        </ModelWithUnwrappedArray>""",
    "model_with_renamed_arrays_value": """
        <ModelWithRenamedArrays>
          <Colors>red</Colors><Colors>green</Colors><Colors>blue</Colors>
          <Counts><int32>1</int32><int32>2</int32></Counts>
        </ModelWithRenamedArrays>""",
    "model_with_renamed_fields_value": """
        <ModelWithRenamedFieldsSrc>
          <InputData><name>foo</name><age>123</age></InputData>
          <OutputData><name>bar</name><age>456</age></OutputData>
        </ModelWithRenamedFieldsSrc>""",
    "model_with_empty_array_value": """
        <ModelWithEmptyArray><items /></ModelWithEmptyArray>""",
    "model_with_text_value": """
<ModelWithText language="foo">
  This is some text.
</ModelWithText>""",
    "model_with_dictionary_value": """
        <ModelWithDictionary>
          <metadata><Color>blue</Color><Count>123</Count><Enabled>false</Enabled></metadata>
        </ModelWithDictionary>""",
    "model_with_encoded_names_value": """
        <ModelWithEncodedNamesSrc>
          <SimpleModelData><name>foo</name><age>123</age></SimpleModelData>
          <PossibleColors>
            <string>red</string><string>green</string><string>blue</string>
          </PossibleColors>
        </ModelWithEncodedNamesSrc>""",
    "model_with_enum_value": """
        <ModelWithEnum><status>success</status></ModelWithEnum>""",
    "model_with_datetime_value": """
        <ModelWithDatetime>
          <rfc3339>2022-08-26T18:38:00.000Z</rfc3339>
          <rfc7231>Fri, 26 Aug 2022 14:38:00 GMT</rfc7231>
        </ModelWithDatetime>""",
}


def canonical(text: str) -> str:
    """The same for all spellings of a document."""
    return ET.canonicalize(text.strip(), strip_text=True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document(client: Any, name: str) -> None:
    group, text = getattr(client, name), DOCUMENTS[name]
    assert canonical(group.get()) == canonical(text)
    group.put(text)


def test_an_error(client: Any, sdk: ModuleType) -> None:
    with pytest.raises(sdk.errors.BadRequestError) as refused:
        client.xml_error_value.get()
    root = ET.fromstring(refused.value.text.strip())
    assert root.findtext("message") == "Something went wrong"
