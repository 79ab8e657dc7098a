"""What the conformance tests share: servers, packages and clients of both colours."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from tests.spector.blocking import Blocking
from tests.spector.node import Spector, assets, installed
from tests.spector.sdks import Sdks
from tests.support.node import NoNode

COLOURS = ("sync", "async")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and put what counts the scenarios behind what plays them."""
    own = [one for one in items if one.path.parent.name == "spector"]
    for one in own:
        one.add_marker(pytest.mark.spector)
    items.sort(key=lambda one: one.path.name == "test_coverage.py")


@pytest.fixture(scope="session")
def home() -> Path:
    """The folder that Spector is installed in."""
    try:
        return installed()
    except NoNode as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def png(home: Path) -> Path:
    """The picture that the server sends and expects."""
    return assets(home) / "image.png"


@pytest.fixture(scope="session")
def jpg(home: Path) -> Path:
    """The same in another format."""
    return assets(home) / "image.jpg"


@pytest.fixture(scope="session")
def servers(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Spector]]:
    """One server for each colour, so that each counts its own scenarios."""
    folder = tmp_path_factory.mktemp("spector")
    starting = {colour: Spector(home, folder, colour) for colour in COLOURS}
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(one) for name, one in starting.items()}


@pytest.fixture(scope="session")
def sdks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sdks]:
    """The packages, which can be imported while the tests run."""
    folder = tmp_path_factory.mktemp("sdks")
    sys.path.insert(0, str(folder))
    yield Sdks(folder)
    sys.path.remove(str(folder))


@pytest.fixture(scope="session", params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    """Which of the two clients is tried."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def url(colour: str, servers: Mapping[str, Spector]) -> str:
    """Where the server is."""
    return servers[colour].url


@pytest.fixture(scope="session")
def connect(colour: str, url: str) -> Iterator[Callable[..., Any]]:
    """Makes clients of packages: ``connect(package, **options)``."""
    with contextlib.ExitStack() as stack:
        portal = None
        if colour == "async":
            portal = stack.enter_context(start_blocking_portal("asyncio"))

        def made(
            package: ModuleType, base_url: str | None = url, **options: Any
        ) -> Any:
            options = {"timeout": 30.0, "retries": 0, "strict": True, **options}
            if portal is None:
                client = package.Client(base_url, **options)
                stack.callback(client.close)
                return client
            client = package.AsyncClient(base_url, **options)
            stack.callback(portal.call, client.close)
            return Blocking(client, portal)

        yield made


@pytest.fixture(scope="module")
def sdk(request: pytest.FixtureRequest, sdks: Sdks) -> ModuleType:
    """The package of the document that the test module names as ``DOCUMENT``."""
    return sdks.of(request.module.DOCUMENT)


@pytest.fixture(scope="module")
def client(connect: Callable[..., Any], sdk: ModuleType) -> Any:
    """A client of that package."""
    return connect(sdk)


@pytest.fixture(scope="module")
def m(sdk: ModuleType) -> ModuleType:
    """The models of that package."""
    models: ModuleType = sdk.models
    return models
