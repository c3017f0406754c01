"""What an epoch's opening says for the records behind it. Source: docs/formats/records.md §2."""

import trailseal_format as f

OPENINGS = ("genesis", "epoch.open")
CLOCK = ("boot", "offset", "source", "sync", "zone")


def resolve(entry, opening):
    """(entry with what it leaves to its opening, JSON pointers of what nobody states).

    `opening` is the opening in force, resolved, or None. A value is taken whole or not
    at all: a record that states its own `sync` or `origin` gets no member of it from there.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("time"), dict):
        raise f.Refused("an entry without a time")
    if opening is None or entry.get("family") in OPENINGS:
        opening = {"time": {}}  # nothing to take from
    result, missing = {**entry, "time": dict(entry["time"])}, []
    for place, names, own, other in [
        ("/", ("origin",), result, opening), ("/time/", CLOCK, result["time"], opening["time"]),
    ]:
        for name in names:
            if name not in own and name in other:
                own[name] = other[name]
            elif name not in own:
                missing.append(place + name)
    return result, missing


def shortened(entry, opening):
    """The entry as a program writes it: without what is equal in its opening."""
    if entry["family"] in OPENINGS:
        return entry
    result = {**entry, "time": {
        name: value for name, value in entry["time"].items()
        if name not in CLOCK or value != opening["time"][name]}}
    if result["origin"] == opening["origin"]:
        del result["origin"]
    return result


class Reader:
    """Resolves the entries of a log, one behind the other."""

    def __init__(self):
        self.opening = None

    def read(self, entry):
        """As `resolve`, by the last opening in clear that states everything."""
        result, missing = resolve(entry, self.opening)
        # A record that founds a log in the middle of another opens nothing there.
        founds = entry.get("family") != "genesis" or entry.get("seq") == 0
        if entry.get("family") in OPENINGS and founds and not missing:
            self.opening = result
        return result, missing


# ------------------------------------------------------------------------- vectors


def without(entry, pointer):
    """A copy of the entry that lacks what the pointer names."""
    *folder, name = pointer[1:].split("/")
    result = {**entry, "time": dict(entry["time"])}
    del (result[folder[0]] if folder else result)[name]
    return result


POINTERS = ["/origin"] + ["/time/" + name for name in CLOCK]


def stating(entry, origin=None, **clock):
    """The shortened entry with some of it stated after all."""
    result = {**entry, "time": {**entry["time"], **clock}}
    return {**result, "origin": origin} if origin else result


def vectors(opening, full):
    """The member `settings`: an opening, and a record behind it that states everything."""
    short = shortened(full, opening)
    assert resolve(short, opening) == (full, [])
    entries = [
        short, full, stating(short, offset="-05:00", zone="America/New_York"),
        # Taken whole or not at all: no member of the opening's stands in these.
        stating(short, sync={"status": "unknown"}),
        stating(short, boot="another boot", source="set-by-hand"),
        stating(short, origin={**opening["origin"], "version": "1.0.1", "host": "nmrpc8"}),
        stating(short, **{name: full["time"][name] for name in CLOCK}),
        stating(short, origin=opening["origin"]),
        # An opening asks no other.
        {**opening, "time": {**opening["time"], "offset": "+00:00", "zone": "Etc/UTC"}},
    ]
    accepted = []
    for entry in entries:
        resolved, missing = resolve(entry, opening)
        assert not missing
        accepted.append({"entry": f.canonical(entry), "origin": resolved["origin"],
                         "time": resolved["time"]})
    refused = []
    for entry, before in [(opening, opening), (full, None)]:
        for pointer in POINTERS:
            cut = without(entry, pointer)
            assert resolve(cut, before)[1] == [pointer]
            refused.append({"entry": f.canonical(cut), "path": pointer,
                            **({} if before else {"withoutOpening": True})})
    return {"opening": f.canonical(opening), "accepted": accepted, "refused": refused}
