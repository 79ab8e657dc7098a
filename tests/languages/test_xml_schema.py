"""XML Schema: what ``xmlschema`` decodes is read, and what is written it encodes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema

from tests.languages.harness import HERE, again, make

FOLDER = HERE / "xml_schema"

INVOICE = """
<Invoice xmlns="urn:example:invoice" xmlns:c="urn:example:common" version="2"
    sent="2025-01-01T00:00:00Z">
  <ID>7</ID><IssueDate>2025-01-01</IssueDate><Note lang="de">Hallo</Note>
  <Seller><c:Name>Acme</c:Name><c:Address><c:Street>A 1</c:Street><c:Town>B</c:Town>
    <c:Country>DE</c:Country></c:Address><c:TaxNumber>1</c:TaxNumber></Seller>
  <Buyer><c:Name>Ada</c:Name><c:Address><c:Street>C</c:Street><c:Street>D</c:Street>
    <c:Town>E</c:Town><c:Country>FR</c:Country></c:Address>
    <c:Represents><c:Name>X</c:Name><c:Address><c:Street>C</c:Street><c:Town>E</c:Town>
    <c:Country>FR</c:Country></c:Address></c:Represents></Buyer>
  <Card><Number>************1234</Number></Card>
  <Line number="1"><Item><Name>Saw</Name><Codes>a b</Codes><Weight>1.5</Weight></Item>
    <Quantity>2</Quantity><Price currency="EUR">9.5</Price><Tax code="V">19</Tax>
    <Part number="2"><Item><Name>Blade</Name><Weight>light</Weight></Item>
      <Quantity unit="kg">1.5</Quantity><Price currency="EUR">1</Price></Part></Line>
  <Allowance code="FC"><Charge>true</Charge><Reason>Freight</Reason>
    <Reason lang="de">Fracht</Reason><Fixed currency="EUR">5</Fixed></Allowance>
  <Allowance><Charge>false</Charge><Reason lang="fr">X</Reason><Share>10</Share>
    <Base currency="EUR">50</Base></Allowance>
  <Delivery><Day>2025-01-03</Day><Period><c:From>2025-01-03</c:From></Period>
    <Parcel><Tracking>P1</Tracking><Gross unit="kg">3</Gross>
      <Size length="1" width="2" height="3.5" unit="cm"/><Fragile/>
      <LineNumber>1</LineNumber><LineNumber>2</LineNumber></Parcel></Delivery>
  <Terms><Days>30</Days><Early days="7" share="2"/><Late><Interest>9</Interest>
    <Fee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" currency="EUR"
      xsi:nil="true"/><After>P30D</After></Late></Terms>
  <TaxTotal><Amount currency="EUR">3</Amount><Part category="AE">
    <Taxable currency="EUR">15</Taxable><Amount currency="EUR">3</Amount>
    <Rate>20</Rate></Part></TaxTotal>
  <Total currency="EUR">19.5</Total>
  <Rounding xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
  <Attachment><Name>a.txt</Name><Data>AAEC</Data></Attachment>
</Invoice>
"""
TRACK = """
<track xmlns="http://maps.example.org/track/1" version="1.1" creator="me">
  <metadata><name>Walk</name><author><name>Ada</name><email id="a" domain="b.org"/>
    <link href="http://a"><text>A</text></link></author><time>2025-01-01T00:00:00Z</time>
    <bounds minlat="1" minlon="2" maxlat="3" maxlon="4"/></metadata>
  <waypoint lat="1.5" lon="-2.5"><elevation>3.5</elevation><fix>3d</fix>
    <satellites>4</satellites></waypoint>
  <segment><point lat="1" lon="1"/><point lat="2" lon="2"><station>7</station></point>
  </segment>
  <route private="true"><name>Lake</name><activity>walk</activity>
    <stop lat="1" lon="2" optional="true"><elevation>3</elevation>
      <place><name>Hut</name><country>AT</country><service>bed</service>
        <service>food</service><within><name>Valley</name></within></place>
      <rest>PT1H</rest><arrival>12:30:00</arrival></stop>
    <warning level="3" until="2025-05-01">Snow</warning></route>
  <device><maker>M</maker><model>X</model><serial>00FF</serial>
    <firmware major="1" minor="2"/>
    <sensor name="a"><heart><beats>90 91 120</beats><resting>50</resting></heart>
    </sensor><sensor name="b"><power watts="210.5" balance="0.5"/></sensor>
    <sensor name="c"><temperature unit="celsius">21.5</temperature></sensor></device>
  <summary><distance>1200.5</distance><moving>3600</moving>
    <climbed xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
    <best on="2025-01-01"><kilometres>1</kilometres><seconds>301.25</seconds></best>
  </summary>
</track>
"""
DRAWING = """
<drawing xmlns="urn:drawing" xmlns:d="urn:drawing" units="in" d:revision="3">
  <title>House</title>
  <a:about xmlns:a="urn:drawing:about" xml:base="http://a.org/">
    <a:title xml:lang="en">House</a:title><a:title xml:lang="de" lang="D">Haus</a:title>
    <a:author role="owner"><a:name>Ada</a:name><a:mail>a@b.org</a:mail></a:author>
    <a:licence>public-domain</a:licence>
    <a:history><a:change on="2025-01-01" at="10:00:00" took="PT5M"><a:what>x</a:what>
      <a:approved/></a:change></a:history></a:about>
  <locked/>
  <symbols><symbol id="tree" turn="90.5"><keyword>green</keyword>
    <circle id="c0"><center x="1" y="2"/><radius>3</radius></circle></symbol></symbols>
  <layer visible="false" name="a"><name>ground</name>
    <circle id="c1"><style><stroke>#00ff00</stroke>
      <fill xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
      <dashes>1 2.5</dashes></style><center x="1" y="2"/><radius>3</radius></circle>
    <path id="p1" closed="true"><point x="1" y="1"/><point x="2" y="2"/></path>
    <spline id="s1"><point x="1" y="1"/></spline>
    <layer><name>inner</name>
      <use id="u1" symbol="tree" anchor="top-left"><at x="1" y="2"/></use>
      <mesh id="m1"><points dimension="2" count="3">0 0 1.5 0 1 1</points>
        <faces>0 1 2</faces></mesh>
      <text id="t1" width="40mm"><at x="0" y="0"/><line size="large">Hall</line>
        <line size="12" bold="true">2 m</line><line>x</line></text></layer></layer>
  <sheet number="1" scale="1:50"><corner x="0" y="0"/><corner x="9" y="9"/>
    <top>5mm</top><side>4mm</side><paper>A4</paper></sheet>
  <sheet number="2"><corner x="0" y="0"/><corner x="9" y="9"/>
    <width>200mm</width><height>100mm</height></sheet>
  <print><copies>2</copies><duplex by="Ada"/><preview>AAEC</preview>
    <checksum>00FF</checksum><year>2025</year></print>
</drawing>
"""


def _decoded(schema: xmlschema.XMLSchema, text: str) -> Any:
    found = schema.to_dict(
        ElementTree.fromstring(text), decimal_type=float, process_namespaces=False
    )
    return json.loads(json.dumps(_local(found)))


def _local(value: Any) -> Any:
    """Names without their namespaces, which the models do not have."""
    if isinstance(value, dict):
        made = {_bare(key): _local(one) for key, one in value.items()}
        return {key: one for key, one in made.items() if not key.startswith("@xmlns")}
    return [_local(one) for one in value] if isinstance(value, list) else value


def _bare(key: str) -> str:
    mark, name = ("@", key[1:]) if key.startswith("@") else ("", key)
    if "XMLSchema-instance" in name:
        return f"@xsi:{name.rpartition('}')[2]}"
    if "XML/1998" in name:
        return f"@xml:{name.rpartition('}')[2]}"
    return f"{mark}{name.rpartition('}')[2].rpartition(':')[2]}"


@pytest.mark.parametrize(
    ("case", "model", "file", "text"),
    [
        ("invoice", "Invoice", "invoice/invoice.xsd", INVOICE),
        ("track", "Track", "track.xsd", TRACK),
        ("drawing", "Drawing", "drawing/drawing.xsd", DRAWING),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, file: str, text: str) -> None:
    schema = xmlschema.XMLSchema(str(FOLDER / file))
    schema.validate(ElementTree.fromstring(text))
    data = _decoded(schema, text)
    assert again(case, model, data) == data


@pytest.mark.usefixtures("laid_out")
def test_what_is_written_is_a_document_again() -> None:
    schema = xmlschema.XMLSchema(str(FOLDER / "track.xsd"))
    space = "http://maps.example.org/track/1"
    data = schema.to_dict(ElementTree.fromstring(TRACK), decimal_type=float)
    written = again("track", "Track", data)
    made: Any = schema.encode(written, path="track", namespaces={"": space})
    schema.validate(made)
    assert schema.to_dict(made, decimal_type=float) == data


def test_nothing_outside_is_included(tmp_path: Path) -> None:
    head = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    inner = tmp_path / "repository"
    (inner / ".git").mkdir(parents=True)
    (tmp_path / "secret.xsd").write_text(
        f'{head}<xs:element name="secret" type="xs:string"/></xs:schema>', "utf-8"
    )
    (inner / "a.xsd").write_text(
        f'{head}<xs:include schemaLocation="../secret.xsd"/>'
        '<xs:element name="a" type="xs:string"/></xs:schema>',
        "utf-8",
    )
    made = make(inner / "a.xsd")
    assert "secret" not in made.files["plainsdk.lock"]


def test_an_included_file_is_an_input() -> None:
    made = make(FOLDER / "invoice" / "invoice.xsd")
    assert '"types/common.xsd" = ' in made.files["plainsdk.lock"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<a>\n<b></a>", 2, "not XML"),
        ("<a/>", 1, "xs:schema"),
        (
            (
                '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
                '<xs:include schemaLocation="../../../etc/passwd"/>\n'
                '<xs:element name="a" type="xs:string"/></xs:schema>'
            ),
            1,
            "",
        ),
    ],
)
def test_what_is_refused_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.xsd"
    file.write_text(text, "utf-8")
    made = make(file)
    if not words:  # what is not there, or is not to be read, is left out
        assert "models/a.py" in made.files
        return
    (said,) = made.said
    assert said.code == "bad-schema"
    assert str(said.where) == f"bad.xsd:{line}"
    assert words in said.message


def test_what_is_not_declared_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.xsd"
    head = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
    element = '<xs:element name="a" type="Gone"/></xs:schema>'
    file.write_text(f"{head}{element}", "utf-8")
    (said,) = make(file).lines
    assert said.startswith("a.xsd:2: undeclared-type: ")
    assert "'Gone'" in said
    include = '<xs:include schemaLocation="gone.xsd"/>\n'
    file.write_text(f"{head}{include}{element}", "utf-8")
    (said,) = make(file).lines
    assert said.startswith("a.xsd:2: missing-import: xml-schema: gone.xsd")
