"""A typed client of Coach's HTTP interface."""

from coach_client import models
from coach_client.client import Coach
from coach_client.line import Refused

__all__ = ["Coach", "Refused", "models"]
