# SPDX-License-Identifier: MIT
"""What the tiles and tables of a board report have to say, from the scorecard's and the ledger's figures and from the
rows of the files themselves, by arithmetic of its own.

board_figures.py SCORECARD MRR DATA_FOLDER: the tiles of 2024 against 2023 by language, as JSON"""
import csv
import datetime
import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

DASH = "–"


def rounded(x, decimals=0):
    """Half to even, exactly, with commas between the thousands."""
    scaled = round(Fraction(x) * 10**decimals)
    text = f"{abs(scaled) // 10**decimals:,}"
    if decimals:
        text += f".{abs(scaled) % 10**decimals:0{decimals}}"
    return ("-" if scaled < 0 else "") + text


def percent(x, decimals=1):
    return rounded(Fraction(x) * 100, decimals) + " %"


def month_before(month, n):
    at = int(month[:4]) * 12 + int(month[5:]) - 1 - n
    return f"{at // 12:04}-{at % 12 + 1:02}"


class Figures:
    def __init__(self, scorecard, mrr, deals, subscriptions, reps, period, before, first, last, before_last, zh=False):
        """`first`, `last`: the months of the period; `before_last`: the last one of the period before."""
        self.zh = zh
        self.period, self.before = period, before
        self.first, self.last, self.before_last = first, last, before_last

        def ask(*command):
            return json.loads(subprocess.run(command, capture_output=True, check=True).stdout, parse_float=Decimal)

        def card(p):
            return ask(scorecard, deals, "--reps", reps, "--period", p, "--format", "json")["groups"][0]["metrics"]

        self.now, self.then = card(period), card(before)
        self.owners = {g["key"]: g["metrics"] for g in ask(
            scorecard, deals, "--reps", reps, "--period", period, "--by", "owner", "--format", "json")["groups"]}
        ledger = ask(mrr, subscriptions, "--from", "2000-01", "--to", last, "--cohorts", "--format", "json")
        self.months = {m["month"]: m for m in ledger["months"]}
        self.cohorts = ledger["cohorts"]
        with open(subscriptions, newline="") as file:
            self.rows = list(csv.DictReader(file))

    def say(self, english, chinese):
        return chinese if self.zh else english

    def paying(self, month):
        """What each customer pays on the last day of a month."""
        following = month_before(month, -1)
        day = datetime.date(int(following[:4]), int(following[5:]), 1) - datetime.timedelta(days=1)
        paid = {}
        for row in self.rows:
            start = datetime.date.fromisoformat(row["start_date"])
            end = datetime.date.fromisoformat(row["end_date"]) if row["end_date"] else datetime.date.max
            if start <= day < end:
                who = row["customer_id"]
                paid[who] = paid.get(who, 0) + Fraction(row["monthly_amount"])
        return {who: amount for who, amount in paid.items() if amount}

    def retention(self, month):
        """Net, gross and customers: numerator and denominator of each."""
        opening, closing = self.paying(month_before(month, 12)), self.paying(month)
        base = sum(opening.values())
        return ((sum(closing.get(who, 0) for who in opening), base),
                (sum(min(amount, closing.get(who, 0)) for who, amount in opening.items()), base),
                (sum(who in closing for who in opening), len(opening)))

    def tile(self, title, now, then, change, verdict):
        """`now` and `then`: value, basis, in brief."""
        text, good = change
        if text is None:
            change_text = ""
        elif text == "":
            change_text = self.say("unchanged", "持平")
        else:
            words = {1: self.say(", better", "，改善"), -1: self.say(", worse", "，恶化"), 0: ""}
            change_text = text + words[verdict * good]
        before = self.say(f"{self.before}: {then[0]} ({then[2]})", f"{self.before} 年：{then[0]}（{then[2]}）")
        return [title, now[0], now[1], change_text, before]

    def change(self, difference, unit):
        """The text, and whether it went up (1) or down (-1)."""
        if difference is None:
            return None, 0
        text = rounded(difference, 1)
        if text.strip("-") == "0.0":
            return "", 0
        return ("+" if difference > 0 else "") + text + unit, 1 if difference > 0 else -1

    def tiles(self):
        say = self.say

        def revenue(month):
            m = self.months[month]
            n = rounded(m["customers"]["closing"])
            return (rounded(m["revenue"]["closing"]), say(f"from {n} customers at the end", f"期末 {n} 个客户"),
                    say(f"{n} customers", f"{n} 个客户"))

        def growth(now, then):
            return self.change((Fraction(now) / Fraction(then) - 1) * 100, " %")

        points = say(" points", " 个百分点")
        tiles = [self.tile(say("Monthly recurring revenue", "月度经常性收入"), revenue(self.last), revenue(self.before_last),
                           growth(self.months[self.last]["revenue"]["closing"],
                                  self.months[self.before_last]["revenue"]["closing"]), 1)]

        titles = (say("Net revenue retention", "净收入保留率"), say("Gross revenue retention", "毛收入保留率"),
                  say("Customers kept", "客户保留率"))
        texts = (say("{0} from the customers of a year before, then {1}", "一年前的客户现支付 {0}，当时支付 {1}"),
                 say("{0} kept of what they paid, {1}", "在其当时支付的 {1} 中保留 {0}"),
                 say("{0} of the {1} of a year before", "一年前的 {1} 个客户中保留 {0} 个"))
        for title, basis, now, then in zip(titles, texts, self.retention(self.last), self.retention(self.before_last)):
            tiles.append(self.tile(title, *(self.quotient(part, whole, basis) for part, whole in (now, then)),
                                   self.change((Fraction(now[0]) / now[1] - Fraction(then[0]) / then[1]) * 100, points),
                                   1))

        def deals(n):
            return say(f"{rounded(n)} deals", f"{rounded(n)} 笔交易")

        def sold(m):
            size = m["average_deal_size"]
            return (rounded(size["total"]), say(f"from {rounded(size['count'])} won deals",
                                                f"来自 {rounded(size['count'])} 笔赢得的交易"), deals(size["count"]))

        def size(m):
            size = m["average_deal_size"]
            total, n = rounded(size["total"]), rounded(size["count"])
            return (rounded(Fraction(size["total"]) / size["count"]),
                    say(f"{total} from {n} won deals", f"{n} 笔赢得的交易共 {total}"), deals(size["count"]))

        def cycle(m):
            c = m["sales_cycle_length"]
            total, n = rounded(c["total"]), rounded(c["count"])
            return (rounded(Fraction(c["total"]) / c["count"], 1) + say(" days", " 天"),
                    say(f"{total} days in {n} closed deals", f"{n} 笔结案交易共 {total} 天"), deals(c["count"]))

        def exact(m, name, part, whole):
            return Fraction(m[name][part]) / Fraction(m[name][whole])

        now, then = self.now, self.then
        average = [exact(m, "average_deal_size", "total", "count") for m in (now, then)]
        won = [m["average_deal_size"]["total"] for m in (now, then)]
        rate = [exact(m, "decided_win_rate", "numerator", "denominator") for m in (now, then)]
        days = [exact(m, "sales_cycle_length", "total", "count") for m in (now, then)]
        decided = say("{0} won of {1} decided", "已决 {1} 笔中赢得 {0} 笔")
        tiles.append(self.tile(say("Sales won", "赢得的销售额"), sold(now), sold(then), growth(*won), 1))
        tiles.append(self.tile(say("Decided win rate", "已决交易胜率"),
                               *(self.quotient(m["decided_win_rate"]["numerator"], m["decided_win_rate"]["denominator"],
                                               decided) for m in (now, then)),
                               self.change((rate[0] - rate[1]) * 100, points), 1))
        tiles.append(self.tile(say("Average deal size", "平均交易规模"), size(now), size(then), growth(*average), 0))
        tiles.append(self.tile(say("Sales cycle", "销售周期"), cycle(now), cycle(then),
                               self.change(days[0] - days[1], say(" days", " 天")), -1))
        return tiles

    def quotient(self, part, whole, basis):
        texts = rounded(part), rounded(whole)
        return percent(Fraction(part) / Fraction(whole)), basis.format(*texts), self.of(*texts)

    def of(self, part, whole):
        return self.say(f"{part} of {whole}", f"{part} / {whole}")

    def waterfall(self):
        """The amounts from the opening to the closing."""
        inside = [m["revenue"] for month, m in sorted(self.months.items()) if self.first <= month <= self.last]
        flows = {name: sum(Fraction(m[name]) for m in inside)
                 for name in ("new_business", "expansion", "reactivated", "contraction", "churned")}
        return [rounded(x) for x in (inside[0]["opening"], flows["new_business"], flows["expansion"],
                                     flows["reactivated"], -flows["contraction"], -flows["churned"],
                                     inside[-1]["closing"])]

    def cohort_shares(self):
        """By quarter: how many first paid in it, and how many of them after 3, 6, … months."""
        quarters = {}
        for c in self.cohorts:
            quarter = f"{c['month'][:4]}-Q{(int(c['month'][5:]) + 2) // 3}"
            quarters.setdefault(quarter, []).append([int(n) for n in c["customers"]])
        found = {}
        for quarter, parts in sorted(quarters.items()):
            still = [sum(column) for column in zip(*parts)]  # as far as the youngest has come
            if still and still[0]:
                found[quarter] = [f"{percent(Fraction(n, still[0]), 0)} ({n} of {still[0]})" for n in still[::3]]
        return dict(list(found.items())[-12:])

    def by_owner(self, name):
        """Rows of owner, ratio and basis, the highest first."""
        rows = []
        for owner, m in self.owners.items():
            r = m[name]
            if "value" in r:
                ratio = Fraction(r["numerator"]) / Fraction(r["denominator"])
                rows.append((-ratio, owner, percent(ratio),
                             self.of(rounded(r["numerator"]), rounded(r["denominator"]))))
        return {owner: (value, basis) for _, owner, value, basis in sorted(rows)}


if __name__ == "__main__":
    scorecard, mrr, data = sys.argv[1:]
    files = [f"{data}/{name}.csv" for name in ("deals", "subscriptions", "reps")]
    print(json.dumps({language: Figures(scorecard, mrr, *files, "2024", "2023", "2024-01", "2024-12", "2023-12",
                                        zh=language == "zh").tiles() for language in ("en", "zh")}))
