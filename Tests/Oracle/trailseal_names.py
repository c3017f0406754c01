"""Names, ustar, datasets and CSV of a TrailSeal bundle. Source: docs/formats/bundle.md."""

import re

from trailseal_format import Refused, canonical, sha256

PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
DEVICE = re.compile(rb"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)")


# ------------------------------------------------------------------ mapped names (§8)


def map_segment(raw):
    if raw in (b"", b".", b"..") or b"/" in raw or b"\x00" in raw:
        raise Refused("no file can have this name: %r" % raw)
    escaped_first = DEVICE.match(raw) is not None
    result = []
    for at, byte in enumerate(raw):
        last_dot = byte == 0x2E and at == len(raw) - 1
        plain = byte in PLAIN and not last_dot and not (at == 0 and escaped_first)
        result.append(chr(byte) if plain else "=%02x" % byte)
    return "".join(result)


def unmap_segment(text):
    if not re.fullmatch(r"(?:[A-Za-z0-9._-]|=[0-9a-f]{2})+", text):
        raise Refused("not a mapped name: %r" % text)
    raw = re.sub(rb"=([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), text.encode())
    if map_segment(raw) != text:
        raise Refused("second spelling of a name: %r" % text)
    return raw


def map_path(raw):
    return "/".join(map_segment(segment) for segment in raw.split(b"/"))


def unmap_path(text):
    return b"/".join(unmap_segment(segment) for segment in text.split("/"))


def lower_ascii(text):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def colliding(files):
    """The paths among `files` [(path, content)] that must lie in data/unnamed.

    Files with one path and one content share a member; any other two with one
    path in ASCII lower case collide, and so does a file that is another's folder.
    """
    seen = {}
    for path, content in set(files):
        seen.setdefault(lower_ascii(path), []).append(path)
    result = set()
    for low, originals in seen.items():
        if len(originals) > 1:
            result.update(originals)
        for end, character in enumerate(low):
            if character == "/" and low[:end] in seen:
                result.update(seen[low[:end]])
                result.update(originals)
    return result


# -------------------------------------------------------------------------- layout (§3)

ROLES = [
    (r"bag-info\.txt|bagit\.txt|manifest-sha256\.txt", "bag"),
    (r"data/README\.html", "readme"),
    (r"data/files/[0-9a-f]{16}/[0-9a-f]{16}/.+|data/unnamed/[0-9a-f]{64}", "file"),
    (r"data/records/[0-9a-f]{16}\.(?:csv|jsonl)", "records"),
    (r"evidence/certificates/[0-9a-f]{64}\.cer", "certificate"),
    (r"evidence/revocation/[0-9a-f]{64}\.(?:crl|ocsp)", "revocation"),
    (r"evidence/logs/[0-9a-f]{16}/keys\.json", "keys"),
    (r"evidence/logs/[0-9a-f]{16}/[1-9][0-9]*/note", "checkpoint"),
    (r"evidence/logs/[0-9a-f]{16}/[1-9][0-9]*/[^/]+\.(?:cosignature|tsr|tsq|s3\.json)",
     "receipt"),
    (r"evidence/policies/[0-9a-f]{64}\.json", "policy"),
]


def role(path):
    """The role of a member by its path; None where the layout has no such place."""
    return next((role for form, role in ROLES if re.fullmatch(form, path)), None)


# --------------------------------------------------------------------------- ustar (§2)


def split_name(path):
    """(prefix, name) of a ustar header, as bytes."""
    raw = path.encode("ascii")
    if not raw:
        raise Refused("empty path")
    if len(raw) <= 100:
        return b"", raw
    at = raw.find(b"/", max(1, len(raw) - 101))
    if at < 0 or at > 155 or at == len(raw) - 1:
        raise Refused("path doesn't fit ustar: %s" % path)
    return raw[:at], raw[at + 1:]


def ustar_header(path, size):
    if not 0 <= size < 1 << 33:
        raise Refused("size out of range")
    prefix, name = split_name(path)
    head = name.ljust(100, b"\x00") + b"000644 \x00" + b"000000 \x00" * 2
    head += b"%011o " % size + b"00000000000 "
    tail = b"0" + b"\x00" * 100 + b"ustar\x00" + b"00" + b"\x00" * 64
    tail += b"000000 \x00" * 2 + prefix.ljust(155, b"\x00") + b"\x00" * 12
    total = sum(head) + 8 * 0x20 + sum(tail)
    return head + b"%06o\x00 " % total + tail


def read_ustar(data):
    """[(path, offset, size)] of a whole archive; every byte must be the one expected."""
    members, at = [], 0
    while True:
        header = data[at:at + 512]
        if header == b"\x00" * 512:
            break
        if len(header) < 512:
            raise Refused("archive ends inside a header, at %d" % at)
        if not re.fullmatch(rb"[0-7]{11} ", header[124:136]):
            raise Refused("size field at %d" % at)
        size = int(header[124:135], 8)
        prefix, name = header[345:500].rstrip(b"\x00"), header[:100].rstrip(b"\x00")
        try:
            path = (prefix + b"/" + name if prefix else name).decode("ascii")
        except UnicodeDecodeError:
            raise Refused("path at %d isn't ASCII" % at)
        if ustar_header(path, size) != header:
            raise Refused("header at %d isn't the one for %s" % (at, path))
        end = at + 512 + size
        padded = end + -size % 512
        if padded > len(data) or data[end:padded].strip(b"\x00"):
            raise Refused("data or padding of %s" % path)
        members.append((path, at + 512, size))
        at = padded
    if data[at:] != b"\x00" * 1024:
        raise Refused("end of archive at %d" % at)
    return members


# --------------------------------------------------------------------- datasets (§7)


def dataset_list(files):
    """The text that `sha256sum` would print for {mapped path: sha256 hex}."""
    return "".join(
        "%s  %s\n" % (files[path], path) for path in sorted(files, key=str.encode)).encode()


def dataset_digest(files):
    return sha256(dataset_list(files))


# -------------------------------------------------------------------------- CSV (§9)

CSV_HEADER = ("seq,epoch,utc,offset,family,project,personId,userId,name,role,"
              "body,sha256,withheld").split(",")


def csv_row(fields):
    safe = ["'" + f if f[:1] in ("=", "+", "-", "@", "\t", "\r") and f else f for f in fields]
    return ",".join('"' + field.replace('"', '""') + '"' for field in safe) + "\r\n"


def csv_fields(sequence, entry, digest, reason):
    """One record's row; `entry` holds what its opening says, None where it is withheld."""
    if entry is None:
        return [str(sequence)] + [""] * 10 + [digest.hex(), reason]
    actor, time = entry["actor"], entry["time"]
    return [
        str(sequence), str(entry["epoch"]), time["utc"], time["offset"], entry["family"],
        entry.get("project", ""), actor.get("personId", ""), actor.get("userId", ""),
        actor.get("name", ""), actor.get("role", ""), canonical(entry["body"]),
        digest.hex(), "",
    ]


def csv_text(rows):
    return ("\ufeff" + csv_row(CSV_HEADER) + "".join(csv_row(row) for row in rows)).encode()
