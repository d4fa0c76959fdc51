"""Owns the making of bases of the invented world, each in a process of its own.

So a benchmark stays small: what it holds itself counts as the memory of every process that it starts.
"""

import subprocess
import sys
from pathlib import Path

_WORLD = str(Path(__file__).with_name("invented_world.py"))


def write_sheets(path: Path, meetings: int, first: int = 0) -> Path:
    """Write the coding sheets of so many meetings, one on a line, from an article on, where there is no such file."""
    if not path.exists():
        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as lines:
            subprocess.run([sys.executable, _WORLD, str(meetings), "--first", str(first)], stdout=lines, check=True)
        part.rename(path)
    return path


def make_base(path: Path, meetings: int, *, with_texts: bool = False) -> Path:
    """Make a base with so many meetings, and with the texts of all articles, where there is no such file."""
    if not path.exists():
        part = path.with_name(f"{path.name}.part")
        part.unlink(missing_ok=True)
        command = [sys.executable, _WORLD, str(meetings), "--base", str(part)]
        subprocess.run([*command, *(["--with-texts"] if with_texts else [])], check=True)
        part.rename(path)
    return path
