# SPDX-License-Identifier: MIT
"""From a CSV file to the figures: the example `scorecard` beside DuckDB, each a process of its own, on one thread.

Called by ./dev bench; alone, `./dev bench csv` does this for ten million deals.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile


def scorecard_figures(text):
    """{"won.value": 319, "average_deal_size.total": 6686939.9, ...}"""
    metrics = json.loads(text)["groups"][0]["metrics"]
    return {f"{name}.{part}": value for name, parts in metrics.items() for part, value in parts.items()}


def sql_figures(text):
    return {name: float(value) for name, value in (line.split() for line in text.splitlines())}


def processor_time(command):
    """What it printed, and the seconds of the processor that it took, all of its threads together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    printed = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return printed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(build, rows, rounds):
    """Nanoseconds a row of each round: {"kpi": [...], "duckdb": [...]}. Stops when the figures differ."""
    build = pathlib.Path(build)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        file = pathlib.Path(folder) / "deals.csv"
        with file.open("wb") as out:
            subprocess.run([build / "examples/generate_deals", "--rows", str(rows)], check=True, stdout=out)
        kpi = [build / "examples/scorecard", file, "--format", "json"]
        sql = [build / "bench/kpi_bench", "--csv", file]
        times = {"kpi": [], "duckdb": []}
        for _ in range(rounds):
            card, kpi_seconds = processor_time(kpi)
            answer, sql_seconds = processor_time(sql)
            card, answer = scorecard_figures(card), sql_figures(answer)
            differ = {name: (card.get(name), value) for name, value in answer.items() if card.get(name) != value}
            if differ or not answer:
                sys.exit(f"scorecard and DuckDB disagree: {differ}")
            times["kpi"].append(kpi_seconds / rows * 1e9)
            times["duckdb"].append(sql_seconds / rows * 1e9)
        return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    times = measure(options.build, options.rows, options.rounds)
    ratios = [d / k for d, k in zip(times["duckdb"], times["kpi"])]
    for who, all_times in times.items():
        print(f"{who:7} {statistics.median(all_times):8,.0f} ns a row")
    print(f"duckdb / kpi {statistics.median(ratios):.2f} ({min(ratios):.2f} … {max(ratios):.2f})")


if __name__ == "__main__":
    main()
