"""The write side: tables, views, migrations and loading. The read side never imports it."""
