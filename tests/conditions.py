# SPDX-License-Identifier: MIT
"""Which branches do the tests take, and which conditions do they show to decide by themselves (MC/DC)?

    llvm-cov-19 export --instr-profile=FILE BINARY include src | python3 tests/conditions.py

What is written once is counted once: a branch in a template is taken, a condition shown, when it is in any of the
functions made from it. So both are Clang's: gcovr counts the branches of g++'s code, one by one in each function made
from a template, and among them such as nothing could take, as in `<=>`. Of what is `= default` none is written. A line
with GCOVR_EXCL_BR_LINE says why no test can take both of its branches.

Clang 19 keeps no record of a decision before a `?` that chooses between objects, and none that could be read of one in
a fold over a parameter pack. Of each condition of such a decision both outcomes have to have been seen; that it decides
is shown by the mutants that leave it out.
"""
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def place(function, file, region):
    return (function['filenames'][file], *region)


def has_no_record(path, line, column):
    """Whether a `?` or `|| ...` follows."""
    lines = Path(path).read_text().split('\n')
    rest = lines[line - 1].encode()[column - 1:].decode() + ' ' + lines[line].strip()
    return re.match(r'[ )]*(\?|\|\| \.\.\.)', rest) is not None


def own(path):
    return path.startswith((str(ROOT / 'include'), str(ROOT / 'src')))


def text_of(path, line):
    return Path(path).read_text().split('\n')[line - 1].strip()


def missed(path, line, what):
    print('%s:%d: %s: %s' % (Path(path).relative_to(ROOT), line, what, text_of(path, line)))


def main():
    functions = json.load(sys.stdin)['data'][0]['functions']
    decisions = defaultdict(list)           # place -> what each function shows
    outcomes = defaultdict(lambda: [0, 0])  # place of a condition -> how often true, false
    for f in functions:
        for line, column, last, end, true, false, file, *_ in f['branches']:
            outcome = outcomes[place(f, file, (line, column, last, end))]
            outcome[0] += true
            outcome[1] += false
        for line, column, last, end, file, _, shown in f.get('mcdc_records', ()):
            decisions[place(f, file, (line, column, last, end))].append(shown)

    branches = untaken = 0
    for (path, line, *_), seen in sorted(outcomes.items()):
        if not own(path) or 'GCOVR_EXCL_BR_LINE: ' in (text := text_of(path, line)) or text.endswith('= default;'):
            continue
        branches += 2
        untaken += seen.count(0)
        for name, times in zip(('true', 'false'), seen):
            if times == 0:
                missed(path, line, 'never ' + name)

    conditions = missing = by_outcome = 0
    for where, shown in sorted(decisions.items()):
        path, line, column, last, end = where
        if not own(path):
            continue
        decides = [any(of_function) for of_function in zip(*shown)]
        if not all(decides) and has_no_record(path, last, end):
            parts = [seen for part, seen in outcomes.items()
                     if part[0] == path and (line, column) <= part[1:3] and part[3:5] <= (last, end)]
            decides = [true > 0 and false > 0 for true, false in parts]
            by_outcome += len(decides)
        conditions += len(decides)
        missing += decides.count(False)
        if not all(decides):
            numbers = ', '.join(str(i + 1) for i, shown in enumerate(decides) if not shown)
            missed(path, line, 'condition %s of %d' % (numbers, len(decides)))
    print('branches: %.1f%% (%d out of %d)' % (100 * (branches - untaken) / branches, branches - untaken, branches))
    print('conditions: %.1f%% (%d out of %d, %d of them by both outcomes)' % (
        100 * (conditions - missing) / conditions, conditions - missing, conditions, by_outcome))
    sys.exit(1 if untaken or missing else 0)


if __name__ == '__main__':
    main()
