"""What all tests share: the pose model, fetched once into the project's data folder, and the shared data."""

from pathlib import Path

import pytest

from coach.pose.model import official_model

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def model() -> Path:
    """The official model's file."""
    return official_model(cache=ROOT / "data" / "models")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of clips and skeletons beside the project; skips where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not beside the project")
    return SHARED
