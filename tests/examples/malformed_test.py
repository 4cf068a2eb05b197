#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files that are broken in every way known, each with the report that it must get: none crashes, hangs or costs a row
that is in order.

usage: malformed_test.py SCORECARD MRR [unittest options]
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCORECARD, MRR = sys.argv[1:3] if len(sys.argv) > 2 else ("scorecard", "mrr")
SECONDS = 60  # what any of them may take, with sanitizers on a busy machine

DEALS = "id,owner,stage,created,closed,amount\n"
FIRST, LAST = "1,Ann,Won,2024-01-10,2024-02-09,1000\n", "2,Bob,Lost,2024-01-15,2024-03-15,0\n"
SUBSCRIPTIONS = "customer,start,end,monthly\n"
PERIODS = "Ann,2024-01-10,,100\n", "Bob,2024-01-20,2024-02-20,80.50\n"
MIB = 1 << 20


def run(program, text, *arguments):
    data = text if isinstance(text, bytes) else text.encode()
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "x.csv").write_bytes(data)
        done = subprocess.run([program, "x.csv", *arguments], cwd=folder, capture_output=True, timeout=SECONDS)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Files(unittest.TestCase):
    """What is wrong with the file as a whole: taken as it is meant, or refused in one sentence."""

    def good(self, text, taken=2, refused=0, err="", arguments=()):
        code, out, said = run(SCORECARD, text, "--format", "json", *arguments)
        self.assertEqual((code, said), (0, err))
        coverage = json.loads(out)["coverage"]
        self.assertEqual((coverage["taken"], coverage["refused"]), (taken, refused))
        return json.loads(out)

    def both_refuse(self, text, sentence):
        for program in (SCORECARD, MRR):
            self.assertEqual(run(program, text), (2, "", sentence + "\n"))

    def test_empty(self):
        self.both_refuse("", "x.csv is empty.")
        self.both_refuse("\r\n \t\n", "x.csv is empty.")
        self.both_refuse(b"\xef\xbb\xbf", "x.csv is empty.")

    def test_not_text(self):
        self.both_refuse(b"\x00", "x.csv is not a text file.")
        self.both_refuse(DEALS.encode() + b"1,A\x00n,Won,2024-01-10,2024-02-09,1\n", "x.csv is not a text file.")
        self.both_refuse(b"\xff\xfei\x00d\x00", "x.csv is UTF-16 text; save it as CSV in UTF-8.")

    def test_line_ends_and_byte_order_mark(self):
        plain = DEALS + FIRST + LAST
        for text in (plain, plain[:-1], plain.replace("\n", "\r\n"), plain.replace("\n", "\r"), "\ufeff" + plain,
                     plain.replace("\n", "\n\n"), "\n" + plain, plain.replace("\n", " \n")):
            self.assertEqual(self.good(text)["groups"], self.good(plain)["groups"])
        periods = SUBSCRIPTIONS + "".join(PERIODS)
        for text in (periods[:-1], periods.replace("\n", "\r"), "\ufeff" + periods):
            self.assertEqual(run(MRR, text), run(MRR, periods))

    def test_headings(self):
        self.both_refuse("a,b,a\n1,2,3\n", 'x.csv has two columns named "a"; rename one of them.')
        for program, text, sentence in (
                (SCORECARD, FIRST + LAST, "x.csv has no column that says what became of a deal; --map stage=COLUMN"),
                (MRR, "".join(PERIODS), "x.csv has no column with who pays; --map customer=COLUMN names it.")):
            code, out, err = run(program, text)
            self.assertEqual((code, out, err[:len(sentence)]), (2, "", sentence))
        self.assertEqual(run(SCORECARD, '"id,stage\n1,Won\n')[::2],
                         (2, "x.csv: the heading is malformed: a quote is never closed.\n"))
        self.good(DEALS, taken=0)
        self.good(",," + DEALS + ",," + FIRST + ",," + LAST)

    def test_a_hundred_thousand_columns(self):
        self.both_refuse(",".join(f"c{i}" for i in range(100_000)) + "\n1\n", "x.csv has more than 10,000 columns.")
        self.both_refuse("," * 100_000 + "\n", "x.csv has more than 10,000 columns.")
        wide = DEALS + FIRST + "3" + ",4" * 99_999 + "\n" + LAST
        self.good(wide, refused=1, err="x.csv:3: row: 100000 cells, but the heading has 6\n")
        code, out, err = run(MRR, SUBSCRIPTIONS + PERIODS[0] + "C" + ",4" * 99_999 + "\n" + PERIODS[1])
        self.assertEqual((code, err), (0, "x.csv:3: row: 100000 cells, but the heading has 4\n"))
        self.assertIn("2 periods of 2 customers taken, 1 row refused", out.replace("\n", " "))

    def test_a_cell_of_a_megabyte(self):
        names = "n" * (MIB - 100), "n" * (MIB + 1)
        for quote in ("", '"'):
            row = f"3,{quote}{{}}{quote},Won,2024-01-10,2024-02-09,1\n"
            self.good(DEALS + FIRST + row.format(names[0]) + LAST, taken=3)
            self.good(DEALS + FIRST + row.format(names[1]) + LAST, refused=1,
                      err="x.csv:3: row: longer than 1 MiB: is a quote never closed?\n")

    def test_a_line_that_never_ends(self):
        self.assertEqual(run(SCORECARD, "n" * (4 * MIB))[0], 2)
        long = "n" * (5 * MIB) + ",Ann,Won,2024-01-10,2024-02-09,7"  # its end is no row
        said = "row: longer than 1 MiB: is a quote never closed?\n"
        self.good(DEALS + FIRST + LAST + long, refused=1, err="x.csv:4: " + said)
        self.good(DEALS + FIRST + long + "\n" + LAST + "x\n", refused=1, err="x.csv:3: " + said)

    def test_long_rows_do_not_fill_the_memory(self):
        row = '3,"' + "n" * 900_000 + '",Won,2024-01-10,2024-02-09,1\n'
        code, out, err = run(SCORECARD, DEALS + FIRST + row * 80 + LAST, "--no-id-check", "--format", "json")
        self.assertEqual((code, err, json.loads(out)["coverage"]["taken"]), (0, "", 82))

    def test_a_quote_never_closed_at_every_line(self):
        code, out, err = run(SCORECARD, DEALS + FIRST + '"x\n' * 3_000 + LAST, "--format", "json")
        coverage = json.loads(out)["coverage"]
        self.assertEqual((code, coverage["taken"], coverage["refused"] + coverage["without_data"]), (0, 2, 3_000))
        self.assertLessEqual(len(err.splitlines()), 21)

    def test_too_many_groups(self):
        rows = "".join(f"{i},{i},Won,2024-01-10,2024-02-09,1\n" for i in range(100_001))
        self.assertEqual(run(SCORECARD, DEALS + rows, "--by", "owner"),
                         (2, "", "--by makes more than 100,000 groups, too many to compare.\n"))
        rows = "".join(f"{i},2024-01-10,,1,{i}\n" for i in range(10_001))
        self.assertEqual(run(MRR, "customer,start,end,monthly,plan\n" + rows, "--by", "plan")[::2],
                         (2, 'x.csv: "plan" has more than 10,000 values, too many to compare.\n'))


class Rows(unittest.TestCase):
    """A row that is in order, some that are not, and one more that is: two are taken, and the others named."""

    def refused(self, program, headings, first, last, rows):
        """`rows`: what each must be told. Not more at once than are named, and no quote beside another."""
        quoted = [row for row in rows if '"' in row]
        plain = [row for row in rows if '"' not in row]
        batches = [[row] for row in quoted] + [plain[i:i + 20] for i in range(0, len(plain), 20)]
        answers = []
        for batch in batches:
            text = headings + first + "".join(row + "\n" for row in batch) + last
            code, out, err = run(program, text, "--format", "json", "--strict")
            self.assertEqual(err, "".join(f"x.csv:{i + 3}: {rows[row]}\n" for i, row in enumerate(batch)))
            self.assertEqual(code, 1)
            answers.append(json.loads(out))
            coverage = answers[-1]["coverage"]
            self.assertEqual((coverage["taken"], coverage["refused"]), (2, len(batch)))
        return answers

    def test_deals(self):
        self.refused(SCORECARD, DEALS, FIRST, LAST, {
            '3,"Ann,Won,2024-01-10,2024-02-09,1': "row: a quote is never closed",
            '3,A"n"n,Won,2024-01-10,2024-02-09,1': "row: a quote inside a cell, not doubled",
            '3,"A"nn,Won,2024-01-10,2024-02-09,1': "row: a quote inside a cell, not doubled",
            "3,Ann,Won,2024-01-10,2024-02-09": "amount: missing: 5 cells, but the heading has 6",
            "3,Ann,Won,2024-01-10,2024-02-09,1,2": "row: 7 cells, but the heading has 6",
            "3,Ann,,2024-01-10,2024-02-09,1": "stage: blank",
            "3,Ann,Won,2024-01-10,,1": "closed: blank, though the deal is won",
            "3,Ann,Won,2024-01-10,2024-01-09,1": "closed: before the opening on 2024-01-10",
            "1,Ann,Won,2024-01-10,2024-02-09,1": 'id: "1" stands on an earlier row',
            **{f"3,Ann,Won,2024-01-10,{day},1": f'closed: "{day}" is not a day (year-month-day)'
               for day in ("2023-02-29", "2023-13-01", "0000-00-00", "2023-02-00", "20240209", "2024-02-09x", "soon",
                           "2024-02-09T", "2024-02-09T25:00", "2024-02-09 10:61", "2024/02-09", "9/2/2024",
                           "-2024-02-09", "２０２４-02-09", "45331")},
            "3,Ann,Won,2024-01-10,9999-12-31,1": "row: 9999-12-31 is not a day of the years 1900 to 2199",
            "3,Ann,Won,0001-01-01,2024-02-09,1": "row: 0001-01-01 is not a day of the years 1900 to 2199",
            **{f"3,Ann,Won,2024-01-10,2024-02-09,{amount}": f'amount: "{said}" is not an amount'
               for amount, said in (("1e3", "1e3"), ("inf", "inf"), ("infinity", "infinity"), ("0x10", "0x10"),
                                    ("1..2", "1..2"), (".", "."), ("1.", "1."), ("1.2.3", "1.2.3"), ("--5", "--5"),
                                    ("5-", "5-"), ("(5", "(5"), ("5)", "5)"), ("$$5", "$$5"), ("1.23456", "1.23456"),
                                    ("12 34", "12 34"), ("one", "one"), ("１２", "１２"),
                                    ("1_000", "1_000"))},
            "3,Ann,Won,2024-01-10,2024-02-09,(5.00)": "amount: negative",
            "3,Ann,Won,2024-01-10,2024-02-09,\u22125": "amount: negative",
            "3,Ann,Won,2024-01-10,2024-02-09,-5": "amount: negative",
            "3,Ann,Won,2024-01-10,2024-02-09,12345678901234567890": 'amount: "12345678901234567890" is beyond all '
                                                                    "amounts",
            "3,Ann,Won,2024-01-10,2024-02-09,230584300921369.3952": 'amount: "230584300921369.3952" is beyond all '
                                                                    "amounts",
            "3,Ann,Won,2024-01-10,2024-02-09,=1+1": 'amount: "=1+1" is not an amount',
        })

    def test_deals_that_only_look_wrong(self):
        for row, value in {
            "3,Ann,Won,2024-01-10,2024-02-09,nan": 1000,  # the word for nothing, as exports write it
            "3,Ann,Won,2023-1-5,2024-2-9,500": 750,
            "3,Ann,Won,2024-01-10T00:00:00Z,2024-02-09 23:59:59,500": 750,
            '3,Ann,Won,2024-01-10,2024-02-09,"1,500.00"': 1250,
            "3,Ann,Won,2024-01-10,2024-02-09,1'500": 1250,
            "3,Ann,Won,2024-01-10,2024-02-09,+500": 750,
            "3,Ann,Won,2024-01-10,2024-02-09,500,,": 750,
        }.items():
            with self.subTest(row):
                code, out, err = run(SCORECARD, DEALS + FIRST + row + "\n" + LAST, "--format", "json")
                self.assertEqual((code, err), (0, ""))
                self.assertEqual(json.loads(out)["groups"][0]["metrics"]["average_deal_size"]["value"], value)

    def test_a_sign_is_a_currency(self):
        code, out, err = run(SCORECARD, DEALS + FIRST + "3,Ann,Won,2024-01-10,2024-02-09,$500\n" + LAST,
                             "--format", "json")
        self.assertEqual((code, err, json.loads(out)["currency"]), (0, "", "USD"))

    def test_decimal_comma_and_thousands(self):
        text = ("id;owner;stage;created;closed;amount\n1;Ann;Won;13.01.2024;19.02.2024;1.234,50\n"
                "2;Ann;Won;10.01.2024;09.02.2024;1 234,50\n3;Ann;Won;13.01.2024;09.02.2024;1.23,4\n")
        code, out, err = run(SCORECARD, text, "--format", "json")
        self.assertEqual((code, err), (0, 'x.csv:4: amount: "1.23,4" is not an amount\n'))
        self.assertEqual(json.loads(out)["groups"][0]["metrics"]["average_deal_size"]["value"], 1234.5)

    def test_bytes_that_are_no_text(self):
        for byte in (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\x1b[2J"):
            row = b"3,A" + byte + b",Won,2024-01-10,2024-02-09," + byte + b"\n"
            code, out, err = run(SCORECARD, DEALS.encode() + FIRST.encode() + row + LAST.encode(), "--format", "json")
            self.assertEqual((code, json.loads(out)["coverage"]["taken"]), (0, 2))
            self.assertRegex(err, r'^x.csv:3: amount: ".*" is not an amount\n$')
            self.assertNotIn("\x1b", err)
        late = DEALS + FIRST + LAST * 40_000 + "3,A,Won,2024-01-10,2024-02-09,1\x001\n"
        code, out, err = run(SCORECARD, late, "--no-id-check", "--format", "json")
        self.assertEqual((code, json.loads(out)["coverage"]["taken"]), (0, 40_001))
        self.assertRegex(err, r"^x.csv:40003: amount: ")

    def test_a_footer_is_no_data(self):
        text = DEALS + FIRST + LAST + "\nTotal\n\"Copyright (c) 2000-2024, all rights reserved\"\n"
        code, out, err = run(SCORECARD, text, "--format", "json")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(json.loads(out)["coverage"]["without_data"], 2)
        code, out, err = run(MRR, SUBSCRIPTIONS + "".join(PERIODS) + "\nTotal\n")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("1 without data", out)

    def test_subscriptions(self):
        plain = json.loads(run(MRR, SUBSCRIPTIONS + "".join(PERIODS), "--format", "json")[1])["months"]
        months = self.refused(MRR, SUBSCRIPTIONS, *PERIODS, {
            '"Cy,2024-01-10,,1': "row: a quote is never closed",
            'C"y,2024-01-10,,1': "row: a quote inside a cell, not doubled",
            "Cy,2024-01-10,1": "monthly: missing: 3 cells, but the heading has 4",
            "Cy,2024-01-10,,1,2": "row: 5 cells, but the heading has 4",
            ",2024-01-10,,1": "customer: blank",
            "Cy,,,1": "start: blank",
            "Cy,2024-01-10,,nan": "monthly: blank",
            "Cy,2024-01-10,2024-01-10,1": "end: not after the start on 2024-01-10",
            "Cy,0001-01-01,,1": "start: 0001-01-01 is not a day of the years 1900 to 2199",
            **{f"Cy,{day},,1": f'start: "{day}" is not a day (year-month-day)'
               for day in ("2023-02-29", "0000-00-00", "2024-02-09x", "soon")},
            **{f"Cy,2024-01-10,,{amount}": f'monthly: "{amount}" is not an amount'
               for amount in ("1e3", "inf", "0x10", "1..2", "1.23456")},
            "Cy,2024-01-10,,(5.00)": "monthly: negative",
            "Cy,2024-01-10,,12345678901234567890": 'monthly: "12345678901234567890" is beyond all amounts',
        })
        for got in months:
            self.assertEqual(got["months"], plain)


class WrittenBack(unittest.TestCase):
    def test_no_cell_becomes_a_formula(self):
        names = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("x")', "plain"]
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        for name in names:
            writer.writerow(["", name, "Won", "2024-01-10", "2024-02-09", "1"])
        code, out, err = run(SCORECARD, DEALS + buffer.getvalue(), "--by", "owner", "--format", "csv")
        self.assertEqual(code, 0)
        cells = [row[0] for row in csv.reader(io.StringIO(out))][1:]
        self.assertEqual(len(cells), len(names))
        for cell in cells:
            self.assertNotIn(cell[0], "=+-@\t\r", cell)

        rows = "".join(f'{i},2024-01-10,,1,"{name}"\n' for i, name in enumerate(["=1+1", "+1", "-1", "@x"]))
        code, out, err = run(MRR, "customer,start,end,monthly,plan\n" + rows, "--by", "plan", "--format", "csv")
        for row in list(csv.reader(io.StringIO(out)))[1:]:
            self.assertTrue(row[0].startswith("'"), row)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
