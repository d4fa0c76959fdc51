"""Gathers the cases of all checks."""

from tests.checks.cases import countries, dates, facts, names

CASES = (*countries.CASES, *dates.CASES, *facts.CASES, *names.CASES)
