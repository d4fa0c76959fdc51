"""Lets `python -m rc_kb` do what `rc-kb` does."""

from rc_kb.cli.main import main

if __name__ == "__main__":
    main()
