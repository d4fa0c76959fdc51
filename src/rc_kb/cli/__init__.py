"""The command line: each command parses, asks, and hands over to output."""
