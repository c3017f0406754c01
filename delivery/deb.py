#!/usr/bin/env python3
"""Packs one program as a Debian package, the same bytes each time.

usage: deb.py SOURCE BINARY PARTS VERSION STAGE OUT

PARTS holds the program's manual page, completions, bill of materials and licences. What the package
needs of the system is read off the program by dpkg-shlibdeps.
"""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys

MAINTAINER = "The TrailSeal authors <trailseal@example.org>"

SUMMARIES = {
    "trailseal-capture": "record what a laboratory instrument wrote, and who signs for it",
    "trailseal-seal": "pack recorded evidence into a sealed inspection bundle",
    "trailseal-verify": "judge sealed inspection bundles without a network",
}
DETAILS = {
    "trailseal-capture":
        " Keeps an append-only log on the instrument's workstation: every dataset by its\n"
        " digests, electronic signatures bound to exact records, heads countersigned by\n"
        " outside witnesses. Comes with timers for systemd, none of which is enabled.",
    "trailseal-seal":
        " Selects records of a log, has the export approved, and writes one sealed tar\n"
        " that is also a BagIt bag. Renews the time-stamps of bundles that are kept.",
    "trailseal-verify":
        " Recomputes everything that a bundle holds and says in plain words what it\n"
        " proves, what it doesn't, and why. One statically linked file.",
}


def write(path, text, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)


def packed(text):
    return gzip.compress(text if isinstance(text, bytes) else text.encode(), 9, mtime=0)


def depends(binary, scratch):
    """The libraries by package and least version, for what isn't static."""
    (scratch / "debian").mkdir(parents=True, exist_ok=True)
    (scratch / "debian/control").write_text("Source: trailseal\n\nPackage: trailseal\nArchitecture: any\n")
    run = subprocess.run(["dpkg-shlibdeps", "-O", f"-e{binary}"], cwd=scratch, check=True,
                         capture_output=True, text=True)
    found = re.search(r"shlibs:Depends=(.*)", run.stdout)
    return found.group(1).split(", ") if found else []


def changelog(version, epoch):
    time = subprocess.run(["date", "-u", "-R", "-d", f"@{epoch}"], check=True, capture_output=True,
                          text=True).stdout.strip()
    return (f"trailseal ({version}) unstable; urgency=medium\n\n"
            "  * See docs/changelog.md of the source for what changed.\n\n"
            f" -- {MAINTAINER}  {time}\n")


def install(source, binary, parts, root, version, epoch):
    """Everything but the control files."""
    name = binary.name
    write(root / "usr/bin" / name, binary.read_bytes(), 0o755)
    write(root / f"usr/share/man/man1/{name}.1.gz", packed((parts / f"{name}.1").read_bytes()))
    write(root / f"usr/share/bash-completion/completions/{name}", (parts / f"{name}.bash").read_bytes())
    write(root / f"usr/share/zsh/vendor-completions/_{name}", (parts / f"_{name}").read_bytes())
    write(root / f"usr/share/fish/vendor_completions.d/{name}.fish", (parts / f"{name}.fish").read_bytes())
    documents = root / "usr/share/doc" / name
    write(documents / "changelog.gz", packed(changelog(version, epoch)))
    write(documents / "copyright", (source / "delivery/debian/copyright").read_bytes())
    write(documents / f"{name}.cdx.json.gz", packed((parts / f"{name}.cdx.json").read_bytes()))
    for text in sorted((parts / "licences").glob("*.txt")):
        write(documents / "parts" / f"{text.name}.gz", packed(text.read_bytes()))
    extra = source / "delivery/debian" / name
    if extra.is_dir():
        for path in sorted(extra.rglob("*")):
            if path.is_file() and path.parts[len(extra.parts)] != "control":
                write(root / path.relative_to(extra), path.read_bytes())


def control(source, binary, root, scratch, version):
    """The control files: what the package is, what it needs, what runs when it is installed."""
    name = binary.name
    folder = source / "delivery/debian" / name / "control"
    needs = depends(binary, scratch)
    if (folder / "depends").exists():
        needs += (folder / "depends").read_text().split("\n")
    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True,
                                  text=True).stdout.strip()
    size = sum(path.stat().st_size + 1023 for path in root.rglob("*") if path.is_file()) // 1024
    fields = [("Package", name), ("Source", "trailseal"), ("Version", version),
              ("Section", "science"), ("Priority", "optional"), ("Architecture", architecture),
              ("Depends", ", ".join(filter(None, needs))), ("Installed-Size", str(size)),
              ("Maintainer", MAINTAINER), ("Description", SUMMARIES[name])]
    text = "".join(f"{field}: {value}\n" for field, value in fields if value)
    write(root / "DEBIAN/control", text + DETAILS[name] + "\n")
    files = sorted(path for path in root.rglob("*") if path.is_file() and "DEBIAN" not in path.parts)
    sums = subprocess.run(["md5sum"] + [str(path.relative_to(root)) for path in files], cwd=root,
                          check=True, capture_output=True, text=True).stdout
    write(root / "DEBIAN/md5sums", sums)
    settings = [f"/{path.relative_to(root)}\n" for path in files if path.is_relative_to(root / "etc")]
    if settings:
        write(root / "DEBIAN/conffiles", "".join(settings))
    for script in ["postinst", "prerm", "postrm"]:
        if (folder / script).exists():
            write(root / "DEBIAN" / script, (folder / script).read_bytes(), 0o755)
    return f"{name}_{version}_{architecture}.deb"


def main():
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    source, binary, parts, version, stage, out = sys.argv[1:]
    source, binary, parts, stage = map(pathlib.Path, (source, binary, parts, stage))
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    root = stage / f"{binary.name}.root"
    shutil.rmtree(root, ignore_errors=True)
    install(source, binary, parts, root, version, epoch)
    file = control(source, binary, root, stage / f"{binary.name}.scratch", version)
    for path in [root, *root.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (epoch, epoch))
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root),
                    str(pathlib.Path(out) / file)], check=True, stdout=subprocess.DEVNULL)


main()
