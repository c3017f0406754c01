#!/usr/bin/env python3
"""Makes browsable documentation of every module from the doc comments.

usage: make.py PRODUCTS OUT

PRODUCTS is where a release build put its products. The compiler writes down what each module declares
(`swift-symbolgraph-extract`), DocC makes pages of that, and the landing page shows the modules by layer, with what
docs/architecture.md §1 says of each. Whatever the source declares as package or public and says nothing of is
listed, and the status is 1: that is the compiler's word on what Tests/Checks/documentation.sh reads from the text.
"""

import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys

SOURCES = pathlib.Path("Sources")
ARCHITECTURE = pathlib.Path("docs/architecture.md")
# From the top down, as docs/architecture.md §1 draws them; what belongs to the tests comes last.
LAYERS = ["Commands", "Roles", "Model", "Bindings", "TestKit"]
IDENTIFIER = "trailseal"
# Members that the compiler writes, and those that say what a protocol says of them already.
INHERITED = re.compile(r"init\(from:\)|init\(json:\)|json|description|family|==\(_:_:\)|<\(_:_:\)|hash\(into:\)")


def modules():
    """The modules of each layer that others can import, by the folders of Sources."""
    for layer in LAYERS:
        names = sorted(path.name for path in (SOURCES / layer).iterdir() if path.is_dir())
        yield layer, [name for name in names if "-" not in name]


def layers_section():
    """§1 of the architecture: its paragraphs, and what its table says of each module."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    section = re.search(r"^## 1 Layers\n(.*?)^## 2", text, re.S | re.M)[1]
    table = {}
    for names, what in re.findall(r"^\| (`.*?) \| (.*?) \|", section, re.M):
        for name in re.findall(r"`(\w+)`", names):
            table[name] = what[0].upper() + what[1:] + "."
    return re.sub(r"^\|.*\n", "", section, flags=re.M).strip("\n"), table


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr[-4000:]}")
    return done.stderr


def headers(products):
    """Where the compiler finds the modules of C: those of the tree, and what the libraries' own say."""
    libraries = re.findall(r'pkgConfig: "(.+?)"', pathlib.Path("Package.swift").read_text(encoding="utf-8"))
    flags = subprocess.run(["pkg-config", "--cflags", *libraries], capture_output=True, text=True, check=True).stdout
    maps = [f"-fmodule-map-file={path}" for path in sorted(products.glob("*.build/module.modulemap"))]
    return [f"-I{path}" for path in sorted((SOURCES / "System").iterdir())] + [
        part for flag in flags.split() + maps for part in ("-Xcc", flag)]


def graph(module, products, folder):
    """What the compiler knows of a module; the doc comments are in its graph."""
    folder.mkdir(parents=True)
    run("swift-symbolgraph-extract", "-module-name", module, f"-I{products}/Modules", *headers(products),
        "-target", f"{platform.machine()}-unknown-linux-gnu", "-minimum-access-level", "package",
        "-skip-inherited-docs", "-skip-synthesized-members", "-output-dir", folder)


def silent(folder):
    """Declarations that stand in the source and bear no comment."""
    for path in sorted(folder.glob("*.json")):
        for symbol in json.loads(path.read_text(encoding="utf-8"))["symbols"]:
            name = symbol["pathComponents"][-1]
            if "location" in symbol and "docComment" not in symbol and not INHERITED.fullmatch(name):
                place = symbol["location"]
                file = place["uri"].rsplit("/Sources/", 1)[-1]
                yield f"Sources/{file}:{place['position']['line'] + 1}: {'.'.join(symbol['pathComponents'])}"


def archive(catalog, identifier, out, graphs=None, dependencies=()):
    options = ["--additional-symbol-graph-dir", graphs] if graphs else []
    for path in dependencies:
        options += ["--dependency", path]
    run("docc", "convert", catalog, *options, "--fallback-bundle-identifier", f"{IDENTIFIER}.{identifier}",
        "--fallback-display-name", identifier, "--fallback-default-module-kind", "Module",
        "--enable-experimental-external-link-support", "--diagnostic-level", "error", "--output-path", out)


def catalog(folder, name, page):
    folder = folder / f"{name}.docc"
    folder.mkdir(parents=True)
    (folder / f"{name}.md").write_text(page, encoding="utf-8")
    return folder


def hang_modules_under_the_landing_page(index):
    """The tree beside each page: DocC lists the modules twice, and where the landing page has them, without
    what is in them."""
    tree = json.loads(index.read_text(encoding="utf-8"))
    for language, roots in tree["interfaceLanguages"].items():
        nodes = {node["path"]: node for root in roots for node in root.get("children", []) if "path" in node}
        landing = nodes["/documentation/trailseal"]
        landing["children"] = [nodes.get(child.get("path"), child) for child in landing.get("children", [])]
        tree["interfaceLanguages"][language] = [landing]
    index.write_text(json.dumps(tree), encoding="utf-8")


def main(products, out):
    work = out.with_name(out.name + "-work")
    for folder in (work, out):
        shutil.rmtree(folder, ignore_errors=True)
    (work / "archives").mkdir(parents=True)
    overview, said = layers_section()
    archives, topics, lacking = [], [], []
    for layer, names in modules():
        topics.append(f"### {layer}\n\n" + "".join(f"- ``/{name}``\n" for name in names))
        for name in names:
            if name not in said:
                sys.exit(f"{ARCHITECTURE} §1 says nothing of {name}")
            graph(name, products, work / "graphs" / name)
            lacking += silent(work / "graphs" / name)
            archives.append(work / "archives" / f"{name}.doccarchive")
            page = catalog(work / "catalogs", name, f"# ``{name}``\n\n{said[name]}\n")
            archive(page, name, archives[-1], graphs=work / "graphs" / name)
    page = catalog(work / "catalogs", "TrailSeal", "\n".join([
        "# TrailSeal", "", "@Metadata {\n    @TechnologyRoot\n}", "",
        "Evidence from laboratory instruments that a stranger can check.", "", "## Layers", "", overview, "",
        "## Topics", "", *topics]))
    landing = work / "archives" / "TrailSeal.doccarchive"
    archive(page, "TrailSeal", landing, dependencies=archives)
    run("docc", "merge", landing, *archives, "--synthesized-landing-page-name", "TrailSeal", "--output-path", out)
    hang_modules_under_the_landing_page(out / "index" / "index.json")
    (out / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>TrailSeal</title>'
        '<meta http-equiv="refresh" content="0; url=documentation/trailseal/">\n', encoding="utf-8")
    shutil.rmtree(work)
    if lacking:
        sys.exit("declared and not said:\n" + "\n".join(lacking))
    pages = sum(1 for _ in (out / "documentation").rglob("index.html"))
    print(f"{len(archives)} modules, {pages} pages in {out}; to read them: python3 -m http.server --directory {out}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
