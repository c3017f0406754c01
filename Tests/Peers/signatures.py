#!/usr/bin/env python3
"""Asks openssl about every electronic signature in an unpacked bundle.

usage: signatures.py BAG ROOT.pem

A person's signature is a CMS message over the canonical bytes of its statement; canonical JSON
with integers only is what json.dumps gives with sorted keys and no white space.
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile

bag, root = pathlib.Path(sys.argv[1]), sys.argv[2]
checked = 0
for records in bag.glob("data/records/*.jsonl"):
    for line in records.read_bytes().splitlines():
        entry = json.loads(line).get("entry")
        if not entry or entry["family"] != "signature":
            continue
        statement = json.dumps(entry["body"]["statement"], sort_keys=True, ensure_ascii=False,
                               separators=(",", ":")).encode()
        with tempfile.TemporaryDirectory() as folder:
            content, message = pathlib.Path(folder, "statement"), pathlib.Path(folder, "cms")
            content.write_bytes(statement)
            message.write_bytes(base64.b64decode(entry["body"]["cms"]))
            run = subprocess.run(
                ["openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", message,
                 "-content", content, "-CAfile", root, "-out", "/dev/null"], capture_output=True)
        if run.returncode:
            sys.exit(f"record {entry['seq']}: {run.stderr.decode(errors='replace')}")
        checked += 1
if checked == 0:
    sys.exit("no signature was found")
print(f"openssl verified {checked} signatures")
