#!/usr/bin/env python3
"""Says what is inside a program: a bill of materials (CycloneDX 1.5) and the licences of every part.

usage: materials.py PROGRAM LINK-MAP VERSION COMMIT EPOCH BILL LICENCE-FOLDER

What is inside is read off the linker's own list: every archive of which it took a part. What lies
outside, the libraries that the loader fetches, is read off the program. Each is looked up in the
package that its file belongs to. A part that no table here knows ends the run: somebody has to look
at its licence first.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys
import uuid

# Licences by Debian source package, as SPDX expressions; the texts come from the packages.
LICENCES = {
    "openssl": "Apache-2.0",
    "libxml2": "MIT",
    "glibc": "LGPL-2.1-or-later",
    "gcc-12": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libarchive": "BSD-2-Clause",
    "curl": "curl",
    "sqlite3": "blessing",
}
SWIFT = "Apache-2.0 WITH Swift-exception"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def archives(link_map):
    """Every file of a library or of the compiler that the linker took something from."""
    found = set()
    for line in open(link_map, errors="replace"):
        for path in re.findall(r"(/[^\s()]+\.(?:a|o))(?=[(\s]|$)", line):
            if path.endswith(".a") or "/crt" in path:
                found.add(str(pathlib.Path(path).resolve()))
    return sorted(found)


def libraries(program):
    """Every shared library that the loader fetches because the program names it."""
    named = set(re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-dW", program)))
    if not named:
        return []
    places = dict(re.findall(r"^\s*(\S+) => (\S+)", output("ldd", program), re.M))
    return sorted(str(pathlib.Path(places[name]).resolve()) for name in named if name in places)


def debian(path):
    """Package, version, architecture and source package of an installed file; None outside of all."""
    # The file may be known by its name before folders were merged.
    names = [path] + ([path[4:]] if path.startswith("/usr/") else [])
    for name in names:
        run = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True)
        if run.returncode == 0:
            package = run.stdout.split(": ")[0]
            form = "${Package}\t${Version}\t${Architecture}\t${source:Package}"
            return output("dpkg-query", "-W", f"-f={form}", package).split("\t")
    return None


def collect(program, link_map):
    """Parts by name: where from, which version, which files, inside or outside."""
    parts = {}
    toolchain = pathlib.Path(output("which", "swift").strip()).resolve().parent.parent
    swift = re.search(r"Swift version (\S+)", output("swift", "--version"))
    for inside, paths in [(True, archives(link_map)), (False, libraries(program))]:
        for path in paths:
            if pathlib.Path(path).is_relative_to(toolchain):
                key = ("swift", swift.group(1) if swift else "unknown", "", "swift")
                texts = [toolchain / "share/swift/LICENSE.txt"]
            else:
                key = debian(path)
                if key is None:
                    continue  # objects of the program itself
                key = tuple(key)
                texts = [pathlib.Path("/usr/share/doc") / key[0] / "copyright"]
            part = parts.setdefault((key, inside), {"files": [], "texts": texts})
            part["files"].append(path)
    return parts


def component(key, inside, part):
    name, version, architecture, source = key
    licence = SWIFT if name == "swift" else LICENCES.get(source)
    if licence is None:
        sys.exit(f"materials: no licence is known for {name} (source package {source}); look and add it")
    reference = f"{name}@{version}" + ("" if inside else "#shared")
    entry = {
        "type": "library", "bom-ref": reference, "name": name, "version": version,
        "licenses": [{"expression": licence}],
        "properties": [
            {"name": "trailseal:linked", "value": "inside the file" if inside else "fetched by the loader"},
        ] + [{"name": f"trailseal:sha256:{pathlib.Path(path).name}", "value": sha256(path)}
             for path in sorted(part["files"])],
    }
    if architecture:
        plain = version.replace(":", "%3A").replace("+", "%2B")
        entry["purl"] = f"pkg:deb/debian/{name}@{plain}?arch={architecture}&distro=debian-12"
    return entry


def bill(program, version, commit, time, parts):
    name = pathlib.Path(program).name
    digest = sha256(program)
    components = [component(key, inside, part) for (key, inside), part in sorted(parts.items())]
    own = f"{name}@{version}"
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5",
        # Of the file's digest, so that the same file has the same number.
        "serialNumber": "urn:uuid:" + str(uuid.UUID(bytes=bytes.fromhex(digest[:32]), version=4)),
        "version": 1,
        "metadata": {
            "timestamp": time,
            "component": {
                "type": "application", "bom-ref": own, "name": name, "version": version,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "properties": [{"name": "trailseal:commit", "value": commit}],
            },
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [entry["bom-ref"] for entry in components]}]
        + [{"ref": entry["bom-ref"]} for entry in components],
    }


def write_licences(folder, parts):
    """The texts of whatever is inside; what the loader fetches comes with licences of its own."""
    for (key, inside), part in sorted(parts.items()):
        if not inside:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        for text in part["texts"]:
            (folder / f"{key[0]}.txt").write_bytes(text.read_bytes())


def main():
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    program, link_map, version, commit, epoch, target, folder = sys.argv[1:]
    time = output("date", "-u", "-d", f"@{epoch}", "+%Y-%m-%dT%H:%M:%SZ").strip()
    parts = collect(program, link_map)
    text = json.dumps(bill(program, version, commit, time, parts), indent=1, sort_keys=True)
    pathlib.Path(target).write_text(text + "\n")
    write_licences(pathlib.Path(folder), parts)


main()
