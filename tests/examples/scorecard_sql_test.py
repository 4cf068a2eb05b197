#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The scorecard of 100,000 deals against the sums that SQL makes of them.

usage: scorecard_sql_test.py SCORECARD GENERATE_DEALS DEAL_SUMS.sql

SQLite runs the query that PostgreSQL and DuckDB run, with days as numbers and amounts in 1/10,000.
"""
import csv
import datetime
import json
import math
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
from fractions import Fraction

SCORECARD, GENERATE_DEALS, SQL = sys.argv[1:4]
DAYS = ("created_date", "demo_date", "contract_sent_date", "expected_close_date", "closed_date")
AMOUNTS = ("amount", "one_time_amount", "list_price")
METRICS = {  # numerator, denominator, and how many parts a unit has above and below
    "win_rate": ("opportunities_won", "opportunities_opened", 1, 1),
    "decided_win_rate": ("opportunities_won", "decided", 1, 1),
    "average_deal_size": ("sales_revenue", "sales_deals", 10_000, 1),
    "sales_cycle_length": ("cycle_total", "cycle_deals", 1, 1),
    "discount_rate": ("discount", "discounts_list", 10_000, 10_000),
    "win_per_contract_sent": ("contracts_won", "contracts_sent", 1, 1),
    "acv_per_demo": ("demos_acv_won", "demos_demos", 10_000, 1),
    "slippage_rate": ("slipped", "due_due", 1, 1),
}


def ordinal(text):
    return datetime.date.fromisoformat(text).toordinal() if text else None


def units(text):
    return int(Fraction(text) * 10_000) if text else None


def quarter_of(unit, day):
    if day is None:
        return None
    d = datetime.date.fromordinal(day)
    return datetime.date(d.year, (d.month - 1) // 3 * 3 + 1, 1).toordinal()


def sums_by_sql(path, as_of):
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.create_function("date_trunc", 2, quarter_of, deterministic=True)
    db.create_function("mod", 2, lambda n, d: None if n is None or d is None else n % d, deterministic=True)
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    convert = {**dict.fromkeys(DAYS, ordinal), **dict.fromkeys(AMOUNTS, units),
               "term_months": lambda text: int(text) if text else None}
    db.execute(f"CREATE TABLE deals({', '.join(columns)})")
    db.executemany(f"INSERT INTO deals VALUES ({', '.join('?' * len(columns))})",
                   ([convert.get(c, str)(row[c]) for c in columns] for row in rows))
    sql = pathlib.Path(SQL).read_text(encoding="utf-8")
    assert sql.count(" * 10000 ") == 3
    found = db.execute(sql.replace(" * 10000 ", " ").replace("$1", "?"), (ordinal(as_of),)).fetchall()
    sums = {}
    for row in found:
        if row["quarter"] is None:
            continue
        first = datetime.date.fromordinal(row["quarter"])
        s = dict(row)
        s["decided"] = s["opportunities_won"] + s["opportunities_lost"]
        s["discount"] = s["discounts_list"] - s["discounts_sold"]
        s["slipped"] = s["due_due"] - s["due_on_time"]
        sums[row["owner"], f"{first.year}-Q{first.month // 3 + 1}"] = s
    return len(rows), sum(row["coverage_taken"] for row in found), sums


def main():
    wrong = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "deals.csv")
        with open(path, "wb") as file:
            subprocess.run([GENERATE_DEALS, "--rows", "100000", "--seed", "7"], check=True, stdout=file)
        as_of = "2025-03-31"
        run = subprocess.run([SCORECARD, path, "--by", "owner,quarter", "--as-of", as_of, "--format", "json"],
                             check=True, stdout=subprocess.PIPE)
        rows, taken, sums = sums_by_sql(path, as_of)
    said = json.loads(run.stdout)
    got = {tuple(group["key"]): group["metrics"] for group in said["groups"]}
    if set(got) != set(sums) or said["coverage"]["taken"] != taken:
        print("other groups", len(got), len(sums), said["coverage"], taken, file=sys.stderr)
        return 1
    for key, s in sums.items():
        for name in ("opened", "won", "lost"):
            compared += 1
            wrong += got[key][name]["value"] != s["opportunities_" + name]
        for name, (part, whole, above, below) in METRICS.items():
            figure = got[key][name]
            compared += 1
            if s[whole] <= 0:
                same = figure.get("undefined") == "undefined"
            else:
                exact = Fraction(s[part] * below, s[whole] * above)
                parts = [Fraction(repr(figure[x])) for x in
                         (("numerator", "denominator") if "numerator" in figure else ("total", "count"))]
                same = (parts == [Fraction(s[part], above), Fraction(s[whole], below)]
                        and abs(Fraction(figure["value"]) - exact) <= Fraction(math.ulp(float(exact))))
            if not same:
                wrong += 1
                print(key, name, figure, s[part], s[whole], file=sys.stderr)
    print(f"{rows:,} deals, {len(sums):,} groups, {compared:,} figures compared, {wrong} differ")
    return 1 if wrong or compared < 1_000 else 0


if __name__ == "__main__":
    sys.exit(main())
