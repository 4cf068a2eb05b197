#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the scorecard does with exports as they are, each on a small file made for it.

usage: scorecard_test.py SCORECARD FOLDER_OF_THE_REAL_DATA [unittest options]
"""
import csv
import io
import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SCORECARD, CRM = sys.argv[1:3] if len(sys.argv) > 2 else ("scorecard", "")
PLAIN = """\
id,owner,stage,created,closed,amount
1,Ann,Won,2024-01-10,2024-02-09,1000
2,Ann,Lost,2024-01-15,2024-03-15,0
3,Bob,Won,2024-02-20,2024-05-20,3000.50
4,Bob,Proposal,2024-04-02,,700
5,Cy,Prospecting,,,
"""


class Run:
    def __init__(self, text, *arguments, files=None, name="deals.csv", stdin=None):
        with tempfile.TemporaryDirectory() as folder:
            for file, content in {name: text, **(files or {})}.items():
                if content is not None:
                    path = pathlib.Path(folder, file)
                    path.write_bytes(content if isinstance(content, bytes) else content.encode())
            run = subprocess.run([SCORECARD, name, *arguments], cwd=folder, capture_output=True, input=stdin)
        self.code, self.bytes = run.returncode, run.stdout
        self.out, self.err = run.stdout.decode(), run.stderr.decode()


def read(text, *arguments, **more):
    """The whole of the JSON."""
    run = Run(text, *arguments, "--format", "json", **more)
    assert run.code == 0, run.err
    assert not re.search(r"^deals\.csv:\d", run.err, re.M), run.err
    return json.loads(run.out)


def read_all(text, *arguments, **more):
    """The same, when rows may be refused."""
    run = Run(text, *arguments, "--format", "json", **more)
    assert run.code == 0, run.err
    return json.loads(run.out), run.err


def figures(json_, key=None):
    """Metric by metric, what the first group, or the one with the key, says."""
    groups = [g for g in json_["groups"] if key is None or g["key"] == key]
    return {name: m.get("value", m.get("undefined")) for name, m in groups[0]["metrics"].items()}


def counts(json_, key=None):
    f = figures(json_, key)
    return f["opened"], f["won"], f["lost"]


class Exports(unittest.TestCase):
    """Headings, stages, and every way to write the same rows."""

    def same(self, text, *arguments, **more):
        got, plain = read(text, *arguments, **more), read(PLAIN)
        self.assertEqual(got["groups"], plain["groups"])
        self.assertEqual(got["coverage"]["taken"], plain["coverage"]["taken"])

    def test_plain(self):
        f = figures(read(PLAIN))
        self.assertEqual((f["opened"], f["won"], f["lost"]), (4, 2, 1))
        self.assertEqual(f["win_rate"], 2 / 4)
        self.assertEqual(f["average_deal_size"], 4000.5 / 2)
        self.assertEqual(f["sales_cycle_length"], (30 + 60 + 90) / 3)
        self.assertEqual(f["median_sales_cycle"], 60)
        self.assertEqual(f["sales_velocity"], round(4 * 2 / 3 * 2000.25 / 60, 4))
        for name in ("discount_rate", "win_per_contract_sent", "acv_per_demo", "slippage_rate", "quota_attainment"):
            self.assertEqual(f[name], "no such column")

    def test_the_whole_file_is_one_group(self):
        self.assertEqual([g["key"] for g in read(PLAIN)["groups"]], ["all"])
        self.assertEqual([g["key"] for g in read(PLAIN, "--period", "2024-Q1")["groups"]], ["2024-Q1"])

    def test_each_event_is_in_its_own_period(self):
        j = read(PLAIN, "--by", "quarter")
        self.assertEqual([g["key"] for g in j["groups"]], ["2024-Q1", "2024-Q2"])
        self.assertEqual(counts(j, "2024-Q1"), (3, 1, 1))
        self.assertEqual(counts(j, "2024-Q2"), (1, 1, 0))
        self.assertEqual(j["groups"][1]["metrics"]["win_rate"], {"value": 1, "numerator": 1, "denominator": 1})

    def test_a_month_between_two_others_is_shown_though_nothing_happened(self):
        text = "id,stage,created,closed\n1,Won,2024-01-10,2024-05-09\n"
        self.assertEqual([g["key"] for g in read(text, "--by", "month")["groups"]],
                         ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"])

    def test_a_deal_not_opened_is_legal_and_counted(self):
        self.assertEqual(read(PLAIN)["coverage"]["not_opened"], 1)

    def test_salesforce(self):
        text = ('"Opportunity ID","Opportunity Owner","Stage","Created Date","Close Date","Amount"\n'
                '"1","Ann","Closed Won","1/10/2024","2/9/2024","1,000.00"\n'
                '"2","Ann","Closed Lost","1/15/2024","3/15/2024","0"\n'
                '"3","Bob","Closed Won","2/20/2024","5/20/2024","$3,000.50"\n'
                '"4","Bob","Proposal/Price Quote","4/2/2024","9/30/2024","700"\n'
                '"5","Cy","Prospecting","","9/30/2024",""\n'
                '\n\n'
                '"Pipeline by Owner"\n'
                '"Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."\n'
                '"Confidential Information - Do Not Distribute"\n'
                '"Generated By:  Ann  4/2/2024"\n')
        self.same(text)
        j = read(text)
        self.assertEqual(j["coverage"]["without_data"], 4)
        self.assertEqual(figures(j)["slippage_rate"], "no such column")
        self.assertEqual(j["taken_as_open"], {"Proposal/Price Quote": 1, "Prospecting": 1})

    def test_hubspot(self):
        self.same("Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date\n"
                  "1,x,Closed Won (Sales Pipeline),2024-02-09 10:31,Ann,1000,2024-01-10 08:00\n"
                  "2,x,Closed Lost (Sales Pipeline),2024-03-15 10:31,Ann,0,2024-01-15 08:00\n"
                  "3,x,Closed won,2024-05-20 10:31,Bob,3000.50,2024-02-20 08:00\n"
                  "4,x,Decision Maker Bought-In,2024-06-30 00:00,Bob,700,2024-04-02 08:00\n"
                  "5,x,Appointment Scheduled,,Cy,,\n")

    def test_pipedrive(self):
        text = ("Deal - ID,Deal - Owner,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,"
                "Deal - Lost time,Deal - Expected close date,Deal - Value\n"
                "1,Ann,Demo,Won,2024-01-10 08:00:00,2024-02-09 09:00:00,,2024-02-01,1000\n"
                "2,Ann,Demo,Lost,2024-01-15 08:00:00,,2024-03-15 09:00:00,2024-03-01,0\n"
                "3,Bob,Negotiations,Won,2024-02-20 08:00:00,2024-05-20 09:00:00,,2024-05-20,3000.50\n"
                "4,Bob,Negotiations,Open,2024-04-02 08:00:00,,,2024-09-30,700\n"
                "5,Cy,Idea,Open,,,,,\n")
        j = read(text)
        self.assertEqual(counts(j), (4, 2, 1))
        self.assertEqual(j["groups"][0]["metrics"]["slippage_rate"], {"value": 1, "numerator": 2, "denominator": 2})
        self.same(text.replace("Expected close", "Some other"))
        self.same(text.replace("Deal - ", "").replace("Expected close", "Some other"))

    def test_map_overrides(self):
        text = PLAIN.replace("created", "created date").replace("closed", "Abschluss").replace("stage", "closed")
        self.same(text, "--map", "closed=Abschluss", "--map", "stage=closed")
        run = Run(PLAIN, "--map", "opened=nowhere")
        self.assertEqual(run.code, 2)
        self.assertEqual(run.err, '--map opened=nowhere: deals.csv has no column "nowhere".\n')
        self.assertIn("there is no field", Run(PLAIN, "--map", "foo=id").err)
        self.assertEqual(figures(read(PLAIN, "--map", "value="))["average_deal_size"], "no such column")

    def test_verbose_says_what_was_matched(self):
        err = Run(PLAIN, "--verbose").err
        self.assertRegex(err, r"(?m)^opened +created, year-month-day$")
        self.assertRegex(err, r"(?m)^demo +-$")

    def test_stages_are_taught(self):
        text = PLAIN.replace("Won", "Signed").replace("Lost", "Gone")
        self.assertEqual(counts(read(text)), (4, 0, 0))
        self.assertEqual(read(text)["taken_as_open"], {"Signed": 2, "Gone": 1, "Proposal": 1, "Prospecting": 1})
        self.same(text, "--stage", "Signed=won", "--stage", "Gone=lost")
        self.assertEqual(Run(text, "--stage", "Gone=away").code, 2)
        j = read(PLAIN, "--stage", "Proposal=open")
        self.assertEqual(j["taken_as_open"], {"Prospecting": 1})
        no = PLAIN.replace("Lost", "No decision")
        self.assertEqual(counts(read(no)), (4, 2, 0))
        self.assertEqual(figures(read(no))["sales_cycle_length"], 60)

    def test_byte_order_mark(self):
        self.same(b"\xef\xbb\xbf" + PLAIN.encode())

    def test_line_ends(self):
        self.same(PLAIN.replace("\n", "\r\n"))
        self.same(PLAIN.replace("\n", "\r"))
        self.same(PLAIN.rstrip("\n"))
        self.same(PLAIN.replace("\n", "\n\n"))

    def test_every_cell_quoted(self):
        self.same("\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in PLAIN.splitlines()))

    def test_delimiters(self):
        self.same(PLAIN.replace(",", "\t"))
        self.same(PLAIN.replace(",", "|"))
        self.same(PLAIN.replace(",", ";").replace(".50", ",50"))
        self.same(PLAIN.replace(",", ";").replace("3000.50", "3.000,50"))
        self.same(PLAIN.replace(",", ";"))  # a decimal point all the same

    def test_a_decimal_comma_is_learnt_or_told(self):
        text = "stage,closed,amount\nWon,2024-01-01,\"1,5\"\n"
        self.assertEqual(figures(read(text))["average_deal_size"], 1.5)
        text = "stage;closed;amount\nWon;2024-01-01;1.234\n"
        self.assertEqual(figures(read(text))["average_deal_size"], 1234)
        self.assertEqual(figures(read(text, "--decimal", "point"))["average_deal_size"], 1.234)
        text = "stage,closed,amount\nWon,2024-01-01,\"1,234\"\n"
        self.assertEqual(figures(read(text))["average_deal_size"], 1234)
        self.assertEqual(figures(read(text, "--decimal", "comma"))["average_deal_size"], 1.234)

    def test_quotes_with_commas_and_line_breaks(self):
        text = PLAIN.replace("Ann", '"Ann ""the"" Lee,\n  jr."')
        self.same(text)
        j = read(text, "--by", "owner")
        self.assertEqual(j["groups"][0]["key"], 'Ann "the" Lee,\n  jr.')

    def test_placeholders(self):
        self.same(PLAIN.replace("4,Bob,Proposal,2024-04-02,,700", "4,Bob,Proposal,2024-04-02,null,NULL"))
        self.same(PLAIN.replace("4,Bob,Proposal,2024-04-02,,700", "4,Bob,Proposal,2024-04-02,-1,-1")
                  .replace("5,Cy,Prospecting,,,", "5,Cy,Prospecting,-1,-1,-1"))
        self.same(PLAIN.replace("5,Cy,Prospecting,,,", "5,Cy,Prospecting,N/A,-,nan"))

    def test_minus_one_is_no_placeholder_of_a_decided_deal(self):
        j, err = read_all(PLAIN.replace("1000", "-1"))
        self.assertEqual(err.splitlines()[0], "deals.csv:2: amount: negative")
        self.assertEqual(counts(j), (3, 1, 1))

    def test_by_the_name_of_a_field(self):
        self.assertEqual(read(PLAIN.replace("owner", "Sales Rep"), "--by", "owner")["groups"],
                         read(PLAIN, "--by", "owner")["groups"])
        run = Run(PLAIN, "--by", "region")
        self.assertEqual((run.code, run.err), (2, 'deals.csv has no column "region"; it has id, owner, stage, created, '
                                                  'closed, amount.\n'))


class DatesAndAmounts(unittest.TestCase):
    def written(self, form, separator="-"):
        def one(match):
            parts = dict(zip("ymd", match.groups()))
            return separator.join(parts[c] for c in form)
        return re.sub(r"(\d{4})-(\d\d)-(\d\d)", one, PLAIN)

    def test_orders(self):
        plain = read(PLAIN, "--by", "month")["groups"]
        for form in ("ymd", "dmy", "mdy"):
            for separator in "-/.":
                self.assertEqual(read(self.written(form, separator), "--by", "month")["groups"], plain)
        short = self.written("mdy", "/").replace(",0", ",").replace("/0", "/")
        self.assertEqual(read(short, "--by", "month")["groups"], plain)

    def test_each_column_has_its_own_order(self):
        text = "stage,created,closed\nWon,13.02.2024,02/14/2024\n"
        self.assertEqual(figures(read(text))["sales_cycle_length"], 1)

    def test_a_later_cell_that_contradicts_is_an_error_of_its_row(self):
        rows = ["stage,closed"] + ["Won,31/01/2024"] * 20_000 + ["Won,01/31/2024", "Won,2024-01-31", "Won,05/06/2024"]
        j, err = read_all("\n".join(rows), "--by", "month")
        self.assertEqual(err, 'deals.csv:20002: closed: "01/31/2024" is not a day (day-month-year)\n'
                              'deals.csv:20003: closed: "2024-01-31" is not a day (day-month-year)\n')
        self.assertEqual(figures(j, "2024-06")["won"], 1)

    def test_the_order_comes_from_the_first_20_000_rows(self):
        rows = ["stage,closed"] + ["Won,01/02/2024"] * 20_000 + ["Won,31/01/2024"]
        self.assertEqual(Run("\n".join(rows)).code, 2)

    def test_an_undecided_column_asks(self):
        text = "stage,closed\nWon,01/02/2024\n"
        run = Run(text)
        self.assertEqual((run.code, run.err), (2, 'deals.csv: "closed" could be day first or month first; '
                                                  'say --dates dmy or --dates mdy.\n'))
        self.assertEqual(read(text, "--dates", "dmy", "--by", "month")["groups"][0]["key"], "2024-02")
        self.assertEqual(read(text, "--dates", "mdy", "--by", "month")["groups"][0]["key"], "2024-01")

    def test_days_that_do_not_exist(self):
        days = ("2023-02-29", "2024-13-01", "2024-1", "20240101", "2024-01-01x", "1066-01-01", "24-01-01", "soon",
                "2024-01-01 25:00", "2024-01-01T", "0000-00-00")
        j, err = read_all("stage,closed\n" + "".join(f"Won,{day}\n" for day in days) + "Won,2024-02-29\n")
        self.assertEqual((figures(j)["won"], j["coverage"]["refused"]), (1, len(days)))
        self.assertEqual(len(err.splitlines()), len(days))
        self.assertIn("deals.csv:7: row: 1066-01-01 is not a day of the years 1900 to 2199\n", err)

    def test_timestamps(self):
        text = ("stage,created,closed\n"
                "Won,2024-01-10T23:30:00Z,2024-02-01T00:30:00+02:00\n"
                "Won,2024-06-10 23:30,6/30/2024 11:30 PM\n")
        text = text.replace("6/30/2024 11:30 PM", "2024-06-30 11:30 PM")
        run = Run(text, "--by", "month")
        self.assertIn("Days taken as written, whatever their time of day and zone (--zone converts): created, closed.",
                      run.out.replace("\n", " "))
        self.assertEqual([g["key"] for g in read(text, "--by", "month")["groups"]][-5:],
                         ["2024-02", "2024-03", "2024-04", "2024-05", "2024-06"])
        berlin = read(text, "--by", "month", "--zone", "Europe/Berlin")
        self.assertEqual(figures(berlin, "2024-01")["won"], 1)   # 00:30 in +02:00 is 23:30 of 31 January there
        self.assertEqual(figures(berlin, "2024-07")["won"], 1)   # 23:30 UTC is 1 July there
        self.assertNotIn("as written", Run(text, "--zone", "Europe/Berlin").out)
        self.assertIn("--zone: Europe/Atlantis is no time zone\n", Run(text, "--zone", "Europe/Atlantis").err)

    def test_amounts(self):
        values = {"1234.5": 1234.5, '"$1,234.50"': 1234.5, "USD 12": 12, "12 USD": 12, '"$ 1,200.00"': 1200, "0": 0,
                  "1 234.50": 1234.5, ".5": 0.5, "0.0001": 0.0001}
        text = "id,stage,closed,amount\n" + "".join(f"{i},Won,2024-01-01,{a}\n" for i, a in enumerate(values))
        groups = read(text, "--by", "id")["groups"]
        self.assertEqual([g["metrics"]["average_deal_size"]["value"] for g in groups], list(values.values()))
        bad = {"1e3": "is not an amount", "inf": "is not an amount", "0x10": "is not an amount",
               "1..2": "is not an amount", ".": "is not an amount", "1.23456": "is not an amount",
               "12 apples": "is not an amount", "--1": "is not an amount",
               "99999999999999999999": "is beyond all amounts"}
        text = "stage,closed,amount\nWon,2024-01-01,1\n" + "".join(f"Won,2024-01-01,{a}\n" for a in bad)
        j, err = read_all(text)
        self.assertEqual(err.splitlines(),
                         [f'deals.csv:{n + 3}: amount: "{a}" {why}' for n, (a, why) in enumerate(bad.items())])
        _, err = read_all("stage,closed,amount\nWon,2024-01-01,(5.00)\nWon,2024-01-01,-5\n")
        self.assertEqual(err, "deals.csv:2: amount: negative\ndeals.csv:3: amount: negative\n")

    CURRENCIES = ("stage,closed,amount,currency\n"
                  "Won,2024-01-05,100,USD\nWon,2024-02-05,100,EUR\nWon,2024-03-05,200,USD\n")
    RATES = {"rates.csv": "currency,day,rate\nEUR,2024-01-01,1.1\nEUR,2024-02-01,1.25\nGBP,2024-01-01,1.3\n"}

    def test_another_currency_is_never_taken_at_1(self):
        j, err = read_all(self.CURRENCIES)
        self.assertEqual(err, 'deals.csv:3: currency: "EUR" among amounts in USD: --rates gives the exchange rates\n')
        self.assertEqual((figures(j)["won"], figures(j)["average_deal_size"], j["currency"]), (2, 150, "USD"))

    def test_one_currency_needs_no_rates(self):
        j = read(self.CURRENCIES.replace("USD", "EUR"))
        self.assertEqual((figures(j)["average_deal_size"], j["currency"]), (400 / 3, "EUR"))

    def test_rates_convert_on_the_closing_day(self):
        j = read(self.CURRENCIES, "--rates", "rates.csv", "--currency", "USD", files=self.RATES)
        self.assertEqual(figures(j)["average_deal_size"], (100 + 125 + 200) / 3)
        self.assertIn("--rates needs --currency", Run(self.CURRENCIES, "--rates", "rates.csv", files=self.RATES).err)
        for text in (self.CURRENCIES.replace("EUR", "JPY"), self.CURRENCIES.replace("2024-02", "2023-02")):
            _, err = read_all(text, "--rates", "rates.csv", "--currency", "USD", files=self.RATES)
            self.assertRegex(err, r'^deals.csv:3: currency: no rate from "..." to USD on or before 202.-02-05\n$')

    def test_open_deals_need_no_rate(self):
        j, err = read_all(self.CURRENCIES.replace("EUR", "USD") + "Proposal,,100,CHF\n")
        self.assertEqual((err, j["coverage"]["refused"]), ("", 0))

    def test_signs_are_currencies_too(self):
        j, err = read_all("stage,closed,amount\nWon,2024-01-05,$100\nWon,2024-02-05,€100\nWon,2024-03-05,$200\n")
        self.assertIn('deals.csv:3: amount: "EUR" among amounts in USD', err)
        self.assertEqual(figures(j)["average_deal_size"], 150)

    def test_an_amount_without_its_currency_is_refused(self):
        _, err = read_all(self.CURRENCIES.replace("EUR", ""))
        self.assertIn("deals.csv:3: currency: blank", err)


class PricesAndPeople(unittest.TestCase):
    DEALS = ("id,owner,product,stage,created,closed,amount\n"
             "1,Ann,GTXPro,Won,2024-01-01,2024-01-20,4000\n"
             "2,Ann,GTX Basic,Won,2024-01-01,2024-02-20,500\n"
             "3,Bob,GTXPro,Won,2024-01-01,2024-03-20,4500\n"
             "4,Bob,Gone,Won,2024-01-01,2024-03-21,100\n"
             "5,Dee,GTX Basic,Won,2024-01-01,2024-03-31,450\n")
    PRICES = {"products.csv": "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,5000\n"}

    def test_price_list(self):
        j = read(self.DEALS, "--price-list", "products.csv", files=self.PRICES)
        self.assertEqual(j["groups"][0]["metrics"]["discount_rate"],
                         {"value": 150 / 1100, "numerator": 150, "denominator": 1100})
        self.assertEqual(j["not_on_price_list"],
                         [{"product": "GTXPro", "deals": 2, "revenue": 8500, "listed_as": "GTX Pro"},
                          {"product": "Gone", "deals": 1, "revenue": 100, "listed_as": ""}])
        self.assertEqual(j["coverage"]["without_list"], 3)
        table = Run(self.DEALS, "--price-list", "products.csv", files=self.PRICES).out.replace("\n", " ")
        self.assertIn('Not on the price list: GTXPro, 2 won deals of 8,500.00; the same as GTX Pro? '
                      '--same "GTXPro=GTX Pro" joins them.', table)
        self.assertIn("Not on the price list: Gone, 1 won deal of 100.00.", table)

    def test_same_joins(self):
        j = read(self.DEALS, "--price-list", "products.csv", "--same", "GTXPro=GTX Pro", files=self.PRICES)
        self.assertEqual(j["groups"][0]["metrics"]["discount_rate"],
                         {"value": 1650 / 11100, "numerator": 1650, "denominator": 11100})
        self.assertEqual([p["product"] for p in j["not_on_price_list"]], ["Gone"])
        run = Run(self.DEALS, "--price-list", "products.csv", "--same", "GTXPro=GTX", files=self.PRICES)
        self.assertEqual((run.code, run.err), (2, "products.csv has no product GTX, named by --same.\n"))
        self.assertEqual(Run(self.DEALS, "--same", "a=b").code, 2)

    REPS = {"reps.csv": "rep,hired_date,monthly_quota\nAnn,2020-01-01,1000\nBob,2024-02-10,2000\nEve,2024-01-01,500\n"}

    def test_quota_attainment(self):
        j = read(self.DEALS, "--reps", "reps.csv", "--by", "owner", files=self.REPS)
        quota = {g["key"]: g["metrics"]["quota_attainment"] for g in j["groups"]}
        self.assertEqual(quota["Ann"], {"value": 1.5, "numerator": 4500, "denominator": 3000})
        self.assertEqual(quota["Bob"], {"value": 1.15, "numerator": 4600, "denominator": 4000})  # from February on
        self.assertEqual(quota["Dee"], {"undefined": "undefined", "field": "quota"})
        total = j["total"]["metrics"]["quota_attainment"]  # Eve sold nothing; Dee has no quota
        self.assertEqual((total["numerator"], total["denominator"]), (9100, 8500))
        by = read(self.DEALS, "--reps", "reps.csv", "--by", "month", files=self.REPS)
        self.assertEqual([g["metrics"]["quota_attainment"]["denominator"] for g in by["groups"]], [1500, 3500, 3500])
        by = read(self.DEALS, "--reps", "reps.csv", "--by", "product", files=self.REPS)
        self.assertEqual(by["groups"][0]["metrics"]["quota_attainment"], {"undefined": "quotas are by rep"})
        self.assertIn("Owners without a quota won 1 deal of 450.00, in no attainment.",
                      Run(self.DEALS, "--reps", "reps.csv", files=self.REPS).out)

    def test_streaks(self):
        j = read(self.DEALS, "--reps", "reps.csv", files=self.REPS)
        reps = {r["key"]: {n: m.get("value") for n, m in r["metrics"].items()} for r in j["reps"]}
        self.assertEqual(reps["Ann"], {"quota_attainment": 1.5, "months_with_quota": 3, "months_attained": 1,
                                       "streak": 0, "longest_streak": 1,
                                       "missed_streak": 2, "longest_missed_streak": 2})
        bob = reps["Bob"]
        self.assertEqual((bob["months_with_quota"], bob["streak"], bob["longest_missed_streak"]), (2, 1, 1))
        self.assertEqual(reps["Eve"]["missed_streak"], 3)

    def test_tenure(self):
        j = read(self.DEALS, "--reps", "reps.csv", "--tenure", "3,12", files=self.REPS)
        bands = {b["key"]: b["metrics"] for b in j["productivity_by_tenure"]}
        self.assertEqual(bands["0 to 2"]["sales_productivity"], {"value": 2300, "total": 4600, "count": 2})
        self.assertEqual(bands["12 and more"]["sales_productivity"], {"value": 4500, "total": 4500, "count": 1})
        self.assertEqual(bands["3 to 11"]["reps"]["value"], 0)

    def test_quarterly_quotas_are_spread(self):
        reps = {"reps.csv": "owner;quarterly_quota\nAnn;1.000,00\n"}
        by = read(self.DEALS, "--reps", "reps.csv", "--by", "month", files=reps)
        quotas = [g["metrics"]["quota_attainment"]["denominator"] for g in by["groups"]]
        self.assertEqual(quotas, [333.3333, 333.3333, 333.3334])
        self.assertEqual(by["total"]["metrics"]["quota_attainment"]["denominator"], 1000)

    def test_lists_that_are_wrong(self):
        def err(text):
            run = Run(self.DEALS, "--reps", "reps.csv", files={"reps.csv": text})
            self.assertEqual(run.code, 2)
            return run.err
        self.assertEqual(err("rep,hired\nAnn,2024-01-01\nAnn,2024-01-01\n"), "reps.csv:3: rep: on the list twice.\n")
        self.assertEqual(err("rep,hired\nAnn,2024-13-01\n"), "reps.csv:2: hired: not a day.\n")
        self.assertEqual(err("rep,monthly_quota\nAnn,x\n"), "reps.csv:2: monthly_quota: not an amount.\n")
        self.assertIn("neither", err("rep,team\nAnn,A\n"))
        self.assertIn("no column rep", err("who,hired\nAnn,2024-01-01\n"))


class Slippage(unittest.TestCase):
    DEALS = ("id,stage,created,expected_close_date,closed\n"
             "1,Won,2024-01-01,2024-02-01,2024-02-01\n"    # on time
             "2,Won,2024-01-01,2024-02-01,2024-02-10\n"    # late
             "3,Lost,2024-01-01,2024-03-01,2024-02-10\n"
             "4,Proposal,2024-01-01,2024-02-20,\n"         # overdue
             "5,Proposal,2024-01-01,2024-03-31,\n"         # due on the last day: not slipped
             "6,Proposal,2024-03-31,2025-01-01,\n")

    def slippage(self, *arguments):
        return read(self.DEALS, *arguments)["groups"][0]["metrics"]["slippage_rate"]

    def test_due_is_what_was_expected_before_the_latest_day_of_the_file(self):
        self.assertEqual(self.slippage(), {"value": 4 / 5 - 1 / 20, "numerator": 3, "denominator": 4})
        self.assertEqual(read(self.DEALS)["as_of"], "2024-03-31")

    def test_whatever_the_order_of_the_rows(self):
        head, *rows = self.DEALS.splitlines()
        for _ in rows:
            rows = rows[1:] + rows[:1]
            self.assertEqual(read("\n".join([head, *rows]))["groups"][0]["metrics"]["slippage_rate"],
                             {"value": 0.75, "numerator": 3, "denominator": 4})

    def test_as_of(self):
        self.assertEqual(self.slippage("--as-of", "2024-04-01"), {"value": 0.8, "numerator": 4, "denominator": 5})
        self.assertEqual(self.slippage("--as-of", "2024-02-05"), {"value": 0.5, "numerator": 1, "denominator": 2})
        j = read(self.DEALS, "--as-of", "2024-02-05")
        self.assertEqual(counts(j), (5, 1, 0))
        self.assertEqual(j["coverage"]["not_opened"], 1)

    def test_a_future_quarter_is_not_shown(self):
        self.assertEqual([g["key"] for g in read(self.DEALS, "--by", "quarter")["groups"]], ["2024-Q1"])


class Manners(unittest.TestCase):
    def test_bad_rows_are_named_and_the_rest_goes_on(self):
        text = ("id,stage,created,closed,amount\n"
                "1,Won,2024-01-10,2024-01-09,1\n"
                "2,Won,2024-01-10,,1\n"
                "3,Won,2024-01-10,2024-01-20\n"
                "4,Won,2024-01-10,2024-01-20,1,2\n"
                "5,,2024-01-10,2024-01-20,1\n"
                '6,W"on,2024-01-10,2024-01-20,1\n'
                "7,Won,2024-01-10,2024-01-20,1\n"
                "7,Won,2024-01-10,2024-01-20,1\n"
                "8,Won,2024-01-10,2024-01-20,1,,\n"
                '9,"Won,2024-01-10,2024-01-20,1\n')
        j, err = read_all(text)
        self.assertEqual(err, "deals.csv:2: closed: before the opening on 2024-01-10\n"
                              "deals.csv:3: closed: blank, though the deal is won\n"
                              "deals.csv:4: amount: missing: 4 cells, but the heading has 5\n"
                              "deals.csv:5: row: 6 cells, but the heading has 5\n"
                              "deals.csv:6: stage: blank\n"
                              "deals.csv:7: row: a quote inside a cell, not doubled\n"
                              'deals.csv:9: id: "7" stands on an earlier row\n'
                              "deals.csv:11: row: a quote is never closed\n")
        self.assertEqual((j["coverage"]["taken"], j["coverage"]["refused"]), (2, 8))

    def test_a_quote_that_is_never_closed_costs_its_line_only(self):
        text = PLAIN.replace("2,Ann,Lost", '2,"Ann,Lost') + "6,Dee,Won,2024-01-01,2024-06-01,10\n" * 3000
        j, err = read_all(text, "--no-id-check")
        self.assertEqual(err, "deals.csv:3: row: a quote is never closed\n")
        self.assertEqual((j["coverage"]["taken"], j["coverage"]["refused"]), (3004, 1))
        text = PLAIN.replace("2,Ann,Lost", '2,"Ann,Lost') + "6,Dee,Won,2024-01-01,2024-06-01,10\n" * 60_000
        j, err = read_all(text, "--no-id-check")
        self.assertEqual(err, "deals.csv:3: row: longer than 1 MiB: is a quote never closed?\n")
        self.assertEqual(j["coverage"]["taken"], 60_004)

    def test_lines_are_those_of_the_file(self):
        text = PLAIN.replace("1,Ann", '1,"A\nn\r\nn"').replace("3000.50", "x")
        self.assertIn("deals.csv:6: amount:", read_all(text)[1])

    def test_twenty_then_a_count(self):
        text = "stage,closed\n" + "Won,x\n" * 1500
        run = Run(text)
        self.assertEqual(len(run.err.splitlines()), 21)
        self.assertEqual(run.err.splitlines()[-1], "… and 1,480 more rows refused.")
        self.assertEqual(run.code, 0)

    def test_strict(self):
        self.assertEqual(Run("stage,closed\nWon,x\n", "--strict").code, 1)
        self.assertEqual(Run(PLAIN, "--strict").code, 0)

    def test_coverage_at_the_foot(self):
        text = PLAIN + "6,Dee,Won,2024-01-01,2024-06-01,\n7,Dee,Won,,2024-06-01,5\n8,Dee,Won,x,,\n"
        self.assertIn("Coverage: 7 deals taken, 1 of them not opened yet, 1 closed without a value, "
                      "1 closed without an opening day, 1 row refused.", Run(text).out.replace("\n", " "))
        self.assertIn("Taken as open, unless --stage says otherwise: Proposal 1, Prospecting 1.", Run(text, "--by", "owner").out)
        self.assertIn("Coverage: 7 deals taken", Run(text, "--format", "csv").err)

    def test_duplicate_ids(self):
        text = PLAIN + PLAIN.splitlines()[1] + "\n"
        j, err = read_all(text)
        self.assertEqual(err, 'deals.csv:7: id: "1" stands on an earlier row\n')
        self.assertEqual(counts(j), (4, 2, 1))
        self.assertEqual(counts(read(text, "--no-id-check")), (5, 3, 1))

    def sentence(self, text, expected, *arguments, **more):
        run = Run(text, *arguments, **more)
        self.assertEqual((run.code, run.err, run.out), (2, expected, ""))

    def test_what_cannot_be_read(self):
        self.sentence("", "deals.csv is empty.\n")
        self.sentence("\n  \n", "deals.csv is empty.\n")
        self.sentence(b"\x89PNG\r\n\x1a\n\x00\x00", "deals.csv is not a text file.\n")
        self.sentence("id,stage\n".encode("utf-16"), "deals.csv is UTF-16 text; save it as CSV in UTF-8.\n")
        self.sentence(None, "Cannot read deals.csv: No such file or directory.\n")
        self.sentence(PLAIN.replace("owner", "stage"), 'deals.csv has two columns named "stage"; rename one of them.\n')
        self.sentence("a,b\n1,2\n",
                      "deals.csv has no column that says what became of a deal; --map stage=COLUMN names it.\n"
                      "deals.csv has no column with the day a deal was decided; --map closed=COLUMN names it.\n"
                      "Its columns: a, b.\n")
        self.sentence("stage,b\n1,2\n",
                      "deals.csv has no column with the day a deal was decided; --map closed=COLUMN names it.\n"
                      "Its columns: stage, b.\n")
        run = subprocess.run([SCORECARD, "/"], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (2, "/ is a directory, not a CSV file.\n"))

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_no_permission(self):
        with tempfile.NamedTemporaryFile() as file:
            os.chmod(file.name, 0)
            run = subprocess.run([SCORECARD, file.name], capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stderr), (2, f"Cannot read {file.name}: Permission denied.\n"))

    def test_options_that_make_no_sense(self):
        for arguments in (("--by", "month,quarter"), ("--by", "id,owner,stage"), ("--period", "2024-Q5"),
                          ("--as-of", "today"), ("--sort", "luck"), ("--top", "3"), ("--format", "xml"),
                          ("--dates", "ydm"), ("--same", "x=y"),
                          ("--reps", "nowhere.csv"), ("--price-list", "nowhere.csv"), ("--map", "x"), ("--unknown",)):
            run = Run(PLAIN, *arguments)
            self.assertEqual((run.code, run.out), (2, ""), arguments)
            self.assertNotEqual(run.err, "")

    def test_cells_written_back_never_become_formulas(self):
        owners = ("=1+1", "+1", "-1", "@x", 'a,""b""', "plain")
        text = "stage,closed,owner\n" + "".join(f'Won,2024-01-01,"{owner}"\n' for owner in owners)
        rows = list(csv.reader(io.StringIO(Run(text, "--by", "owner", "--format", "csv").out)))
        self.assertEqual(sorted(r[0] for r in rows[1:]), sorted(["'=1+1", "'+1", "'-1", "'@x", 'a,"b"', "plain"]))

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(Run(PLAIN, "--by", "owner,quarter", "--format", "csv").out)))
        self.assertEqual([(r["owner"], r["quarter"], r["won"]) for r in rows],
                         [("Ann", "2024-Q1", "1"), ("Bob", "2024-Q1", "0"), ("Bob", "2024-Q2", "1")])
        self.assertEqual((rows[0]["decided_win_rate"], rows[0]["decided_win_rate_denominator"]), ("0.5", "2"))
        self.assertEqual(rows[1]["decided_win_rate"], "")

    def test_keys_of_any_bytes_are_valid_json(self):
        text = b"stage,closed,owner\nWon,2024-01-01,M\xfcller\nWon,2024-01-01,\"a\tb\"\nWon,2024-01-01,\xe6\x9d\x8e\n"
        j = json.loads(Run(text, "--by", "owner", "--format", "json").out)
        self.assertEqual({g["key"] for g in j["groups"]}, {"M\ufffdller", "a\tb", "李"})
        for line in Run(text, "--by", "owner").out.splitlines():
            self.assertLessEqual(len(line), 120)

    def test_help(self):
        run = Run(PLAIN, "--help")
        self.assertEqual(run.code, 0)
        for word in ("--by", "--period", "--as-of", "--map", "--price-list", "--reps", "--strict", "contract_sent"):
            self.assertIn(word, run.out)
        self.assertLessEqual(max(map(len, run.out.splitlines())), 120)

    def test_the_table_fits_120_columns(self):
        long = PLAIN.replace("Ann", "Ann with a name that goes on and on and on")
        for arguments in ((), ("--by", "owner"), ("--by", "owner,quarter"), ("--by", "month")):
            out = Run(long, *arguments).out
            self.assertLessEqual(max(map(len, out.splitlines())), 120)
        self.assertIn("Ann with a name that goes…", Run(long, "--by", "owner").out)

    def test_a_file_without_deals(self):
        j = read("stage,created,closed\n")
        self.assertEqual(counts(j), (0, 0, 0))
        self.assertEqual(figures(j)["win_rate"], "undefined")


class Compare(unittest.TestCase):
    def keys(self, *arguments):
        return [g["key"] for g in read(PLAIN, *arguments)["groups"]]

    def test_two_levels(self):
        self.assertEqual(self.keys("--by", "owner,quarter"),
                         [["Ann", "2024-Q1"], ["Bob", "2024-Q1"], ["Bob", "2024-Q2"]])
        self.assertEqual(self.keys("--by", "quarter,owner"),
                         [["2024-Q1", "Ann"], ["2024-Q1", "Bob"], ["2024-Q2", "Bob"]])
        self.assertEqual(self.keys("--by", "owner", "--by", "stage")[:2], [["Ann", "Lost"], ["Ann", "Won"]])

    def test_sort_and_top(self):
        self.assertEqual(self.keys("--by", "owner", "--sort", "average_deal_size"), ["Bob", "Ann", "Cy"])
        self.assertEqual(self.keys("--by", "owner", "--sort", "average_deal_size", "--ascending"), ["Ann", "Bob", "Cy"])
        self.assertEqual(self.keys("--by", "owner", "--sort", "decided_win_rate", "--top", "1"), ["Bob"])
        self.assertIn("… and 2 more\n", Run(PLAIN, "--by", "owner", "--sort", "won", "--top", "1").out)

    def test_min_count(self):
        j = read(PLAIN, "--by", "owner", "--sort", "average_deal_size", "--min-count", "2")
        self.assertEqual([g["key"] for g in j["groups"]], ["Ann", "Bob", "Cy"])
        bob = j["groups"][1]["metrics"]
        self.assertEqual(bob["average_deal_size"], {"undefined": "too_few", "field": "won + lost"})
        self.assertEqual(bob["won"], {"value": 1})
        self.assertIn("too few", Run(PLAIN, "--by", "owner", "--min-count", "2").out)

    def test_the_total_is_of_the_measures(self):
        for by in ("owner", "quarter", "owner,quarter"):
            total = read(PLAIN, "--by", by, "--sort", "won", "--top", "1")["total"]["metrics"]
            self.assertEqual(total, read(PLAIN)["groups"][0]["metrics"])

    def test_period(self):
        self.assertEqual(counts(read(PLAIN, "--period", "2024-02-01..2024-02-20")), (1, 1, 0))
        self.assertEqual(self.keys("--by", "quarter", "--period", "2024-02-01..2024-04-30"),
                         ["2024-02-01..2024-03-31", "2024-04"])
        self.assertEqual(self.keys("--by", "owner", "--period", "2024-Q2"), ["Ann", "Bob", "Cy"])


class Size(unittest.TestCase):
    def deals(self, n):
        return "id,owner,stage,created,closed,amount\n" + "".join(
            f"{i},Owner {i % 50},Won,2024-01-{i % 28 + 1:02},2024-0{i % 9 + 1}-28,{i}\n" for i in range(n))

    def peak(self, n):
        def run(out):
            with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
                file.write(self.deals(n))
                file.flush()
                child = subprocess.Popen([SCORECARD, file.name, "--by", "owner,month", "--no-id-check"],
                                         stdout=out, stderr=out)
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
                self.assertEqual(child.returncode, 0)
                return usage.ru_maxrss
        with open(os.devnull, "wb") as out:
            return run(out)

    @unittest.skipIf(b"__asan_init" in pathlib.Path(SCORECARD).read_bytes(), "a sanitizer keeps what is freed")
    def test_memory_does_not_grow_with_the_rows(self):
        self.assertLess(self.peak(400_000), self.peak(100_000) + 4096)  # KiB

    def test_standard_input(self):
        run = subprocess.run([SCORECARD, "-", "--format", "json"], input=PLAIN.encode(), capture_output=True)
        self.assertEqual(counts(json.loads(run.stdout)), (4, 2, 1))

    def test_ctrl_c_leaves_cleanly(self):
        pipe = subprocess.PIPE
        child = subprocess.Popen([SCORECARD, "-"], stdin=pipe, stdout=pipe, stderr=pipe)
        child.stdin.write(self.deals(30_000).encode())
        child.stdin.flush()
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
        self.assertEqual((child.returncode, out, err), (130, b"", b"Interrupted: no figures of a part of the file.\n"))

    def test_progress_on_a_terminal_only(self):
        main, terminal = pty.openpty()
        child = subprocess.Popen([SCORECARD, "-", "--no-id-check", "--format", "csv"], stdin=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL, stderr=terminal)
        head, rows = self.deals(30_000).split("\n", 1)
        child.stdin.write(head.encode() + b"\n")
        for _ in range(8):
            child.stdin.write(rows.encode())
            child.stdin.flush()
            time.sleep(0.1)
        child.stdin.close()
        self.assertEqual(child.wait(), 0)
        os.close(terminal)
        seen = os.read(main, 65536).decode()
        self.assertRegex(seen, r"\r\x1b\[K[\d,]+ rows")
        self.assertEqual(Run(self.deals(1000)).err, "")


@unittest.skipUnless(os.path.exists(os.path.join(CRM, "sales_pipeline.csv")), "the real data is not there")
class Variants(unittest.TestCase):
    """The real file as it circulates elsewhere gives the same figures."""

    @classmethod
    def setUpClass(cls):
        cls.text = pathlib.Path(CRM, "sales_pipeline.csv").read_text()

    def dates(self, form, text=None):
        def one(match):
            y, m, d = match.groups()
            return form.format(y=y, m=m, d=d, mm=int(m), dd=int(d))
        return re.sub(r"(\d{4})-(\d\d)-(\d\d)", one, text or self.text)

    def test_variants(self):
        def blanks(word, text=None):
            rows = list(csv.reader(io.StringIO(text or self.text)))
            out = io.StringIO()
            csv.writer(out).writerows([c or word if i >= 5 else c for i, c in enumerate(r)] for r in rows)
            return out.getvalue()
        variants = {
            "D-M-Y with null": blanks("null", self.dates("{d}-{m}-{y}")),
            "M/D/Y": self.dates("{mm}/{dd}/{y}"),
            "-1 for open deals": blanks("-1"),
            "LF": self.text.replace("\r\n", "\n"),
            "quoted": "\n".join(",".join(f'"{c}"' for c in r) for r in csv.reader(io.StringIO(self.text))),
            "European": self.dates("{d}.{m}.{y}").replace(",", ";"),
            "byte order mark": "\ufeff" + self.text,
        }
        for by in (("--by", "quarter"), ("--by", "product,month")):
            plain = read(self.text, *by)
            plain.pop("coverage")
            for name, text in variants.items():
                got = read(text, *by)
                self.assertEqual(got.pop("coverage")["taken"], 8800)
                self.assertEqual(got, plain, f"{name} {by}")

    def test_figures_that_are_known(self):
        j = read(self.text, "--by", "quarter")
        self.assertEqual(counts(j, "2017-Q1"), (1619, 531, 116))
        q2 = [g for g in j["groups"] if g["key"] == "2017-Q2"][0]["metrics"]["decided_win_rate"]
        self.assertEqual(q2, {"value": 1254 / 2032, "numerator": 1254, "denominator": 2032})
        self.assertEqual(j["coverage"],
                         {"taken": 8800, "refused": 0, "not_opened": 500, "without_value": 0, "without_list": 4238,
                          "without_term": 4238, "without_opening": 0, "without_data": 0})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
