# SPDX-License-Identifier: MIT
"""Runs the benchmark and writes docs/performance.md from what it measures. Called by ./dev bench."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import end_to_end
import headers

ROOT = pathlib.Path(__file__).resolve().parent.parent

INTRO = """\
# Performance

<!-- Written by ./dev bench. -->

Three workloads, kpi beside what one would use instead, all in one process, in memory and on one thread. Everybody's
answers were the same to the last integer before anything was timed. In every round each takes its turn: it runs twice,
and the second run counts, with the memory that the first one had, for new memory costs what the machine makes of it.
All of a round run on one core, the one that was faster just before. A ratio is taken inside a round, and what stands
here is the median of the rounds with the least and the greatest. Times are nanoseconds a row, to compare columns of one
table: on another machine, or another day, they differ. `./dev bench` measures all of it again ({rounds} rounds here;
with Clang {rounds_by_clang}, each in a process of its own, for by owner and quarter one process is faster than the
next).

- **Deals**: rows of 64 bytes as a CRM exports them. Eleven figures and the exact median of the won deals' cycle, of all
  deals or by owner and quarter of the close (26,000 groups). kpi gets each deal through its attribution functions, for a
  period as of a day, validates it, and counts so that no overflow goes unseen.
- **Ledger**: what each customer pays at the end of each of 24 months; by month the opening, what is new, reactivated,
  expansion, contraction and churned, and the customers.
- **Call**: one metric with its channel for errors, beside a bare division.
- **File**: from a CSV file of deals to a scorecard, the example `scorecard` beside DuckDB's `read_csv`, each a process on
  one thread; both processes' time of the processor (`./dev bench csv` for this alone). Besides, `scorecard` refuses an id
  that comes twice and says which rows it could not read.

| who | what |
|---|---|
| `kpi` | the public functions, over structs, over columns, over rows in random order, and on all cores (`std::execution::par`, {cores} of them) |
| `kpi_on_each_core` | all of it by each of these cores at once, which share nothing but the memory and the host |
| `fused` | a loop written by hand for this workload and no other; nothing is checked, no period is asked for |
| `fused_and_checked` | the same loop when it keeps what kpi promises: refuses a deal that cannot be, asks for a period and a day, counts in 64 bits and money in 1/10,000, and notices figures that are large |
| `first_thought` | a map of the rows of each group and one pass for each metric; of the ledger, a map of maps |
| `reading` | only reads the same bytes: the floor |
| `duckdb` | DuckDB {duckdb} on one thread: the fastest of several ways to say it; `idiomatic` as one would write it first |
"""


MOST_COPIED = 20_000_000  # deals of which the memory has room for several copies; of more only the rows are read


def run(binary, folder, deals, customers, rounds, *more):
    """The counters of each round, by contest: {"total": {"kpi": [...], ...}, ...}."""
    out = pathlib.Path(folder) / "out.json"
    command = [binary, "--deals", deals, "--customers", customers, "--rounds", rounds,
               f"--benchmark_out={out}", "--benchmark_out_format=json", *more]
    if deals > MOST_COPIED:
        command.append("--rows-only")
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL)
    standard = {"name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
                "repetition_index", "threads", "iterations", "real_time", "cpu_time", "time_unit"}
    contests = {}
    for b in json.loads(out.read_text())["benchmarks"]:
        if b["run_type"] != "iteration":
            continue
        contest = contests.setdefault(b["run_name"].split("/")[0], {})
        for who, nanoseconds in b.items():
            if who not in standard:
                contest.setdefault(who, []).append(nanoseconds)
    return contests


def run_by_itself(binary, folder, deals, rounds):
    """The contests of rows, each round in a process of its own: what the grouped ones take differs more from one
    process to the next than from round to round."""
    contests = {}
    for _ in range(rounds):
        once = run(binary, folder, deals, 0, 1, "--rows-only", "--benchmark_filter=^(total|grouped)/")
        for name, contest in once.items():
            for who, times in contest.items():
                contests.setdefault(name, {}).setdefault(who, []).extend(times)
    return contests


def ratios(contest, slow, fast):
    return [a / b for a, b in zip(contest[slow], contest[fast])]


def spread(values, digits=2):
    text = f"{statistics.median(values):,.{digits}f}"
    return text if len(values) == 1 else f"{text} ({min(values):,.{digits}f} … {max(values):,.{digits}f})"


class Goals:
    def __init__(self):
        self.rows = []

    def at_least(self, n, what, goal, values):
        self.add(n, what, f"≥ {goal:,} ×", values, statistics.median(values) >= goal)

    def at_most(self, n, what, goal, values):
        self.add(n, what, f"≤ {goal:,} ×", values, statistics.median(values) <= goal)

    def beside(self, n, what, values):
        """Without a goal, to show what one consists of."""
        self.rows.append([n, what, "", spread(values, 2), ""])

    def add(self, n, what, goal, values, met):
        digits = 0 if statistics.median(values) > 1000 else 2
        self.rows.append([n, what, goal, spread(values, digits), "met" if met else "**not met**"])


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(c) for c in line) + " |\n" for line in lines)


def contest_table(sizes, contest, peer):
    """One line for each contestant, one column for each size: nanoseconds a row, and against a peer."""
    sizes = {size: contests[contest] for size, contests in sizes.items() if contest in contests}
    all_take_part = max(sizes, key=lambda size: (len(sizes[size]), size))
    rows = []
    for who in sorted(sizes[all_take_part], key=lambda w: statistics.median(sizes[all_take_part][w])):
        row = [f"`{who}`"]
        for size in sorted(sizes):
            c = sizes[size]
            row += [f"{statistics.median(c[who]):.1f}", spread(ratios(c, who, peer))] if who in c else ["", ""]
        rows.append(row)
    unit = "rows" if contest == "ledger" else "deals"
    head = [""]
    for size in sorted(sizes):
        n = size * 24 // 10 if contest == "ledger" else size
        head += [f"{n / 1e6:g}M {unit}: ns a row", f"× `{peer}`"]
    return table(head, rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gcc")
    parser.add_argument("clang")
    parser.add_argument("--duckdb", required=True)
    parser.add_argument("--sizes", default="1000000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--header-rounds", type=int, default=3)
    options = parser.parse_args()
    sizes = [int(s) for s in options.sizes.split(",")]

    by_size = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            print(f"{size:,} deals, {size * 24 // 10:,} rows of the ledger", file=sys.stderr)
            by_size[size] = run(options.gcc, folder, size, size // 10, options.rounds)
        print("The same by Clang", file=sys.stderr)
        rounds_by_clang = 3 * options.rounds
        largest = max(size for size in sizes if size <= MOST_COPIED)
        by_clang = run_by_itself(options.clang, folder, largest, rounds_by_clang)
    total, grouped, ledger, call, live = (by_size[largest][c] for c in ("total", "grouped", "ledger", "call", "live"))

    print("From a file", file=sys.stderr)
    from_file = end_to_end.measure(pathlib.Path(options.gcc).parent.parent, largest, min(options.rounds, 3))

    print("What headers cost", file=sys.stderr)
    metrics = headers.in_folder("kpi/metrics/")
    others = ["kpi/core/count.hpp", "kpi/core/money.hpp", "kpi/core/ratio.hpp", "kpi/core/measure.hpp",
              "kpi/core/period.hpp", "kpi/records/deal.hpp", "kpi/tally/tally.hpp", "kpi/tally/distribution.hpp",
              "kpi/tally/ledger.hpp", "kpi/catalog.hpp", "kpi/format.hpp", "kpi/metrics/", "kpi/kpi.hpp"]
    against, light, programs = headers.measure("g++", options.header_rounds, metrics + others)
    header_ratio = lambda h, peer: headers.ratio(against, h, peer)
    dearest = max((h for h in metrics if h in light), key=lambda h: header_ratio(h, headers.PEER))

    goals = Goals()
    if "duckdb" in grouped:
        goals.at_least(1, "by owner and quarter, with medians, over structs, against DuckDB", 9,
                       ratios(grouped, "duckdb", "kpi"))
        goals.at_least(2, "the same over columns", 12, ratios(grouped, "duckdb", "kpi_columns"))
    goals.at_most(3, "all deals, over columns, against reading them", 1.15, ratios(total, "kpi_columns", "reading_columns"))
    goals.at_most(3, "over structs, against reading them", 1.4, ratios(total, "kpi", "reading"))
    goals.at_most(4, "all deals, against the unchecked loop, g++", 1.1, ratios(total, "kpi", "fused"))
    goals.at_most(4, "by owner and quarter, g++", 1.1, ratios(grouped, "kpi", "fused"))
    goals.at_most(4, "all deals, Clang", 1.25, ratios(by_clang["total"], "kpi", "fused"))
    goals.at_most(4, "by owner and quarter, Clang", 1.25, ratios(by_clang["grouped"], "kpi", "fused"))
    for compiler, of_total, of_grouped in (("g++", total, grouped), ("Clang", by_clang["total"], by_clang["grouped"])):
        goals.beside(4, f"all deals, against the loop with the same promises, {compiler}",
                     ratios(of_total, "kpi", "fused_and_checked"))
        goals.beside(4, f"by owner and quarter, {compiler}", ratios(of_grouped, "kpi", "fused_and_checked"))
    if "duckdb" in ledger:
        goals.at_least(5, "ledger, against DuckDB", 20, ratios(ledger, "duckdb", "kpi"))
        goals.at_least(5, "against its window functions", 50, ratios(ledger, "duckdb_window", "kpi"))
    goals.at_least(5, "by month, against by customer", 3, ratios(ledger, "kpi", "kpi_by_month"))
    cores = os.cpu_count()
    on_threads = {"all deals": total, "by owner and quarter": grouped, "ledger": ledger}
    for name, contest in on_threads.items():
        goals.at_least(6, f"{cores} threads, {name}", 1.7, ratios(contest, "kpi", "kpi_all_cores"))
    for name, contest in on_threads.items():
        goals.beside(6, f"{cores} threads that share no work, {name}",
                     [cores * r for r in ratios(contest, "kpi", "kpi_on_each_core")])
    goals.at_most(7, "a metric, against a bare division", 1.05, ratios(call, "kpi", "division"))
    goals.at_least(8, "a correction, against counting again", 100_000,
                   [1000 * r for r in ratios(live, "recount", "thousand_changes")])
    goals.at_least(8, "a month's roll, against counting again", 100_000,
                   [1200 * r for r in ratios(live, "recount", "twelve_hundred_rolls")])
    goals.at_most(9, f"the dearest metric header (`{dearest}`), against tl/expected.hpp", 1.5,
                  [header_ratio(dearest, headers.PEER)])
    goals.at_most(9, "`kpi/kpi.hpp`, against date/date.h", 1.7, [header_ratio("kpi/kpi.hpp", "date/date.h")])
    goals.beside(9, "the same when its formulas are only declared", [header_ratio(headers.DECLARED, "date/date.h")])
    goals.at_least(10, "a scorecard from a CSV file, against DuckDB", 1, ratios(from_file, "duckdb", "kpi"))

    page = INTRO.format(cores=cores, rounds=options.rounds, rounds_by_clang=rounds_by_clang, duckdb=options.duckdb)
    page += f"\n## Goals\n\nAt {largest:,} deals and {largest * 24 // 10:,} rows of the ledger.\n\n"
    page += table(["#", "what", "goal", "measured", ""], goals.rows)
    for title, contest in (("All deals", "total"), ("By owner and quarter, with medians", "grouped"),
                           ("By owner and the quarter of each event", "by_quarter"), ("Ledger", "ledger")):
        page += f"\n## {title}\n\n" + contest_table(by_size, contest, "kpi")
    page += ("\n## What a header costs\n\nCompile time beyond that of an empty file (g++ -O2), beside that of "
             f"`tl/expected.hpp` right before, the median of {options.header_rounds} times.\n\n")
    page += table(["header", "× `tl/expected.hpp`", "× `date/date.h`"],
                  [[f"`{h}`", f"{header_ratio(h, headers.PEER):.2f}", f"{header_ratio(h, 'date/date.h'):.2f}"]
                   for h in [*headers.PEERS, *others, headers.DECLARED, *metrics]])
    page += "\nA stripped program: " + "; ".join(f"{what}, {size:,} bytes" for what, size in programs.items()) + ".\n"
    page += (ROOT / "bench" / "reasons.md").read_text()
    (ROOT / "docs" / "performance.md").write_text(page)
    print(page)


if __name__ == "__main__":
    main()
