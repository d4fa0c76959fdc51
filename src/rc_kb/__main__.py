"""Lets `python -m rc_kb` do what `rc-kb` does."""

from rc_kb.cli.main import run

if __name__ == "__main__":
    run()
