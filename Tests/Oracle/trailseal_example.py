"""A whole example bundle, made by the oracle for its own tests and for the vectors.

Everything in it is true except the CMS objects: they hold the right digest in the
right place and nothing else, since this program can't sign with ECDSA.
"""

import hashlib

import trailseal_format as f
import trailseal_log
import trailseal_names as n
import trailseal_readme
import trailseal_settings
import trailseal_vectors as v

BUNDLE = "EX-31"
WITHHELD = {7: "personal-data", 8: "out-of-scope"}
CONTENTS = {
    "3/fid": b"\x00\x01\x02\x03", "3/FID": b"other case", "3/a=20b": b"spaced",
    "3/pdata/1/1r": b"", "3/=63on": b"device", "3/" + "n" * 120: b"long",
}


# ------------------------------------------------------------------- DER, just enough


def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def oid(text):
    return der(0x06, bytes.fromhex(text))


def digest_only_cms(content):
    """Shaped like a detached CMS signature; only its message digest means anything."""
    sha256 = der(0x30, oid("608648016503040201"))
    attribute = der(0x30, oid("2a864886f70d010904"),
                    der(0x31, der(0x04, f.sha256(content))))
    signer = der(
        0x30, der(0x02, b"\x01"), der(0x30, der(0x30), der(0x02, b"\x01")), sha256,
        der(0xA0, attribute), der(0x30, oid("2a8648ce3d040302")), der(0x04, b"not signed"))
    data = der(0x30, der(0x02, b"\x01"), der(0x31, sha256),
               der(0x30, oid("2a864886f70d010701")), der(0x31, signer))
    return der(0x30, oid("2a864886f70d010702"), der(0xA0, data))


# ------------------------------------------------------------------------- the log


def file_body(path):
    content = CONTENTS[path]
    body = {
        "event": "created", "dataset": {"id": "DS-3", "version": 1}, "root": "data/nmr",
        "path": path, "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(), "modifiedUtc": v.at(1)}
    text = n.unmap_path(path).decode()
    return body if text == path else {**body, "pathText": text}


def statement(log, code, label, target):
    return {
        "type": "trailseal/signature/1", "log": log.log.hex(), "personId": "P0042",
        "userId": "achen", "printedName": "Alice <b>Chen</b>", "role": "analyst",
        "meaning": {"code": code, "label": label},
        "policySha256": f.sha256(f.canonical_bytes(v.POLICY)).hex(),
        "signedAt": {"utc": v.at(2), "offset": "-05:30", "zone": "Test/Zone"},
        "targets": [{"seq": target, "leaf": log.leaves[target].hex()}],
        "auth": {"components": ["user-id", "password"], "at": v.at(2), "full": True}}


# A clock that a person set anew, on a machine that was started again.
OTHER_CLOCK = {"boot": "b", "offset": "-03:30", "zone": "America/St_Johns",
               "source": "set-by-hand", "sync": {"status": "unknown"}}
# What one record says of itself, against its opening.
OWN_OFFSET = {"offset": "+05:45", "zone": "Asia/Kathmandu"}


class Writer:
    """Appends bodies to an example log and closes its epochs with true counts."""

    def __init__(self):
        self.log, self.epoch, self.counts = v.ExampleLog(), 0, {}
        self.clock, self.opening = {}, None

    def add(self, family, body, project=None, actor=v.SERVICE, own=None, whole=False):
        """Appends a record; `own` is what its time states itself, `whole` leaves nothing out."""
        entry = v.envelope(len(self.log.leaves), self.epoch, family, body, actor, project)
        entry["time"] = {**entry["time"], **self.clock, **(own or {}),
                         "utc": v.at(len(self.log.leaves) % 60)}
        entry["salt"] = f.sha256(b"salt" + f.u64(entry["seq"]))[:16].hex()
        if family == "gap":
            entry["cause"] = "reconciliation"
        key = (family, project or "")
        self.counts[key] = self.counts.get(key, 0) + 1
        if family in trailseal_settings.OPENINGS:
            self.opening = entry
        self.log.append(entry if whole else trailseal_settings.shortened(entry, self.opening))
        return entry["seq"]

    def close(self, cause):
        self.counts[("epoch.close", "")] = 1
        counts = [{"family": family, "count": count, **({"project": label} if label else {})}
                  for (family, label), count in sorted(self.counts.items())]
        self.add("epoch.close", {"cause": cause, "counts": counts, "gaps": 0,
                                 "reconciliations": 0})
        self.epoch, self.counts = self.epoch + 1, {}

    def open(self):
        self.add("epoch.open", {
            "after": self.log.leaves[-1].hex(), "boot": "b", "program": v.PROGRAM,
            "configSha256": v.made_digest("configuration"),
            "rollbackCheck": {"result": "not-asked"}})

    def sign(self, code, label, target, project=None):
        body = statement(self.log, code, label, target)
        cms = digest_only_cms(f.canonical_bytes(body))
        return self.add("signature", {
            "statement": body, "cms": v.base64.b64encode(cms).decode(),
            "certificateSha256": v.made_digest("certificate of P0042")}, project, v.ANNA)


def write_log():
    """(writer, place of the own export record)."""
    w, bodies = Writer(), dict(v.example_bodies())
    w.add("genesis", v.genesis_body())
    w.close("genesis")
    w.open()
    w.add("project", {"label": v.PROJECT, "name": "QC \u202e26 & <118>"}, v.PROJECT)
    w.add("policy", {"policyId": "POL-1", "version": "1",
                     "sha256": f.sha256(f.canonical_bytes(v.POLICY)).hex()}, whole=True)
    identity = f.parse_canonical(v.example_log()[0].records[4]["entry"].encode(), 2)["body"]
    w.add("identity", identity, actor=v.ANNA, own=OWN_OFFSET)
    w.add("credential", bodies["credential"])
    w.add("credential", bodies["credential"])  # 7, withheld
    w.add("audit", bodies["audit"], "00000000000000aa")  # 8, withheld
    for path in CONTENTS:
        w.add("capture", file_body(path), v.PROJECT)
    below = {path[2:]: hashlib.sha256(data).hexdigest() for path, data in CONTENTS.items()}
    dataset = w.add("capture", {
        "event": "dataset", "root": "data/nmr", "path": "3", "fileCount": len(CONTENTS),
        "byteCount": sum(map(len, CONTENTS.values())), "sha256": n.dataset_digest(below).hex(),
        "dataset": {"id": "DS-3", "version": 1, "kind": "topspin", "state": "final"}}, v.PROJECT)
    signature = w.sign("AUTHORED", "authored", dataset, v.PROJECT)
    w.close("signature")
    w.clock = OTHER_CLOCK
    w.open()
    w.add("signature.status", {
        "signature": {"seq": signature, "leaf": w.log.leaves[signature].hex()},
        "status": "withdrawn", "reason": "wrong sample; \u00e9\u20ac\U0001f600"}, v.PROJECT)
    for family in ("gap", "clock", "service", "config", "audit"):
        w.add(family, bodies[family])
    w.add("lot", {"lotId": "L-1", "empty": {}, "none": [], "expiry": {"value": "2030-06"}})
    request = w.add("export.request", {
        **bodies["export.request"], "exportId": BUNDLE, "requester": "P0042"})
    approval = w.sign("EXPORT-APPROVED", "export approved, true copy", request)
    own = w.add("export", {
        "exportId": BUNDLE, "epochs": {"first": 0, "last": w.epoch},
        "request": {"seq": request, "leaf": w.log.leaves[request].hex()},
        "approval": {"seq": approval, "leaf": w.log.leaves[approval].hex()}})
    w.close("export")
    return w, own


def lines(log):
    """The lines of the bundle: those of the log, two of them withheld."""
    result = []
    for record in log.records:
        reason = WITHHELD.get(record["seq"])
        code = bytes.fromhex(record["code"])
        result.append(
            f.withheld_line(bytes.fromhex(record["digest"]), code, reason) if reason
            else record["line"].encode())
    return result


def read_log(data):
    log = trailseal_log.Log(data, lambda what: None)
    log.walk()
    log.check_epochs()
    return log


def copies():
    """The vectors of the two readable copies."""
    writer, _ = write_log()
    data = b"".join(line + b"\n" for line in lines(writer.log))
    log, policy = read_log(data), f.canonical_bytes(v.POLICY)
    return {
        "bundle": BUNDLE, "logId": log.identifier.hex(), "policy": policy.decode(),
        "lines": [line.decode() for line in data[:-1].split(b"\n")],
        "csv": csv(log).decode(), "readme": readme(log).decode(),
    }


def csv(log):
    return n.csv_text([n.csv_fields(i, line.parsed, line.digest, line.reason)
                       for i, line in enumerate(log.lines)])


def readme(log):
    policies = {f.sha256(f.canonical_bytes(v.POLICY)).hex(): v.POLICY}
    return trailseal_readme.page([log], policies, BUNDLE)


# ---------------------------------------------------------------------- the bundle


def members(change=None):
    """{path: data} of all members but the manifest and its seal, and the manifest's logs."""
    writer, own = write_log()
    jsonl = b"".join(line + b"\n" for line in lines(writer.log))
    log = read_log(jsonl)
    label, size = log.identifier.hex()[:16], len(log.leaves)
    keys, state = [], v.STATE0
    for _ in log.epochs:
        keys.append({"key": f.epoch_key(state).hex()})
        state = f.next_state(state)
    right = f.completion(f.calendar_leaves(v.STATE0, v.DEPTH), len(keys), v.DEPTH)
    notes = "evidence/logs/%s/%d/" % (label, size)
    checkpoint = writer.log.checkpoint(1795172000)
    result = {
        "data/records/%s.jsonl" % label: jsonl, "data/records/%s.csv" % label: csv(log),
        "data/README.html": readme(log), notes + "note": checkpoint["note"].encode(),
        notes + "lab-qa.cosignature": checkpoint["cosignature"].encode(),
        "evidence/logs/%s/keys.json" % label: f.canonical_bytes(
            {"v": 1, "epochs": keys, "right": [node.hex() for node in right]}),
        "evidence/policies/%s.json" % f.sha256(f.canonical_bytes(v.POLICY)).hex():
            f.canonical_bytes(v.POLICY),
    }
    paths = ["data/files/%s/%s/%s" % (label, v.PROJECT, path) for path in CONTENTS]
    contents = list(zip(paths, CONTENTS.values()))
    unnamed = n.colliding([(path, data) for path, data in contents])
    for path, data in contents:
        if path in unnamed or len(path.rsplit("/", 1)[1]) > 100:
            path = "data/unnamed/" + f.sha256(data).hex()
        result[path] = data
    if change:
        change(result)
    logs = [{"log": log.identifier.hex(), "size": size, "root": f.root(log.leaves).hex(),
             "export": own}]
    return result, logs, log.entry(own)["time"]["utc"][:10]


def bundle(change=None):
    """The tar's bytes; `change` may alter the members before they are listed."""
    content, logs, date = members(change)
    payload = sorted((p for p in content if p.startswith("data/")), key=str.encode)
    content["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    content["bag-info.txt"] = (
        "Bagging-Date: %s\nExternal-Identifier: %s\nPayload-Oxum: %d.%d\n" % (
            date, BUNDLE, sum(len(content[p]) for p in payload), len(payload))).encode()
    content["manifest-sha256.txt"] = "".join(
        "%s  %s\n" % (f.sha256(content[p]).hex(), p) for p in payload).encode()
    order = sorted(content, key=str.encode)
    manifest = f.canonical_bytes({
        "v": 1, "bundle": BUNDLE, "producer": {"name": "oracle", "version": "1"}, "logs": logs,
        "absent": [], "members": [
            {"path": path, "role": n.role(path), "sha256": f.sha256(content[path]).hex(),
             "size": len(content[path])} for path in order]})
    archive = b""
    for path, data in [("manifest.json", manifest),
                       ("manifest.json.p7s", digest_only_cms(manifest)),
                       *((path, content[path]) for path in order)]:
        archive += n.ustar_header("%s/%s" % (BUNDLE, path), len(data)) + data
        archive += bytes(-len(data) % 512)
    return archive + bytes(1024)

