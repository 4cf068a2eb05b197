#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The library and its tests under other compilers, standards, levels of optimisation, checkers and machines.

usage: matrix.py [--list | CELL…]

A cell is a compiler with its flags: it builds the library and its portable tests, all warnings being errors, and runs
them. The formulas test has every metric in it. A few cells are commands instead. A line says what came of each cell.
"""
import pathlib
import subprocess
import sys
import time
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path("build/matrix")

WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror"
DEFINITIONS = "-D FMT_HEADER_ONLY -D KPI_SOURCE_DIR='\".\"'"
LIBCXX = "-stdlib=libc++ -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_DEBUG"
INTEGERS = "integer,implicit-conversion,float-divide-by-zero,float-cast-overflow"

# Not rapidcheck, which exists for the machine's own compiler and standard library only; nor what is about the texts of
# the headers, nor what stands in for a part of the library.
PORTABLE = sorted(ROOT.glob("src/*.cpp")) + [
    file
    for folder in (".", "catalog", "core", "records", "tally")
    for file in sorted((ROOT / "tests" / folder).glob("*_test.cpp"))
    if file.name not in ("complete_test.cpp", "parallel_test.cpp")
    and not any(header in file.read_text("utf-8") for header in ("<rapidcheck", "law.hpp"))
]


class Cell(NamedTuple):
    compiler: str
    flags: str
    run: str = ""  # in front of the program
    but: tuple = ()  # tests that are not for this cell


COMPILED = {
    "gcc-20-O0": Cell("g++", "-std=c++20 -O0 -D_GLIBCXX_ASSERTIONS"),
    # Inlining so much, g++ 12 takes copies inside its own strings for overlapping ones (its bug 105651).
    "gcc-20-O3": Cell("g++", "-std=c++20 -O3 -Wno-restrict"),
    "gcc-23-O2": Cell("g++", "-std=c++23 -O2"),
    "gcc-unsigned-char": Cell("g++", "-std=c++20 -O0 -funsigned-char"),
    # These two expect exceptions: of fmt, and of the interpreter of formulas.
    "gcc-no-exceptions": Cell(
        "g++", "-std=c++20 -O0 -fno-exceptions -fno-rtti", but=("format_test.cpp", "formulas_test.cpp")
    ),
    # Not every kernel runs programs of 32 bits.
    "gcc-32-bit": Cell("g++", "-std=c++20 -O0 -m32 -I/usr/include/x86_64-linux-gnu", "qemu-i386-static"),
    "clang-20-O2": Cell("clang++-19", "-std=c++20 -O2"),
    "clang-23-O0": Cell("clang++-19", "-std=c++23 -O0"),
    "clang-libcxx-20": Cell("clang++-19", f"-std=c++20 -O0 {LIBCXX}"),
    "clang-libcxx-23": Cell("clang++-19", f"-std=c++23 -O2 {LIBCXX}"),
    "clang-integers": Cell(
        "clang++-19",
        f"-std=c++20 -O1 -g -fsanitize={INTEGERS} -fno-sanitize-recover=all "
        "-fsanitize-ignorelist=tests/matrix/integers.ignore",
    ),
    # The headers of the dependencies, and none of this machine's own.
    "big-endian": Cell(
        "s390x-linux-gnu-g++", f"-std=c++20 -O0 -static -isystem {BUILD}/headers", "qemu-s390x-static"
    ),
}

# The suites as they are.
COMMANDS = {
    "gcc-address-undefined": ["cmake --workflow --preset dev"],
    "clang-address-undefined": ["cmake --workflow --preset clang"],
    "gcc-threads": ["cmake --workflow --preset tsan"],
    "as-delivered": [
        "cmake --preset embed",
        "cmake --build --preset embed --target kpi_tests",
        "ctest --preset embed -R consumer.as_delivered",
    ],
    "valgrind-corpus": [
        "cmake --preset release",
        *(
            command
            for folder in sorted((ROOT / "fuzz/corpus").iterdir())
            for command in (
                f"cmake --build build/release --target {folder.name}_replay",
                f"valgrind -q --error-exitcode=1 --leak-check=full build/release/fuzz/{folder.name}_replay {folder}",
            )
        ),
    ],
}


def write_build_files():
    headers = ROOT / BUILD / "headers"
    headers.mkdir(parents=True, exist_ok=True)
    for name in ("catch2", "date", "fmt", "tl"):
        if not (headers / name).exists():
            (headers / name).symlink_to(f"/usr/include/{name}")
    (ROOT / BUILD / "main.cpp").write_text("#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n")
    lines = [
        f"builddir = {BUILD}",
        "rule compile",
        f"  command = $compiler $flags {WARNINGS} {DEFINITIONS} -I include -MMD -MF $out.d -c $in -o $out",
        "  description = $out",
        "  depfile = $out.d",
        "  deps = gcc",
        "rule link",
        "  command = $compiler $flags -pthread $in -o $out",
        "  description = $out",
    ]
    for name, cell in COMPILED.items():
        variables = [f"  compiler = {cell.compiler}", f"  flags = {cell.flags}"]
        sources = [*(file.relative_to(ROOT) for file in PORTABLE if file.name not in cell.but), BUILD / "main.cpp"]
        objects = [f"{BUILD / name / source}.o" for source in sources]
        for source, target in zip(sources, objects):
            lines += [f"build {target}: compile {source}", *variables]
        lines += [f"build {BUILD / name / 'program'}: link {' '.join(objects)}", *variables]
    (ROOT / BUILD / "build.ninja").write_text("\n".join(lines) + "\n")


def commands_of(name):
    if name in COMMANDS:
        return COMMANDS[name]
    program = BUILD / name / "program"
    return [f"ninja -k 0 -f {BUILD / 'build.ninja'} {program}", f"{COMPILED[name].run} {program}"]


def passes(name):
    with open(ROOT / BUILD / f"{name}.log", "w", encoding="utf-8") as log:
        for command in commands_of(name):
            print(f"$ {command}", file=log, flush=True)
            if subprocess.run(command, shell=True, cwd=ROOT, stdout=log, stderr=log, check=False).returncode != 0:
                return False
    return True


def main():
    cells = [*COMPILED, *COMMANDS]
    names = sys.argv[1:]
    if names == ["--list"]:
        for name in cells:
            print(f"{name:<24} {' '.join(COMPILED[name][:2]) if name in COMPILED else '; '.join(COMMANDS[name])}")
        return
    unknown = [name for name in names if name not in cells]
    if unknown:
        sys.exit(f"There is no cell {', '.join(unknown)}.\n{__doc__}")
    write_build_files()
    failed = []
    for name in names or cells:
        start = time.monotonic()
        good = passes(name)
        print(f"{'passed' if good else 'FAILED'}  {name:<24} {time.monotonic() - start:6.0f} s", flush=True)
        if not good:
            failed.append(name)
            log = (ROOT / BUILD / f"{name}.log").read_text(encoding="utf-8", errors="replace")
            print("".join(log.splitlines(keepends=True)[-40:]))
    if failed:
        sys.exit(f"{len(failed)} of {len(names or cells)} failed: {', '.join(failed)}. Their output is in {BUILD}/.")


main()
