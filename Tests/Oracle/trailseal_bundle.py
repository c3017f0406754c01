"""Recomputes everything in a bundle that needs no certificate.

Source: docs/formats/bundle.md, log.md, records.md. Nothing is repaired and nothing
stops at the first disagreement: each is listed with the place where it was seen.
"""

import base64
import os
import re

import trailseal_der as der
import trailseal_format as f
import trailseal_names as n
import trailseal_readme
from trailseal_log import Log

def read_witnesses(trust):
    """[(name, public key, domain)] of a trust folder's file `witnesses`."""
    path = os.path.join(trust, "witnesses") if trust else None
    if path is None or not os.path.isdir(trust) or not os.path.exists(path):
        return []
    result = []
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            key, _, domain = line.partition(" ")
            name, identifier, blob = key.split("+", 2)
            raw = base64.b64decode(blob)
            if f.key_id(name, raw[:1], raw[1:]).hex() == identifier:
                result.append((name, raw[1:], domain))
    return result


class Bundle:
    """One archive, its manifest and its logs, recomputed."""

    def __init__(self, data, witnesses):
        self.data, self.witnesses = data, witnesses
        self.wrong, self.values = [], {"disagreements": None}
        self.members, self.order, self.manifest = {}, [], {}

    def disagree(self, where, what):
        self.wrong.append({"where": where, "what": what})

    def attempt(self, where, step, *arguments):
        """Runs a step; what it refuses or trips over is a disagreement."""
        try:
            return step(*arguments)
        except (f.Refused, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            self.disagree(where, "%s: %s" % (type(error).__name__, error))
            return None

    def compare(self, where, what, stored, computed):
        if stored != computed:
            self.disagree(where, "%s: stored %r, computed %r" % (what, stored, computed))

    def member(self, path):
        offset, size = self.members[path]
        return self.data[offset:offset + size]

    # ------------------------------------------------------------------ archive, tags

    def read_archive(self):
        folder = None
        for path, offset, size in n.read_ustar(self.data):
            head, _, below = path.partition("/")
            folder = folder or head
            if head != folder or below in self.members:
                self.disagree(path, "another folder, or a path twice")
            self.members[below] = (offset, size)
            self.order.append(below)
        self.values["bundle"] = folder
        expected = ["manifest.json", "manifest.json.p7s"]
        expected += sorted((p for p in self.order if p not in expected), key=str.encode)
        self.compare("archive", "order of members", self.order, expected)
        for path in sorted(n.colliding([(path, path) for path in self.order])):
            self.disagree(path, "collides with another member")

    def read_manifest(self):
        manifest = f.parse_canonical(self.member("manifest.json"))
        self.manifest = manifest
        self.compare("manifest.json", "v", manifest["v"], 1)
        self.compare("manifest.json", "bundle", manifest["bundle"], self.values["bundle"])
        rows = []
        for path in self.order[2:]:
            content = self.member(path)
            role = n.role(path)
            if role is None:
                self.disagree(path, "the layout has no such place")
            rows.append({"path": path, "role": role, "size": len(content),
                         "sha256": f.sha256(content).hex()})
            stated = re.search(r"/([0-9a-f]{64})(?:\.[a-z]+)?\Z", path)
            if stated and not path.startswith("data/files/"):
                self.compare(path, "digest in the name", stated[1], rows[-1]["sha256"])
        self.compare("manifest.json", "members", manifest["members"], rows)
        self.values["members"] = rows
        name, digest = der.message_digest(self.member("manifest.json.p7s"))
        self.compare("manifest.json.p7s", "message digest", digest.hex(),
                     der.hashed(name, self.member("manifest.json")).hex())

    def check_tags(self, date):
        payload = [path for path in self.order if path.startswith("data/")]
        sizes = [self.members[path][1] for path in payload]
        oxum = "%d.%d" % (sum(sizes), len(sizes))
        self.values["payloadOxum"] = oxum
        expected = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "Bagging-Date: %s\nExternal-Identifier: %s\nPayload-Oxum: %s\n"
                            % (date, self.values["bundle"], oxum),
            "manifest-sha256.txt": "".join(
                "%s  %s\n" % (f.sha256(self.member(path)).hex(), path) for path in payload),
        }
        for path, text in expected.items():
            self.compare(path, "text", self.member(path).decode(), text)

    # --------------------------------------------------------------------------- logs

    def check_log(self, claim):
        label = claim["log"][:16]
        where = "data/records/%s.jsonl" % label
        log = Log(self.member(where), lambda what: self.disagree(where, what))
        log.walk()
        self.compare(where, "size", claim["size"], len(log.leaves))
        self.compare(where, "root", claim["root"], f.root(log.leaves).hex())
        self.compare(where, "log id", claim["log"], log.identifier.hex())
        own = log.entry(claim["export"])
        self.compare(where, "family of the own export record", own and own["family"], "export")
        log.check_epochs()
        keys = "evidence/logs/%s/keys.json" % label
        # Without released keys there is no such file, and no code can be recomputed.
        epochs = (self.attempt(keys, log.check_keys, self.member(keys))
                  if keys in self.members else None)
        notes = self.attempt(where, self.check_notes, label, log) or []
        csv = "data/records/%s.csv" % label
        self.attempt(csv, self.check_csv, csv, log)
        self.attempt(where, self.check_statements, where, log)
        self.values["logs"].append({
            "log": log.identifier.hex(), "size": len(log.leaves),
            "root": f.root(log.leaves).hex(), "calendar": log.calendar,
            "records": log.report(), "epochs": epochs, "hidden": log.hidden,
            "checkpoints": notes,
        })
        return log

    def check_notes(self, label, log):
        public = f.unhex(log.entry(0)["body"]["logKey"])
        folder, result = "evidence/logs/%s/" % label, []
        sizes = {int(p.split("/")[3]) for p in self.order
                 if p.startswith(folder) and p.count("/") == 4}
        if len(log.leaves) not in sizes:
            self.disagree(folder, "no note of the full size")
        for size in sorted(sizes):
            place = "%s%d/" % (folder, size)
            found = self.attempt(place, self.check_note, place, size, log, public)
            if found:
                result.append(found)
        return result

    def check_note(self, place, size, log, public):
        note = self.member(place + "note")
        origin, stated, head, body, identifier, signature = f.read_note(note)
        self.compare(place, "origin", origin, "trailseal/1/" + log.identifier.hex())
        self.compare(place, "size", stated, size)
        self.compare(place, "root", head.hex(), f.root(log.leaves[:size]).hex())
        self.compare(place, "key id", identifier.hex(),
                     f.key_id(origin, f.CHECKPOINT_KEY, public).hex())
        if not f.ed25519_holds(public, body.encode(), signature):
            self.disagree(place, "the log's signature doesn't hold")
        last = log.entry(size - 1)
        self.compare(place, "last family", last and last["family"], "epoch.close")
        receipts = []
        for path in self.order:
            if path.startswith(place) and not path.endswith("/note"):
                found = self.attempt(path, self.check_receipt, path, note, body)
                receipts.append({"path": path, **(found or {})})
        return {"size": size, "root": head.hex(), "note": f.sha256(note).hex(),
                "receipts": receipts}

    def check_receipt(self, path, note, body):
        data = self.member(path)
        if path.endswith(".cosignature"):
            name, identifier, seconds, _ = f.read_cosignature(data)
            known = [(w[0], w[1]) for w in self.witnesses]
            holds = f.cosignature_holds(data, body, known)
            if holds is False:
                self.disagree(path, "the cosignature doesn't hold")
            return {"witness": name, "keyId": identifier.hex(), "time": seconds,
                    "holds": "unknown key" if holds is None else holds}
        if path.endswith(".tsr"):
            name, imprint, generated = der.token_imprint(data)
            self.compare(path, "imprint", imprint.hex(), der.hashed(name, note).hex())
            return {"imprint": imprint.hex(), "hash": name, "genTime": generated}
        return {}

    def check_csv(self, path, log):
        rows = [n.csv_fields(i, line.parsed, line.digest, line.reason)
                for i, line in enumerate(log.lines)]
        if self.member(path) != n.csv_text(rows):
            self.disagree(path, "the table isn't what the lines give")

    def check_statements(self, where, log):
        for number, line in enumerate(log.lines):
            if line.parsed and line.parsed["family"] == "signature":
                body = line.parsed["body"]
                name, digest = der.message_digest(f.unbase64(body["cms"]))
                statement = f.canonical_bytes(body["statement"])
                place = "%s record %d" % (where, number)
                self.compare(place, "digest of the statement", digest.hex(),
                             der.hashed(name, statement).hex())
                self.compare(place, "log", body["statement"]["log"], log.identifier.hex())
                for target in body["statement"]["targets"]:
                    if target.get("log", log.identifier.hex()) == log.identifier.hex():
                        self.compare(place, "target", target["leaf"],
                                     log.leaves[target["seq"]].hex())

    # -------------------------------------------------------------------------- files

    def check_files(self, logs):
        """Owed files against members and absent ones; digests of datasets."""
        owed, named, datasets = [], set(), []
        for log in logs:
            owed += log.owed_files()
            named |= log.named_files()
            datasets += log.datasets(self.disagree)
        paths = [(o["own"] or "", o["sha256"]) for o in owed]
        collisions = n.colliding([p for p in paths if p[0]])
        absent = {(a["log"], a["seq"]): a for a in self.manifest["absent"]}
        for item in owed:
            path = item["own"]
            try:
                n.split_name("%s/%s" % (self.values["bundle"], path or "/" * 999))
                fits = path is not None and path not in collisions
            except f.Refused:
                fits = False
            path = path if fits else "data/unnamed/" + item["sha256"]
            row = absent.pop((item["log"], item["seq"]), None)
            if row:
                self.compare("manifest.json", "absent file %d" % item["seq"],
                             (row["size"], row["sha256"]), (item["size"], item["sha256"]))
            elif path not in self.members:
                self.disagree(path, "an owed file is neither a member nor absent")
            else:
                self.compare(path, "size", self.members[path][1], item["size"])
                self.compare(path, "digest", f.sha256(self.member(path)).hex(), item["sha256"])
            item["member"] = None if row else path
        for row in absent.values():
            self.disagree("manifest.json", "absent file %s isn't owed" % row["seq"])
        for path in self.order:
            if path.startswith(("data/files/", "data/unnamed/")):
                digest = f.sha256(self.member(path)).hex()
                if (digest, self.members[path][1]) not in named:
                    self.disagree(path, "no shown record names this file")
        self.values["files"], self.values["datasets"] = owed, datasets

    def check_readme(self, logs):
        policies = {}
        for path in self.order:
            if path.startswith("evidence/policies/"):
                data = self.member(path)
                policies[f.sha256(data).hex()] = f.parse_canonical(data)
        templates = set()
        for claim, log in zip(self.manifest["logs"], logs):
            number = log.entry(claim["export"])["body"]["request"]["seq"]
            templates.add(log.entry(number)["body"]["template"])
        self.compare("data/README.html", "template", sorted(templates), ["readme/1"])
        made = trailseal_readme.page(logs, policies, self.values["bundle"])
        self.values["readme"] = f.sha256(made).hex()
        stored = self.member("data/README.html")
        if stored != made:
            at = next((i for i, (a, b) in enumerate(zip(stored, made)) if a != b),
                      min(len(stored), len(made)))
            self.disagree("data/README.html", "at byte %d: stored %r, computed %r" % (
                at, stored[max(0, at - 40):at + 60], made[max(0, at - 40):at + 60]))

    def recompute(self):
        self.values["logs"] = []
        if self.attempt("archive", self.read_archive) is None and not self.order:
            self.values["disagreements"] = self.wrong
            return self.values
        self.attempt("manifest.json", self.read_manifest)
        logs = []
        for claim in self.manifest.get("logs", []):
            logs.append(self.attempt("log " + str(claim.get("log")), self.check_log, claim))
        logs = [log for log in logs if log is not None]
        if logs:
            date = self.attempt("export record", lambda: logs[0].entry(
                self.manifest["logs"][0]["export"])["time"]["utc"][:10])
            self.attempt("tag files", self.check_tags, date)
            self.attempt("files", self.check_files, logs)
            self.attempt("data/README.html", self.check_readme, logs)
        else:
            self.disagree("manifest.json", "no log could be read")
        self.values["disagreements"] = self.wrong
        return self.values


def recompute(data, witnesses):
    return Bundle(data, witnesses).recompute()
