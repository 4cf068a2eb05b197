# SPDX-License-Identifier: MIT
"""Would the tests notice? Changes the library in thousands of small ways, one at a time, and runs the tests on each.

    ./dev mutants [TEXT] [--jobs N]

The binaries hold all mutants (schemata.py); KPI_MUTANT chooses one. Each runs the test files that come by it, those
named after its file first. Mutants that survive are listed with the reason why no test can tell them from the original
in survivors.txt; it fails when another survives, or when a listed one does not. What is listed runs no further tests
than those of its file, where there are such.
"""
import argparse
import concurrent.futures
import hashlib
import itertools
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left in the tree
from schemata import File, Reader, trees  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / 'tests' / 'mutation'
BUILD = ROOT / 'build' / 'mutants'
TREE = BUILD / 'tree'
SURVIVORS = HERE / 'survivors.txt'
FLAGS = ['-Wno-everything', '-ferror-limit=0', '-fno-caret-diagnostics', '-include', str(HERE / 'mutant.hpp')]
# What is undefined in a mutant ends it, as under the sanitizers of the other tests.
UNDEFINED = 'bounds,shift,signed-integer-overflow'
BINARIES = ('kpi_tests', 'one_thread_tests')
TESTS = BUILD / 'build' / 'tests'
GOAL = 95
QUICK = 0.1  # seconds; test files that take less come first
LONG = 2  # a test file that takes longer is run only for the file it is named after
MEMORY = 2 << 30


def write(path, text):
    """Only when it changes, so that only what changed is built again."""
    data = text if isinstance(text, bytes) else text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


# The mutated tree: its own include/ and src/, and links to the rest.

def sources():
    return sorted([*ROOT.glob('include/kpi/**/*.hpp'), *ROOT.glob('src/**/*.[ch]pp')])


def points_of(files, jobs):
    """Where mutants can be, read from the syntax tree; kept until the sources or this script change."""
    digest = hashlib.sha256(b''.join([*(f.path.encode() + f.text for f in files.values()),
                                      (HERE / 'schemata.py').read_bytes()])).hexdigest()
    kept = BUILD / 'points.json'
    if kept.exists() and (known := json.loads(kept.read_text()))['digest'] == digest:
        places = known['places']
    else:
        everything = BUILD / 'everything.cpp'
        write(everything, ''.join('#include <%s>\n' % path[len('include/'):]
                                  for path in files if path.startswith('include/')))
        headers = [path for path in files if path.startswith('include/')]
        places, *known = read_unit(str(everything), 'include/', headers, {}, set())
        own = [path for path in files if path.startswith('src/')]
        units = [path for path in own if path.endswith('.cpp')]
        with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
            for found, *_ in pool.map(read_unit, units, *([value] * len(units) for value in ('src/', own, *known))):
                places += found
        write(kept, json.dumps({'digest': digest, 'places': places}))
    for path, begin, end, kind, function, alternatives in places:
        for alternative in alternatives:
            files[path].add(begin, end, function, alternative, kind)


def read_unit(unit, folder, paths, fields, packs):
    files = {path: File(path, (ROOT / path).read_bytes()) for path in paths}
    reader = Reader(files, dict(fields), set(packs))
    own = list(trees(unit, ['-Iinclude', '-Isrc'], ROOT, folder))
    for tree in own:
        reader.structs(tree)
    for tree in own:
        reader.walk(tree)
    places = [(f.path, p.begin, p.end, p.kind, p.function, p.alternatives)
              for f in files.values() for p in f.points.values()]
    return places, reader.fields, reader.packs


def write_tree(files, dropped):
    """All mutants by number, and their places by the line of the tree on which each stands."""
    by_number, by_line = {}, {}
    number = 1
    for path, f in files.items():
        text, lines, number = f.write(number, dropped.get(path, set()))
        write(TREE / path, text)
        for line, (mutant, place) in lines.items():
            by_number[mutant.number] = mutant
            by_line[path, line] = place
        number += -number % 1000 + 1  # so that a change of one file leaves the numbers of the next ones alone
    for path in ROOT.glob('tests/**/*'):  # copied, since tests include what they test by relative paths
        if path.is_file():
            write(TREE / path.relative_to(ROOT), path.read_bytes())
    for entry in ROOT.iterdir():
        if entry.name not in ('include', 'src', 'tests', 'build') and not (TREE / entry.name).is_symlink():
            (TREE / entry.name).symlink_to(entry)
    return by_number, by_line


def complaints(output, by_line):
    """The mutants of which the compiler complains: not programs. An error in a template counts for the mutant that
    asked for it."""
    found = set()
    waiting = False
    for path, line, said in re.findall(r'^\S*?((?:include|src)/\S+?\.[ch]pp):(\d+):\d+: (error|note)', output, re.M):
        place = by_line.get((path, int(line)))
        waiting = waiting and said == 'note' or said == 'error'
        if place and waiting:
            found.add((path, place))
            waiting = False
    return found


def build(files, jobs):
    """Builds the binary, leaving out what does not compile."""
    kept = BUILD / 'not_programs.json'
    dropped = {}
    if kept.exists():
        for path, place in json.loads(kept.read_text()):
            dropped.setdefault(path, set()).add(tuple(place))
    checked = kept.exists()
    while True:
        by_number, by_line = write_tree(files, dropped)
        output = ''
        if not checked:
            with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
                units = ['../everything.cpp', *(path for path in files if path.endswith('.cpp'))]
                output = ''.join(pool.map(check_alone, units))
            checked = True
        if not output:
            configure()
            run = subprocess.run(['cmake', '--build', str(BUILD / 'build'), '--parallel', str(jobs),
                                  '--target', *BINARIES, '--', '-k', '0'],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 env=dict(os.environ, CCACHE_DISABLE='1'))  # of no use with a precompiled header
            if run.returncode == 0:
                return by_number
            output = run.stdout
        found = complaints(output, by_line)
        if not found:
            sys.exit('\n'.join(line for line in output.splitlines() if ' error: ' in line) or output)
        say('%d of %d mutants do not compile and are left out' % (len(found), len(by_number)))
        for path, place in found:
            dropped.setdefault(path, set()).add(place)
        write(kept, json.dumps([(path, place) for path, places in dropped.items() for place in sorted(places)]))


def check_alone(path):
    """What the compiler says of one source, asked before the whole is built."""
    return subprocess.run(['clang++-19', '-std=c++20', '-fsyntax-only', *FLAGS, '-Iinclude', path], cwd=TREE,
                          stderr=subprocess.PIPE, text=True).stderr


def configure():
    subprocess.run(['cmake', '-S', str(TREE), '-B', str(BUILD / 'build'), '-G', 'Ninja',
                    '-DCMAKE_CXX_COMPILER=clang++-19', '-DCMAKE_BUILD_TYPE=', '-DCMAKE_CXX_EXTENSIONS=OFF',
                    '-DKPI_BUILD_EXAMPLES=OFF', '-DKPI_INSTALL=OFF',
                    '-DCMAKE_PROJECT_kpi_INCLUDE=' + str(HERE / 'precompiled.cmake'),
                    '-DCMAKE_CXX_FLAGS=-O0 -D_GLIBCXX_ASSERTIONS -fsanitize=%s -fsanitize-trap=%s %s'
                    % (UNDEFINED, UNDEFINED, ' '.join(FLAGS))],
                   stdout=subprocess.DEVNULL, check=True)


# The runs.

BINARY_OF = {}  # by test file


def run_tests(tags, mutant, limit):
    """Whether all passed."""
    return all(run_binary(binary, of_binary, mutant, limit)[0] == 0 for binary in BINARIES
               if (of_binary := [tag for tag in tags if BINARY_OF[tag] == binary]))


def run_binary(binary, tags, mutant=0, limit=None, reached=None):
    """The exit code, and how many seconds it took of a processor."""
    environment = dict(os.environ, KPI_MUTANT=str(mutant), RC_PARAMS='seed=1 max_success=20 max_discard_ratio=100')
    if reached:
        environment['KPI_REACHED'] = str(reached)

    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))

    chosen = ','.join('[#%s]' % tag for tag in tags)
    run = subprocess.Popen([str(TESTS / binary), '--filenames-as-tags', '--abort', chosen],
                           env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limits)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return run.returncode, usage.ru_utime


def reach(pool):
    """What each test file comes by, and how long it takes. What takes too long is left out."""
    for binary in BINARIES:
        listing = subprocess.run([str(TESTS / binary), '--filenames-as-tags', '--list-tags'], stdout=subprocess.PIPE,
                                 text=True)
        BINARY_OF.update((tag, binary) for tag in re.findall(r'\[#(\w+)\]', listing.stdout))

    names = tuple({path.stem for path in sources()})

    def run(tag):
        is_own = tag.startswith(names)
        numbers = BUILD / 'reached' / tag
        code, seconds = run_binary(BINARY_OF[tag], [tag], limit=None if is_own else LONG, reached=numbers)
        if code not in (0, -signal.SIGKILL):
            sys.exit('The tests fail without a mutant: %s' % tag)
        return tag, seconds, [int(n) for n in numbers.read_text().split()] if code == 0 else []

    (BUILD / 'reached').mkdir(exist_ok=True)
    reached_by, seconds = {}, {}
    for tag, seconds[tag], numbers in pool.map(run, sorted(BINARY_OF)):
        for number in numbers:
            reached_by.setdefault(number, []).append(tag)
    return reached_by, seconds


def survives(mutant, tags, seconds):
    """The quickest first: what never ends is stopped the sooner."""
    quick = [tag for tag in tags if seconds[tag] < QUICK]
    slow = sorted((tag for tag in tags if tag not in quick), key=seconds.get)
    return all(run_tests(some, mutant.number, int(2 + 5 * sum(seconds[tag] for tag in some)))
               for some in [quick, *([tag] for tag in slow)] if some)


def survivors_of(path, mutants, reached_by, seconds, listed, pool):
    """Of the mutants of one file."""
    def is_own(tag):
        return tag.startswith(Path(path).stem)

    def left(mutants, takes):
        def lives(mutant):
            return survives(mutant, [tag for tag in reached_by.get(mutant.number, []) if takes(tag)], seconds)
        return [m for m, alive in zip(mutants, pool.map(lives, mutants)) if alive]

    alive = left(mutants, is_own)
    seen = Counter(m.change for m in alive)
    known = [m for m in alive if seen[m.change] <= len(listed.get((path, m.change), []))
             and any(map(is_own, reached_by.get(m.number, [])))]
    others = [m for m in alive if m not in known]
    return known + left(others, lambda tag: not is_own(tag) and seconds[tag] < LONG)


# The list of survivors: a file, under it reasons, under each of them the mutants, as they are printed here.

def listed_survivors():
    listed = {}
    if SURVIVORS.exists():
        path = reason = ''
        for line in SURVIVORS.read_text().splitlines():
            if line.startswith('#') or not line.strip():
                continue
            if not line.startswith(' '):
                path = line.strip()
            elif not line.startswith('    '):
                reason = line.strip()
            else:
                listed.setdefault((path, line.strip()), []).append(reason)
    return listed


def say(text):
    print(text, flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('only', nargs='?', default='', metavar='TEXT',
                           help='only mutants of the files whose path contains it')
    arguments.add_argument('--jobs', type=int, default=len(os.sched_getaffinity(0)), metavar='N',
                           help='how much is done at once: as many as there are cores, if not said')
    only, jobs = vars(arguments.parse_args()).values()

    files = {str(path.relative_to(ROOT)): File(str(path.relative_to(ROOT)), path.read_bytes()) for path in sources()}
    if not any(only in path for path in files):
        sys.exit('No file of the library has "%s" in its path' % only)
    say('Reading the sources')
    points_of(files, jobs)
    say('Building the mutants')
    mutants = build(files, jobs)

    listed = listed_survivors()
    chosen = [m for m in mutants.values() if only in m.path]
    killed = new = gone = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        reached_by, seconds = reach(pool)
        start = time.monotonic()
        for path, of_file in itertools.groupby(chosen, key=lambda m: m.path):
            of_file = list(of_file)
            alive = survivors_of(path, of_file, reached_by, seconds, listed, pool)
            killed += len(of_file) - len(alive)
            say('%s: %d of %d noticed' % (path, len(of_file) - len(alive), len(of_file)))
            seen = Counter(m.change for m in alive)
            for m in alive:
                if seen[m.change] > len(listed.get((path, m.change), [])):
                    new += 1
                    note = '' if reached_by.get(m.number) else '  (no test comes by)'
                    say('  line %d survives%s\n    %s' % (m.line, note, m.change))
            for (listed_path, change), reasons in listed.items():
                if listed_path == path and seen[change] < len(reasons):
                    gone += 1
                    say('  listed in survivors.txt, but does not survive\n    %s' % change)

    for path in sorted({path for path, _ in listed} - files.keys()):
        gone += 1
        say('%s is in survivors.txt, but not in the library' % path)
    survivors = len(chosen) - killed
    say('%d mutants, %d noticed: %.1f %%, %.0f ms each' % (
        len(chosen), killed, 100 * killed / len(chosen), 1000 * (time.monotonic() - start) / len(chosen)))
    say('%d survive, %d of them for a reason given in %s' % (survivors, survivors - new, SURVIVORS.relative_to(ROOT)))
    if not only and 100 * killed < GOAL * len(chosen) or new or gone:
        sys.exit(1)


if __name__ == '__main__':
    main()
