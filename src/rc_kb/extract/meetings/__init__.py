"""Meetings: who met whom, when, where and how, from what reports a meeting as held."""
