#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The ledger of examples/mrr against the same in SQL, and what it does with exports as they are.

usage: mrr_test.py MRR DATA_FOLDER FOLDER_OF_THE_REAL_DATA [unittest options]
"""
import csv
import datetime
import json
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

MRR, DATA, REAL = sys.argv[1:4] if len(sys.argv) > 3 else ("mrr", "", "")
SQL = pathlib.Path(__file__).with_name("mrr.sql").read_text()

PLAIN = """\
customer,start,end,monthly,plan
Ann,2024-01-10,2024-03-05,100,basic
Ann,2024-03-05,,150,pro
Bob,2024-01-20,2024-02-20,80.50,basic
Bob,2024-04-01,2024-05-01,80.50,basic
Cy,2024-02-01,2024-04-10,30,basic
"""
PLAIN_MONTHS = {  # opening, new, expansion, contraction, churned, reactivated, closing
    "2024-01": (0, 180.5, 0, 0, 0, 0, 180.5),
    "2024-02": (180.5, 30, 0, 0, 80.5, 0, 130),
    "2024-03": (130, 0, 50, 0, 0, 0, 180),
    "2024-04": (180, 0, 0, 0, 30, 80.5, 230.5),
    "2024-05": (230.5, 0, 0, 0, 80.5, 0, 150),
}


class Run:
    def __init__(self, text, *arguments, files=None, name="subs.csv"):
        with tempfile.TemporaryDirectory() as folder:
            for file, content in {name: text, **(files or {})}.items():
                if content is not None:
                    pathlib.Path(folder, file).write_bytes(content if isinstance(content, bytes) else content.encode())
            run = subprocess.run([MRR, name, *arguments], cwd=folder, capture_output=True)
        self.code, self.out, self.err = run.returncode, run.stdout.decode(), run.stderr.decode()


def read(text, *arguments, **more):
    run = Run(text, *arguments, "--format", "json", **more)
    assert run.code == 0, run.err
    return json.loads(run.out, parse_float=Decimal, parse_int=Decimal)


def revenue(months):
    return {m["month"]: tuple(m["revenue"][part] for part in ("opening", "new_business", "expansion", "contraction",
                                                              "churned", "reactivated", "closing")) for m in months}


class AgainstSql(unittest.TestCase):
    """Every figure of every month, and of every cohort."""

    def same(self, path, customer, cut_off=None, spans=None):
        if not pathlib.Path(path).is_file():
            self.skipTest(f"{path} is not there")
        periods = []
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                end = row["end_date"] or None
                periods.append((row[customer], row["start_date"], None if end == cut_off else end,
                                int(Decimal(row["monthly_amount"]) * 10000)))
        db = sqlite3.connect(":memory:")
        db.row_factory = sqlite3.Row
        db.execute("CREATE TABLE period(customer, start, end, monthly)")
        db.executemany("INSERT INTO period VALUES (?, ?, ?, ?)", periods)
        db.execute("CREATE INDEX of_customer ON period(customer)")
        days = [day for period in periods for day in period[1:3] if day]
        spans = spans or [(min(days)[:7], max(days)[:7]), ("2018-01", "2021-03"), ("2023-06", "2024-06"), ("2019-02", "2019-02")]
        for first, last in spans:
            db.executescript("DROP TABLE IF EXISTS span; CREATE TABLE span(first, last);")
            db.execute("INSERT INTO span VALUES (?, ?)", (first + "-01", last + "-01"))
            for view in ("cohort", "movement", "change", "paid", "month"):
                db.execute(f"DROP VIEW IF EXISTS {view}")
            db.executescript(SQL)
            run = subprocess.run([MRR, str(path), "--from", first, "--to", last, "--cohorts", "--format", "json"]
                                 + (["--cut-off", cut_off] if cut_off else []), capture_output=True, check=True)
            got = json.loads(run.stdout, parse_float=Decimal, parse_int=Decimal)
            expected = [dict(row) for row in db.execute("SELECT * FROM movement")]
            self.assertGreater(len(expected), 0)
            self.assertEqual([m["month"] for m in got["months"]], [row["month"] for row in expected])
            for m, row in zip(got["months"], expected):
                flat = {"month": m["month"], **{name: int(x * 10000) for name, x in m["revenue"].items()},
                        **{"customers_" + name: int(n) for name, n in m["customers"].items()}}
                self.assertEqual(flat, row)
            cells = {(row["cohort"], row["month"]): (row["customers"], row["revenue"])
                     for row in db.execute("SELECT * FROM cohort")}
            for c in got["cohorts"]:
                year, month = map(int, c["month"].split("-"))
                for k, (n, amount) in enumerate(zip(c["customers"], c["revenue"])):
                    at = year * 12 + month - 1 + k
                    self.assertEqual((int(n), int(amount * 10000)),
                                     cells.get((c["month"], f"{at // 12}-{at % 12 + 1:02}"), (0, 0)))
            self.assertEqual(sum(len(c["customers"]) for c in got["cohorts"]),
                             len(expected) * (len(expected) + 1) // 2)

    def test_the_data_that_ships(self):
        self.same(pathlib.Path(DATA, "subscriptions.csv"), "customer_id")

    def test_the_real_ledger(self):
        self.same(pathlib.Path(REAL, "subscription_periods.csv"), "customer_id")

    def test_the_real_ledger_cut_off(self):
        self.same(pathlib.Path(REAL, "subscription_periods.csv"), "customer_id", cut_off="2020-01-01")


    def test_a_hundred_thousand_periods(self):
        rnd = random.Random(20240229)
        first, days = datetime.date(2022, 1, 1), 24 * 30
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "periods.csv")
            with open(path, "w", newline="") as file:
                out = csv.writer(file)
                out.writerow(("customer_id", "start_date", "end_date", "monthly_amount"))
                for _ in range(100_000):
                    start = rnd.randrange(days)
                    end = start + rnd.choice((1, 27, 28, 31, 90, 365))
                    out.writerow((f"C{rnd.randrange(25_000)}", first + datetime.timedelta(start),
                                  first + datetime.timedelta(end) if rnd.random() < 0.8 else "",
                                  Decimal(rnd.randrange(10_000_000)) / 10_000))
            self.same(path, "customer_id", spans=[("2022-07", "2023-12")])


class Exports(unittest.TestCase):
    def same(self, text, *arguments, **more):
        self.assertEqual(revenue(read(text, *arguments, **more)["months"]), PLAIN_MONTHS)

    def test_plain(self):
        j = read(PLAIN)
        self.assertEqual(revenue(j["months"]), PLAIN_MONTHS)
        self.assertEqual(j["months"][3]["customers"],
                         {"opening": 2, "acquired": 0, "lost": 1, "reactivated": 1, "closing": 2})
        self.assertEqual(j["coverage"], {"taken": 5, "refused": 0, "never_paid": 0, "between": 0, "customers": 3,
                                         "never_seen": 0})

    def test_any_order_of_rows(self):
        head, *rows = PLAIN.splitlines()
        self.same("\n".join([head, *reversed(rows)]))

    def test_bom_crlf_semicolon_and_decimal_comma(self):
        self.same(b"\xef\xbb\xbf" + PLAIN.replace(".50", "!50").replace(",", ";").replace("!", ",").replace(
            "\n", "\r\n").encode())

    def test_days_in_other_orders(self):
        day = r"(\d{4})-(\d\d)-(\d\d)"
        self.same(re.sub(day, r"\2/\3/\1", PLAIN), "--dates", "mdy")
        self.same(re.sub(day, r"\3.\2.\1", PLAIN))

    def test_stripe(self):
        text = ("id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),"
                "Start (UTC),Trial Start (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC)\n"
                "sub_1,cus_A,a@x.example,basic,2,usd,month,50.00,canceled,2024-01-10 09:00,2024-01-10 09:00,,,"
                "2024-02-01 10:00,2024-03-05 09:00\n"
                # canceled at the end of its period, which has not come: still running
                "sub_2,cus_A,a@x.example,pro,1,usd,year,\"1,800.00\",active,2024-03-05 09:00,2024-03-05 09:00,,,"
                "2024-04-02 09:00,\n"
                # a trial of nineteen days, and one that ended in nothing
                "sub_3,cus_B,b@x.example,basic,1,usd,month,80.50,canceled,2024-01-01 09:00,2024-01-01 09:00,"
                "2024-01-01 09:00,2024-01-20 09:00,2024-02-20 09:00,2024-02-20 09:00\n"
                "sub_4,cus_D,d@x.example,basic,1,usd,month,500.00,canceled,2024-01-01 09:00,2024-01-01 09:00,"
                "2024-01-01 09:00,2024-02-20 09:00,2024-02-20 09:00,2024-02-20 09:00\n"
                "sub_5,cus_E,e@x.example,basic,1,usd,month,500.00,incomplete_expired,2024-01-01 09:00,"
                "2024-01-01 09:00,,,,\n"
                # canceled at once, with no end but the day of it
                "sub_6,cus_B,b@x.example,basic,1,usd,month,80.50,canceled,2024-04-01 09:00,2024-04-01 09:00,,,"
                "2024-05-01 09:00,\n"
                "sub_7,cus_C,c@x.example,basic,1,usd,quarter,90,canceled,2024-02-01 09:00,2024-02-01 09:00,,,"
                "2024-04-10 09:00,2024-04-10 09:00\n")
        self.same(text)
        self.assertEqual(read(text)["coverage"]["never_paid"], 1)
        self.assertEqual(read(text)["coverage"]["never_seen"], 1)
        self.assertEqual(read(text)["currency"], "usd")
        self.same(text, "--currency", "USD")
        self.assertIn("--zone", Run(text).out)
        self.assertNotIn("--zone", Run(text, "--zone", "America/New_York").out)

    def test_chargebee(self):
        self.same("Subscription Id,Customer Id,Plan Id,Plan Quantity,Plan Unit Price,Billing Period,"
                  "Billing Period Unit,Subscription Status,Currency Code,Started At,Trial End,Cancelled At\n"
                  "1,A,basic,1,300,3,month,cancelled,EUR,2024-01-10,,2024-03-05\n"
                  "2,A,pro,1,1800,1,year,active,EUR,2024-03-05,,\n"
                  "3,B,basic,1,80.5,1,month,cancelled,EUR,2024-01-20,,2024-02-20\n"
                  "4,B,basic,1,80.5,1,month,cancelled,EUR,2024-04-01,,2024-05-01\n"
                  "5,C,basic,1,30,1,month,cancelled,EUR,2024-02-01,,2024-04-10\n"
                  "6,D,basic,1,30,1,month,in_trial,EUR,2024-02-01,,\n")

    def test_baremetrics(self):
        self.same("plan_oid,plan_currency,plan_amount,plan_interval,plan_interval_count,customer_oid,subscription_oid,"
                  "subscription_started_at,subscription_canceled_at,subscription_quantity\n"
                  "p,USD,100,month,1,A,1,2024-01-10,2024-03-05,1\n"
                  "p,USD,75,month,1,A,2,2024-03-05,,2\n"
                  "p,USD,161,month,2,B,3,2024-01-20,2024-02-20,1\n"
                  "p,USD,80.5,month,1,B,4,2024-04-01,2024-05-01,1\n"
                  "p,USD,30,month,1,C,5,2024-02-01,2024-04-10,1\n")

    def test_map(self):
        text = PLAIN.replace("customer,start,end,monthly", "who,a,b,c")
        self.assertEqual(Run(text).code, 2)
        self.same(text, "--map", "customer=who", "--map", "start=a", "--map", "end=b", "--map", "monthly=c")
        self.assertIn("no field x", Run(PLAIN, "--map", "x=start").err)
        self.assertIn('no column "x"', Run(PLAIN, "--map", "start=x").err)
        self.assertRegex(Run(PLAIN, "--verbose").err, r"customer +customer\nstart +start, year-month-day")

    def test_intervals(self):
        for interval, price, monthly in (("day", "12", "365"), ("weekly", "25", "108.3333"),
                                         ("2 weeks", "50", "108.3333"), ("every 3 months", "30", "10"),
                                         ("quarterly", "30", "10"), ("semi-annual", "60", "10"),
                                         ("6 months", "60", "10"), ("Annual", "120", "10"), ("Year", "120", "10")):
            with self.subTest(interval):
                j = read(f"customer,start,price,interval\nA,2024-01-01,{price},{interval}\n")
                self.assertEqual(j["months"][0]["revenue"]["closing"], Decimal(monthly))
        run = Run("customer,start,price,interval\nA,2024-01-01,1,lifetime\n")
        self.assertIn('"lifetime" is not an interval', run.err)

    def test_a_discount_for_good_is_no_revenue(self):
        j = read("customer,start,price,interval,recurring_discount\nA,2024-01-01,120,year,24\n")
        self.assertEqual(j["months"][0]["revenue"]["closing"], 8)
        self.assertIn("above the price",
                      Run("customer,start,price,interval,recurring_discount\nA,2024-01-01,120,year,124\n").err)

    def test_an_end_far_away_is_none(self):
        self.same(PLAIN.replace("2024-03-05,,150", "2024-03-05,9999-12-31,150"))

    def test_an_end_that_is_covered(self):
        text = PLAIN
        for day in ("2024-03-05,1", "2024-02-20", "2024-05-01", "2024-04-10"):
            end = datetime.date.fromisoformat(day[:10])
            text = text.replace("," + day, "," + str(end - datetime.timedelta(days=1)) + day[10:])
        self.same(text, "--end-is-covered")


class Questions(unittest.TestCase):
    def test_from_and_to(self):
        got = revenue(read(PLAIN, "--from", "2024-02", "--to", "2024-03")["months"])
        self.assertEqual(got, {m: PLAIN_MONTHS[m] for m in ("2024-02", "2024-03")})
        after = revenue(read(PLAIN, "--from", "2024-06", "--to", "2024-06")["months"])
        self.assertEqual(after, {"2024-06": (150, 0, 0, 0, 0, 0, 150)})

    def test_a_cut_off_is_no_churn(self):
        got = revenue(read(PLAIN, "--cut-off", "2024-05-01")["months"])
        self.assertEqual(list(got), ["2024-01", "2024-02", "2024-03", "2024-04"])
        got = revenue(read(PLAIN, "--cut-off", "2024-05-01", "--to", "2024-05")["months"])
        self.assertEqual(got["2024-05"], (230.5, 0, 0, 0, 0, 0, 230.5))
        self.assertIn("1 going on past the cut-off", Run(PLAIN, "--cut-off", "2024-05-01").out)

    def test_by(self):
        j = read(PLAIN, "--by", "plan")
        self.assertEqual(revenue(j["months"]), PLAIN_MONTHS)
        self.assertEqual([g["key"] for g in j["groups"]], ["basic", "pro"])
        basic, pro = (revenue(g["months"]) for g in j["groups"])
        self.assertEqual(basic["2024-03"], (130, 0, 0, 0, 100, 0, 30))
        self.assertEqual(pro["2024-03"], (0, 150, 0, 0, 0, 0, 150))
        for month, total in PLAIN_MONTHS.items():
            self.assertEqual(basic[month][6] + pro[month][6], total[6])
        self.assertIn("plan: basic", Run(PLAIN, "--by", "plan").out)
        self.assertIn('no column "colour"', Run(PLAIN, "--by", "colour").err)

    def test_merge(self):
        # Bob was bought by Ann in February: nothing is lost, less is paid.
        merges = {"merges.csv": "from,into\nBob,Ann\nZoe,Ann\n"}
        j = read(PLAIN, "--merge", "merges.csv", files=merges)
        self.assertEqual(revenue(j["months"])["2024-02"], (180.5, 30, 0, 80.5, 0, 0, 130))
        self.assertEqual(j["coverage"]["customers"], 2)
        run = Run(PLAIN, "--merge", "merges.csv", files=merges)
        self.assertIn("1 of --merge not in the file", run.out)
        chain = {"merges.csv": "from,into\nAnn,Bob\nCy,Ann\nBob,Cy\n"}
        self.assertEqual(read(PLAIN, "--merge", "merges.csv", files=chain)["coverage"]["customers"], 1)
        self.assertEqual(Run(PLAIN, "--merge", "merges.csv", files={"merges.csv": "a,b\n1,2\n"}).code, 2)
        self.assertEqual(Run(PLAIN, "--merge", "merges.csv").code, 2)

    def test_cohorts(self):
        j = read(PLAIN, "--cohorts")
        self.assertEqual(j["cohorts"][0], {"month": "2024-01", "customers": [2, 1, 1, 2, 1],
                                           "revenue": [Decimal("180.5"), 100, 150, Decimal("230.5"), 150]})
        self.assertEqual(j["cohorts"][1], {"month": "2024-02", "customers": [1, 1, 0, 0], "revenue": [30, 30, 0, 0]})
        self.assertEqual(j["cohorts"][4], {"month": "2024-05", "customers": [0], "revenue": [0]})
        table = Run(PLAIN, "--cohorts").out
        self.assertRegex(table, r"2024-01 +2 100  50  50 100  50\n2024-02 +1 100 100   0   0\n"
                         r"all +3 100  67  33  67  50")
        out = Run(PLAIN, "--cohorts", "--format", "csv").out
        self.assertTrue(out.startswith("cohort,months,customers,revenue\n2024-01,0,2,180.5\n2024-01,1,1,100\n"), out)

    def test_a_customer(self):
        self.assertRegex(Run(PLAIN, "--customer", "Bob").out,
                         r"^2024-01  new_business +80.50  0.00 to 80.50\n2024-02  churned .*\n2024-04  reactivated .*\n"
                         r"2024-05  churned .*\n$")
        self.assertIn("no customer Zoe", Run(PLAIN, "--customer", "Zoe").err)

    def test_csv(self):
        run = Run(PLAIN, "--format", "csv", "--from", "2024-04", "--to", "2024-04")
        self.assertEqual(run.out, "month,opening,new_business,expansion,contraction,churned,reactivated,closing,"
                         "customers_opening,customers_acquired,customers_lost,customers_reactivated,customers_closing\n"
                         "2024-04,180,0,0,0,30,80.5,230.5,2,0,1,1,2\n")
        self.assertIn("5 periods of 3 customers taken", run.err)
        out = Run(PLAIN.replace("pro", "=1+1"), "--by", "plan", "--format", "csv").out
        self.assertIn("\n'=1+1,2024-03,0,150,", out)

    def test_table(self):
        out = Run(PLAIN).out
        self.assertRegex(out, r"2024-04 +180.00 +0.00 +0.00 +80.50 +0.00 +-30.00 +230.50 +0 +1 +-1 +2\n")
        self.assertRegex(out, r"all +0.00 +210.50 +50.00 +80.50 +0.00 +-191.00 +150.00 +3 +1 +-3 +1\n")
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 120)


class Manners(unittest.TestCase):
    def refused(self, row, reason, *arguments):
        run = Run(PLAIN + row, *arguments)
        self.assertEqual(run.code, 0)
        self.assertIn(f"subs.csv:7: {reason}", run.err)
        self.assertIn("1 row refused", run.out)
        self.assertEqual(Run(PLAIN + row, *arguments, "--strict").code, 1)
        j = read(PLAIN + row, *arguments)
        self.assertEqual(revenue(j["months"]), PLAIN_MONTHS)
        self.assertEqual(j["coverage"]["refused"], 1)

    def test_rows_that_cannot_be_counted(self):
        self.refused("Dee,2024-02-30,,1,x\n", 'start: "2024-02-30" is not a day')
        self.refused("Dee,,,1,x\n", "start: blank")
        self.refused(",2024-02-03,,1,x\n", "customer: blank")
        self.refused("Dee,2024-02-03,,,x\n", "monthly: blank")
        self.refused("Dee,2024-02-03,,many,x\n", 'monthly: "many" is not an amount')
        self.refused("Dee,2024-02-03,,-1,x\n", "monthly: negative")
        self.refused("Dee,2024-02-03,,99999999999999999999,x\n",
                     'monthly: "99999999999999999999" is beyond all amounts')
        self.refused("Dee,2024-02-03,2024-02-03,1,x\n", "end: not after the start on 2024-02-03")
        self.refused("Dee,1024-02-03,,1,x\n", "start: 1024-02-03 is not a day of the years 1900 to 2199")
        self.refused("Dee,2024-02-03\n", "end: missing: 2 cells")
        self.refused("Dee,2024-02-03,,1,x,more\n", "row: 6 cells")
        self.refused("Dee,2024-02-03,,1,x\"y\n", "row: ")
        self.refused("Dee,2024-02-03,,€ 1,x\n", "monthly: \"EUR\" among amounts in no currency")

    def test_a_column_without_a_heading_has_a_number(self):
        run = Run("customer,start,monthly,\nA,2024-01-01,10,x\nB,2024-01-01,10\n")
        self.assertIn("3: column 4: missing: 3 cells, but the heading has 4", run.err)

    def test_a_trial_that_ends_in_no_known_year(self):
        run = Run("customer,start,trial end,monthly\nA,2024-01-01,2024-02-01,10\nB,2024-01-01,4048-01-20,10\n")
        self.assertIn("3: trial end: 4048-01-20 is not a day of the years 1900 to 2199", run.err)

    def test_two_currencies_are_not_one_ledger(self):
        text = "customer,start,monthly,currency\nA,2024-01-01,10,EUR\nB,2024-01-01,10,USD\nC,2024-01-01,10,\n"
        run = Run(text)
        self.assertIn('3: currency: "USD" among amounts in EUR', run.err)
        self.assertIn("4: currency: no currency among amounts in EUR", run.err)
        self.assertEqual(read(text, "--currency", "USD")["months"][0]["revenue"]["closing"], 10)

    def test_many_bad_rows_are_counted(self):
        run = Run(PLAIN + "Dee,x,,1,y\n" * 50)
        self.assertEqual(run.err.count("is not a day"), 20)
        self.assertIn("30 more rows refused", run.err)

    def test_a_footer_is_no_data(self):
        self.assertIn("1 without data", Run(PLAIN + "\nTotal\n").out)

    def test_no_answer_is_one_sentence_and_2(self):
        for text, arguments in ((None, ()), ("", ()), ("\n\n", ()), (b"\x00\x01", ()), ("customer,start,monthly\n", ()),
                                ("customer,start,start,monthly\n", ()), ("customer,start\nA,2024-01-01\n", ()),
                                ("start,monthly\n2024-01-01,1\n", ()), ("customer,monthly\nA,1\n", ()),
                                ("customer,start,price\nA,2024-01-01,1\n", ()),
                                ("customer,start,monthly\nA,3/4/2024,1\n", ()), (PLAIN, ("--from", "2024-13")),
                                (PLAIN, ("--from", "2024-Q1")), (PLAIN, ("--to", "2023-12")),
                                (PLAIN, ("--from", "2024-03", "--to", "2024-02")), (PLAIN, ("--cut-off", "2024-1-1")),
                                (PLAIN, ("--from", "0001-01")), (PLAIN, ("--zone", "Mars")), (PLAIN, ("--colour",))):
            with self.subTest(text=text, arguments=arguments):
                run = Run(text, *arguments)
                self.assertEqual(run.code, 2)
                self.assertEqual(run.out, "")
                self.assertTrue(run.err.strip())
                self.assertNotIn("terminate", run.err)

    def test_help(self):
        run = Run(PLAIN, "--help")
        self.assertEqual(run.code, 0)
        for word in ("--merge", "--cut-off", "trial_until", "reactivated"):
            self.assertIn(word, run.out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
