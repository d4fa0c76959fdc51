"""What a test needs from the machine: without it a user's run skips the test with the reason, and CI fails."""

import os

import pytest


def need(is_there: object, reason: str) -> None:
    """Skip the test where something cannot be had; fail where CI must have it."""
    if is_there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"under CI=true: {reason}")
    pytest.skip(reason)
