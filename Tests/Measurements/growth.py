"""Measures how the cost of verifying grows: a table of records, and one of bytes.

    python3 Tests/Measurements/growth.py .build/release FOLDER [--records N…] [--megabytes N…]

Each row is a run of `trailseal-bench` in a new folder below FOLDER, which is removed behind it.
"""

import argparse
import json
import pathlib
import shutil
import subprocess


def measured(programs, folder, name, *sizes):
    """One benchmark at one size, three runs: the median in seconds, the peak in bytes, the amount's rate."""
    command = [f"{programs}/trailseal-bench", "--programs", programs, "--only", name, "--runs", "3", "--json"]
    done = subprocess.run([*command, *sizes, str(folder)], check=True, capture_output=True, text=True)
    shutil.rmtree(folder)
    (row,) = json.loads(done.stdout)
    times = sorted(row["ours"])
    return times[len(times) // 2] / 1e9, row["peakBytes"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--records", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--megabytes", type=int, nargs="*", default=[10, 100, 1_000, 10_000])
    asked = parser.parse_args()
    asked.folder.mkdir()
    print("| file events | verify | a record | peak memory | a record |\n|---|---|---|---|---|")
    for count in asked.records:
        seconds, peak = measured(
            asked.programs, asked.folder / "run", "verify-records", "--records", str(count))
        print(f"| {count:,} | {seconds:.2f} s | {seconds / count * 1e6:.2f} µs "
              f"| {peak / 1e6:.0f} MB | {peak / count:.0f} bytes |", flush=True)
    print("\n| files, four in all | verify | a second | peak memory |\n|---|---|---|---|")
    for size in asked.megabytes:
        seconds, peak = measured(
            asked.programs, asked.folder / "run", "verify-files", "--megabytes", str(size))
        print(f"| {size:,} MB | {seconds:.3f} s | {size / 1000 / seconds:.2f} GB | {peak / 1e6:.0f} MB |",
              flush=True)


if __name__ == "__main__":
    main()
