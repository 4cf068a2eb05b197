#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes single_include/kpi.hpp: the headers and the sources of the library in one file.

usage: single_header.py [--check]

With --check it writes nothing, and fails when the file is not what it would write. The sources become one: what stands
in their unnamed namespaces has to have different names.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "single_include/kpi.hpp"

HEAD = """\
// SPDX-License-Identifier: MIT
// {copyright}
//
// kpi in one file. Include it where you like, and in one source file of the program with the implementation:
//
//     #define KPI_IMPLEMENTATION
//     #include <kpi.hpp>
//
// It needs C++20, fmt, Howard Hinnant's date and tl::expected. Link fmt, or define FMT_HEADER_ONLY.
//
// cmake/single_header.py makes it from include/ and src/; those are what to edit.
"""


class Part:
    """Files in an order in which each comes after those it includes, and what they include from elsewhere."""

    def __init__(self, after=None):
        self.files = {}
        self.includes = set()
        self.after = after

    def add(self, path):
        if path in self.files or (self.after and path in self.after.files):
            return
        self.files[path] = ""  # its place in the order is found below
        lines = []
        depth = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"\s*#\s*(if|endif)", line):
                depth += 1 if "#if" in line else -1
            ours = re.fullmatch(r'#include (?:<(kpi/.+)>|"(.+)")', line)
            if ours:
                self.add(ROOT / "include" / ours[1] if ours[1] else (path.parent / ours[2]).resolve())
            elif depth == 0 and re.fullmatch(r"#include <.+>", line):
                self.includes.add(line)
            elif depth == 0 and line.startswith("#include"):
                sys.exit(f"{path}: what is {line}?")
            elif line != "#pragma once" and not line.startswith("// SPDX-"):
                lines.append(line)
        del self.files[path]
        text = re.sub(r"\n\n\n+", "\n\n", "\n".join(lines)).strip()
        self.files[path] = text if re.search(r"^(?!//|$)", text, re.MULTILINE) else ""  # nothing but comments

    def text(self):
        foreign = self.includes - (self.after.includes if self.after else set())
        bodies = [f"// ---- {path.relative_to(ROOT)}\n\n{text}\n" for path, text in self.files.items() if text]
        return "\n".join(["".join(line + "\n" for line in sorted(foreign)), *bodies])


def single_header():
    declarations = Part()
    for path in sorted((ROOT / "include").rglob("*.hpp")):
        declarations.add(path)
    implementation = Part(after=declarations)
    for path in sorted((ROOT / "src").rglob("*.cpp")):
        implementation.add(path)
    copyright_line = re.search(r"^Copyright.*$", (ROOT / "LICENSE").read_text(), re.MULTILINE)
    return (
        HEAD.format(copyright=copyright_line[0])
        + "#ifndef KPI_SINGLE_HEADER\n#define KPI_SINGLE_HEADER\n\n"
        + declarations.text()
        + "\n#endif  // KPI_SINGLE_HEADER\n\n"
        + "#if defined(KPI_IMPLEMENTATION) && !defined(KPI_IMPLEMENTED)\n#define KPI_IMPLEMENTED\n\n"
        + implementation.text()
        + "\n#endif  // KPI_IMPLEMENTATION\n"
    )


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    made = single_header()
    if not sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(made, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != made:
        sys.exit(f"{FILE.relative_to(ROOT)} is stale; python3 cmake/single_header.py makes it anew")


main()
