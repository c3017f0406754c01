"""Checks the oracle against published answers and against its own vectors file.

Run: python3 -m unittest discover -s Tests/Oracle
"""

import hashlib
import json
import os
import re
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import schema_check
import trailseal_bundle
import trailseal_example
import trailseal_format as f
import trailseal_instrument
import trailseal_log
import trailseal_names as n
import trailseal_object_lock as receipts
import trailseal_settings
import trailseal_vectors as v

VECTORS = os.path.join(HERE, os.pardir, "Vectors", "format-1.json")

# RFC 8032 §7.1: seed, public key, message, signature.
ED25519 = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
     "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
     "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
     "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]

# The published roots of the RFC 6962 example tree, sizes 0 to 8.
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class VectorsFile(unittest.TestCase):
    def test_committed_file_is_what_the_oracle_computes(self):
        with open(VECTORS, encoding="utf-8") as file:
            self.assertEqual(file.read(), json.dumps(v.vectors(), indent=1) + "\n")


class Documents(unittest.TestCase):
    """Every computed value that a page quotes stands in the vectors file."""

    def test_quoted_values_are_vectors(self):
        with open(VECTORS, encoding="utf-8") as file:
            values = json.dumps(json.load(file), ensure_ascii=False)
        folder = os.path.join(HERE, os.pardir, os.pardir, "docs", "formats")
        quoted = 0
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text = file.read()
            for value in re.findall(r"[0-9a-f]{64}|[A-Za-z0-9+/]{80,}={0,2}", text):
                self.assertIn(value, values, "%s quotes %s" % (name, value))
                quoted += 1
        self.assertGreater(quoted, 20)


class References(unittest.TestCase):
    """Every section that code or a page refers to exists."""

    top = os.path.join(HERE, os.pardir, os.pardir)

    def sections(self, page):
        with open(os.path.join(self.top, "docs", "formats", page), encoding="utf-8") as file:
            return set(re.findall(r"^#{2,3} ([0-9]+(?:\.[0-9]+)?) ", file.read(), re.M))

    def test_references_lead_to_sections(self):
        pages = sorted(os.listdir(os.path.join(self.top, "docs", "formats")))
        sections = {page: self.sections(page) for page in pages}
        count = 0
        for folder in ("Sources", "docs", "schemas"):
            for place, _, names in os.walk(os.path.join(self.top, folder)):
                for name in names:
                    with open(os.path.join(place, name), encoding="utf-8") as file:
                        text = file.read()
                    for page, numbers in re.findall(
                            r"([a-z0-9-]+\.md)[)\]]* (§[0-9.]*[0-9](?:(?:, | and | to )§[0-9.]*[0-9])*)",
                            text):
                        for number in re.findall(r"[0-9][0-9.]*", numbers):
                            if page in sections:
                                count += 1
                                self.assertIn(
                                    number, sections[page], "%s: %s §%s" % (name, page, number))
        self.assertGreater(count, 60)


class Schemas(unittest.TestCase):
    @staticmethod
    def body_problems(family, body):
        return schema_check.problems(
            body, schema_check.load("records", "%s-1.schema.json" % family))

    def test_example_entries_are_valid(self):
        envelope = schema_check.load("records", "envelope-1.schema.json")
        for record in v.example_log()[0].records:
            entry = json.loads(record["entry"])
            self.assertEqual(schema_check.problems(entry, envelope), [])
            self.assertEqual(self.body_problems(entry["family"], entry["body"]), [])

    def test_example_bodies_are_valid_and_bad_ones_are_not(self):
        for family, body in v.example_bodies() + v.more_bodies():
            self.assertEqual(self.body_problems(family, body), [], family)
        for family, body, path in v.BAD_BODIES:
            # The order of counts is beyond a schema.
            if path != "/counts":
                self.assertNotEqual(self.body_problems(family, body), [], family)

    def test_example_policy_is_valid(self):
        schema = schema_check.load("policy-1.schema.json")
        self.assertEqual(schema_check.problems(v.POLICY, schema), [])
        self.assertNotEqual(schema_check.problems({**v.POLICY, "meanings": []}, schema), [])

    def test_receipts_of_stores_are_valid_and_refused_ones_are_not(self):
        schema = schema_check.load("object-lock-1.schema.json")
        vectors = receipts.vectors()
        for item in vectors["accepted"]:
            value = receipts.read(item["receipt"].encode())
            self.assertEqual(schema_check.problems(value, schema), [])
        for item in vectors["refused"]:
            with self.assertRaises(receipts.f.Refused, msg=item["why"]):
                receipts.read(item["receipt"].encode())

    def test_every_family_has_a_schema_and_an_example(self):
        folder = os.path.join(HERE, os.pardir, os.pardir, "schemas", "records")
        schemas = {name[:-len("-1.schema.json")] for name in os.listdir(folder)} - {"envelope"}
        examples = {family for family, _ in v.example_bodies()}
        examples |= {record["family"] for record in v.example_log()[0].records}
        self.assertEqual(schemas, examples)


class Openings(unittest.TestCase):
    """What a record leaves to the opening of its epoch (records.md §2)."""

    records = [json.loads(record["entry"]) for record in v.example_log()[0].records]
    envelope = schema_check.load("records", "envelope-1.schema.json")

    @staticmethod
    def read(entries):
        """(parsed entries, disagreements) of a log of these; None is a withheld line."""
        code, digest, found = bytes(32), bytes(32), []
        data = [f.withheld_line(digest, code, "out-of-scope") if entry is None
                else f.clear_line(f.canonical_bytes(entry), code) for entry in entries]
        log = trailseal_log.Log(b"".join(line + b"\n" for line in data), found.append)
        return [line.parsed for line in log.lines], found

    def test_what_an_opening_leaves_out_is_missing(self):
        for number in (0, 2):
            for pointer in trailseal_settings.POINTERS:
                cut = trailseal_settings.without(self.records[number], pointer)
                entries = self.records[:number] + [cut]
                self.assertEqual(self.read(entries)[1], [
                    "record %d: %s is missing" % (number, pointer)])
                self.assertNotEqual(schema_check.problems(cut, self.envelope), [], pointer)

    def test_what_an_ordinary_record_leaves_out_is_its_openings(self):
        opening = {**self.records[2], "time": {
            **self.records[2]["time"], **trailseal_example.OTHER_CLOCK}}
        record = {**self.records[3], "time": {
            **self.records[3]["time"], **trailseal_example.OTHER_CLOCK}}
        for pointer in trailseal_settings.POINTERS:
            cut = trailseal_settings.without(record, pointer)
            self.assertEqual(schema_check.problems(cut, self.envelope), [])
            parsed, found = self.read(self.records[:2] + [opening, cut])
            self.assertEqual((parsed[3], found), (record, []))
            self.assertEqual(self.read([cut])[1], ["record 0: %s is missing" % pointer])
            # Nothing but an opening gives anything, however much a record states.
            self.assertEqual(self.read([record, cut])[1], ["record 1: %s is missing" % pointer])

    def test_only_an_opening_in_clear_that_lacks_nothing_is_in_force(self):
        first, second = self.records[0], self.records[3]
        cut = trailseal_settings.shortened(second, first)
        parsed, found = self.read([first, None, cut])
        self.assertEqual((parsed[2], found), (second, []))
        lacking = trailseal_settings.without(self.records[2], "/time/zone")
        parsed, found = self.read([first, lacking, cut])
        self.assertEqual((parsed[2], found), (second, ["record 1: /time/zone is missing"]))

    def test_a_value_is_taken_whole(self):
        short = trailseal_settings.shortened(self.records[3], self.records[2])
        short["time"]["sync"] = {"status": "unknown"}
        parsed, found = self.read([self.records[2], short])
        self.assertEqual(parsed[1]["time"]["sync"], {"status": "unknown"})
        self.assertEqual(found, [])

    def test_an_entry_without_a_time_is_refused(self):
        for entry in [{"family": "genesis"}, {"family": "project", "time": "now"}]:
            with self.assertRaises(f.Refused):
                self.read([entry])

    def test_vectors_are_valid_where_a_schema_can_tell(self):
        vectors = v.vectors()["settings"]
        opening = json.loads(vectors["opening"])
        for item in vectors["accepted"]:
            entry = f.parse_canonical(item["entry"].encode(), 2)
            self.assertEqual(schema_check.problems(entry, self.envelope), [])
            (_, parsed), found = self.read([opening, entry])
            self.assertEqual((parsed["origin"], parsed["time"], found),
                             (item["origin"], item["time"], []))
            self.assertEqual(set(parsed["time"]), set(self.envelope["properties"]["time"][
                "properties"]))
        for item in vectors["refused"]:
            entry = f.parse_canonical(item["entry"].encode(), 2)
            before = [] if "withoutOpening" in item else [opening]
            self.assertEqual(self.read(before + [entry])[1], [
                "record %d: %s is missing" % (len(before), item["path"])])
            problems = schema_check.problems(entry, self.envelope)
            self.assertEqual(problems, [] if entry["family"] == "project"
                             else ["%s: missing" % item["path"]])

    def test_the_larger_log_leaves_out_what_is_equal(self):
        writer, _ = trailseal_example.write_log()
        entries = [json.loads(record["entry"]) for record in writer.log.records]
        parsed, found = self.read(entries)
        self.assertEqual(found, [])
        whole, differing, changed, opening = [], [], [], None
        for number, (entry, full) in enumerate(zip(entries, parsed)):
            self.assertEqual(schema_check.problems(entry, self.envelope), [])
            if entry["family"] in trailseal_settings.OPENINGS:
                if opening and any(opening["time"][name] != full["time"][name]
                                   for name in trailseal_settings.CLOCK):
                    changed.append(number)
                opening = full
            elif "origin" in entry:
                self.assertEqual(entry, full)
                whole.append(number)
            else:
                self.assertEqual(entry, trailseal_settings.shortened(full, opening))
                if "zone" in entry["time"]:
                    differing.append(number)
        self.assertEqual((whole, differing, changed), ([4], [5], [18]))

    def test_both_copies_say_the_resolved_time(self):
        copies = trailseal_example.copies()
        offsets = [row.split('","')[3] for row in copies["csv"].split("\r\n")[1:-1]]
        self.assertEqual(offsets, ["'+01:00"] * 5 + ["'+05:45", "'+01:00", "", ""]
                         + ["'+01:00"] * 9 + ["'-03:30"] * 12)
        page = copies["readme"]
        for words in [
            "2026-11-20 16:35:05 +05:45 (Asia/Kathmandu; 2026-11-20T10:50:05Z)",
            "2026-11-20 11:50:06 +01:00 (Europe/Zurich; 2026-11-20T10:50:06Z)",
            "<dt>Exported</dt><dd><bdi>2026-11-20 07:20:28 -03:30 (America/St_Johns;",
        ]:
            self.assertIn(words, page)

    def test_a_bundle_whose_opening_lacks_something_is_refused(self):
        zone = b'"zone":"America/St_Johns"'

        def change(content):
            (path,) = [path for path in content if path.endswith(".jsonl")]
            self.assertEqual(content[path].count(zone), 1)
            content[path] = content[path].replace(b"," + zone, b"")
        found = trailseal_bundle.recompute(trailseal_example.bundle(change), [])
        told = [item["what"] for item in found["disagreements"]]
        missing = [what for what in told if what.endswith("is missing")]
        self.assertEqual(missing, ["record 18: /time/zone is missing"])


class Ed25519(unittest.TestCase):
    def test_published_examples(self):
        for seed, public, message, signature in ED25519:
            seed, public, message, signature = map(
                bytes.fromhex, (seed, public, message, signature))
            self.assertEqual(f.ed25519_public_key(seed), public)
            self.assertEqual(f.ed25519_sign(seed, message), signature)
            self.assertTrue(f.ed25519_holds(public, message, signature))

    def test_any_change_is_refused(self):
        _, public, message, signature = map(bytes.fromhex, ED25519[2])
        for at in range(64):
            changed = bytearray(signature)
            changed[at] ^= 1
            self.assertFalse(f.ed25519_holds(public, message, bytes(changed)))
        self.assertFalse(f.ed25519_holds(public, message + b"x", signature))

    def test_second_spelling_of_the_scalar_is_refused(self):
        _, public, message, signature = map(bytes.fromhex, ED25519[2])
        scalar = int.from_bytes(signature[32:], "little") + f.L
        other = signature[:32] + scalar.to_bytes(32, "little")
        self.assertFalse(f.ed25519_holds(public, message, other))

    def test_small_order_key_is_refused(self):
        neutral = f.point_encode((0, 1, 1, 0))
        self.assertFalse(f.ed25519_holds(neutral, b"any", neutral + bytes(32)))


class Tree(unittest.TestCase):
    leaves = [f.leaf_hash(bytes.fromhex(text)) for text in v.TREE_INPUTS]

    def test_published_roots(self):
        self.assertEqual([f.root(self.leaves[:s]).hex() for s in range(9)], ROOTS)

    def test_published_inclusion_proof(self):
        proof = f.inclusion_proof(5, self.leaves)
        self.assertEqual([node.hex() for node in proof], [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"])

    def test_published_consistency_proof(self):
        proof = f.consistency_proof(6, self.leaves)
        self.assertEqual([node.hex() for node in proof], [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"])

    def test_every_inclusion_proof_holds_and_no_neighbour_does(self):
        leaves = [f.leaf_hash(bytes([i])) for i in range(33)]
        for size in range(1, 34):
            head = f.root(leaves[:size])
            for index in range(size):
                proof = f.inclusion_proof(index, leaves[:size])
                self.assertTrue(f.inclusion_holds(leaves[index], index, size, proof, head))
                self.assertFalse(
                    f.inclusion_holds(leaves[index], index, size, proof + [head], head))
                if proof:
                    self.assertFalse(
                        f.inclusion_holds(leaves[index], index, size, proof[:-1], head))
                    self.assertFalse(
                        f.inclusion_holds(leaves[index], index ^ 1, size, proof, head))

    def test_every_consistency_and_fork_part_holds(self):
        leaves = [f.leaf_hash(bytes([i])) for i in range(33)]
        for new in range(1, 34):
            new_head = f.root(leaves[:new])
            for old in range(1, new + 1):
                old_head = f.root(leaves[:old])
                proof = f.consistency_proof(old, leaves[:new])
                self.assertTrue(f.consistency_holds(old, new, proof, old_head, new_head))
                self.assertFalse(
                    f.consistency_holds(old, new, proof + [old_head], old_head, new_head))
                if old < new:
                    self.assertFalse(
                        f.consistency_holds(old, new, proof[:-1], old_head, new_head))
                    left = f.full_subtrees(old, leaves[:new])
                    right = f.fork_siblings(old, leaves[:new])
                    self.assertEqual(f.fold_subtrees(left), old_head)
                    self.assertEqual(f.climb_subtrees(old, new, left, right), new_head)


class Calendar(unittest.TestCase):
    def test_every_prefix_is_completed(self):
        for depth in range(1, 6):
            commitments = f.calendar_leaves(bytes(32), depth)
            for count in range(1, (1 << depth) + 1):
                right = f.completion(commitments, count, depth)
                head = f.root(commitments)
                self.assertEqual(f.calendar_of(commitments[:count], right, depth), head)
                self.assertIsNone(f.calendar_of(commitments[:count], right + [head], depth))
                if right:
                    self.assertIsNone(f.calendar_of(commitments[:count], right[:-1], depth))

    def test_a_state_is_not_a_key(self):
        state = v.STATE0
        self.assertNotEqual(f.commitment(0, state), f.commitment(0, f.epoch_key(state)))


class Notes(unittest.TestCase):
    def test_example_notes_hold(self):
        log, checkpoints = v.example_log()
        public = f.ed25519_public_key(v.LOG_SEED)
        witness = [(v.WITNESS, f.ed25519_public_key(v.WITNESS_SEED))]
        for checkpoint in checkpoints:
            note = checkpoint["note"].encode()
            origin, size, head, body, identifier, signature = f.read_note(note)
            self.assertEqual(size, checkpoint["size"])
            self.assertEqual(head, f.root(log.leaves[:size]))
            self.assertEqual(identifier, f.key_id(origin, f.CHECKPOINT_KEY, public))
            self.assertTrue(f.ed25519_holds(public, body.encode(), signature))
            receipt = checkpoint["cosignature"].encode()
            self.assertTrue(f.cosignature_holds(receipt, body, witness))
            self.assertFalse(f.cosignature_holds(receipt, body + "x\n", witness))

    def test_other_spellings_of_a_note_are_refused(self):
        note = v.example_log()[1][0]["note"]
        lines = note.split("\n")
        for changed in [
            note.replace("\n2\n", "\n02\n"), note.replace("\n2\n", "\n+2\n"),
            note.replace("\n", "\r\n"), note.replace("\n\n", "\n"), note[:-1], note + "\n",
            note.replace("\n\n", "\nextension\n\n"), note + lines[4] + "\n",
            note.replace("\u2014", "-"), note.replace("trailseal/1/", "trailseal/2/"),
        ]:
            with self.assertRaises(f.Refused):
                f.read_note(changed.encode())


class Names(unittest.TestCase):
    def test_every_byte_survives_the_mapping(self):
        for first in range(256):
            for second in (0x2E, 0x41, 0xFF):
                raw = bytes([first, second])
                if first not in (0x00, 0x2F) and raw != b"..":
                    self.assertEqual(n.unmap_segment(n.map_segment(raw)), raw)

    def test_python_tarfile_reads_our_headers(self):
        import tarfile
        for path, size in v.USTAR:
            info = tarfile.TarInfo.frombuf(n.ustar_header(path, size), "ascii", "strict")
            self.assertEqual((info.name, info.size, info.mode), (path, size, 0o644))
            self.assertTrue(info.isreg())

    def test_archive_round_trip_and_refusals(self):
        body = n.ustar_header("b/a", 3) + b"abc" + bytes(509)
        archive = body + bytes(1024)
        self.assertEqual(n.read_ustar(archive), [("b/a", 512, 3)])
        for bad in [archive[:-1], archive + b"\0", body + bytes(512), body,
                    archive.replace(b"abc\0", b"abc\1"), b""]:
            with self.assertRaises(f.Refused):
                n.read_ustar(bad)

    def test_every_header_byte_counts(self):
        archive = n.ustar_header("b/a", 0) + bytes(1024)
        for at in range(512):
            changed = bytearray(archive)
            changed[at] ^= 1
            try:
                self.assertNotEqual(n.read_ustar(bytes(changed)), [("b/a", 512, 0)])
            except f.Refused:
                pass

    def test_dataset_list_is_what_sha256sum_prints(self):
        digest = hashlib.sha256(b"x").hexdigest()
        self.assertEqual(n.dataset_list({"b": digest, "a/c": digest}).decode(),
                         "%s  a/c\n%s  b\n" % (digest, digest))


def shared_data():
    """The public data sets beside the repository, or None."""
    folder = HERE
    while folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, "shared", "data", "NMR-AUDIT-ORACLE.tsv")):
            return os.path.join(folder, "shared", "data")
    return None


class InstrumentTrails(unittest.TestCase):
    @unittest.skipIf(shared_data() is None, "the public instrument data aren't here")
    def test_real_trails_compare_as_the_table_says(self):
        data = shared_data()
        with open(os.path.join(data, "NMR-AUDIT-ORACLE.tsv"), encoding="utf-8") as file:
            rows = [line.split("\t") for line in file.read().splitlines()[1:]]
        for path, raw, compared, closing in rows:
            folder, name = os.path.split(os.path.join(data, path))

            def read(sibling):
                place = os.path.join(folder, sibling)
                if not os.path.isfile(place):
                    return None
                with open(place, "rb") as found:
                    return found.read()
            trail = read(name)
            self.assertEqual(trailseal_instrument.closing(trail), closing, path)
            found, result = trailseal_instrument.data_digest(name, trail, read)
            self.assertEqual((found or "-", result), (raw, compared), path)
        self.assertGreater(len(rows), 20)

    def test_changed_trails_and_data_differ(self):
        text = b"##TITLE= Audit trail\r\n  data hash MD5: 1K\r\n  "
        spelled = lambda digest: " ".join("%02X" % byte for byte in digest).encode()
        text += spelled(trailseal_instrument.md5(b"data")) + b">)\r\n"
        lines = text.replace(b"\r\n", b"\n")
        end = b"##END=\r\n\r\n$$ hash MD5\r\n$$ "
        trail = text + end + spelled(trailseal_instrument.md5(lines)) + b"\r\n"
        self.assertEqual(trailseal_instrument.closing(trail), "match-lf")
        self.assertEqual(trailseal_instrument.closing(trail + b"more"), "mismatch")
        self.assertEqual(trailseal_instrument.closing(b"x" + trail), "mismatch")
        self.assertEqual(trailseal_instrument.closing(text), "no-hash")
        for content, result in [(b"data", "match"), (b"atad", "mismatch")]:
            read = {"fid": content}.get
            found = trailseal_instrument.data_digest("audita.txt", trail, read)
            self.assertEqual(found, ("fid", result))
        read = {"fid": b"atad", "acqus": b"##$BYTORDA= 1\r\n"}.get
        self.assertEqual(trailseal_instrument.data_digest("audita.txt", trail, read),
                         ("fid", "match-byteswapped"))


class Bundles(unittest.TestCase):
    witnesses = [(v.WITNESS, f.ed25519_public_key(v.WITNESS_SEED), "qa")]

    def wrong(self, archive):
        found = trailseal_bundle.recompute(archive, self.witnesses)["disagreements"]
        return " ".join("%(where)s: %(what)s" % item for item in found)

    def test_the_example_bundle_agrees(self):
        archive = trailseal_example.bundle()
        result = trailseal_bundle.recompute(archive, self.witnesses)
        self.assertEqual(result["disagreements"], [])
        self.assertEqual([d["agrees"] for d in result["datasets"]], [True])
        self.assertEqual(sum(h["count"] for h in result["logs"][0]["hidden"]), 2)
        receipt = result["logs"][0]["checkpoints"][0]["receipts"][0]
        self.assertIs(receipt["holds"], True)

    def test_each_false_member_is_found(self):
        """A member altered before everything that lists it was made."""
        for end, old, new, words in [
            (".jsonl", b'"kind":"topspin"', b'"kind":"topspan"', "root"),
            (".jsonl", b'"withheld":"personal-data"', b'"withheld":"privileged"', "table"),
            (".csv", b"Anna Keller", b"Anna Kellex", "table"),
            ("README.html", b"Anna Keller", b"Anna Kellex", "at byte"),
            ("keys.json", b'{"key":"14', b'{"key":"15', "calendar"),
            ("keys.json", b'{"key":"14', b'{"key":"15', "code doesn't hold"),
            ("/note", b"\n30\n", b"\n29\n", "size"),
            ("/a=20b", b"spaced", b"spicad", "digest"),
            ("cosignature", b"lab-qa Z", b"lab-qb Z", "no such words"),
        ]:
            def change(content):
                (path,) = [path for path in content if path.endswith(end)]
                self.assertIn(old, content[path])
                content[path] = content[path].replace(old, new)
            found = self.wrong(trailseal_example.bundle(change))
            if words == "no such words":
                self.assertEqual(found, "")  # another witness, whose key nobody knows
            else:
                self.assertIn(words, found)

    def test_a_missing_and_an_unnamed_file_are_found(self):
        def drop(content):
            del content[next(path for path in content if path.endswith("a=20b"))]
        self.assertIn("neither a member nor absent", self.wrong(trailseal_example.bundle(drop)))

        def add(content):
            content["data/unnamed/" + f.sha256(b"more").hex()] = b"more"
        self.assertIn("no shown record", self.wrong(trailseal_example.bundle(add)))

    def test_changed_and_cut_archives_never_agree(self):
        archive = trailseal_example.bundle()
        for at in range(0, len(archive), len(archive) // 40):
            changed = bytearray(archive)
            changed[at] ^= 1
            self.assertNotEqual(self.wrong(bytes(changed)), "", at)
            self.assertNotEqual(self.wrong(archive[:at]), "", at)


if __name__ == "__main__":
    unittest.main()
