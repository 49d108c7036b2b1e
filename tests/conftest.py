"""Settings for all tests: hypothesis tries the same examples in every run of the gate."""

import os

from hypothesis import settings

settings.register_profile("desk", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("quick", deadline=None, max_examples=20, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
