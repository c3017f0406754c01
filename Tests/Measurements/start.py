#!/usr/bin/env python3
"""How long the verifier takes from its start to its verdict. A benchmark: nothing passes or fails.

usage: start.py VERIFIER [RUNS]

Prints least and median wall time and processor time of a process that says its version, and of one that
judges the sample good-minimal. The least is what the program costs; the median is what the machine's
other work makes of it.
"""

import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

sample = pathlib.Path(__file__).parent.parent.parent / "sample-bundles/good-minimal"


def measure(command, runs):
    walls, processors = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.DEVNULL)
        walls.append(time.monotonic() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if done.returncode != 0:
            sys.exit(f"{command} ended with {done.returncode}")
    return walls, processors


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    verifier, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 100
    print(f"{os.path.getsize(verifier):,} bytes, {runs} runs each, load {os.getloadavg()[0]:.2f} before")
    for name, rest in [
        ("--version", ["--version"]),
        ("good-minimal", [str(sample / "bundle.tar"), "--trust", str(sample / "trust"),
                          "--at", "2026-11-02T15:00:00Z"]),
    ]:
        walls, processors = measure([verifier, *rest], runs)
        print(f"{name}: wall least {min(walls) * 1000:.1f} ms, median {statistics.median(walls) * 1000:.1f} ms; "
              f"processor least {min(processors) * 1000:.1f} ms, median {statistics.median(processors) * 1000:.1f} ms")


main()
