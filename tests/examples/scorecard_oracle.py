#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Computes a scorecard again, another way, and compares every figure to the last digit.

usage: scorecard_oracle.py SCORECARD DEALS.csv [--reps REPS.csv] [--price-list PRODUCTS.csv]

Shares nothing with the program but the definitions: all in whole numbers, no metric from another, every group by
going through all deals again. Exits with 77 when the file is not there.
"""
import csv
import datetime
import json
import os
import subprocess
import sys

HEADINGS = {  # field: in the data sets of the tests
    "id": ("opportunity_id", "deal_id"),
    "owner": ("sales_agent", "owner"),
    "product": ("product",),
    "stage": ("deal_stage", "stage"),
    "opened": ("engage_date", "created_date"),
    "demo": ("demo_date",),
    "sent": ("contract_sent_date",),
    "expected": ("expected_close_date",),
    "closed": ("close_date", "closed_date"),
    "value": ("close_value", "amount"),
    "one_time": ("one_time_amount",),
    "list": ("list_price",),
    "term": ("term_months",),
}
STATES = {"Won": "won", "Closed Won": "won", "Lost": "lost", "Closed Lost": "lost",
          "No Decision": "no_decision", "Disqualified": "disqualified"}
FOREVER = datetime.date(2199, 12, 31)


def money(text):
    """In 1/10,000."""
    units, _, decimals = text.partition(".")
    return int(units) * 10000 + int((decimals + "0000")[:4])


def half_even(n, d):
    quotient, rest = divmod(n, d)
    return quotient + (2 * rest > d or (2 * rest == d and quotient % 2 == 1))


def read_deals(path, prices):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = {f: next((h for h in names if h in rows[0]), None) for f, names in HEADINGS.items()}
    deals = []
    for row in rows:
        cell = {f: row[h] if h else "" for f, h in column.items()}
        day = {f: datetime.date.fromisoformat(cell[f]) if cell[f] else None
               for f in ("opened", "demo", "sent", "expected", "closed")}
        state = STATES.get(cell["stage"], "open")
        deals.append({
            **day,
            "row": row,
            "owner": cell["owner"],
            "state": state,
            "closed": day["closed"] if state != "open" else None,
            "value": money(cell["value"]) if cell["value"] else None,
            "one_time": money(cell["one_time"]) if cell["one_time"] else 0,
            "list": prices.get(cell["product"]) if prices else money(cell["list"]) if cell["list"] else None,
            "term": int(cell["term"]) if cell["term"] else None,
        })
    return deals, column


def ratio(n, d, scale=1):
    if d <= 0:
        return {"undefined": "undefined"}
    return {"value": n / d, "numerator": units(n, scale), "denominator": units(d, scale)}


def units(n, scale):
    return n / scale if scale > 1 else n


def average(total, count, scale=1):
    if count <= 0:
        return {"undefined": "undefined"}
    return {"value": total / (count * scale), "total": units(total, scale), "count": count}


def median(values):
    if not values:
        return {"undefined": "too_few"}
    values = sorted(values)
    middle = len(values) // 2
    twice = 2 * values[middle] if len(values) % 2 else values[middle - 1] + values[middle]
    return {"value": twice / 2, "count": len(values)}


def metrics(deals, has, begin, end, as_of, events_until, quota):
    """Of the deals given, in [begin, end), as of a day."""
    def happened(day):
        return day is not None and day <= events_until

    def inside(day):
        return day is not None and begin <= day < end

    opened = won = lost = sent = sent_won = demos = due = on_time = 0
    revenue = valued = acv = list_sum = sold_sum = won_days = won_deals = 0
    cycles = []
    for d in deals:
        state = d["state"] if happened(d["closed"]) else "open"
        known = state != "open" or happened(d["opened"])
        if not known:
            continue
        opened += happened(d["opened"]) and inside(d["opened"])
        demos += happened(d["demo"]) and inside(d["demo"])
        sent += happened(d["sent"]) and inside(d["sent"])
        if d["expected"] is not None and inside(d["expected"]) and d["expected"] < as_of:
            due += 1
            on_time += state == "won" and d["closed"] <= d["expected"]
        if state == "open" or not inside(d["closed"]):
            continue
        if d["opened"] is not None:
            cycles.append((d["closed"] - d["opened"]).days)
        lost += state == "lost"
        if state != "won":
            continue
        won += 1
        sent_won += happened(d["sent"])
        if d["opened"] is not None:
            won_deals += 1
            won_days += (d["closed"] - d["opened"]).days
        if d["value"] is not None:
            valued += 1
            revenue += d["value"]
            if d["list"] is not None:
                list_sum += d["list"]
                sold_sum += d["value"]
            if d["term"] is not None:
                acv += half_even((d["value"] - d["one_time"]) * 12, d["term"])

    none = {"undefined": "no such column"}
    if valued == 0 or won + lost == 0 or won_days == 0:
        velocity = {"undefined": "undefined"}
    else:
        velocity = {"value": half_even(opened * revenue * won * won_deals, valued * (won + lost) * won_days) / 10000}
    return {
        "opened": {"value": opened},
        "won": {"value": won},
        "lost": {"value": lost},
        "win_rate": ratio(won, opened),
        "decided_win_rate": ratio(won, won + lost),
        "average_deal_size": average(revenue, valued, 10000),
        "sales_cycle_length": average(sum(cycles), len(cycles)),
        "median_sales_cycle": median(cycles),
        "sales_velocity": velocity,
        "discount_rate": ratio(list_sum - sold_sum, list_sum, 10000) if has("list") else none,
        "win_per_contract_sent": ratio(sent_won, sent) if has("sent") else none,
        "acv_per_demo": average(acv, demos, 10000) if has("demo") else none,
        "slippage_rate": ratio(due - on_time, due) if has("expected") else none,
        "quota_attainment": ratio(revenue, quota, 10000) if quota is not None else None,
    }


def period_of(day, unit):
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}" if unit == "quarter" else f"{day.year:04}"


def bounds(key):
    year = int(key[:4])
    if len(key) == 4:
        return datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    first, length = (3 * int(key[6]) - 2, 3) if key[5] == "Q" else (int(key[5:]), 1)
    after = first + length
    return datetime.date(year, first, 1), datetime.date(year + (after > 12), after - 12 if after > 12 else after, 1)


class Quotas:
    """A rep's monthly quota counts from the month of the hire on, in the period that holds the month's first day."""

    def __init__(self, path, first, last):
        self.months = []
        month = first.replace(day=1)
        while month <= last:
            self.months.append(month)
            month = (month + datetime.timedelta(days=32)).replace(day=1)
        with open(path, newline="", encoding="utf-8") as file:
            self.reps = [(r["rep"], datetime.date.fromisoformat(r["hired_date"]), money(r["monthly_quota"]))
                         for r in csv.DictReader(file)]

    def sum(self, begin, end, rep=None):
        return sum(quota for name, hired, quota in self.reps for month in self.months
                   if rep in (None, name) and begin <= month < end and month >= hired.replace(day=1))


class Comparison:
    def __init__(self, scorecard, path, options):
        self.scorecard, self.path, self.figures, self.wrong = scorecard, path, 0, 0
        self.options = [part for option in options.items() for part in option]
        prices = None
        if "--price-list" in options:
            with open(options["--price-list"], newline="", encoding="utf-8") as file:
                prices = {r["product"]: money(r.get("sales_price") or r["list_price"]) for r in csv.DictReader(file)}
        self.deals, self.column = read_deals(path, prices)
        if prices:
            self.column["list"] = self.column["product"]
        days = [d[f] for d in self.deals for f in ("opened", "demo", "sent", "closed") if d[f] is not None]
        self.first, self.last = min(days), max(days)
        self.reps = options.get("--reps")

    def has(self, field):
        return self.column[field] is not None

    def compare(self, by=(), period=None, as_of=None):
        until = as_of or FOREVER
        day = as_of or self.last
        begin, end = bounds(period) if period else (datetime.date(1900, 1, 1), datetime.date(2200, 1, 1))
        arguments = self.options + (["--by", ",".join(by)] if by else [])
        arguments += ["--period", period] if period else []
        arguments += ["--as-of", as_of.isoformat()] if as_of else []
        run = subprocess.run([self.scorecard, self.path, "--format", "json", *arguments], check=True,
                             stdout=subprocess.PIPE)
        said = json.loads(run.stdout)
        first = min((d[f] for d in self.deals for f in ("opened", "demo", "sent", "closed")
                     if d[f] is not None and d[f] <= until), default=day)
        quotas = Quotas(self.reps, first, day) if self.reps else None

        units = [level for level in by if level in ("month", "quarter", "year")]
        columns = [level for level in by if level not in units]
        groups = {}
        for d in self.deals:
            groups.setdefault(tuple(d["row"][c] for c in columns), []).append(d)
        expected = {}
        for keys, deals in groups.items():
            spans = {}
            if units:
                for d in deals:
                    for f in ("opened", "demo", "sent", "expected", "closed"):
                        if d[f] is not None and begin <= d[f] < end:
                            key = period_of(d[f], units[0])
                            low, high = bounds(key)
                            cut = low < begin or high > end  # then it is called what it holds
                            spans[period if cut else key] = max(low, begin), min(high, end)
            else:
                spans[None] = begin, end
            for key, (low, high) in spans.items():
                quota = None
                if quotas and columns == [self.column["owner"]]:
                    quota = quotas.sum(low, high, keys[0])
                elif quotas and not columns:
                    quota = quotas.sum(low, high)
                figures = metrics(deals, self.has, low, high, day, until, quota)
                if units and not any(f.get("value") or f.get("denominator") or f.get("count")
                                     for name, f in figures.items() if f and name != "quota_attainment"):
                    continue  # nothing happened
                left = list(keys)
                name = [key if level in units else left.pop(0) for level in by] if by else [period or "all"]
                expected[json.dumps(name[0] if len(name) == 1 else name)] = figures
        what = " ".join(arguments) or "everything"
        got = {json.dumps(g["key"]): g["metrics"] for g in said["groups"]}
        if set(got) != set(expected):
            self.fail(what, "groups", sorted(got), sorted(expected))
        for key in set(got) & set(expected):
            self.same(f"{what}: {key}", got[key], expected[key])
        if by:
            quota = quotas.sum(begin, end) if quotas else None
            self.same(f"{what}: total", said["total"]["metrics"],
                      metrics(self.deals, self.has, begin, end, day, until, quota))
        if said["coverage"]["taken"] != len(self.deals) or said["coverage"]["refused"] != 0:
            self.fail(what, "coverage", said["coverage"], len(self.deals))
        if said["as_of"] != day.isoformat():
            self.fail(what, "as_of", said["as_of"], day)

    def same(self, where, got, expected):
        for name, figure in expected.items():
            if figure is None:
                if "undefined" not in got[name]:
                    self.fail(where, name, got[name], "no figure")
                continue
            self.figures += 1
            if {k: v for k, v in got[name].items() if k != "field"} != figure:
                self.fail(where, name, got[name], figure)
        if set(got) != set(expected):
            self.fail(where, "metrics", sorted(got), sorted(expected))

    def fail(self, where, what, got, expected):
        self.wrong += 1
        if self.wrong <= 10:
            print(f"{where}: {what}: {got}, expected {expected}", file=sys.stderr)


def main():
    scorecard, path, *rest = sys.argv[1:]
    if not os.path.exists(path):
        print(f"{path} is not there")
        return 77
    c = Comparison(scorecard, path, dict(zip(rest[::2], rest[1::2])))
    owner = c.column["owner"]
    middle = c.first + (c.last - c.first) / 2
    quarter, month = period_of(middle, "quarter"), period_of(middle, "month")
    for by in ((), ("quarter",), ("month",), ("year",), (owner,), (c.column["product"],), (c.column["stage"],),
               (owner, "quarter"), ("month", owner), (owner, c.column["product"])):
        c.compare(by)
        c.compare(by, as_of=middle)
        c.compare(by, period=quarter)
        c.compare(by, period=month, as_of=middle)
    print(f"{c.figures:,} figures compared, {c.wrong} differ")
    return 0 if c.wrong == 0 and c.figures > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
