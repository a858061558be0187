"""What all tests share: the pose model, fetched once into the project's data folder, and the shared data."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from coach.pose.model import official_model

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
def shared() -> Path:
    """The folder of clips and skeletons beside the project; skips where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not beside the project")
    return SHARED
