"""How good proposals are: coding sheets compared with those of a careful coder."""
