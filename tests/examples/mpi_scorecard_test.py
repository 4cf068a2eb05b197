# SPDX-License-Identifier: MIT
"""Several ranks print the bytes that one process prints for all files in one; one that fails ends the job.

usage: mpi_scorecard_test.py MPIEXEC MPI_SCORECARD SCORECARD DEALS
"""
import os
import pathlib
import subprocess
import sys
import tempfile

MPIEXEC, MPI_SCORECARD, SCORECARD, DEALS = sys.argv[1:]
DAY = "2024-12-31"
ENVIRONMENT = os.environ | {
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",  # containers forbid it
    "ASAN_OPTIONS": "detect_leaks=0",  # Open MPI keeps what it allocates
}
TIMEOUT = 300


def run(*command):
    return subprocess.run([str(c) for c in command], capture_output=True, env=ENVIRONMENT, timeout=TIMEOUT)


def mpi(ranks, *arguments):
    return run(MPIEXEC, "-n", ranks, MPI_SCORECARD, *arguments)


def check(holds, what, done):
    if not holds:
        sys.exit(f"{what}: exit code {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}")


def write(path, lines):
    path.write_bytes(b"".join(lines))
    return path


def main(folder):
    head, *rows = pathlib.Path(DEALS).read_bytes().splitlines(keepends=True)
    cuts = [0, 1, 90, 91, len(rows)]  # two of the files hold one deal
    files = [write(folder / f"part{i}.csv", [head, *rows[a:b]]) for i, (a, b) in enumerate(zip(cuts, cuts[1:]))]

    whole = run(SCORECARD, DEALS, "--as-of", DAY, "--by", "owner", "--format", "csv")
    check(whole.returncode == 0 and whole.stdout.count(b"\n") > 5, "the scorecard of one file", whole)
    for ranks in (1, 2, 3, 5):  # of five ranks one has no file
        for given in (files, files[::-1]):
            done = mpi(ranks, DAY, *given)
            check(done.returncode == 0 and done.stdout == whole.stdout, f"{ranks} ranks", done)
    done = mpi(3, DAY, DEALS)
    check(done.returncode == 0 and done.stdout == whole.stdout, "one file for three ranks", done)

    missing = folder / "missing.csv"
    done = mpi(3, DAY, files[0], files[1], missing)
    check(done.returncode != 0 and b"Rank 2: " in done.stderr and b"missing.csv" in done.stderr and not done.stdout,
          "a file that is not there", done)
    done = mpi(2, DAY, files[0], write(folder / "other.csv", [b"owner,stage\n", b"Ann,Closed Won\n"]))
    check(done.returncode != 0 and b"Rank " in done.stderr and not done.stdout, "files with different columns", done)
    for bad in (["2024-13-31", files[0]], [DAY], []):
        done = mpi(1, *bad)
        check(done.returncode != 0 and b"Rank 0: " in done.stderr, f"arguments {bad}", done)


with tempfile.TemporaryDirectory() as made:
    main(pathlib.Path(made))
