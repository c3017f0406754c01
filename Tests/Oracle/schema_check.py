"""The part of JSON Schema draft 2020-12 that schemas/ uses, for tests without packages."""

import json
import os
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required",
    "properties", "items", "minItems", "uniqueItems", "contains", "enum", "const", "pattern",
    "minLength", "maxLength", "minimum", "maximum", "exclusiveMaximum", "oneOf", "if", "then",
}


def load(*parts):
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(here, os.pardir, os.pardir, "schemas", *parts)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def problems(value, schema, top=None, path=""):
    """What is wrong with a value, as a list of texts; empty when it is valid."""
    top = schema if top is None else top
    if isinstance(schema, bool):
        return [] if schema else ["%s: not allowed" % path]
    unknown = set(schema) - KNOWN
    if unknown:
        raise ValueError("keyword that this checker doesn't know: %s" % sorted(unknown))
    if "$ref" in schema:
        return problems(value, top["$defs"][schema["$ref"].rsplit("/", 1)[1]], top, path)
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind])
                 or kind == "integer" and isinstance(value, bool)):
        return ["%s: not of type %s" % (path, kind)]
    found = []
    if "const" in schema and value != schema["const"]:
        found.append("%s: not %r" % (path, schema["const"]))
    if "enum" in schema and value not in schema["enum"]:
        found.append("%s: none of %r" % (path, schema["enum"]))
    if "oneOf" in schema:
        fits = [s for s in schema["oneOf"] if not problems(value, s, top, path)]
        if len(fits) != 1:
            found.append("%s: fits %d of oneOf" % (path, len(fits)))
    if "if" in schema and not problems(value, schema["if"], top, path):
        found += problems(value, schema.get("then", True), top, path)
    checks = {str: text_problems, dict: object_problems, list: array_problems,
              int: number_problems}
    check = checks.get(type(value))
    return found + (check(value, schema, top, path) if check else [])


def text_problems(value, schema, top, path):
    found = []
    if len(value) < schema.get("minLength", 0) or len(value) > schema.get("maxLength", 1 << 30):
        found.append("%s: length" % path)
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        found.append("%s: doesn't match %s" % (path, schema["pattern"]))
    return found


def number_problems(value, schema, top, path):
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    good = low <= value <= high and value < schema.get("exclusiveMaximum", value + 1)
    return [] if good else ["%s: out of range" % path]


def object_problems(value, schema, top, path):
    found = ["%s/%s: missing" % (path, key) for key in schema.get("required", [])
             if key not in value]
    for key, below in schema.get("properties", {}).items():
        if key in value:
            found += problems(value[key], below, top, "%s/%s" % (path, key))
    return found


def array_problems(value, schema, top, path):
    found = []
    if len(value) < schema.get("minItems", 0):
        found.append("%s: too few" % path)
    texts = [json.dumps(item, sort_keys=True) for item in value]
    if schema.get("uniqueItems") and len(set(texts)) != len(texts):
        found.append("%s: an item twice" % path)
    if "contains" in schema and all(problems(i, schema["contains"], top) for i in value):
        found.append("%s: a required item is missing" % path)
    for number, item in enumerate(value):
        found += problems(item, schema.get("items", True), top, "%s/%d" % (path, number))
    return found
