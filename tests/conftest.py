"""What all tests share: the pose model, fetched once into the project's data folder, and the shared data."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url

from coach.pose.model import hand_model as checked_hand_model
from coach.pose.model import official_model
from coach.store.database import open_database
from tests.databases import new_database, postgresql

# The same examples in every run, so that a change is judged and not the day; `make search` looks for more. No
# deadline: a busy machine is no failure.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def model() -> Path:
    """The official model's file."""
    return official_model(cache=ROOT / "data" / "models")


@pytest.fixture(scope="session")
def hand_model() -> Path:
    """The official hand model's file."""
    return checked_hand_model(cache=ROOT / "data" / "models")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of clips and skeletons beside the project; skips where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of one without tables; whoever asks for it is tested on both kinds."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/coach.db"
    return new_database(request.getfixturevalue("postgresql_server"))


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the present tables, to be copied."""
    path = tmp_path_factory.mktemp("ready") / "coach.db"
    _with_tables(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def ready_database(postgresql_server: str) -> str:
    """The name of a database with the present tables on PostgreSQL, to be copied."""
    url = new_database(postgresql_server)
    _with_tables(url)
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of one with the present tables and nothing in them; both kinds."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("ready_file"), tmp_path / "coach.db")
        return f"sqlite+aiosqlite:///{tmp_path}/coach.db"
    like = request.getfixturevalue("ready_database")
    return new_database(request.getfixturevalue("postgresql_server"), like)


def _with_tables(url: str) -> None:
    """In a thread of its own: a fixture may be made while a loop runs in this one."""

    async def opened() -> None:
        await (await open_database(url)).dispose()

    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, opened()).result()
