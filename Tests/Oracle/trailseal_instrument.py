"""The audit trail that an NMR instrument keeps of itself. Source: docs/formats/bundle.md §17."""

import hashlib
import re

DATA = {"audita.txt": ("fid", "ser"), "auditp.txt": ("1r", "2rr")}
ORDER = {"audita.txt": ("acqus", b"##$BYTORDA="), "auditp.txt": ("procs", b"##$BYTORDP=")}
DIGEST = rb"((?:[0-9A-F]{2} ){15}[0-9A-F]{2})"
CLOSING = re.compile(
    rb"##END=\r?\n(?: *\r?\n)*\$\$ hash MD5\r?\n(?: *\r?\n)*\$\$ +" + DIGEST + rb" *\r?\n?\s*\Z")
ENTRY = re.compile(rb"^[ \t]*data hash MD5:[^\n]*\n[ \t]*" + DIGEST, re.M)


def md5(data):
    return hashlib.md5(data, usedforsecurity=False).digest()


def parsed(text):
    return bytes.fromhex(text.decode().replace(" ", ""))


def closing(trail):
    """How the closing digest compares: match-asis, match-lf, mismatch, no-hash."""
    end = trail.rfind(b"\n##END=") + 1
    match = CLOSING.match(trail, end) if end else None
    if not match:
        return "mismatch" if end and b"$$ hash MD5" in trail[end:] else "no-hash"
    stated, text = parsed(match[1]), trail[:end]
    if stated == md5(text):
        return "match-asis"
    return "match-lf" if stated == md5(text.replace(b"\r\n", b"\n")) else "mismatch"


def reversed_groups(data):
    whole = len(data) & ~3
    result = bytearray(data)
    for place in range(4):
        result[place:whole:4] = data[3 - place:whole:4]
    return bytes(result)


def data_digest(name, trail, read):
    """(data file, how its digest compares); `read` gives a sibling's bytes or None."""
    entries = ENTRY.findall(trail)
    if not entries:
        return None, "no-hash"
    stated = parsed(entries[-1])
    for data_name in DATA[name]:
        data = read(data_name)
        if data is None:
            continue
        if md5(data) == stated:
            return data_name, "match"
        parameters, field = ORDER[name]
        big_endian = re.search(
            b"^" + re.escape(field) + rb"[ \t]*1[ \t\r]*$", read(parameters) or b"", re.M)
        if big_endian and md5(reversed_groups(data)) == stated:
            return data_name, "match-byteswapped"
        return data_name, "mismatch"
    return None, "no-data-file"
