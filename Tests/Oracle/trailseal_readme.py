"""The copy for people, made a second time. Source: docs/formats/readme-1.md.

The fixed texts and the list of hidden characters are read from that document itself,
so what it prints is what is compared.
"""

import datetime
import os
import re

import schema_check
import trailseal_names as n

# §4.3, §5: what the page lists row by row.
FILES_SHOWN = 1000
RECORDS_SHOWN = 1000

DOCUMENT = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir, "docs", "formats",
    "readme-1.md")


def fixed_texts():
    with open(DOCUMENT, encoding="utf-8") as file:
        text = file.read()
    data_end, head, tail = re.findall(r"```html\n(.*?)```", text, re.S)
    section = text[text.index("## 6 Hidden"):text.index("## 7 Head")]
    ranges = []
    for line in re.findall(r"^    (.*)$", section, re.M):
        for item in line.split():
            low, _, high = item.partition("\u2013")
            ranges.append((int(low, 16), int(high or low, 16)))
    return data_end, head, tail, ranges


DATA_END, HEAD, TAIL, HIDDEN = fixed_texts()
MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def is_hidden(code):
    if 0x20 <= code <= 0x7E:
        return False
    return code & 0xFFFE == 0xFFFE or any(low <= code <= high for low, high in HIDDEN)


def escaped(text):
    return "".join(
        MARKUP.get(c) or ('<span class="cp">U+%04X</span>' % ord(c) if is_hidden(ord(c)) else c)
        for c in text)


def isolated(text):
    return "<bdi>%s</bdi>" % escaped(text)


def element(name, text):
    return "<%s>%s</%s>" % (name, isolated(text), name)


def term(name, text):
    return "<dt>%s</dt>%s\n" % (escaped(name), element("dd", text))


def table(caption, columns, rows):
    head = "".join('<th scope="col">%s</th>' % column for column in columns)
    return ("<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>\n%s"
            "</tbody></table>\n" % (caption, head, "".join(rows)))


def row(cells):
    return "<tr>%s</tr>\n" % "".join(element("td", cell) for cell in cells)


def number(value):
    return "{:,}".format(value)


def seconds(utc):
    return utc[:19] + "Z"


def when(clock):
    sign = -1 if clock["offset"][0] == "-" else 1
    ahead = datetime.timedelta(
        hours=int(clock["offset"][1:3]), minutes=int(clock["offset"][4:6])) * sign
    local = datetime.datetime.fromisoformat(clock["utc"][:19]) + ahead
    return "%s %s (%s; %s)" % (
        local.isoformat(" "), clock["offset"], clock["zone"], seconds(clock["utc"]))


def is_read(entry):
    """Whether a body has the form of its family, as far as a schema can tell."""
    try:
        schema = schema_check.load("records", "%s-1.schema.json" % entry["family"])
    except OSError:
        return False
    return not schema_check.problems(entry["body"], schema)


def plain(item):
    return item.get("pathText") or item["path"]


class Summary:
    """What the page needs of a log before its records."""

    def __init__(self, log):
        self.label, self.log = log.identifier.hex()[:16], log
        self.genesis, self.policy, self.export = None, None, None
        self.projects, self.people, self.requests, self.titles = {}, {}, {}, {}
        self.signatures, self.states, self.versions = [], {}, {}
        self.withheld, self.shown, self.closed, self.unclosed = {}, {}, {}, 0
        self.bodies = {}
        for sequence, line in enumerate(log.lines):
            if line.parsed is None:
                self.withheld[line.reason] = self.withheld.get(line.reason, 0) + 1
            else:
                family = line.parsed["family"]
                self.shown[family] = self.shown.get(family, 0) + 1
                if is_read(line.parsed):
                    self.bodies[sequence] = line.parsed["body"]
                    self.take(sequence, line.parsed, family, line.parsed["body"])

    def take(self, sequence, entry, family, body):
        if family == "genesis":
            self.genesis = body
        elif family == "project":
            self.projects[body["label"]] = body["name"]
        elif family == "identity":
            self.people[body["personId"]] = body["printedName"]
        elif family == "policy":
            self.policy = body["sha256"]
        elif family == "capture":
            self.capture(sequence, entry, body)
        elif family == "signature":
            self.signatures.append((sequence, body["statement"], []))
        elif family == "signature.status":
            for place, _, later in self.signatures:
                if place == body["signature"]["seq"]:
                    later.append("%s: %s" % (body["status"], body["reason"]))
        elif family == "export.request":
            self.requests[sequence] = body
            self.titles[sequence] = "export request " + body["exportId"]
        elif family == "export":
            self.export = (body, entry["time"])
        elif family == "epoch.open":
            self.unclosed += "recovery" in body
        elif family == "epoch.close":
            for item in body["counts"]:
                self.closed[item["family"]] = self.closed.get(item["family"], 0) + item["count"]

    def capture(self, sequence, entry, body):
        files = self.states.setdefault(body["dataset"]["id"], {})
        if body["event"] == "dataset":
            ordered = [files[path] for path in sorted(files, key=str.encode)]
            self.versions[body["dataset"]["id"]] = (sequence, entry, body, ordered)
            self.titles[sequence] = "dataset %s, version %d" % (
                plain(body), body["dataset"]["version"])
        elif body["event"] == "deleted":
            files.pop(body["path"], None)
        else:
            files[body["path"]] = (entry.get("project"), body)

    def link(self, sequence):
        if sequence >= RECORDS_SHOWN:
            return "record %d" % sequence
        return '<a href="#r-%s-%d">record %d</a>' % (self.label, sequence, sequence)

    def section(self, name, title, first):
        if first:
            return '<section id="%s"><h2>%s</h2>\n' % (name, title)
        return '<section id="%s-%s"><h2>%s (log %s)</h2>\n' % (
            name, self.label, title, self.label)

    def newest(self):
        return sorted(self.versions.values(), key=lambda version: version[0])


# -------------------------------------------------------------------- §4 parts


def export_terms(log):
    if log.genesis:
        yield "Organisation", log.genesis["organisation"]
        yield "Site", log.genesis["site"]
        yield "Computer", log.genesis["host"]
    yield "Log", log.label
    yield "Records in the log", number(len(log.log.lines))
    request = log.export and log.requests.get(log.export[0]["request"]["seq"])
    if not request:
        yield "Request", "not shown"
        return
    yield "Export", request["exportId"]
    yield "Purpose", request["purpose"]
    yield "Recipient", request["recipient"]
    name = log.people.get(request["requester"])
    yield "Requested by", ("%s (%s)" % (name, request["requester"])
                           if name else request["requester"])
    for sequence, statement, _ in log.signatures:
        if sequence == log.export[0]["approval"]["seq"]:
            yield "Approved by", "%s (%s), %s: %s" % (
                statement["printedName"], statement["personId"], when(statement["signedAt"]),
                statement["meaning"]["label"])
    yield "Exported", when(log.export[1])
    for kept in request.get("notKeptHere", []):
        yield "Not kept here", "%s: %s (%s)" % (kept["family"], kept["where"], kept["why"])
    for item in request.get("withholding", []):
        yield "Withheld as " + item["reason"], item["what"]


def signature_row(log, sequence, statement, later):
    targets = []
    for target in statement["targets"]:
        if not target.get("log", log.label).startswith(log.label):
            targets.append(isolated(
                "record %d of log %s" % (target["seq"], target["log"][:16])))
        else:
            title = log.titles.get(target["seq"])
            targets.append(log.link(target["seq"]) + (": " + isolated(title) if title else ""))
    cells = ["%s (%s)" % (statement["printedName"], statement["personId"]),
             when(statement["signedAt"]),
             "%(label)s (%(code)s)" % statement["meaning"],
             statement.get("reason", "none given"), statement["role"], statement["userId"]]
    return "<tr>%s<td>%s</td><td>%s</td>%s</tr>\n" % (
        "".join(element("td", cell) for cell in cells), "<br/>".join(targets),
        log.link(sequence), element("td", "; ".join(later) or "nothing recorded"))


def signatures(log, first):
    part = log.section("signatures", "Electronic signatures", first)
    if not log.signatures:
        part += "<p>No signature is shown.</p>"
    else:
        part += table(
            "Signatures in the order of the log " + log.label,
            ["Printed name", "Date and time", "Meaning", "Reason", "Role", "User id",
             "Signed records", "Record", "Later"],
            [signature_row(log, *item) for item in log.signatures])
    return part + "</section>\n"


def member_path(bundle, label, project, body, collisions):
    own = "data/files/%s/%s/%s" % (label, project, body["path"]) if project else None
    if own and own not in collisions:
        try:
            n.split_name("%s/%s" % (bundle, own))
            return own
        except n.Refused:
            pass
    return "data/unnamed/" + body["sha256"]


def dataset(log, version, bundle, collisions):
    sequence, entry, body, files = version
    part = "<article>" + element("h3", plain(body)) + "<dl>\n"
    part += term("Dataset", "%s, version %d" % (body["dataset"]["id"],
                                                body["dataset"]["version"]))
    part += term("Kind", "%(kind)s, %(state)s" % body["dataset"])
    if body["dataset"].get("missing"):
        part += term("Missing", ", ".join(body["dataset"]["missing"]))
    project = entry.get("project")
    part += term("Project", log.projects.get(project, project) if project else "none")
    part += term("Files", number(body["fileCount"]))
    part += term("Size", number(body["byteCount"])
                 + (" byte" if body["byteCount"] == 1 else " bytes"))
    part += term("SHA-256 of the list of files", body["sha256"])
    part += "<dt>Stated by</dt><dd>%s</dd></dl>\n" % log.link(sequence)
    rows = []
    for label, item in files[:FILES_SHOWN]:
        path = member_path(bundle, log.label, label, item, collisions)
        rows.append('<tr><td><a href="%s">%s</a></td>%s%s%s</tr>\n' % (
            path[len("data/"):], isolated(plain(item)), element("td", number(item["size"])),
            element("td", seconds(item["modifiedUtc"])), element("td", item["sha256"])))
    rest = "" if len(files) <= FILES_SHOWN else (
        "<p>The first %s of %s files are listed. Every one is a line of "
        "<code>manifest-sha256.txt</code>, or stands under <code>absent</code> in "
        "<code>manifest.json</code>.</p>\n" % (number(FILES_SHOWN), number(len(files))))
    return part + '<details open="open"><summary>Files</summary>' + table(
        "Files", ["File", "Size in bytes", "Modified (UTC)", "SHA-256"], rows
    ) + rest + "</details></article>\n"


def datasets(logs, bundle):
    part = '<section id="datasets"><h2>Datasets and files</h2>\n'
    if not any(log.versions for log in logs):
        part += "<p>No dataset is shown.</p>\n"
    own = [("data/files/%s/%s/%s" % (log.label, label, item["path"]), item["sha256"])
           for log in logs for version in log.newest() for label, item in version[3] if label]
    collisions = n.colliding(own)
    for log in logs:
        for version in log.newest():
            part += dataset(log, version, bundle, collisions)
    return part + DATA_END


def withheld(log, first):
    part = log.section("withheld", "What is withheld", first)
    total = sum(log.withheld.values())
    if not total:
        return part + "<p>Nothing: every record of the log is shown.</p>\n</section>\n"
    part += ("<p>%s of %s records of the log are withheld. Each keeps its place and its digest, "
             "and can be asked for.</p>\n" % (number(total), number(len(log.log.lines))))
    order = ["out-of-scope", "personal-data", "third-party", "privileged"]
    part += table("By reason", ["Reason", "Records"],
                  [row([r, number(log.withheld[r])]) for r in order if r in log.withheld])
    hidden = [(family, count, log.shown.get(family, 0))
              for family, count in sorted(log.closed.items())]
    part += table("By family, as the closes of the key periods count them",
                  ["Family", "Recorded", "Shown"],
                  [row([family, number(count), number(shown)])
                   for family, count, shown in hidden if count > shown])
    if log.unclosed:
        part += ("<p>%s %s no close of their own, so the table is not complete.</p>\n" % (
            number(log.unclosed),
            "key period has" if log.unclosed == 1 else "key periods have"))
    return part + "</section>\n"


def policy(log, policies, first):
    part = log.section("policy", "Site policy", first)
    found = policies.get(log.policy)
    if not found:
        return part + "<p>No policy is shown.</p>\n</section>\n"
    part += "<p>In force at the export: %s.</p>\n" % isolated(
        "%s, version %s" % (found["policyId"], found["version"]))
    asked = found.get("requireReason", [])
    part += table("What a signature may mean", ["Code", "Meaning", "Reason asked"],
                  [row([m["code"], m["label"], "yes" if m["code"] in asked else "no"])
                   for m in found["meanings"]])
    return part + "</section>\n"


# ------------------------------------------------------------------ §5 records

TITLES = {
    "signature": lambda b: "%s signed: %s" % (
        b["statement"]["printedName"], b["statement"]["meaning"]["label"]),
    "signature.status": lambda b: "Signature in record %d is %s" % (
        b["signature"]["seq"], b["status"]),
    "identity": lambda b: "%(printedName)s is %(status)s" % b,
    "credential": lambda b: "Credentials of %(userId)s: %(kind)s" % b,
    "project": lambda b: "Project %(name)s introduced" % b,
    "policy": lambda b: "Policy %(policyId)s, version %(version)s, in force" % b,
    "service": lambda b: "Program: %(event)s" % b,
    "notary": lambda b: "Notary %(notary)s: %(result)s" % b,
    "export.request": lambda b: "Export %(exportId)s requested" % b,
    "export": lambda b: "Export %(exportId)s" % b,
    "export.sealed": lambda b: "Export %(exportId)s sealed as %(bundle)s" % b,
    "audit": lambda b: "Audit: %(action)s" % b,
    "genesis": lambda b: "The log begins", "log.end": lambda b: "The log ends",
    "epoch.open": lambda b: "Key period opened", "epoch.close": lambda b: "Key period closed",
    "gap": lambda b: "Gap in watching", "clock": lambda b: "Clock step",
    "config": lambda b: "Configuration in force",
    "capture": lambda b: (
        "Dataset %s, version %d, %s" % (plain(b), b["dataset"]["version"],
                                        b["dataset"]["state"])
        if b["event"] == "dataset" else "File %s: %s" % (b["event"], plain(b))),
}


def field(path, value):
    if isinstance(value, bool):
        return term(path, "yes" if value else "no")
    if isinstance(value, int):
        return term(path, str(value))
    if isinstance(value, str):
        if path.split(".")[-1] == "cms":
            value = "%d characters of base64, in the record itself" % len(value.encode())
        return term(path, value)
    if not value:
        return term(path, "none")
    if isinstance(value, list):
        return "".join(field("%s %d" % (path, k + 1), item) for k, item in enumerate(value))
    return "".join(field("%s.%s" % (path, key), item) for key, item in value.items())


def who(log, actor):
    person = actor.get("personId")
    name = actor.get("name") or log.people.get(person)
    text = "%s%s, " % (name, " (%s)" % person if person else "") if name else ""
    text += "user " + actor["userId"]
    text += ", " + actor["role"] if "role" in actor else ""
    return "%s; %s, %s, %s" % (text, actor["kind"], actor["source"], actor["attribution"])


def record(log, sequence, line):
    anchor = 'id="r-%s-%d"' % (log.label, sequence)
    if line.parsed is None:
        return ('<tr class="withheld" %s><td>%d</td><td colspan="4">withheld (%s); '
                "SHA-256 %s</td></tr>\n" % (anchor, sequence, line.reason, line.digest.hex()))
    entry, body = line.parsed, log.bodies.get(sequence)
    title = TITLES[entry["family"]](body) if body is not None else entry["family"]
    fields = ""
    if "project" in entry:
        fields += term("project", log.projects.get(entry["project"], entry["project"]))
    fields += "".join(field(key, value) for key, value in entry["body"].items())
    if "cause" in entry:
        fields += term("cause", entry["cause"])
    return "<tr %s><td>%d</td>%s%s%s<td><dl>%s</dl></td></tr>\n" % (
        anchor, sequence, element("td", when(entry["time"])),
        element("td", who(log, entry["actor"])), element("td", title), fields)


def page(logs, policies, bundle):
    """The whole page, as bytes."""
    logs = [Summary(log) for log in sorted(logs, key=lambda log: log.identifier)]
    parts = [HEAD]
    for at, log in enumerate(logs):
        parts.append(log.section("export", "Export", at == 0) + "<dl>\n")
        parts += [term(*item) for item in export_terms(log)]
        parts.append("</dl></section>\n" + signatures(log, at == 0))
    parts.append(datasets(logs, bundle))
    for at, log in enumerate(logs):
        parts.append(withheld(log, at == 0) + policy(log, policies, at == 0))
    for at, log in enumerate(logs):
        count = len(log.log.lines)
        rest = "" if count <= RECORDS_SHOWN else (
            '<p>The first %s of %s records are shown. Every one is a row of '
            '<a href="records/%s.csv">records/%s.csv</a>.</p>\n' % (
                number(RECORDS_SHOWN), number(count), log.label, log.label))
        parts.append(log.section("records", "All records", at == 0) + rest + table(
            "Records in the order of the log", ["Record", "When", "Who", "What", "In detail"],
            [record(log, i, line)
             for i, line in enumerate(log.log.lines[:RECORDS_SHOWN])]) + "</section>\n")
    return "".join(parts + [TAIL]).encode()
