"""The worked examples of docs/formats: fixed inputs, computed outputs.

`Tests/Vectors/format-1.json` is this module's output, and the Swift tests compare
themselves with that file. No clock, no randomness: every key is a counting pattern.
"""

import base64
import hashlib

import trailseal_format as f
import trailseal_names as n

STATE0 = bytes(range(0x00, 0x20))
LOG_SEED = bytes(range(0x20, 0x40))
WITNESS_SEED = bytes(range(0x40, 0x60))
WITNESS = "witness.example/lab-qa"
DEPTH = 3
PROJECT = "5af3107a4000c0de"

# The inputs of the published RFC 6962 tree examples.
TREE_INPUTS = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]


def made_digest(name):
    """A stand-in for the digest of something that the example doesn't contain."""
    return hashlib.sha256(b"trailseal example: " + name.encode()).hexdigest()


def refused(function, *arguments):
    try:
        function(*arguments)
    except f.Refused:
        return True
    return False


# ---------------------------------------------------------------- canonical JSON

ACCEPTED = [
    ("empty object", "{}"),
    ("empty array", "[]"),
    ("a scalar alone", "true"),
    ("largest integer", "9007199254740991"),
    ("smallest integer", "-9007199254740991"),
    ("zero", "0"),
    ("nested", '{"a":[1,{"b":false}],"c":"x"}'),
    ("short escapes", '"\\b\\t\\n\\f\\r\\"\\\\"'),
    ("other controls", '"\\u0000\\u001f"'),
    ("no escape where none is needed", '"/\x7f\u2028\u00e9\u20ac"'),
    ("keys by UTF-16 unit: the pair for U+1F600 before U+FB33", '{"\U0001f600":1,"\ufb33":2}'),
    ("keys by length when one begins the other", '{"a":1,"aa":2,"b":3}'),
    ("depth 32", "[" * 32 + "]" * 32),
]

REWRITTEN = [
    ("keys out of order", '{"b":1,"a":2}', '{"a":2,"b":1}'),
    ("white space", '{ "a" : [ 1 , 2 ] }\n', '{"a":[1,2]}'),
    ("needless escapes", '"\\u0041\\/"', '"A/"'),
    ("upper-case hex in an escape", '"\\u001F"', '"\\u001f"'),
    ("escaped pair", '"\\ud83d\\ude00"', '"\U0001f600"'),
    ("U+1F600 after U+FB33", '{"\ufb33":2,"\U0001f600":1}', '{"\U0001f600":1,"\ufb33":2}'),
]

REFUSED = [
    ("nothing", b""),
    ("null", b"null"),
    ("null inside", b'{"a":null}'),
    ("fraction", b"1.5"),
    ("fraction of nothing", b"1.0"),
    ("exponent", b"1e3"),
    ("minus zero", b"-0"),
    ("plus sign", b"+1"),
    ("leading zero", b"01"),
    ("integer above 2^53-1", b"9007199254740992"),
    ("integer below -(2^53-1)", b"-9007199254740992"),
    ("huge integer", b"123456789012345678901234567890"),
    ("key twice", b'{"a":1,"a":1}'),
    ("key twice, once escaped", b'{"a":1,"\\u0061":2}'),
    ("unpaired high surrogate", b'"\\ud83d"'),
    ("unpaired low surrogate", b'"\\ude00"'),
    ("byte order mark", b"\xef\xbb\xbf{}"),
    ("invalid UTF-8", b'"\xff"'),
    ("overlong UTF-8", b'"\xc0\xaf"'),
    ("surrogate in UTF-8", b'"\xed\xa0\x80"'),
    ("raw control", b'"\x01"'),
    ("trailing comma", b"[1,]"),
    ("two values", b"{}{}"),
    ("comment", b"{}//"),
    ("single quotes", b"{'a':1}"),
    ("NaN", b"NaN"),
    ("unknown escape", b'"\\x41"'),
    ("depth 33", b"[" * 33 + b"]" * 33),
]


def canonical_json():
    accepted = []
    for name, text in ACCEPTED:
        f.parse_canonical(text.encode())
        accepted.append({"name": name, "text": text, "hex": text.encode().hex()})
    rewritten = []
    for name, text, form in REWRITTEN:
        assert refused(f.parse_canonical, text.encode())
        f.parse_canonical(form.encode())
        rewritten.append({"name": name, "text": text, "canonical": form})
    for name, data in REFUSED:
        assert refused(f.parse_canonical, data), name
    return {
        "accepted": accepted,
        "notCanonical": rewritten,
        "refused": [{"name": name, "hex": data.hex()} for name, data in REFUSED],
    }


# -------------------------------------------------------------------------- tree


def tree():
    leaves = [f.leaf_hash(bytes.fromhex(text)) for text in TREE_INPUTS]
    sizes = range(1, len(leaves) + 1)
    inclusion = [
        {"size": size, "index": index,
         "proof": [p.hex() for p in f.inclusion_proof(index, leaves[:size])]}
        for size in sizes for index in range(size)]
    consistency = [
        {"old": old, "new": new,
         "proof": [p.hex() for p in f.consistency_proof(old, leaves[:new])]}
        for new in sizes for old in range(1, new + 1)]
    forks = [
        {"old": old, "new": new,
         "subtrees": [p.hex() for p in f.full_subtrees(old, leaves[:new])],
         "siblings": [p.hex() for p in f.fork_siblings(old, leaves[:new])]}
        for new in sizes for old in range(1, new)]
    return {
        "leafInputs": TREE_INPUTS,
        "leaves": [leaf.hex() for leaf in leaves],
        "roots": [f.root(leaves[:size]).hex() for size in range(len(leaves) + 1)],
        "inclusion": inclusion,
        "consistency": consistency,
        "oldTreeInNew": forks,
    }


# -------------------------------------------------------------------------- keys


def record_keys(key, count):
    result = [f.first_record_key(key)]
    while len(result) < count:
        result.append(f.next_record_key(result[-1]))
    return result


def ratchet():
    state, epochs = STATE0, []
    for epoch in range(1 << DEPTH):
        key = f.epoch_key(state)
        epochs.append({
            "epoch": epoch, "state": state.hex(), "key": key.hex(),
            "commitment": f.commitment(epoch, key).hex(),
            "recordKeys": [k.hex() for k in record_keys(key, 4)],
        })
        state = f.next_state(state)
    return {"state0": STATE0.hex(), "epochs": epochs}


def calendar():
    commitments = f.calendar_leaves(STATE0, DEPTH)
    completions = []
    for count in range(1, len(commitments) + 1):
        right = f.completion(commitments, count, DEPTH)
        assert f.calendar_of(commitments[:count], right, DEPTH) == f.root(commitments)
        completions.append({"epochs": count, "right": [node.hex() for node in right]})
    return {
        "depth": DEPTH,
        "commitments": [c.hex() for c in commitments],
        "calendar": f.root(commitments).hex(),
        "completions": completions,
    }


# ----------------------------------------------------------------------- the log

PROGRAM = {"name": "trailseal-capture", "version": "1.0.0", "sha256": made_digest("program")}
SERVICE = {"userId": "trailseal-capture", "kind": "service", "source": "os-session",
           "attribution": "A1"}
ANNA = {"personId": "P0001", "userId": "akeller", "name": "Anna Keller", "kind": "human",
        "role": "administrator", "source": "password", "attribution": "A3"}


def envelope(sequence, epoch, family, body, actor=SERVICE, project=None):
    entry = {
        "v": 1, "seq": sequence, "epoch": epoch,
        "salt": bytes([0xA0 + sequence]).hex() * 16,
        "time": {
            "utc": "2026-11-20T10:41:%02d.000000000Z" % (10 + sequence), "offset": "+01:00",
            "zone": "Europe/Zurich", "monotonicMicros": 1000000 * (sequence + 1),
            "boot": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0", "source": "system-clock",
            "sync": {"status": "synchronised", "offsetMs": -3, "reference": "ntp.example",
                     "checkedUtc": "2026-11-20T10:40:00.000000000Z"},
        },
        "actor": actor,
        "origin": {
            "system": "trailseal-capture", "systemRole": "capture", "site": "BSL",
            "organisation": "Example Laboratory", "version": "1.0.0",
            "configSha256": made_digest("configuration"), "host": "nmrpc7",
        },
        "family": family, "body": body,
    }
    if project:
        entry["project"] = project
    return entry


class ExampleLog:
    """Writes the example log record by record, as a capture host would."""

    def __init__(self):
        self.state, self.epoch, self.key = STATE0, 0, None
        self.leaves, self.records, self.log = [], [], None

    def append(self, entry):
        data = f.canonical_bytes(entry)
        digest = f.sha256(data)
        self.log = self.log or f.log_id(data)
        if self.key is None:
            self.key = f.first_record_key(f.epoch_key(self.state))
        else:
            self.key = f.next_record_key(self.key)
        previous = self.leaves[-1] if self.leaves else self.log
        link = f.link(len(self.leaves), previous, digest)
        code = f.mac(self.key, link)
        self.leaves.append(f.leaf(link, code))
        self.records.append({
            "seq": entry["seq"], "epoch": entry["epoch"], "family": entry["family"],
            "entry": data.decode(), "digest": digest.hex(), "previousLeaf": previous.hex(),
            "link": link.hex(), "recordKey": self.key.hex(), "code": code.hex(),
            "leaf": self.leaves[-1].hex(), "line": f.clear_line(data, code).decode(),
        })
        if entry["family"] == "epoch.close":
            self.state, self.key = f.next_state(self.state), None

    def checkpoint(self, seconds):
        size, head = len(self.leaves), f.root(self.leaves)
        body = f.note_body(self.log, size, head)
        return {
            "size": size, "root": head.hex(), "body": body,
            "note": f.sign_checkpoint(self.log, size, head, LOG_SEED).decode(),
            "cosignatureTime": seconds,
            "cosignature": f.cosign(body, WITNESS, WITNESS_SEED, seconds).decode(),
        }


def genesis_body():
    return {
        "calendar": f.root(f.calendar_leaves(STATE0, DEPTH)).hex(), "calendarDepth": DEPTH,
        "custody": "custodian", "custodianCertificateSha256": made_digest("custodian"),
        "logKey": f.ed25519_public_key(LOG_SEED).hex(), "organisation": "Example Laboratory",
        "site": "BSL", "host": "nmrpc7", "program": PROGRAM,
        "configSha256": made_digest("configuration"), "policySha256": made_digest("policy"),
    }


def example_log():
    log, checkpoints = ExampleLog(), []
    log.append(envelope(0, 0, "genesis", genesis_body()))
    log.append(envelope(1, 0, "epoch.close", {
        "cause": "genesis", "gaps": 0, "reconciliations": 0,
        "counts": [{"family": "epoch.close", "count": 1}, {"family": "genesis", "count": 1}],
    }))
    checkpoints.append(log.checkpoint(1795171275))
    log.append(envelope(2, 1, "epoch.open", {
        "after": log.leaves[-1].hex(), "boot": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
        "program": PROGRAM, "configSha256": made_digest("configuration"),
        "notBefore": {"size": 2, "sha256": f.sha256(
            checkpoints[0]["cosignature"].encode()).hex()},
        "rollbackCheck": {"result": "consistent", "witness": WITNESS, "size": 2},
    }))
    log.append(envelope(
        3, 1, "project", {"label": PROJECT, "name": "QC-26-118"}, project=PROJECT))
    log.append(envelope(4, 1, "identity", {
        "personId": "P0042", "userId": "achen", "printedName": "Alice Chen", "kind": "human",
        "roles": ["analyst"],
        "proofing": {"method": "passport", "by": "P0001",
                     "at": "2026-11-20T10:30:00.000000000Z"},
        "status": "active", "spkiSha256": made_digest("key of P0042"),
        "certificateSha256": made_digest("certificate of P0042"), "keyStore": "file",
    }, actor=ANNA))
    log.append(envelope(5, 1, "epoch.close", {
        "cause": "checkpoint", "gaps": 0, "reconciliations": 0,
        "counts": [
            {"family": "epoch.close", "count": 1}, {"family": "epoch.open", "count": 1},
            {"family": "identity", "count": 1},
            {"family": "project", "project": PROJECT, "count": 1}],
    }))
    checkpoints.append(log.checkpoint(1795171280))
    return log, checkpoints


def at(second):
    return "2026-11-20T10:50:%02d.000000000Z" % second


def example_bodies():
    """A body of each family that the example log doesn't hold, and some to refuse."""
    leaf = {"seq": 7, "leaf": made_digest("leaf 7")}
    dataset = {"id": "01935a2b-0000-7000-8000-000000000001", "version": 1}
    place = {"root": "data/nmr/QC=2026", "dataset": dataset}
    query = {"project": PROJECT, "from": at(0), "records": [3, 4]}
    query["digest"] = f.sha256(f.canonical_bytes(query)).hex()
    meaning = {"code": "REVIEWED", "label": "reviewed"}
    statement = {
        "type": "trailseal/signature/1", "log": made_digest("log"), "personId": "P0042",
        "userId": "achen", "printedName": "Alice Chen", "role": "analyst", "meaning": meaning,
        "policySha256": made_digest("policy"), "reason": "complete and plausible",
        "signedAt": {"utc": at(9), "offset": "+01:00", "zone": "Europe/Zurich"},
        "targets": [leaf], "auth": {
            "components": ["user-id", "password"], "at": at(8), "full": True},
    }
    cms = base64.b64encode(b"not a CMS, only its place").decode()
    return [
        ("epoch.open", {
            "after": made_digest("leaf 8"), "boot": "b", "program": PROGRAM,
            "configSha256": made_digest("configuration"),
            "rollbackCheck": {"result": "not-asked"}, "recovery": {
                **leaf, "time": at(1), "startedAt": at(2), "counts": [
                    {"family": "capture", "project": PROJECT, "count": 2},
                    {"family": "epoch.open", "count": 1}]}}),
        ("log.end", {"reason": "year", "by": "P0001"}),
        ("gap", {"cause": "stopped", "from": at(3), "to": at(4), "scope": "/data/nmr",
                 "result": {"created": 1, "modified": 0, "deleted": 0}}),
        ("clock", {"stepMs": -172800000, "from": at(5), "to": at(6)}),
        ("service", {"event": "start"}),
        ("config", {"sha256": made_digest("new"), "previous": made_digest("configuration"),
                    "reason": "new folder"}),
        ("notary", {"notary": "s3.example", "kind": "object-lock", "store": {
            "endpoint": "https://s3.example:9000", "region": "eu-1", "bucket": "notes"},
            "key": "trailseal/canary", "result": "unreliable", "tests": [
                {"attempt": "delete", "outcome": "broken", "status": 204},
                {"attempt": "overwrite", "outcome": "kept", "status": 200}]}),
        ("policy", {"policyId": "POL-1", "version": "2", "sha256": made_digest("policy")}),
        ("credential", {"personId": "P0042", "userId": "achen", "kind": "failed",
                        "attempts": 3}),
        ("capture", {**place, "event": "created", "path": "3/fid", "pathText": "3/fid",
                     "size": 4, "sha256": made_digest("fid"), "modifiedUtc": at(7)}),
        ("capture", {**place, "event": "deleted", "path": "3/a=20b", "pathText": "3/a b"}),
        ("capture", {
            "event": "dataset", "root": "data/nmr/QC=2026", "path": "3", "fileCount": 1,
            "byteCount": 4, "sha256": made_digest("dataset"), "dataset": {
                **dataset, "kind": "topspin", "state": "provisional", "missing": ["acqus"]}}),
        ("signature", {"statement": statement, "cms": cms,
                       "certificateSha256": made_digest("certificate of P0042")}),
        ("signature.status", {"signature": leaf, "status": "withdrawn", "reason": "wrong run"}),
        ("export.request", {
            "exportId": "EX-1", "purpose": "inspection", "requester": "P0001",
            "recipient": "agency", "query": query, "notKeptHere": [
                {"family": "training", "where": "LMS", "why": "kept there"}],
            "withholding": [{"reason": "out-of-scope", "what": "other projects"}],
            "sealSpkiSha256": made_digest("seal key"), "template": "readme/1"}),
        ("export", {"exportId": "EX-1", "request": leaf,
                    "approval": {"seq": 9, "leaf": made_digest("leaf 9")},
                    "epochs": {"first": 0, "last": 4}}),
        ("export.sealed", {
            "exportId": "EX-1", "bundle": "EX-1", "manifestSha256": made_digest("manifest"),
            "release": {"statement": {"type": "trailseal/release/1"}, "cms": cms,
                        "certificateSha256": made_digest("custodian")}}),
        ("audit", {"action": "modify", "object": {"type": "result", "id": "R-88"},
                   "changes": [{"path": "/assay", "old": "98.4", "new": "98.6", "unit": "%"}],
                   "reason": {"code": "TRANSCR", "text": "typing error"}}),
    ]


def more_bodies():
    """Bodies with fields that the ones above leave out."""
    known = dict(example_bodies())
    service = "https://sign-in.example"
    key = {"kty": "OKP", "crv": "Ed25519", "kid": "2026-1",
           "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    return [
        ("config", {"sha256": made_digest("newer"), "previous": made_digest("new"),
                    "reason": "the old instrument is gone", "watched": ["/data/nmr"]}),
        ("identity", {
            "personId": "P0042", "userId": "achen", "printedName": "Alice Chen", "kind": "human",
            "signIn": {"issuer": service, "subject": "achen@example.org"},
            "proofing": {"method": "passport", "by": "P0001",
                         "at": "2026-11-20T10:30:00.000000000Z"},
            "status": "active", "spkiSha256": made_digest("spki"),
            "certificateSha256": made_digest("certificate"), "keyStore": "file"}),
        ("signature", {**known["signature"],
                       "assertion": {"jws": "eyJhbGciOiJFZERTQSJ9.e30.AA", "keys": [key]}}),
    ]


BAD_BODIES = [
    ("identity", {"personId": "P", "userId": "u", "printedName": "n", "kind": "human",
                  "signIn": {"issuer": "https://sign-in.example"}}, "/signIn/subject"),
    ("config", {"sha256": made_digest("new"), "reason": "none", "watched": []}, "/watched"),
    ("service", {"event": "pause"}, "/event"),
    ("service", {}, "/event"),
    ("log.end", {"reason": "", "by": "P0001"}, "/reason"),
    ("project", {"label": "5AF3107A4000C0DE", "name": "x"}, "/label"),
    ("notary", {"notary": "n", "kind": "object-lock", "key": "k", "result": "reliable", "store": {
        "endpoint": "https://S3.example", "region": "r", "bucket": "notes"}, "tests": [
            {"attempt": "delete", "outcome": "kept", "status": 403}]}, "/store/endpoint"),
    ("clock", {"stepMs": "1", "from": "2026-11-20T10:50:00.000000000Z",
               "to": "2026-11-20T10:50:00.000000000Z"}, "/stepMs"),
    ("gap", {"cause": "stopped", "from": "2026-11-20T10:50:00Z",
             "to": "2026-11-20T10:50:00.000000000Z"}, "/from"),
    ("epoch.close", {"cause": "count", "gaps": 0, "reconciliations": 0, "counts": [
        {"family": "epoch.open", "count": 1}, {"family": "epoch.close", "count": 1}]},
     "/counts"),
    ("credential", {"personId": "P", "userId": "u", "kind": "failed", "attempts": -1},
     "/attempts"),
    ("capture", {"event": "deleted", "dataset": {"id": "d", "version": 1}, "root": "r",
                 "path": "p", "size": 1}, "/event"),
    ("capture", {"event": "deleted", "dataset": {"id": "d", "version": 1}, "root": "r",
                 "path": "a//b"}, "/path"),
    ("export", {"exportId": "E", "request": {"seq": 1, "leaf": "00"},
                "approval": {"seq": 1, "leaf": "00"}, "epochs": {"first": 0, "last": 0}},
     "/request/leaf"),
]

POLICY = {
    "v": 1, "policyId": "POL-1", "version": "1",
    "meanings": [{"code": "AUTHORED", "label": "authored"},
                 {"code": "EXPORT-APPROVED", "label": "export approved, true copy"}],
    "requireReason": ["EXPORT-APPROVED"], "roles": ["analyst", "qa"],
    "limits": {"skewMilliseconds": 60000, "lockAfterFailures": 5, "epochMaxRecords": 10000,
               "epochMaxSeconds": 3600},
}


def bodies():
    return {
        "accepted": [{"family": family, "body": f.canonical(body)}
                     for family, body in example_bodies() + more_bodies()],
        "refused": [{"family": family, "body": f.canonical(body), "path": path}
                    for family, body, path in BAD_BODIES],
        "policy": f.canonical(POLICY),
        "policySha256": f.sha256(f.canonical_bytes(POLICY)).hex(),
    }


def log_vectors(log, checkpoints):
    commitments = f.calendar_leaves(STATE0, DEPTH)
    keys = [f.epoch_key(STATE0), f.epoch_key(f.next_state(STATE0))]
    right = [node.hex() for node in f.completion(commitments, 2, DEPTH)]
    identity = log.records[4]
    withheld = f.withheld_line(
        bytes.fromhex(identity["digest"]), bytes.fromhex(identity["code"]), "personal-data")
    return {
        "logId": log.log.hex(), "shortLog": log.log.hex()[:16], "records": log.records,
        "custodyCode": f.mac(STATE0, b"trailseal/confirmation/1" + log.log)[:16].hex(),
        "withheldLine": {"seq": 4, "reason": "personal-data", "line": withheld.decode()},
        "keysFile": f.canonical(
            {"v": 1, "epochs": [{"key": key.hex()} for key in keys], "right": right}),
        "keysFileWithCommitment": f.canonical({
            "v": 1, "right": right,
            "epochs": [{"key": keys[0].hex()}, {"commitment": commitments[1].hex()}]}),
        "consistency": [p.hex() for p in f.consistency_proof(2, log.leaves)],
        "checkpoints": checkpoints,
        "csv": n.csv_text([
            n.csv_fields(
                record["seq"],
                None if record["seq"] == 4 else f.parse_canonical(record["entry"].encode(), 2),
                bytes.fromhex(record["digest"]), "personal-data")
            for record in log.records]).decode(),
    }


def key_vectors(log):
    name = "trailseal/1/" + log.log.hex()
    log_key, witness_key = (f.ed25519_public_key(s) for s in (LOG_SEED, WITNESS_SEED))
    return {
        "log": {
            "seed": LOG_SEED.hex(), "publicKey": log_key.hex(), "name": name,
            "keyId": f.key_id(name, f.CHECKPOINT_KEY, log_key).hex(),
            "verifierKey": f.verifier_key(name, f.CHECKPOINT_KEY, log_key)},
        "witness": {
            "seed": WITNESS_SEED.hex(), "publicKey": witness_key.hex(), "name": WITNESS,
            "keyId": f.key_id(WITNESS, f.COSIGNATURE_KEY, witness_key).hex(),
            "verifierKey": f.verifier_key(WITNESS, f.COSIGNATURE_KEY, witness_key)},
    }


def fork_vector(log):
    """Two notes of one log, one over a tree whose second leaf was rewritten."""
    other = [log.leaves[0], f.sha256(b"another second leaf")] + log.leaves[2:]
    first = f.sign_checkpoint(log.log, 2, f.root(log.leaves[:2]), LOG_SEED)
    second = f.sign_checkpoint(log.log, 6, f.root(other), LOG_SEED)
    subtrees, siblings = f.full_subtrees(2, other), f.fork_siblings(2, other)
    assert f.climb_subtrees(2, 6, subtrees, siblings) == f.root(other)
    assert f.fold_subtrees(subtrees) != f.root(log.leaves[:2])
    encoded = lambda data: base64.b64encode(data).decode()
    proof = f.canonical({
        "v": 1, "logKey": f.ed25519_public_key(LOG_SEED).hex(),
        "smaller": encoded(first), "larger": encoded(second),
        "subtrees": [s.hex() for s in subtrees], "siblings": [s.hex() for s in siblings]})
    return {"smallerNote": first.decode(), "largerNote": second.decode(),
            "subtrees": [s.hex() for s in subtrees],
            "siblings": [s.hex() for s in siblings], "proof": proof}


# ------------------------------------------------------------------ names, ustar, data

NAMES = [
    b"fid", b"pdata/1/1r", b"QC 26 118", b"a=b", b"a=20b", b"A=20b", b"a=2E", b"x.", b"x..",
    b".hidden", b"..x", b"con", b"CON", b"con.txt", b"Con.tar.gz", b"con.", b"cone", b"com0",
    b"COM9.log", b"com10", b"lpt3", b"nul", b"aux.c", b"prn", b"=63on", b"\xc3\xa9t\xc3\xa9",
    b"\xff\xfe", b"a\\b", b"a:b", b"tab\there", b"line\nfeed", b"-rf", b"~", b"'quote\"",
]
BAD_RAW = [b"", b".", b"..", b"a//b", b"/a", b"a/", b"a/../b", b"./a", b"a\x00b"]
BAD_MAPPED = [
    "", "a b", "a=2", "a=2E", "a=41", "x.", "con", "con.txt", "=2e", "=2e=2e", "a=2fb", "a=00b",
    "a//b", "..", ".", "/a", "a/", "=", "a=zz", "\u00e9", "a=2e.b",
]
USTAR = [
    ("bundle/manifest.json", 1234), ("bundle/data/README.html", 0), ("a", 8589934591),
    ("b/" + "n" * 98, 1), ("b/" + "n" * 99, 1), ("b/" + "n" * 100, 1),
    ("p" * 155 + "/" + "n" * 100, 511),
    ("/".join(["0123456789"] * 15) + "/leaf", 512),
]
USTAR_REFUSED = ["b/" + "n" * 101, "p" * 156 + "/" + "n" * 100, "n" * 101]
COLLISIONS = [  # each file as path and name of its content
    [("a/b", "1"), ("a/c", "2")],
    [("a/B", "1"), ("a/b", "2"), ("a/c", "3")],
    [("a/B", "1"), ("a/b", "1")],
    [("a", "1"), ("a/b", "2"), ("c", "3")],
    [("A", "1"), ("a/b/c", "2"), ("a/d", "3")],
    [("x/fid", "1"), ("x/fid", "2"), ("y/fid", "1")],
    [("x/fid", "1"), ("x/fid", "1")],
]


def names():
    return {
        "mapped": [{"rawHex": raw.hex(), "mapped": n.map_path(raw)} for raw in NAMES],
        "refusedRawHex": [raw.hex() for raw in BAD_RAW if refused(n.map_path, raw)],
        "refusedMapped": [text for text in BAD_MAPPED if refused(n.unmap_path, text)],
        "collisions": [
            {"files": [{"path": path, "sha256": made_digest(content)}
                       for path, content in files],
             "unnamed": sorted(n.colliding(files))} for files in COLLISIONS],
    }


def ustar():
    headers = [
        {"path": path, "size": size, "prefix": n.split_name(path)[0].decode(),
         "name": n.split_name(path)[1].decode(), "header": n.ustar_header(path, size).hex()}
        for path, size in USTAR]
    for path in USTAR_REFUSED:
        assert refused(n.ustar_header, path, 0)
    assert refused(n.ustar_header, "a", 1 << 33)
    return {"headers": headers, "refusedPaths": USTAR_REFUSED, "refusedSize": 1 << 33}


def dataset():
    files = {"fid": b"\x00\x01\x02\x03", "acqus": b"##END=\n", "pdata/1/1r": b"",
             "pdata/1/title": b"blank", "audita.txt": b"audit\n", "a=20note": b"spaced"}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return {
        "files": [{"path": path, "contentHex": files[path].hex(), "sha256": digests[path]}
                  for path in sorted(files)],
        "list": n.dataset_list(digests).decode(),
        "sha256": n.dataset_digest(digests).hex(),
        "empty": n.dataset_digest({}).hex(),
    }


CSV_CELLS = ["", "plain", 'say "hi"', "=1+1", "+1", "-1", "@x", "\ttab", "\rreturn", "a,b",
             "two\nlines", "'=1", " =1"]


def csv():
    return [{"field": cell, "cell": n.csv_row([cell])[:-2]} for cell in CSV_CELLS]


def vectors():
    import trailseal_example  # which itself builds on this module
    import trailseal_object_lock as receipts
    import trailseal_settings

    log, checkpoints = example_log()
    return {
        "format": "trailseal/1",
        "canonicalJson": canonical_json(),
        "tree": tree(),
        "ratchet": ratchet(),
        "calendar": calendar(),
        "keys": key_vectors(log),
        "log": log_vectors(log, checkpoints),
        "fork": fork_vector(log),
        "settings": trailseal_settings.vectors(
            *(f.parse_canonical(log.records[i]["entry"].encode(), 2) for i in (2, 3))),
        "bodies": bodies(),
        "names": names(),
        "ustar": ustar(),
        "dataset": dataset(),
        "csvCells": csv(),
        "objectLock": receipts.vectors(),
        "copies": trailseal_example.copies(),
    }
