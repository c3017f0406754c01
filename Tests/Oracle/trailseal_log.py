"""One log of a bundle: lines, chain, epochs, keys and what its records say of files."""

import trailseal_format as f
import trailseal_names as n
import trailseal_settings

ALWAYS_SHOWN = {"genesis", "epoch.open", "epoch.close", "gap", "clock", "service", "config",
                "notary", "log.end"}


class Line:
    """One record line, read. `parsed` is its entry; `Log` puts in what the opening says for it."""

    def __init__(self, data):
        entry, self.digest, self.code, self.reason = f.read_line(data)
        self.entry = entry
        self.parsed = None if entry is None else f.parse_canonical(entry, depth=2)


class Log:
    def __init__(self, data, disagree):
        if not data.endswith(b"\n"):
            raise f.Refused("a file of lines ends with LF")
        self.lines = [Line(line) for line in data[:-1].split(b"\n")]
        self.disagree = disagree
        self.leaves, self.links, self.epochs = [], [], []
        self.identifier, self.calendar, self.hidden = None, None, []
        self.resolve()

    def resolve(self):
        """Gives each entry what it leaves to its opening. Source: records.md §2."""
        reader = trailseal_settings.Reader()
        for number, line in enumerate(self.lines):
            if line.parsed is not None:
                line.parsed, missing = reader.read(line.parsed)
                for path in missing:
                    self.disagree("record %d: %s is missing" % (number, path))

    def entry(self, number):
        return self.lines[number].parsed if number < len(self.lines) else None

    def walk(self):
        """Links and leaves of all records; needs no key. Source: log.md §3."""
        if self.lines[0].entry is None:
            raise f.Refused("record 0 is withheld")
        self.identifier = previous = f.log_id(self.lines[0].entry)
        for number, line in enumerate(self.lines):
            link = f.link(number, previous, line.digest)
            previous = f.leaf(link, line.code)
            self.links.append(link)
            self.leaves.append(previous)
            if line.parsed and (line.parsed["seq"] != number or line.parsed["v"] != 1):
                self.disagree("record %d states number %r" % (number, line.parsed["seq"]))

    def check_epochs(self):
        """Cuts the lines into epochs and compares counts. Source: log.md §6."""
        start = 0
        for number, line in enumerate(self.lines):
            family = line.parsed and line.parsed["family"]
            if family == "epoch.open":
                if number != start:  # the epoch before has no close
                    self.end_epoch(start, number)
                    start = number
                after = line.parsed["body"]["after"]
                if after != self.leaves[number - 1].hex():
                    self.disagree("record %d: `after` isn't the leaf before" % number)
            elif number == start and (family != "genesis" or number != 0):
                self.disagree("record %d: an epoch begins with %s" % (number, family))
            elif family == "genesis" and number != 0:
                self.disagree("record %d: a second genesis" % number)
            if family == "epoch.close":
                self.end_epoch(start, number + 1)
                start = number + 1
        if start != len(self.lines):
            self.disagree("the last epoch has no close")
            self.end_epoch(start, len(self.lines))

    def end_epoch(self, start, end):
        epoch, counts = len(self.epochs), {}
        self.epochs.append((start, end))
        for number in range(start, end):
            entry = self.entry(number)
            if entry is None:
                continue
            if entry["epoch"] != epoch:
                self.disagree("record %d states epoch %r" % (number, entry["epoch"]))
            key = (entry["family"], entry.get("project", ""))
            counts[key] = counts.get(key, 0) + 1
        last = self.entry(end - 1)
        if last and last["family"] == "epoch.close":
            self.compare_counts(epoch, start, end, counts, last["body"]["counts"])

    def compare_counts(self, epoch, start, end, shown, stated):
        keys = [(item["family"], item.get("project", "")) for item in stated]
        if keys != sorted(set(keys)):
            self.disagree("epoch %d: counts out of order" % epoch)
        total = {key: item["count"] for key, item in zip(keys, stated)}
        if sum(total.values()) != end - start:
            self.disagree("epoch %d: counts of %d for %d records"
                          % (epoch, sum(total.values()), end - start))
        for key in sorted(set(total) | set(shown)):
            hidden = total.get(key, 0) - shown.get(key, 0)
            if hidden < 0 or (hidden and key[0] in ALWAYS_SHOWN):
                self.disagree("epoch %d: %d hidden of %s" % (epoch, hidden, key))
            if hidden:
                self.hidden.append({"epoch": epoch, "family": key[0], "project": key[1],
                                    "count": hidden})

    def check_keys(self, data):
        """Keys against the calendar, codes against the keys. Source: log.md §5."""
        file, genesis = f.parse_canonical(data), self.entry(0)["body"]
        self.calendar = genesis["calendar"]
        if file["v"] != 1 or len(file["epochs"]) != len(self.epochs):
            self.disagree("keys of %d epochs for %d" % (len(file["epochs"]), len(self.epochs)))
        row, report = [], []
        for epoch, item in enumerate(file["epochs"]):
            key = f.unhex(item["key"]) if "key" in item else None
            row.append(f.commitment(epoch, key) if key else f.unhex(item["commitment"]))
            report.append({"epoch": epoch, "commitment": row[-1].hex(),
                           "key": key.hex() if key else None,
                           "first": self.epochs[epoch][0],
                           "count": self.epochs[epoch][1] - self.epochs[epoch][0]})
            if key:
                self.check_codes(epoch, key)
        right = [f.unhex(node) for node in file["right"]]
        found = f.calendar_of(row, right, genesis["calendarDepth"])
        if found is None or found.hex() != self.calendar:
            self.disagree("the keys file doesn't give the calendar")
        return report

    def check_codes(self, epoch, key):
        start, end = self.epochs[epoch]
        running = f.first_record_key(key)
        for number in range(start, end):
            if f.mac(running, self.links[number]) != self.lines[number].code:
                self.disagree("record %d: the code doesn't hold" % number)
            running = f.next_record_key(running)

    def report(self):
        return [{"seq": number, "digest": line.digest.hex(), "code": line.code.hex(),
                 "leaf": self.leaves[number].hex(), "withheld": line.reason,
                 "family": line.parsed["family"] if line.parsed else None}
                for number, line in enumerate(self.lines)]

    # --------------------------------------------------------------------- datasets

    def captures(self):
        for number, line in enumerate(self.lines):
            if line.parsed and line.parsed["family"] == "capture":
                yield number, line.parsed, line.parsed["body"]

    def named_files(self):
        """{(sha256, size)} of every file state that a shown record names."""
        return {(body["sha256"], body["size"]) for _, _, body in self.captures()
                if body["event"] in ("created", "modified")}

    def owed_files(self):
        """The files of the newest shown version of each dataset. Source: bundle.md §7."""
        states, versions = {}, {}
        for number, entry, body in self.captures():
            n.unmap_path(body["path"])
            n.unmap_path(body["root"])
            state = states.setdefault(body["dataset"]["id"], {})
            if body["event"] == "dataset":
                versions[body["dataset"]["id"]] = dict(state)
            elif body["event"] == "deleted":
                state.pop(body["path"], None)
            else:
                state[body["path"]] = self.owed_file(number, entry.get("project"), body)
        owed = [item for files in versions.values() for item in files.values()]
        return sorted(owed, key=lambda item: item["seq"])

    def owed_file(self, number, project, body):
        own = None
        if project:
            own = "data/files/%s/%s/%s" % (self.identifier.hex()[:16], project, body["path"])
        return {
            "log": self.identifier.hex(), "seq": number, "dataset": body["dataset"]["id"],
            "path": body["path"], "raw": n.unmap_path(body["path"]).hex(),
            "size": body["size"], "sha256": body["sha256"], "own": own}

    def datasets(self, disagree):
        """Replays file states and compares each dataset record with them."""
        hidden = any(item["family"] == "capture" for item in self.hidden)
        state, result = {}, []
        for number, _, body in self.captures():
            files = state.setdefault(body["dataset"]["id"], {})
            if body["event"] == "deleted":
                files.pop(body["path"], None)
            elif body["event"] != "dataset":
                files[body["path"]] = (body["sha256"], body["size"])
            else:
                below = {self.below(path, body["path"]): item for path, item in files.items()}
                digest = n.dataset_digest({p: item[0] for p, item in below.items()}).hex()
                stated = (body["sha256"], body["fileCount"], body["byteCount"])
                found = (digest, len(files), sum(item[1] for item in files.values()))
                if stated != found and not hidden:
                    disagree("record %d" % number, "dataset: stored %r, computed %r"
                             % (stated, found))
                result.append({"seq": number, "dataset": body["dataset"]["id"],
                               "version": body["dataset"]["version"], "sha256": digest,
                               "fileCount": len(files), "agrees": stated == found})
        return result

    @staticmethod
    def below(path, dataset):
        if path == dataset:
            return path.rsplit("/", 1)[-1]
        if not path.startswith(dataset + "/"):
            raise f.Refused("%s isn't in the dataset %s" % (path, dataset))
        return path[len(dataset) + 1:]
