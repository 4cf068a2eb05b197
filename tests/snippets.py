# SPDX-License-Identifier: MIT
"""Every block of code in a page is part of what the tests compile and run, word for word.

A comment before the block says of what:

    <!-- examples/mrr.cpp: region -->   the lines of an example between two marks, //! [region] (in SQL, --! [region])
    <!-- examples/mrr.expected -->      whole lines of what an example prints
    <!-- embed/copied -->               run by tests/consumers
    <!-- tests/tutorial.py -->          run by that

Without one stand only commands (sh), and consoles, which tests/consoles.py runs. `--write` brings regions up to date.
"""
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?:^<!-- (?P<of>[^\n]+?) -->\n)?^(?P<fence>`{3,})(?P<language>\w*)\n(?P<code>.*?)^(?P=fence)$",
                   re.MULTILINE | re.DOTALL)


def region(text, name):
    """The lines between two marks."""
    mark = rf"^ *(?://|--)! \[{re.escape(name)}\]\n"
    parts = re.split(mark, text, flags=re.MULTILINE)
    return textwrap.dedent(parts[1]) if len(parts) == 3 else None


def fault(block):
    of, _, name = (block["of"] or "").partition(": ")
    if block["language"] in ("sh", "console") and not of:
        return None
    if of.startswith("embed/") or of == "tests/tutorial.py":
        return None
    if not of:
        return "is not said to be of an example"
    file = ROOT / of
    if not file.is_file():
        return f"is of {of}, which there is not"
    text = file.read_text(encoding="utf-8")
    if not name:
        return None if f"\n{block['code']}" in f"\n{text}" else f"is not what {of} says"
    wanted = region(text, name)
    if wanted is None:
        return f"is of a region of {of} that is not marked: {name}"
    return None if block["code"] == wanted else f"differs from {of}: {name}\n{wanted}"


def up_to_date(block):
    """The block, with the code of its region."""
    of, _, name = (block["of"] or "").partition(": ")
    code = region((ROOT / of).read_text(encoding="utf-8"), name) if name and (ROOT / of).is_file() else None
    start, end = (block.start("code") - block.start(), block.end("code") - block.start())
    return block[0][:start] + (block["code"] if code is None else code) + block[0][end:]


def main(write):
    checked, faults = 0, []
    for page in sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]):
        text = page.read_text(encoding="utf-8")
        if write:
            text = BLOCK.sub(up_to_date, text)
            page.write_text(text, encoding="utf-8")
        for block in BLOCK.finditer(text):
            checked += 1
            if why := fault(block):
                line = text.count("\n", 0, block.start()) + 1
                faults.append(f"{page.relative_to(ROOT)}:{line}: the block {why}")
    if checked == 0:
        faults.append("no block of code was found")
    print("\n".join(faults) if faults else f"{checked} blocks are what they are said to be")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv))
