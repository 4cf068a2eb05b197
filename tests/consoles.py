# SPDX-License-Identifier: MIT
"""Every console in a page is what comes out: `$ command`, run among the examples' data, and what it prints.

    python3 tests/consoles.py FOLDER    of the examples, built

A line of only … stands for any lines.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def transcript(block):
    """The commands of a console, each with what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        command = lines.pop(0)
        while command.endswith("\\"):
            command = command[:-1] + lines.pop(0)
        yield command, "\n".join(lines)


def matches(said, printed):
    pattern = re.escape(said).replace("…\n", "(?:.*\n)*?")
    return re.fullmatch(pattern, printed) is not None


def main(programs):
    run, faults = 0, []
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    for page in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "examples/data", folder, dirs_exist_ok=True)
            for block in CONSOLE.finditer(text):
                for command, said in transcript(block[1]):
                    run += 1
                    done = subprocess.run(command, shell=True, cwd=folder, env=environment, encoding="utf-8",
                                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
                    if not matches(said, done.stdout):
                        line = text.count("\n", 0, block.start()) + 1
                        faults.append(f"{page.relative_to(ROOT)}:{line}: {command} prints\n{done.stdout}")
    if run == 0:
        faults.append("no console was found")
    print("\n".join(faults) if faults else f"{run} commands print what the pages say")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else __doc__)
