#!/usr/bin/env python3
"""Holds validation reports against the published structure of ETSI TS 119 102-2 v1.2.1 and its words.

usage: etsi.py FOLDER    every file NAME.etsi in it; prints NAME, a tab and what is wrong, and nothing else

The structure comes as the classes that pyHanko's authors made of the published schema. xsdata reads a report
by them and refuses what they don't know; order, number and form of the elements are asked here, by the same
classes. What the standard says in words only stands below, with its clause.
"""

import base64
import dataclasses
import enum
import pathlib
import sys
import types
import typing
import warnings
import xml.etree.ElementTree as ElementTree

from pyhanko.generated.etsi import ts_11910202
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.models.datatype import XmlDateTime

NAMESPACE = "{http://uri.etsi.org/19102/v1.2.1#}"
URN = "urn:etsi:019102:"
OF_SIGNATURES = {"total-passed", "total-failed", "indeterminate"}
OF_OBJECTS = {"passed", "failed", "indeterminate"}
# Clause 4.3.4.3, table 2, by what main indication each belongs to: EN 319 102-1, tables 5 and 6.
FAILED = {"FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "REVOKED", "EXPIRED", "NOT_YET_VALID"}
INDETERMINATE = {
    "SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE", "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE", "POLICY_PROCESSING_ERROR", "SIGNATURE_POLICY_NOT_AVAILABLE",
    "TIMESTAMP_ORDER_FAILURE", "NO_SIGNING_CERTIFICATE_FOUND", "NO_CERTIFICATE_CHAIN_FOUND", "REVOKED_NO_POE",
    "REVOKED_CA_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED", "OUT_OF_BOUNDS_NO_POE",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "NO_POE", "TRY_LATER", "SIGNED_DATA_NOT_FOUND", "GENERIC"}


def inner(hint):
    """The type of one value behind `X | None` and `tuple[X, ...]`, and whether there may be many."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return inner(next(a for a in typing.get_args(hint) if a is not type(None)))
    if typing.get_origin(hint) is tuple:
        return inner(typing.get_args(hint)[0])[0], True
    return hint, False


def structure(element, kind, path):
    """Order, number and form of everything in an element, by the class that stands for its type."""
    hints = typing.get_type_hints(kind)
    fields = [f for f in dataclasses.fields(kind)]
    namespace = NAMESPACE[1:-1]
    places, counts, last = {}, {}, -1
    for place, field in enumerate(f for f in fields if f.metadata.get("type") == "Element"):
        name = field.metadata.get("name", field.name)
        places["{%s}%s" % (field.metadata.get("namespace", namespace), name)] = (place, field)
    is_open = any(f.metadata.get("type") == "Wildcard" for f in fields)
    for child in element:
        if child.tag not in places:
            if not is_open or child.tag.startswith(NAMESPACE):
                yield f"{path}: {child.tag} isn't known here"
            continue
        place, field = places[child.tag]
        # The attributes of a signature come in any order, clause 4.3.8.
        if place < last and kind is not ts_11910202.SignatureAttributesType:
            yield f"{path}: {child.tag} stands too late"
        last = max(place, last)
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield from value(child, inner(hints[field.name])[0], field, f"{path}/{field.metadata.get('name')}")
    for tag, (_, field) in places.items():
        number, many = counts.get(tag, 0), inner(hints[field.name])[1]
        least = field.metadata.get("min_occurs", 1 if field.metadata.get("required") else 0)
        # Of a signer's document the digest alone will do: the schema has a choice there, clause 4.3.7.
        if kind is ts_11910202.SignersDocumentType and field.name == "signers_document_representation":
            least = 0
        if number < least or (number > 1 and not many):
            yield f"{path}: {tag} stands there {number} times"
    known = {f.metadata.get("name", f.name) for f in fields if f.metadata.get("type") == "Attribute"}
    for name in element.attrib:
        if name not in known:
            yield f"{path}: attribute {name} isn't known here"


def value(element, kind, field, path):
    text = element.text or ""
    if dataclasses.is_dataclass(kind):
        names = {f.name for f in dataclasses.fields(kind)}
        if names >= {"value"} and len(element) == 0:
            kind_of_value = typing.get_type_hints(kind)["value"]
            if inner(kind_of_value)[0] is bytes:
                yield from based(text, path)
        else:
            yield from structure(element, kind, path)
    elif kind is XmlDateTime:
        try:
            XmlDateTime.from_string(text)
        except ValueError as error:
            yield f"{path}: {error}"
    elif kind is bool:
        if text not in ("true", "false"):
            yield f"{path}: {text!r} is no boolean"
    elif kind is bytes:
        yield from based(text, path)
    elif isinstance(kind, type) and issubclass(kind, enum.Enum):
        if text not in {member.value for member in kind}:
            yield f"{path}: {text!r} isn't one of its words"


def based(text, path):
    try:
        if not base64.b64decode(text, validate=True):
            yield f"{path}: nothing in base64"
    except ValueError as error:
        yield f"{path}: {error}"


def wrong(root):
    """What the words of the standard don't allow."""
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"
    for element in root.iter():
        for reference in element.get("VOReference", "").split():
            if reference not in ids:
                yield f"{element.tag} refers to {reference}, which isn't there"
    objects = root.find(f"{NAMESPACE}SignatureValidationObjects")
    inside = set() if objects is None else set(objects.iter(f"{NAMESPACE}SignatureValidationStatus"))
    for status in root.iter(f"{NAMESPACE}SignatureValidationStatus"):
        main = status.findtext(f"{NAMESPACE}MainIndication", "").removeprefix(URN + "mainindication:")
        subs = [e.text.removeprefix(URN + "subindication:") for e in status.findall(f"{NAMESPACE}SubIndication")]
        if main not in (OF_OBJECTS if status in inside else OF_SIGNATURES):
            yield f"clause 4.3.4.2: {main} doesn't belong there"
        allowed = {"passed": set(), "failed": FAILED}.get(main.removeprefix("total-"), INDETERMINATE)
        if len(subs) != (1 if allowed else 0) or not set(subs) <= allowed:
            yield f"clause 4.3.4.3: {main} with {subs}"


def read(data):
    """What is wrong by the structure and by the words."""
    root = ElementTree.fromstring(data)
    if root.tag != f"{NAMESPACE}ValidationReport":
        return [f"the root is {root.tag}"]
    return [*structure(root, ts_11910202.ValidationReportType, ""), *wrong(root)]


def main():
    warnings.simplefilter("error")
    parser = XmlParser(config=ParserConfig(
        fail_on_unknown_properties=True, fail_on_unknown_attributes=True, fail_on_converter_warnings=True))
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.etsi")):
        data = path.read_bytes()
        problems = []
        for question in (read, lambda data: parser.from_bytes(data, ts_11910202.ValidationReport) and []):
            try:
                problems += question(data)
            except Exception as error:
                problems.append(f"{type(error).__name__}: {error}")
        for problem in problems[:20]:
            print(path.stem, problem.replace("\n", " "), sep="\t")


main()
