# SPDX-License-Identifier: MIT
"""Follows the tutorial by the letter: its commands, in an empty folder with the library beside, make the program that
prints what it says."""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    page = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^<!-- tests/tutorial\.py -->\n```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    if not blocks:
        return "docs/tutorial.md has no commands"
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        (here / "kpi").symlink_to(ROOT)
        (here / "tutorial.cpp").write_bytes((ROOT / "examples/tutorial.cpp").read_bytes())
        for block in blocks:
            subprocess.run(["sh", "-eux"], input=block, text=True, cwd=folder, check=True)
        printed = subprocess.run(["./tutorial"], cwd=folder, check=True, capture_output=True).stdout
    if printed != (ROOT / "examples/tutorial.expected").read_bytes():
        return f"It prints\n{printed.decode()}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
