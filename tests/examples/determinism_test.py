#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A report is the same to the last byte whatever the order of its rows, the pieces in which they come, the machine's
time zone, and its locale.

usage: determinism_test.py SCORECARD MRR BOARD_REPORT FOLDER_OF_THE_DATA [unittest options]
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

SCORECARD, MRR, BOARD_REPORT, DATA = sys.argv[1:5] if len(sys.argv) > 4 else ("scorecard", "mrr", "board_report", "")
REPORTS = [
    (program, *question, "--format", form)
    for program, *question in (
        (SCORECARD, "deals.csv", "--by", "quarter"),
        (SCORECARD, "deals.csv", "--by", "owner,year", "--reps", "reps.csv", "--price-list", "products.csv"),
        (SCORECARD, "deals.csv", "--by", "segment", "--sort", "win_rate", "--as-of", "2024-06-30"),
        (MRR, "subscriptions.csv", "--from", "2024-01", "--cohorts"),
        (MRR, "subscriptions.csv", "--by", "segment"),
    )
    for form in ("table", "csv", "json")
] + [(BOARD_REPORT, "deals.csv", "subscriptions.csv", "--reps", "reps.csv")]


def run(report, folder=DATA, pieces=(), **environment):
    process = subprocess.Popen(
        report,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for piece in pieces:
        process.stdin.write(piece)
        process.stdin.flush()
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return out


class Determinism(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reports = {report: run(report) for report in REPORTS}

    def check(self, how, again):
        for report, expected in self.reports.items():
            with self.subTest(how, report=(pathlib.Path(report[0]).name, *report[1:])):
                self.assertEqual(again(report), expected)

    def test_the_reports_are_reports(self):
        self.assertEqual(len(set(self.reports.values())), len(REPORTS))
        for report, out in self.reports.items():
            self.assertGreater(len(out), 200, report)

    def test_rows_in_any_order(self):
        for seed in range(3):
            shuffled = random.Random(seed)
            with tempfile.TemporaryDirectory() as folder:
                for file in pathlib.Path(DATA).glob("*.csv"):
                    # No cell of these files has a line break in it. Reps are shown in the order of their list.
                    heading, *rows = file.read_bytes().splitlines(keepends=True)
                    if file.name != "reps.csv":
                        shuffled.shuffle(rows)
                    pathlib.Path(folder, file.name).write_bytes(heading + b"".join(rows))
                self.check(f"seed {seed}", lambda report: run(report, folder=folder))

    def test_input_in_any_pieces(self):
        for seed in range(2):
            sizes = random.Random(seed)

            def pieces(file):
                rest = pathlib.Path(DATA, file).read_bytes()
                while rest:
                    size = sizes.choice((1, 2, 7, 100, 4096))
                    yield rest[:size]
                    rest = rest[size:]

            def again(report):
                program, file, *question = report
                said = run((program, "-", *question), pieces=pieces(file))
                return said.replace(b"standard input", file.encode())

            self.check(f"seed {seed}", again)

    def test_any_time_zone(self):
        for zone in ("Pacific/Kiritimati", "America/St_Johns", "nonsense"):
            self.check(zone, lambda report: run(report, TZ=zone))

    def test_any_locale(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("de_DE", "tr_TR", "ar_EG"):  # decimal commas, another i, other digits
                subprocess.run(
                    ["localedef", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"], check=True, capture_output=True
                )
            for name in ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "nonsense"):
                self.check(name, lambda report: run(report, LC_ALL=name, LANGUAGE=name, LOCPATH=folder))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
