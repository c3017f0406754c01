"""The receipt of a store with Object Lock, read a second time. Source: docs/formats/log.md, section 8."""

import hashlib
import re

import trailseal_format as f

HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
UTC = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z"
VERSION_ID = r"[A-Za-z0-9._~+/=-]{1,512}"
HEADER = r"[ -~]{1,256}"
MODES = ("COMPLIANCE", "GOVERNANCE")
OPERATIONS = ("PutObject", "GetObject", "HeadObject", "GetObjectRetention",
              "GetObjectLockConfiguration", "ListObjectVersions")


def require(condition, what):
    if not condition:
        raise f.Refused(what)


def closed(value, required, optional=()):
    require(isinstance(value, dict), "an object")
    require(set(required) <= set(value) <= set(required) | set(optional), "members")


def matches(pattern, value):
    require(isinstance(value, str) and re.fullmatch(pattern, value, re.A), "%r" % (value,))


def count(value, low=0, high=f.MAX_INTEGER):
    require(type(value) is int and low <= value <= high, "a count")


def flag(value, name):
    require(value.get(name, True) is True, name)


def read(data):
    """The receipt as a dict, or Refused."""
    require(len(data) <= 1 << 16, "too long")
    value = f.parse_canonical(data)
    closed(value, ("v", "store", "key", "note", "versionId", "bucketLock", "versions", "answers"),
           ("lock", "etag", "checksum"))
    require(type(value["v"]) is int and value["v"] == 1, "version")
    read_store(value["store"])
    read_key(value["key"], value["note"])
    matches(VERSION_ID, value["versionId"])
    if "lock" in value:
        closed(value["lock"], ("mode", "retainUntil"))
        require(value["lock"]["mode"] in MODES, "mode")
        matches(UTC, value["lock"]["retainUntil"])
    bucket = value["bucketLock"]
    closed(bucket, (), ("enabled", "mode", "days", "years"))
    flag(bucket, "enabled")
    require(bucket.get("mode", MODES[0]) in MODES, "mode")
    count(bucket.get("days", 1), 1, 36500)
    count(bucket.get("years", 1), 1, 100)
    if "etag" in value:
        matches(HEADER, value["etag"])
    if "checksum" in value:
        f.unhex(value["checksum"])
    read_versions(value["versions"], value["versionId"])
    read_answers(value["answers"])
    return value


def read_store(store):
    closed(store, ("endpoint", "region", "bucket"))
    matches(r"https?://%s(?::[1-9][0-9]{0,4})?" % HOST, store["endpoint"])
    scheme, _, rest = store["endpoint"].partition("://")
    _, _, port = rest.partition(":")
    require(not port or int(port) < 65536, "port")
    require(port != {"https": "443", "http": "80"}[scheme], "the scheme's own port")
    matches(r"[a-z0-9-]{1,64}", store["region"])
    matches(HOST, store["bucket"])
    require(3 <= len(store["bucket"]) <= 63, "bucket")


def read_key(key, note):
    require(isinstance(key, str), "key")
    prefix, log, name = (key.rsplit("/", 2) + ["", ""])[:3]
    matches(r"[A-Za-z0-9._~/-]{1,200}", prefix)
    require(all(part.strip(".") for part in prefix.split("/")), "prefix")
    closed(note, ("log", "size", "sha256", "byteCount"))
    count(note["size"])
    count(note["byteCount"])
    require(log == note["log"] and name == "%020d-%s.note" % (note["size"], note["sha256"]), "key")
    f.unhex(note["log"])
    f.unhex(note["sha256"])


def read_versions(versions, named):
    require(isinstance(versions, list) and 1 <= len(versions) <= 32, "versions")
    for version in versions:
        closed(version, ("versionId", "lastModified"),
               ("latest", "deleteMarker", "byteCount", "sha256"))
        matches(VERSION_ID, version["versionId"])
        matches(UTC, version["lastModified"])
        flag(version, "latest")
        flag(version, "deleteMarker")
        if "deleteMarker" in version:
            require(not {"byteCount", "sha256"} & set(version), "a delete marker holds nothing")
        else:
            require("byteCount" in version, "length")
            count(version["byteCount"])
        if "sha256" in version:
            f.unhex(version["sha256"])
    ids = [version["versionId"] for version in versions]
    require(len(set(ids)) == len(ids) and named in ids, "version ids")
    times = [version["lastModified"] for version in versions]
    require(times == sorted(times), "oldest first")


def read_answers(answers):
    require(isinstance(answers, list) and 1 <= len(answers) <= 64, "answers")
    for answer in answers:
        closed(answer, ("operation", "date"), ("requestId", "hostId"))
        require(answer["operation"] in OPERATIONS, "operation")
        matches(UTC, answer["date"])
        for name in ("requestId", "hostId"):
            if name in answer:
                matches(HEADER, answer[name])


def conflicts(value):
    """The versions that speak against the one that is named."""
    return [version["versionId"] for index, version in enumerate(value["versions"])
            if "deleteMarker" in version or version.get("sha256") != value["note"]["sha256"]
            or (index == 0 and version["versionId"] != value["versionId"])]


# ---------------------------------------------------------------- vectors

def example():
    import trailseal_vectors as v

    log, checkpoints = v.example_log()
    note = checkpoints[-1]["note"].encode()
    digest = hashlib.sha256(note).hexdigest()
    size = checkpoints[-1]["size"]
    return {
        "v": 1, "store": {"endpoint": "https://s3.example", "region": "eu-1", "bucket": "notes"},
        "key": "trailseal/%s/%020d-%s.note" % (log.log.hex(), size, digest),
        "note": {"log": log.log.hex(), "size": size, "sha256": digest, "byteCount": len(note)},
        "versionId": "lgAYwYAR3RyJaZVVrr3MnEBt9G5x5JB",
        "lock": {"mode": "COMPLIANCE", "retainUntil": "2036-11-18T10:00:00.000000000Z"},
        "bucketLock": {"enabled": True, "mode": "GOVERNANCE", "days": 1},
        "etag": "\"b09a4f986229cb1b297a1a7b50bc9726\"", "checksum": digest,
        "versions": [{
            "versionId": "lgAYwYAR3RyJaZVVrr3MnEBt9G5x5JB", "latest": True, "sha256": digest,
            "lastModified": "2026-11-20T10:50:07.123000000Z", "byteCount": len(note)}],
        "answers": [
            {"operation": "PutObject", "date": "2026-11-20T10:50:07.000000000Z",
             "requestId": "tx000001", "hostId": "a host/1"},
            {"operation": "GetObject", "date": "2026-11-20T10:50:08.000000000Z"}]}


def changed(change):
    value = example()
    change(value)
    return value


def vectors():
    marker = {"versionId": "m", "lastModified": "2026-11-20T11:00:00.000000000Z",
              "deleteMarker": True, "latest": True}
    older = {"versionId": "o", "lastModified": "2026-11-20T10:00:00.000000000Z", "byteCount": 1,
             "sha256": "00" * 32}
    accepted = [
        example(),
        changed(lambda r: [r.pop(name) for name in ("lock", "etag", "checksum")]),
        changed(lambda r: r["bucketLock"].clear()),
        changed(lambda r: r["versions"].append(marker)),
        changed(lambda r: r["versions"].insert(0, older)),
        changed(lambda r: r["versions"][0].pop("sha256")),
    ]
    refused = [
        ("another version of the format", lambda r: r.update(v=2)),
        ("a member that nobody knows", lambda r: r.update(signature="x")),
        ("a member below that nobody knows", lambda r: r["store"].update(path="x")),
        ("the scheme's own port", lambda r: r["store"].update(endpoint="https://s3.example:443")),
        ("a slash behind the host", lambda r: r["store"].update(endpoint="https://s3.example/")),
        ("a bucket with a blank", lambda r: r["store"].update(bucket="my notes")),
        ("a key with a blank", lambda r: r.update(key="a b" + r["key"])),
        ("a key that goes up", lambda r: r.update(key="../" + r["key"])),
        ("a key without a prefix", lambda r: r.update(key=r["key"].split("/", 1)[1])),
        ("a size with fewer digits", lambda r: r.update(key=r["key"].replace("/000", "/00"))),
        ("another size than the key's", lambda r: r["note"].update(size=r["note"]["size"] + 1)),
        ("another digest than the key's", lambda r: r["note"].update(sha256="00" * 32)),
        ("a version id for a shell", lambda r: r.update(versionId="$(x)")),
        ("a version that isn't listed", lambda r: r.update(versionId="other")),
        ("no version", lambda r: r.update(versions=[])),
        ("a version twice", lambda r: r["versions"].append(r["versions"][0])),
        ("the newest first", lambda r: r["versions"].append(older)),
        ("a delete marker with bytes", lambda r: r["versions"].append({**marker, "byteCount": 0})),
        ("a mode that nobody knows", lambda r: r["lock"].update(mode="FOREVER")),
        ("a lock without an end", lambda r: r["lock"].pop("retainUntil")),
        ("false where it has to be absent", lambda r: r["bucketLock"].update(enabled=False)),
        ("no answer", lambda r: r.update(answers=[])),
        ("an answer to nothing", lambda r: r["answers"][0].update(operation="DeleteObject")),
        ("a line break in an id", lambda r: r["answers"][0].update(requestId="a\nb")),
    ]
    return {
        "accepted": [{"receipt": f.canonical(value), "conflicts": conflicts(value)}
                     for value in accepted],
        "refused": [{"why": why, "receipt": f.canonical(changed(change))}
                    for why, change in refused],
    }
