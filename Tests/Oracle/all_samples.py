#!/usr/bin/env python3
"""Recomputes every sample bundle of a folder, in one process.

    all_samples.py FOLDER

Standard output: one JSON object, name of the sample to what trailseal_oracle.py
says of its bundle with its trust folder.
"""

import json
import os
import sys

import trailseal_bundle


def answer(place):
    with open(os.path.join(place, "bundle.tar"), "rb") as file:
        data = file.read()
    witnesses = trailseal_bundle.read_witnesses(os.path.join(place, "trust"))
    return trailseal_bundle.recompute(data, witnesses)


def main(folder):
    places = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    json.dump({os.path.basename(place): answer(place) for place in places}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
