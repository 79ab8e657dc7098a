"""What a description says arrives in ``help()``, and runs nothing."""

from __future__ import annotations

import inspect

import pytest
from golden import docs
from golden.docs import Client, requests
from golden.docs import models as m


def test_a_class_says_what_the_description_says() -> None:
    said = inspect.getdoc(m.Documented)
    assert said == (
        '"Quoted" from the start, with a backslash \\ at its end\\\n\nDeprecated.'
    )


def test_the_package_says_what_the_api_is() -> None:
    assert docs.__doc__ is not None
    assert docs.__doc__.startswith(
        'Docs with "quotes", a backslash \\ and {{ braces }}.'
    )
    assert 'print("""code""")' in docs.__doc__


def test_a_method_says_what_its_builder_says() -> None:
    said = inspect.getdoc(requests.docs.old)
    assert said is not None
    assert said.startswith("Read what is old? ``GET /old``\n\nLonger words,")
    assert said.endswith("Deprecated.")
    assert inspect.getdoc(Client().docs.old) == said


def test_what_is_deprecated_says_so_once() -> None:
    with pytest.warns(DeprecationWarning, match="GET /old is deprecated") as caught:
        requests.docs.old()
    assert [warning.filename for warning in caught] == [__file__]
    requests.docs.old()  # a second warning would be an error
