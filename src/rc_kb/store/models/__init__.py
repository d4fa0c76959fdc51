"""The tables: what facts are about, the facts, and the sources they are cited from."""
