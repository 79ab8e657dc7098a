"""Forms with files: from memory, from a path, with a name and a media type of their own."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

DOCUMENT = "payload_multipart"


def test_a_text_and_a_file(client: Any, jpg: Path) -> None:
    client.form_data.basic(id="123", profile_image=jpg.read_bytes())
    client.form_data.with_wire_name(id="123", profile_image=jpg.read_bytes())
    client.form_data.anonymous_model(profile_image=jpg.read_bytes())


def test_parts_that_may_be_left_out(client: Any, jpg: Path, png: Path) -> None:
    client.form_data.optional_parts(id="123")
    client.form_data.optional_parts(profile_image=jpg.read_bytes())
    client.form_data.optional_parts(id="123", profile_image=jpg.read_bytes())
    client.form_data.multi_binary_parts(profile_image=jpg.read_bytes())
    client.form_data.multi_binary_parts(
        profile_image=jpg.read_bytes(), picture=png.read_bytes()
    )


def test_json_and_lists_of_files(
    client: Any, jpg: Path, png: Path, m: ModuleType
) -> None:
    image, picture = jpg.read_bytes(), png.read_bytes()
    client.form_data.json_part(address=m.Address(city="X"), profile_image=image)
    client.form_data.binary_array_parts(id="123", pictures=[picture, picture])
    client.form_data.file_array_and_basic(
        id="123",
        address={"city": "X"},
        profile_image=image,
        pictures=[picture, picture],
    )


def test_a_name_and_a_media_type(client: Any, jpg: Path) -> None:
    client.form_data.check_file_name_and_content_type(
        id="123", profile_image=("hello.jpg", jpg, "image/jpg")
    )


def test_what_the_api_says_of_a_part(client: Any, jpg: Path) -> None:
    client.content_type.image_jpeg_content_type(profile_image=("hello.jpg", jpg))
    client.content_type.required_content_type(
        profile_image=("image.jpg", jpg, "application/octet-stream")
    )
    client.content_type.optional_content_type(profile_image=jpg.read_bytes())


def test_a_list_as_json(client: Any, jpg: Path, png: Path, m: ModuleType) -> None:
    client.http_parts.json_array_and_file_array(
        id="123",
        address=m.Address(city="X"),
        profile_image=jpg.read_bytes(),
        previous_addresses=[m.Address(city="Y"), m.Address(city="Z")],
        pictures=[png.read_bytes(), png.read_bytes()],
    )


def test_a_number(client: Any) -> None:
    client.non_string.float(temperature=0.5)


def test_files(client: Any, png: Path) -> None:
    client.file.upload_file_specific_content_type(file=png)
    with png.open("rb") as opened:
        client.file.upload_file_required_filename(file=opened)
    client.file.upload_file_array(files=[png, ("another.png", png)])
