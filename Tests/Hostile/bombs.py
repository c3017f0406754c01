#!/usr/bin/env python3
"""Files made to cost far more than they are worth, and what refusing them costs the verifier.

usage: bombs.py VERIFIER SAMPLE-FOLDER [NAME…]

Each bomb is made afresh in a temporary folder, judged, and removed. A verifier that needs more
than MEMORY or SECONDS, ends in anything but a verdict other than PASSED, or says nothing of a
limit where one was passed, fails.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

import archive

MEMORY = 200_000_000
SECONDS = 10
FAILED, INDETERMINATE = 10, 20
LABEL = "0123456789abcdef"


class Sample:
    """The honest bundle that most bombs are built around, so that reading gets as far as it can."""

    def __init__(self, folder):
        self.trust = folder / "trust"
        self.members = archive.members(folder / "bundle.tar")
        self.log = next(path.split("/")[2][:16] for path, _ in self.members
                        if path.startswith("data/records/") and path.endswith(".jsonl"))
        self.lines = dict(self.members)[f"data/records/{self.log}.jsonl"].splitlines(True)

    def write(self, file, replaced=(), added=()):
        """The sample with members in place of its own, and others, all in their order."""
        content = dict(self.members) | dict(replaced) | dict(added)
        first = ["manifest.json", "manifest.json.p7s"]
        writer = archive.Writer(file)
        for path in first + sorted(set(content) - set(first), key=str.encode):
            data = content[path]
            writer.hole(path, data) if isinstance(data, int) else writer.member(path, data)
        writer.end()


BOMBS = {}


def bomb(function):
    """Names a bomb; the function writes it and returns the code that the report must hold."""
    BOMBS[function.__name__.replace("_", "-")] = function
    return function


# Archives


@bomb
def ten_million_members(file, sample):
    # 300,000 headers are there, which is more than is ever read; the others are a hole.
    for number in range(300_000):
        file.write(archive.header(f"EX-1/data/unnamed/{number:064x}", 0))
    file.truncate(10_000_000 * 512)
    return "LIMIT_EXCEEDED"


@bomb
def as_many_members_as_may_be(file, sample):
    writer = archive.Writer(file)
    for number in range(250_000):
        writer.begin(f"data/unnamed/{number:064x}", 0)
    writer.end()
    return "NO_MANIFEST"


@bomb
def the_longest_paths_that_may_be(file, sample):
    writer = archive.Writer(file)
    head = f"data/files/{LABEL}/{LABEL}/"
    head += "d" * (155 - len(f"{archive.ID}/{head}")) + "/"
    for number in range(250_000):
        writer.begin(head + "f" * 94 + f"{number:06d}", 0)
    writer.end()
    return "NO_MANIFEST"


@bomb
def paths_of_many_folders(file, sample):
    for number in range(250_000):
        file.write(archive.header("EX-1/" + "a/" * 70 + "b/" * 45 + f"{number:012d}", 0))
    file.write(bytes(1024))
    return "PATH"


@bomb
def one_path_many_times(file, sample):
    block = archive.header("EX-1/data/README.html", 0)
    for _ in range(250_000):
        file.write(block)
    file.write(bytes(1024))
    return "DUPLICATE_ENTRY"


@bomb
def size_of_two_to_the_sixty(file, sample):
    size = b"\x80" + bytes(3) + (1 << 60).to_bytes(8, "big")
    file.write(archive.header("EX-1/manifest.json", size) + bytes(1536))
    return "FORMAT_FAILURE"


@bomb
def size_of_eight_gigabytes(file, sample):
    file.write(archive.header("EX-1/manifest.json", (1 << 33) - 1) + bytes(1536))
    return "TRUNCATED"


@bomb
def eight_gigabytes_of_manifest(file, sample):
    sample.write(file, {"manifest.json": (1 << 33) - 1})
    return "LIMIT_EXCEEDED"


@bomb
def a_terabyte_of_zeros(file, sample):
    file.truncate(1 << 40)
    return "FORMAT_FAILURE"


# JSON


@bomb
def deep_manifest(file, sample):
    depth = 40 << 20
    sample.write(file, {"manifest.json": b"[" * depth + b"]" * depth})
    return None


@bomb
def manifest_of_small_values(file, sample):
    text = b'{"absent":[' + b"[]," * (30 << 20) + b"[]]}"
    sample.write(file, {"manifest.json": text})
    return None


@bomb
def manifest_of_long_rows(file, sample):
    row = json.dumps({"log": "a" * 64, "seq": 1, "sha256": "b" * 64, "size": (1 << 53) - 1,
                      "why": "gone"}, separators=(",", ":")).encode()
    count = (90 << 20) // (len(row) + 1)
    sample.write(file, {"manifest.json": b'{"absent":[' + b",".join([row] * count) + b"]}"})
    return None


@bomb
def bag_manifest_of_ninety_megabytes(file, sample):
    row = b"a" * 64 + b"  data/README.html\n"
    sample.write(file, {"manifest-sha256.txt": row * ((90 << 20) // len(row))})
    return None


@bomb
def keys_of_small_values(file, sample):
    text = b'{"epochs":[' + b"{}," * (5 << 20) + b'{}],"right":[],"v":1}'
    sample.write(file, {f"evidence/logs/{sample.log}/keys.json": text})
    return None


# Records


@bomb
def one_endless_line(file, sample):
    sample.write(file, {f"data/records/{sample.log}.jsonl": 1 << 30})
    return None


@bomb
def lines_of_a_megabyte(file, sample):
    line = b"x" * (1 << 20) + b"\n"
    sample.write(file, {f"data/records/{sample.log}.jsonl":
                        b"".join(sample.lines) + line * 256})
    return None


@bomb
def empty_lines(file, sample):
    sample.write(file, {f"data/records/{sample.log}.jsonl": b"\n" * (64 << 20)})
    return "LIMIT_EXCEEDED"


def entry(sample, number, **changes):
    """A line with the entry of the sample's second record, changed, under a number of its own."""
    content = json.loads(sample.lines[1])["entry"] | {"seq": number} | changes
    text = json.dumps(content, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return b'{"entry":' + text.encode() + b',"mac":"' + b"0" * 64 + b'"}\n'


@bomb
def records_of_small_values(file, sample):
    count = 200
    lines = [entry(sample, len(sample.lines) + number, x=[[0]] * 180_000)
             for number in range(count)]
    sample.write(file, {f"data/records/{sample.log}.jsonl": b"".join(sample.lines + lines)})
    return None


@bomb
def records_of_unknown_names(file, sample):
    lines = []
    for number in range(100):
        names = {f"x{number:03d}{index:09d}": 0 for index in range(50_000)}
        lines.append(entry(sample, len(sample.lines) + number, **names))
    sample.write(file, {f"data/records/{sample.log}.jsonl": b"".join(sample.lines + lines)})
    return None


@bomb
def thirty_logs_of_large_records(file, sample):
    # Nothing of them is kept, so what counts is how many are held while they are read.
    lines = b"".join(entry(sample, number, family="test.large", body={"x": "y" * 1_000_000})
                     for number in range(8))
    sample.write(file, added={f"data/records/{number:016x}.jsonl": lines for number in range(30)})
    return None


@bomb
def more_logs_than_may_be(file, sample):
    lines = b"".join(sample.lines)
    sample.write(file, added={f"data/records/{number:016x}.jsonl": lines
                              for number in range(2_000)})
    return "LIMIT_EXCEEDED"


# Certificates, lists, receipts


def der(tag, *parts):
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + content


@bomb
def a_million_certificates_in_members(file, sample):
    # As many members as an archive may have; each has other bytes.
    cert = next(data for path, data in sample.members if path.endswith(".cer"))
    added = {}
    for number in range(249_000):
        data = cert[:-6] + number.to_bytes(6, "big")
        added[f"evidence/certificates/{archive.sha256(data)}.cer"] = data
    sample.write(file, added=added)
    return "LIMIT_EXCEEDED"


@bomb
def a_million_certificates_in_the_seal(file, sample):
    cert = next(data for path, data in sample.members if path.endswith(".cer"))
    count = (3 << 20) // len(cert)
    bag = b"".join(cert[:-6] + number.to_bytes(6, "big") for number in range(count))
    sample.write(file, {"manifest.json.p7s": cms(bag)})
    return None


@bomb
def a_million_certificates_in_signatures(file, sample):
    cert = next(data for path, data in sample.members if path.endswith(".cer"))
    signed = next(json.loads(line)["entry"] for line in sample.lines
                  if b'"family":"signature"' in line)
    lines = []
    for number in range(300):
        bag = b"".join(cert[:-6] + (number * 1400 + index).to_bytes(6, "big")
                       for index in range(1400))
        body = signed["body"] | {"cms": base64.b64encode(cms(bag)).decode()}
        lines.append(entry(sample, len(sample.lines) + number, family="signature", body=body))
    sample.write(file, {f"data/records/{sample.log}.jsonl": b"".join(sample.lines + lines)})
    return None


def cms(bag):
    """SignedData around a bag of certificates; no signature in it is right."""
    sha256 = der(0x30, bytes.fromhex("0609608648016503040201"))
    data = der(0x30, bytes.fromhex("06092a864886f70d010701"))
    signer = der(0x30, b"\x02\x01\x01", der(0x80, b"k"), sha256, sha256, der(0x04, b"s"))
    signed = der(0x30, b"\x02\x01\x01", der(0x31, sha256), data, der(0xA0, bag),
                 der(0x31, signer))
    return der(0x30, bytes.fromhex("06092a864886f70d010702"), der(0xA0, signed))


TIME = der(0x17, b"260101000000Z")


def revocation_list(sample, file, lines):
    """The sample with a list of these lines; its signature is none."""
    name = der(0x30, der(0x31, der(0x30, b"\x06\x03\x55\x04\x03", der(0x0C, b"Bomb"))))
    algorithm = der(0x30, bytes.fromhex("06082a8648ce3d040302"))
    tbs = der(0x30, b"\x02\x01\x01", algorithm, name, TIME, TIME, der(0x30, b"".join(lines)))
    crl = der(0x30, tbs, algorithm, der(0x03, b"\0", b"signature"))
    sample.write(file, added={f"evidence/revocation/{archive.sha256(crl)}.crl": crl})


@bomb
def revocation_list_of_sixty_megabytes(file, sample):
    line = len(der(0x30, der(0x02, bytes(8)), TIME))
    revocation_list(sample, file, (
        der(0x30, der(0x02, (1 << 62 | number).to_bytes(8, "big")), TIME)
        for number in range((60 << 20) // line)))
    return None


@bomb
def revocation_list_in_no_order(file, sample):
    # The greatest list that is read, of the shortest lines, each number somewhere else.
    count = (79 << 20) // len(der(0x30, der(0x02, bytes(4)), TIME))
    revocation_list(sample, file, (
        der(0x30, der(0x02, (1 << 30 | number * 0x9E3779B1 % (1 << 30)).to_bytes(4, "big")), TIME)
        for number in range(count)))
    return None


@bomb
def revocation_list_of_numbers_that_end_alike(file, sample):
    revocation_list(sample, file, (
        der(0x30, der(0x02, (1 << 54 | number).to_bytes(7, "big") + bytes(4)), TIME)
        for number in range(2_000_000)))
    return None


@bomb
def revocation_list_of_extensions(file, sample):
    more = der(0x30, b"".join(der(0x30, b"\x06\x02\x2a" + bytes([kind]), der(0x04))
                              for kind in range(64)))
    line = len(more) + 30
    revocation_list(sample, file, (
        der(0x30, der(0x02, (1 << 62 | number).to_bytes(8, "big")), TIME, more)
        for number in range((60 << 20) // line)))
    return None


@bomb
def revocation_list_of_one_long_extension(file, sample):
    more = der(0x30, der(0x30, b"\x06\x02\x2a\x03", der(0x04, bytes(60 << 20))))
    revocation_list(sample, file, [der(0x30, b"\x02\x01\x01", TIME, more)])
    return None


def response(answers):
    """An OCSP response of so many answers; its signature is none."""
    algorithm = der(0x30, bytes.fromhex("06082a8648ce3d040302"))
    hashed = der(0x30, bytes.fromhex("06052b0e03021a"))
    time_ = der(0x18, b"20260101000000Z")
    single = b"".join(
        der(0x30, der(0x30, hashed, der(0x04), der(0x04), b"\x02\x02" + number.to_bytes(2, "big")),
            der(0x80), time_) for number in range(0x100, 0x100 + answers))
    tbs = der(0x30, der(0xA2, der(0x04, b"k")), time_, der(0x30, single))
    basic = der(0x30, tbs, algorithm, der(0x03, b"\0", b"signature"))
    kind = bytes.fromhex("06092b0601050507300101")
    return der(0x30, b"\x0a\x01\x00", der(0xA0, der(0x30, kind, der(0x04, basic))))


@bomb
def responses_of_many_answers(file, sample):
    added = {}
    for number in range(200):
        data = response(1_300)[:-2] + number.to_bytes(2, "big")
        added[f"evidence/revocation/{archive.sha256(data)}.ocsp"] = data
    sample.write(file, added=added)
    return "LIMIT_EXCEEDED"


@bomb
def response_of_sixty_megabytes(file, sample):
    data = response(1_000) + bytes(60 << 20)
    sample.write(file, added={f"evidence/revocation/{archive.sha256(data)}.ocsp": data})
    return "LIMIT_EXCEEDED"


@bomb
def receipts_without_number(file, sample):
    note = next(data for path, data in sample.members if path.endswith("/note"))
    added = {f"evidence/logs/{sample.log}/{size}/note": note for size in range(1, 240_000)}
    sample.write(file, added=added)
    return "LIMIT_EXCEEDED"


@bomb
def four_megabytes_in_every_receipt(file, sample):
    added = {f"evidence/logs/{sample.log}/{size}/qa.tsr": 4 << 20 for size in range(1, 200)}
    sample.write(file, added=added)
    return "LIMIT_EXCEEDED"


# Judging


def judge(verifier, trust, bundle, report):
    """Exit status, seconds of processor time, and peak memory in bytes of one run.

    The time is that of all cores together, so a busy machine changes nothing.
    """
    process = subprocess.Popen(
        [verifier, bundle, "--trust", str(trust), "--json", report, "--html", report + ".html",
         "--at", "2026-11-02T15:00:00Z", "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    timer = threading.Timer(120, process.kill)
    timer.start()
    error = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return process.returncode, seconds, usage.ru_maxrss * 1024, error


def codes(report):
    """The reason codes of a JSON report."""
    results = json.loads(pathlib.Path(report).read_bytes())["reports"][0]["results"]
    return {finding["code"] for result in results for finding in result["findings"]}


def main():
    if sys.argv[1] == "--make":
        _, _, folder, name, bundle = sys.argv
        with open(bundle, "w+b") as file:
            print(BOMBS[name](file, Sample(pathlib.Path(folder))) or "")
        return 0
    verifier, folder = sys.argv[1], sys.argv[2]
    wrong = []
    print(f"{'bomb':40} {'file':>10} {'status':>6} {'time':>8} {'peak':>8}")
    for name in sys.argv[3:] or BOMBS:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as place:
            wrong += [f"{name}: {problem}" for problem in trial(verifier, folder, name, place)]
    if wrong:
        print("\n".join(["bombs that cost too much or got away:"] + wrong), file=sys.stderr)
    return 1 if wrong else 0


def trial(verifier, folder, name, place):
    """Makes one bomb, judges it, prints what it cost; gives back what is wrong."""
    bundle, report = f"{place}/bundle.tar", f"{place}/report.json"
    # Made by another process: the kernel counts the memory of a parent at the time of the fork.
    expected = subprocess.run([sys.executable, __file__, "--make", folder, name, bundle],
                              check=True, capture_output=True, text=True).stdout.strip()
    size = os.path.getsize(bundle)
    status, seconds, memory, error = judge(verifier, f"{folder}/trust", bundle, report)
    print(f"{name:40} {size >> 20:7} MB {status:6} {seconds:6.2f} s {memory // 1_000_000:5} MB",
          flush=True)
    problems = []
    if status not in (FAILED, INDETERMINATE):
        problems.append(f"exit status {status}: {error[-300:]}")
    elif expected and expected not in codes(report):
        problems.append(f"no {expected} in the report, but {sorted(codes(report))}")
    if memory > MEMORY:
        problems.append(f"more than {MEMORY // 1_000_000} MB")
    if seconds > SECONDS:
        problems.append(f"more than {SECONDS} s")
    return problems


if __name__ == "__main__":
    sys.exit(main())
