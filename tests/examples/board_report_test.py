#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The page of the board report against the scorecard, the ledger and the files, and what it does with other files.

usage: board_report_test.py BOARD_REPORT SCORECARD MRR DATA_FOLDER [unittest options]
"""
import csv
import datetime
import html.parser
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

from board_figures import DASH, Figures, percent

BOARD_REPORT, SCORECARD, MRR, DATA = sys.argv[1:5] if len(sys.argv) > 4 else ("board_report", "scorecard", "mrr", ".")
FILES = {name: str(pathlib.Path(DATA, name + ".csv")) for name in ("deals", "subscriptions", "reps")}

DEALS = """\
id,owner,stage,created,closed,amount
1,Ann,Won,2024-01-10,2024-02-09,1000
2,Ann,Lost,2024-01-15,2024-03-15,0
3,Bob,Won,2024-02-20,2024-05-20,3000.50
4,Bob,Proposal,2024-04-02,,700
5,Cy,Prospecting,,,
"""
SUBSCRIPTIONS = """\
customer,start,end,monthly
Ann,2023-01-10,2024-03-05,100
Bob,2024-01-20,,80.50
"""


class Page(html.parser.HTMLParser):
    """Tiles, tables and warnings; fails on tags that do not close what they open."""

    def __init__(self, text):
        super().__init__()
        self.text, self.open, self.tiles, self.tables, self.summaries = text, [], [], {}, {}
        self.warnings, self.notes, self.numbers, self.tags = [], [], {}, set()
        self.figure = self.into = None
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name in a), (tag, a)
        if tag in ("meta", "link"):
            return
        self.open.append((tag, a.get("class", "")))
        here = [tag for tag, _ in self.open]
        if tag == "li" and a.get("class") == "tile":
            self.tiles.append([])
        if "figure" in here:
            if tag == "figure":
                self.figure = None
            elif tag == "h3":
                self.into = []
            elif tag == "p":
                self.into = self.summaries.setdefault(self.figure, [])
            elif tag == "tr":
                self.tables.setdefault(self.figure, []).append([])
                self.numbers.setdefault(self.figure, []).append([])
            elif tag in ("td", "th"):
                self.into = []
                self.numbers[self.figure][-1].append(a.get("data-number"))
        elif any(c == "tile" for _, c in self.open) and tag in ("h3", "p"):
            self.into = []
        elif a.get("class") == "warning":
            self.into = self.warnings
        elif tag == "li":
            self.into = self.notes

    def handle_data(self, data):
        if self.into is not None:
            self.into.append(data)

    def handle_endtag(self, tag):
        opened, name = self.open.pop()
        assert opened == tag, (opened, tag)
        if self.into is None:
            return
        here = [t for t, _ in self.open]
        if tag in ("td", "th") and "figure" in here:
            self.tables[self.figure][-1].append("".join(self.into))
        elif tag == "h3" and "figure" in here:
            self.figure = "".join(self.into)
        elif tag in ("h3", "p") and any(c == "tile" for _, c in self.open):
            self.tiles[-1].append("".join(self.into))
        if tag in ("td", "th", "h3", "p", "li"):
            self.into = None


def report(*arguments, deals=DEALS, subscriptions=SUBSCRIPTIONS, files=None):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {"deals.csv": deals, "subs.csv": subscriptions, **(files or {})}.items():
            pathlib.Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        run = subprocess.run([BOARD_REPORT, "deals.csv", "subs.csv", *arguments], cwd=folder, capture_output=True)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def page(*arguments, **files):
    code, out, err = report(*arguments, **files)
    assert code == 0, err
    return Page(out)


def shipped(*arguments):
    run = subprocess.run([BOARD_REPORT, FILES["deals"], FILES["subscriptions"], "--reps", FILES["reps"], *arguments],
                         capture_output=True, check=True)
    return Page(run.stdout.decode())


class ShippedData(unittest.TestCase):
    """Every figure, by other means."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.page = shipped("--period", "2024")
        cls.figures = Figures(SCORECARD, MRR, *FILES.values(), "2024", "2023", "2024-01", "2024-12", "2023-12")

    def table(self, title, page=None):
        return (page or self.page).tables[title][1:]

    def test_tiles(self):
        self.assertEqual(self.page.tiles, self.figures.tiles())

    def test_tiles_in_chinese(self):
        figures = Figures(SCORECARD, MRR, *FILES.values(), "2024", "2023", "2024-01", "2024-12", "2023-12", zh=True)
        self.assertEqual(shipped("--period", "2024", "--lang", "zh").tiles, figures.tiles())

    def test_tiles_of_a_quarter_the_last_that_was_over(self):
        figures = Figures(SCORECARD, MRR, *FILES.values(), "2024-Q4", "2024-Q3", "2024-10", "2024-12", "2024-09")
        self.assertEqual(shipped().tiles, figures.tiles())

    def test_revenue_by_month(self):
        rows = self.table("Monthly recurring revenue by month")
        months = sorted(self.figures.months.items())[-24:]
        self.assertEqual(rows, [[month, f"{m['revenue']['closing']:,}", str(m["customers"]["closing"])]
                                for month, m in months])

    def test_waterfall(self):
        rows = self.table("How it changed")
        self.assertEqual([amount for _, amount in rows], self.figures.waterfall())
        numbers = [float(row[1]) for row in self.page.numbers["How it changed"][1:]]
        self.assertEqual(sum(numbers[:-1]), numbers[-1])

    def test_cohorts(self):
        rows = {row[0]: [cell for cell in row[2:] if cell] for row in self.table("Customers who still pay")}
        self.assertGreater(len(rows), 5)
        self.assertEqual(rows, self.figures.cohort_shares())

    def test_win_rates_and_quotas_by_rep(self):
        for title, name in (("Decided win rate by rep", "decided_win_rate"),
                            ("Quota attainment by rep", "quota_attainment")):
            expected = self.figures.by_owner(name)
            rows = [row for row in self.table(title) if row[0] in expected]
            self.assertEqual(len(rows), 16)
            self.assertEqual({name: (value, basis) for name, value, basis in rows}, expected)
            shares = [float(row[1]) for row in self.page.numbers[title][1:17]]
            self.assertEqual(shares, sorted(shares, reverse=True))

    def test_funnel_and_cycles(self):
        with open(FILES["deals"], newline="") as file:
            deals = list(csv.DictReader(file))
        opened = [d for d in deals if d["created_date"].startswith("2024")]
        won = [d["stage"] == "Closed Won" for d in opened]
        sent = [w or bool(d["contract_sent_date"]) for d, w in zip(opened, won)]
        demo = [s or bool(d["demo_date"]) for d, s in zip(opened, sent)]
        n = len(opened)
        self.assertEqual(self.table("How far the deals opened in 2024 have come"),
                         [[name, percent(Fraction(sum(x), n)),
                           f"{sum(x)} of {n}"] for name, x in
                          (("Opened", [True] * n), ("Demo", demo), ("Contract sent", sent), ("Won", won))])

        day = datetime.date.fromisoformat
        cycles = [(day(d["closed_date"]) - day(d["created_date"])).days for d in deals
                  if d["closed_date"].startswith("2024") and d["created_date"]]
        *bins, median = self.table("Sales cycle, from opened to closed")
        self.assertEqual(sum(int(row[1]) for row in bins), len(cycles))
        for label, count, share in bins:
            low, _, high = label.removeprefix("≥ ").partition("–")
            inside = [c for c in cycles if int(low) <= c <= int(high or 10**6)]
            self.assertEqual((int(count), share), (len(inside), percent(Fraction(len(inside), len(cycles)))))
        self.assertEqual(median, ["Median", f"{statistics.median(cycles):.1f} days"])


class Safety(unittest.TestCase):
    def test_it_asks_for_nothing_from_outside(self):
        text = shipped("--period", "2024").text
        self.assertIn("default-src 'none'", text)
        self.assertNotRegex(text, r"https?:|url\(|@import|<script|<link|<img|<iframe")

    def test_hostile_names_are_text(self):
        names = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "a & b's", "{value|x}", "\x1b[31mred"]
        rows = "".join('{},"{}",Won,2024-01-10,2024-02-0{},100\n'.format(i, name.replace('"', '""'), i + 1)
                       for i, name in enumerate(names))
        p = page("--period", "2024-02", deals="id,owner,stage,created,closed,amount\n" + rows)
        self.assertEqual({row[0] for row in p.tables["Decided win rate by rep"][1:6]},
                         {*names[:4], " [31mred"})
        self.assertFalse({"script", "img"} & p.tags)

    def test_bytes_that_are_no_text(self):
        p = page("--period", "2024-02", deals=DEALS.encode().replace(b"Ann", b"A\xff\xc3n"))
        self.assertIn("A��n", {row[0] for row in p.tables["Decided win rate by rep"]})


class Questions(unittest.TestCase):
    def test_what_has_no_value_says_why(self):
        p = page("--period", "2024-06", "--as-of", "2024-06-30")  # nothing was closed in June
        tiles = {t[0]: t for t in p.tiles}
        self.assertEqual(tiles["Decided win rate"][1:4],
                         [DASH, "won + lost is 0 or less: there is nothing to divide by (undefined)", ""])
        self.assertEqual(tiles["Sales cycle"][1], DASH)
        self.assertEqual(tiles["Net revenue retention"][1:3], ["0.0 %", "0 from the customers of a year before, then 100"])
        self.assertEqual(p.summaries["Sales cycle, from opened to closed"], ["No deal was closed in the period."])
        self.assertNotIn("Sales cycle, from opened to closed", p.tables)
        zh = page("--period", "2024-06", "--as-of", "2024-06-30", "--lang", "zh")
        self.assertIn("不大于 0", {t[0]: t for t in zh.tiles}["已决交易胜率"][2])

    def test_what_is_not_in_the_files_is_said(self):
        p = page("--period", "2024-02", deals=DEALS.replace(",owner", ",x").replace(",amount", ",y"))
        self.assertEqual(p.summaries["Decided win rate by rep"], ["The deals have no column with the owner."])
        self.assertEqual(p.summaries["Quota attainment by rep"], ["No quotas were given (--reps)."])
        self.assertEqual(p.tiles[4][1], DASH)
        self.assertEqual([row[0] for row in p.tables["How far the deals opened in 2024-02 have come"][1:]],
                         ["Opened", "Won"])

    def test_beyond_twenty_reps_the_others_are_added_up(self):
        rows = "".join(f"{100 * i + j},R{i:02},{'Won' if j else 'Lost'},2024-01-10,2024-02-05,10\n"
                       for i in range(25) for j in range(2 if i < 19 else 1))
        p = page("--period", "2024-02", deals="id,owner,stage,created,closed,amount\n" + rows)
        rows = p.tables["Decided win rate by rep"][1:]
        self.assertEqual(len(rows), 21)  # and the line of all
        self.assertIn(["6 others", "0.0 %", "0 of 6"], rows)
        self.assertEqual(rows[-1], ["All", percent(Fraction(19, 44))])

    def test_a_quota_without_a_deal(self):
        p = page("--period", "2024-02", "--reps", "reps.csv",
                 files={"reps.csv": "rep,monthly_quota\nAnn,500\nDora,100\n"})
        self.assertEqual(p.tables["Quota attainment by rep"][1:],
                         [["Ann", "200.0 %", "1,000 of 500"], ["Dora", "0.0 %", "0 of 100"], ["Quota", "100 %"]])
        self.assertEqual(p.summaries["Quota attainment by rep"], ["All together: 166.7 % (1,000 of 600)."])

    def test_a_period_that_is_not_over(self):
        p = page("--period", "2024-Q2", "--as-of", "2024-05-31")
        self.assertIn("2024-Q2 is not over: sales are those up to 2024-05-31", p.warnings[0])
        self.assertEqual(page("--period", "2024-Q2", "--as-of", "2024-06-30").warnings, [])

    def test_the_period_before_is_as_many_months(self):
        for period, before in (("2024-02", "2024-01"), ("2024-Q2", "2024-Q1"), ("2024-01-01..2024-02-29",
                                                                            "2023-11-01..2023-12-31")):
            self.assertIn(f"Against {before} ", page("--period", period, "--as-of", "2024-12-31").text)

    def test_rows_that_cannot_be_counted(self):
        deals = DEALS.replace("2024-03-15", "2024-13-15")
        code, out, err = report("--period", "2024-02", deals=deals)
        self.assertEqual(code, 0)
        self.assertRegex(err, r'^deals\.csv:3: closed: "2024-13-15" is not a day')
        self.assertIn("deals.csv: 4 deals taken, 1 rows refused", " ".join(Page(out).notes))
        self.assertEqual(report("--period", "2024-02", "--strict", deals=deals)[0], 1)
        subscriptions = SUBSCRIPTIONS.replace("80.50", "-80.50")
        code, out, err = report("--period", "2024-02", subscriptions=subscriptions)
        self.assertRegex(err, r"^subs\.csv:3: monthly: negative")
        self.assertEqual(report("--period", "2024-02", "--strict", subscriptions=subscriptions)[0], 1)

    def test_no_report_without_an_answer(self):
        for arguments, files, sentence in (
                (["--period", "2025"], {}, "2025 has not begun: deals.csv is as of 2024-05-20."),
                (["--period", "2024-02-02..2024-02-05"], {}, "--period: is not made of whole months"),
                (["--period", "soon"], {}, "soon is not a period such as 2017-Q2"),
                (["--reps", "none.csv"], {}, "none.csv"),
                ([], {"deals": "id,stage,created,closed\n"}, "deals.csv has no row that can be counted."),
                ([], {"subscriptions": "customer,start,monthly\n"}, "subs.csv has no row that can be counted."),
                ([], {"subscriptions": "a,b\n1,2\n"}, "subs.csv has no column with"),
                (["--lang", "fr"], {}, "--lang")):
            with self.subTest(sentence):
                code, out, err = report(*arguments, **files)
                self.assertEqual((code, out), (2, ""))
                self.assertIn(sentence, err)

    def test_help(self):
        code, out, err = report("--help")
        self.assertEqual((code, err), (0, ""))
        self.assertTrue(all(len(line) <= 120 for line in out.splitlines()))
        self.assertIn("draw.js", out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
