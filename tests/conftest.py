"""Settings for all tests: hypothesis tries the same examples in every run of the gate."""

import os

import pytest
from hypothesis import HealthCheck, settings

from kl_helpers.explorer import Explorer

pytest.register_assert_rewrite("lab_pages", "explorer_pages")

# A busy machine is no fault of a test.
settings.register_profile(
    "desk", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=20)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True)
def unsent(monkeypatch):
    """Send no explorer to a browser that is not there: each would draw all its states for it."""
    monkeypatch.setattr(Explorer, "open", lambda explorer: None)
