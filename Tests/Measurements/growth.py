"""Measures how the costs of sealing and verifying grow: a table of records, and one of bytes.

    python3 Tests/Measurements/growth.py .build/release FOLDER [--records N…] [--megabytes N…] [--runs N]

Each row is a run of `trailseal-bench` in a new folder below FOLDER, which is removed behind it. Ten million
records take some 50 GB while they are measured, twenty gigabytes of files 80.
"""

import argparse
import json
import pathlib
import shutil
import subprocess


def measured(programs, folder, runs, kind, *sizes):
    """Sealing and verifying at one size: of each the median in seconds and the peak in bytes."""
    names = [f"seal-{kind}", f"verify-{kind}"]
    only = [word for name in names for word in ("--only", name)]
    command = [f"{programs}/trailseal-bench", "--programs", programs, "--runs", str(runs), "--no-peers", "--json"]
    done = subprocess.run([*command, *only, *sizes, str(folder)], check=True, capture_output=True, text=True)
    shutil.rmtree(folder)
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    return [
        (sorted(rows[name]["ours"])[len(rows[name]["ours"]) // 2] / 1e9, rows[name]["peakBytes"])
        for name in names
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--records", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--megabytes", type=int, nargs="*", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    asked.folder.mkdir()
    run = asked.folder / "run"
    print("| file events | seal | a record | peak | verify | a record | peak |\n|---|---|---|---|---|---|---|")
    for count in asked.records:
        cells = [f"{count:,}"]
        for seconds, peak in measured(asked.programs, run, asked.runs, "records", "--records", str(count)):
            cells += [f"{seconds:.2f} s", f"{seconds / count * 1e6:.2f} µs", f"{peak / 1e6:.0f} MB"]
        print(f"| {' | '.join(cells)} |", flush=True)
    print("\n| files, four in all | seal | a second | peak | verify | a second | peak |\n|---|---|---|---|---|---|---|")
    for size in asked.megabytes:
        cells = [f"{size:,} MB"]
        for seconds, peak in measured(asked.programs, run, asked.runs, "files", "--megabytes", str(size)):
            cells += [f"{seconds:.2f} s", f"{size / 1000 / seconds:.2f} GB", f"{peak / 1e6:.0f} MB"]
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
