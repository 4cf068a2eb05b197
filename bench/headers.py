# SPDX-License-Identifier: MIT
"""What it costs to include a header: the compiler's time beyond that of an empty file, beside its peers."""
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "include"
PEER = "tl/expected.hpp"
PEERS = [PEER, "vector", "tl/expected.hpp, string_view", "date/date.h", "tl/expected.hpp, date/date.h",
         "bench/result_kinds.hpp", "fmt/format.h"]
DECLARED = "kpi/kpi.hpp, its formulas only declared"
FORMULA = re.compile(r"^\[\[nodiscard\]\] constexpr (result<[^{};]*noexcept) \{", re.MULTILINE)


def in_folder(folder):
    return sorted(h.relative_to(INCLUDE).as_posix() for h in INCLUDE.glob(f"{folder}*.hpp"))


def includes(name):
    """The lines that include a header, or all of a folder; several have commas between them."""
    names = in_folder(name) if name.endswith("/") else name.split(", ")
    return "".join(f"#include <{header}>\n" for header in names if header)


def command(compiler, source, *more, include=INCLUDE):
    return [compiler, "-std=c++20", "-O2", "-I", str(include), "-I", str(ROOT), *more, str(source)]


def declared_only(text):
    """A header without the bodies of its formulas: what it would cost if they were compiled elsewhere."""
    kept, end = [], 0
    for formula in FORMULA.finditer(text):
        kept += [text[end:formula.start()], formula[1], ";"]
        depth, end = 1, formula.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
    return "".join([*kept, text[end:]])


def copy_without_formulas(folder):
    copy = shutil.copytree(INCLUDE, folder)
    for header in copy.glob("kpi/metrics/*.hpp"):
        header.write_text(declared_only(header.read_text("utf-8")), "utf-8")
    return copy


def compile_time(compiler, source, include):
    """Seconds of the processor, which other programs disturb less than the clock on the wall."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command(compiler, source, "-c", "-o", os.devnull, include=include), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def names_no_calendar(compiler, source):
    seen = subprocess.run(command(compiler, source, "-M"), check=True, capture_output=True, text=True).stdout
    return "date/date.h" not in seen


def size_of_program(compiler, folder, text):
    """Bytes of a stripped program."""
    source = folder / "program.cpp"
    source.write_text(text)
    program = folder / "program"
    subprocess.run(command(compiler, source, "-s", "-o", str(program)), check=True)
    return program.stat().st_size


def measure(compiler, rounds, headers):
    """What each header takes against the peer, round by round; which headers name no calendar; sizes. The empty file
    and the peer are compiled again right before each, on the same core: a machine is not as fast all the time."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sources = {}
        for header in ["", *PEERS, *headers]:
            source = folder / (header.replace("/", "_") + ".cpp")
            source.write_text(includes(header))
            sources[header] = source
        compiled = {header: (source, INCLUDE) for header, source in sources.items() if header}
        compiled[DECLARED] = (sources["kpi/kpi.hpp"], copy_without_formulas(folder / "declared"))
        against = {header: [] for header in compiled}
        cores = sorted(os.sched_getaffinity(0))
        for n in range(rounds):
            os.sched_setaffinity(0, {cores[n % len(cores)]})
            for header, (source, include) in compiled.items():
                empty, peer = (compile_time(compiler, sources[h], INCLUDE) for h in ("", PEER))
                against[header].append((compile_time(compiler, source, include) - empty) / (peer - empty))
        os.sched_setaffinity(0, cores)
        light = {h for h in headers if names_no_calendar(compiler, sources[h])}
        sizes = {
            "an empty program": size_of_program(compiler, folder, "int main() {}\n"),
            "one that asks for a win rate": size_of_program(
                compiler,
                folder,
                "#include <kpi/metrics/win_rate.hpp>\n"
                "int main(int n, char**) {\n"
                "  const auto rate = kpi::win_rate({.opened = n, .won = 1});\n"
                "  return rate ? static_cast<int>(rate->numerator()) : 2;\n}\n",
            ),
        }
        return against, light, sizes


def ratio(against, header, peer):
    """Of two that were both timed beside the same peer."""
    return statistics.median(against[header]) / statistics.median(against[peer])
