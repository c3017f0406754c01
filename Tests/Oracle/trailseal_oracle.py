#!/usr/bin/env python3
"""Recomputes a TrailSeal bundle, or prints the worked examples of docs/formats.

    trailseal_oracle.py BUNDLE.tar [--trust DIR]
    trailseal_oracle.py --vectors

A bundle's values and a list of disagreements go to standard output as JSON.
Exit status: 0 everything agrees, 1 something disagrees, 2 unusable input.

What it doesn't judge: CMS signatures, certificate paths and the signatures of
RFC 3161 tokens (openssl does, in the tests). It does compare the digests that
stand inside them.
"""

import argparse
import json
import sys

import trailseal_bundle
import trailseal_vectors


def main(arguments):
    parser = argparse.ArgumentParser(description="An independent recomputation.")
    parser.add_argument("bundle", nargs="?", help="a bundle's tar file")
    parser.add_argument("--trust", help="trust folder with the file `witnesses`")
    parser.add_argument("--vectors", action="store_true", help="print format-1.json")
    options = parser.parse_args(arguments)
    if options.vectors == (options.bundle is not None):
        parser.error("either a bundle or --vectors")
    if options.vectors:
        print(json.dumps(trailseal_vectors.vectors(), indent=1))
        return 0
    try:
        with open(options.bundle, "rb") as file:
            data = file.read()
        witnesses = trailseal_bundle.read_witnesses(options.trust)
    except OSError as error:
        print("trailseal_oracle: %s" % error, file=sys.stderr)
        return 2
    result = trailseal_bundle.recompute(data, witnesses)
    print(json.dumps(result, indent=1))
    return 1 if result["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
