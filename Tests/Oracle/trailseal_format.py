"""The arithmetic of the TrailSeal format, version 1, written a second time.

From docs/formats/*.md alone, with Python's standard library alone. It shares no
code with the Swift programs: where both agree on every number, the documents
say enough.
"""

import base64
import hashlib
import hmac
import json
import re

HEX64 = re.compile(r"[0-9a-f]{64}\Z")
MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 32
MAX_LINE = 1 << 20


class Refused(ValueError):
    """Bytes that the format doesn't allow."""


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, message):
    if len(key) != 32:
        raise Refused("a key has exactly 32 bytes")
    return hmac.new(key, message, hashlib.sha256).digest()


def u64(value):
    return value.to_bytes(8, "big")


def unhex(text, length=32):
    if not isinstance(text, str) or not re.fullmatch(r"(?:[0-9a-f]{2})*", text):
        raise Refused("not lower-case hex: %r" % (text,))
    data = bytes.fromhex(text)
    if length is not None and len(data) != length:
        raise Refused("%d bytes expected, %d found" % (length, len(data)))
    return data


def unbase64(text):
    """Padded standard base64 with one spelling per value."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused("base64: %s" % error)
    if base64.b64encode(data).decode() != text:
        raise Refused("base64 in a second spelling")
    return data


# ---------------------------------------------------------------- canonical JSON
# Source: docs/formats/canonical-json.md


def canonical(value, depth=1):
    """The one encoding of a value; `depth` is the level the value itself has."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise Refused("integer out of range")
        return str(value)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("unpaired surrogate")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (list, dict)):
        if depth > MAX_DEPTH:
            raise Refused("nested too deep")
        if isinstance(value, list):
            return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(
            canonical(key) + ":" + canonical(value[key], depth + 1) for key in keys
        ) + "}"
    raise Refused("no such value in this format: %r" % (value,))


def canonical_bytes(value):
    return canonical(value).encode("utf-8")


def parse_canonical(data, depth=1):
    """The value of canonical bytes; anything else is refused."""

    def refuse(text):
        raise Refused("number %s" % text)

    def pairs(items):
        result = {}
        for key, value in items:
            if key in result:
                raise Refused("key twice: %r" % key)
            result[key] = value
        return result

    def integer(text):
        if text == "-0" or len(text) > 17:
            raise Refused("number %s" % text)
        return int(text)

    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=pairs, parse_int=integer,
            parse_float=refuse, parse_constant=refuse)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("not JSON of this form: %s" % error)
    if canonical(value, depth).encode("utf-8") != data:
        raise Refused("not the canonical spelling")
    return value


# ------------------------------------------------------------------- Merkle tree
# Source: docs/formats/log.md §4


def leaf_hash(data):
    return sha256(b"\x00" + data)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def split_point(count):
    """The largest power of two below `count` (count at least 2)."""
    return 1 << ((count - 1).bit_length() - 1)


def root(leaves):
    if not leaves:
        return sha256(b"")
    stack = []  # (height, node), heights strictly falling
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node = node_hash(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    result = stack.pop()[1]
    while stack:
        result = node_hash(stack.pop()[1], result)
    return result


def inclusion_proof(index, leaves):
    if len(leaves) == 1:
        return []
    k = split_point(len(leaves))
    if index < k:
        return inclusion_proof(index, leaves[:k]) + [root(leaves[k:])]
    return inclusion_proof(index - k, leaves[k:]) + [root(leaves[:k])]


def consistency_proof(old, leaves, known=True):
    count = len(leaves)
    if old == 0 or old == count:
        return [] if known or old == 0 else [root(leaves)]
    k = split_point(count)
    if old <= k:
        return consistency_proof(old, leaves[:k], known) + [root(leaves[k:])]
    return consistency_proof(old - k, leaves[k:], False) + [root(leaves[:k])]


def inclusion_holds(leaf, index, size, proof, head):
    if index >= size:
        return False
    node, last, rest = leaf, size - 1, list(proof)
    while last > 0:
        if index & 1:
            if not rest:
                return False
            node = node_hash(rest.pop(0), node)
        elif index < last:
            if not rest:
                return False
            node = node_hash(node, rest.pop(0))
        index, last = index >> 1, last >> 1
    return not rest and node == head


def consistency_holds(old, new, proof, old_head, new_head):
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_head == new_head
    rest = list(proof)
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    if index == 0:
        first = old_head  # the old tree is one full subtree: its root is known
    else:
        if not rest:
            return False
        first = rest.pop(0)
    older = newer = first
    while last > 0:
        if index & 1:
            if not rest:
                return False
            node = rest.pop(0)
            older, newer = node_hash(node, older), node_hash(node, newer)
        elif index < last:
            if not rest:
                return False
            newer = node_hash(newer, rest.pop(0))
        index, last = index >> 1, last >> 1
    return not rest and older == old_head and newer == new_head


def full_subtrees(old, leaves):
    """Roots of the full subtrees over the first `old` leaves, left to right."""
    result, at = [], 0
    for height in reversed(range(old.bit_length())):
        if old >> height & 1:
            result.append(root(leaves[at:at + (1 << height)]))
            at += 1 << height
    return result


def fork_siblings(old, leaves):
    """Right-hand siblings that lead from those subtrees to the root, bottom up."""
    result, size = [], len(leaves)
    height = (old & -old).bit_length() - 1
    index, last = (old - 1) >> height, (size - 1) >> height
    while last > 0:
        if not index & 1 and index < last:
            start = (index + 1) << height
            result.append(root(leaves[start:start + (1 << height)]))
        index, last, height = index >> 1, last >> 1, height + 1
    return result


def fold_subtrees(subtrees):
    result = subtrees[-1]
    for node in reversed(subtrees[:-1]):
        result = node_hash(node, result)
    return result


def climb_subtrees(old, size, subtrees, siblings):
    """The root of `size` leaves from the parts of a fork proof, or None."""
    left, right = list(subtrees), list(siblings)
    if len(left) != bin(old).count("1"):
        return None
    height = (old & -old).bit_length() - 1
    index, last = (old - 1) >> height, (size - 1) >> height
    node = left.pop()
    while last > 0:
        if index & 1:
            if not left:
                return None
            node = node_hash(left.pop(), node)
        elif index < last:
            if not right:
                return None
            node = node_hash(node, right.pop(0))
        index, last = index >> 1, last >> 1
    return None if left or right else node


# ------------------------------------------------------------ chain, keys, epochs
# Source: docs/formats/log.md §2, §3, §5

CLEAR_HEAD = b'{"entry":'
CLEAR_TAIL = re.compile(rb',"mac":"([0-9a-f]{64})"\}\Z')
WITHHELD = re.compile(
    rb'\{"digest":"([0-9a-f]{64})","mac":"([0-9a-f]{64})",'
    rb'"withheld":"(out-of-scope|personal-data|third-party|privileged)"\}\Z')


def read_line(line):
    """A record line without LF: (entry bytes or None, digest, code, reason)."""
    if len(line) > MAX_LINE:
        raise Refused("line too long")
    withheld = WITHHELD.match(line)
    if withheld:
        digest, code = (bytes.fromhex(withheld[i].decode()) for i in (1, 2))
        return None, digest, code, withheld[3].decode()
    tail = CLEAR_TAIL.search(line)
    if not line.startswith(CLEAR_HEAD) or not tail or tail.start() < len(CLEAR_HEAD):
        raise Refused("neither a clear nor a withheld record line")
    entry = line[len(CLEAR_HEAD):tail.start()]
    parse_canonical(entry, depth=2)
    return entry, sha256(entry), bytes.fromhex(tail[1].decode()), None


def clear_line(entry, code):
    return CLEAR_HEAD + entry + b',"mac":"' + code.hex().encode() + b'"}'


def withheld_line(digest, code, reason):
    return ('{"digest":"%s","mac":"%s","withheld":"%s"}'
            % (digest.hex(), code.hex(), reason)).encode()


def log_id(genesis_entry):
    return sha256(b"trailseal/log/1" + b"\x00" + genesis_entry)


def link(sequence, previous_leaf, digest):
    return b"trailseal/1" + b"\x00" + u64(sequence) + previous_leaf + digest


def leaf(link_bytes, code):
    return leaf_hash(link_bytes + code)


def next_state(state):
    return mac(state, b"trailseal/ratchet/1")


def epoch_key(state):
    return mac(state, b"trailseal/epoch/1")


def first_record_key(key):
    return mac(key, b"first")


def next_record_key(key):
    return mac(key, b"next")


def commitment(epoch, key):
    return sha256(b"\x00" + b"trailseal/commit/1" + b"\x00" + u64(epoch) + key)


def calendar_leaves(state, depth):
    result = []
    for epoch in range(1 << depth):
        result.append(commitment(epoch, epoch_key(state)))
        state = next_state(state)
    return result


def completion(commitments, count, depth):
    """`right` of a keys file that names the first `count` epochs."""
    result, level, at = [], commitments, count
    for _ in range(depth):
        if at & 1:
            result.append(level[at])
            at += 1
        at >>= 1
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return result


def calendar_of(prefix, right, depth):
    """The calendar that a prefix of commitments and `right` give, or None."""
    nodes, rest = list(prefix), list(right)
    if not nodes or len(nodes) > 1 << depth:
        return None
    for _ in range(depth):
        if len(nodes) & 1:
            if not rest:
                return None
            nodes.append(rest.pop(0))
        nodes = [node_hash(nodes[i], nodes[i + 1]) for i in range(0, len(nodes), 2)]
    return nodes[0] if len(nodes) == 1 and not rest else None


# ---------------------------------------------------------------- Ed25519 and notes
# Source: RFC 8032 §5.1 and its appendix; docs/formats/log.md §7, §8

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e1, e2 = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    e3, e4 = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = e2 - e1, e4 - e3, e4 + e3, e2 + e1
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def point_decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point_decode(BASE_Y.to_bytes(32, "little"))


def _expand(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    return scalar, digest[32:]


def _scalar(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def ed25519_public_key(seed):
    return point_encode(point_multiply(_expand(seed)[0], BASE))


def ed25519_sign(seed, message):
    scalar, prefix = _expand(seed)
    public = point_encode(point_multiply(scalar, BASE))
    nonce = _scalar(prefix, message)
    first = point_encode(point_multiply(nonce, BASE))
    second = (nonce + _scalar(first, public, message) * scalar) % L
    return first + second.to_bytes(32, "little")


def ed25519_holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    point = point_decode(public)
    second = int.from_bytes(signature[32:], "little")
    if point is None or second >= L:
        return False
    small = point_multiply(8, point)
    if point_encode(small) == point_encode((0, 1, 1, 0)):
        return False  # a key of small order signs anything
    challenge = _scalar(signature[:32], public, message)
    negated = (P - point[0], point[1], point[2], P - point[3])
    found = point_add(point_multiply(second, BASE), point_multiply(challenge, negated))
    return point_encode(found) == signature[:32]


CHECKPOINT_KEY, COSIGNATURE_KEY = b"\x01", b"\x04"
DASH = "\u2014 "


def key_id(name, kind, public):
    return sha256(name.encode() + b"\n" + kind + public)[:4]


def verifier_key(name, kind, public):
    return "%s+%s+%s" % (
        name, key_id(name, kind, public).hex(), base64.b64encode(kind + public).decode())


def note_body(log, size, head):
    return "trailseal/1/%s\n%d\n%s\n" % (log.hex(), size, base64.b64encode(head).decode())


def signature_line(name, blob):
    return "%s%s %s\n" % (DASH, name, base64.b64encode(blob).decode())


def sign_checkpoint(log, size, head, seed):
    name = "trailseal/1/" + log.hex()
    body = note_body(log, size, head)
    blob = key_id(name, CHECKPOINT_KEY, ed25519_public_key(seed))
    blob += ed25519_sign(seed, body.encode())
    return (body + "\n" + signature_line(name, blob)).encode()


def cosign(body, name, seed, seconds):
    message = "cosignature/v1\ntime %d\n%s" % (seconds, body)
    blob = key_id(name, COSIGNATURE_KEY, ed25519_public_key(seed)) + u64(seconds)
    return signature_line(name, blob + ed25519_sign(seed, message.encode())).encode()


def read_signature_line(text):
    match = re.fullmatch(DASH + r"([^\s+]+) (\S+)\n", text)
    if not match:
        raise Refused("not one signature line")
    return match[1], unbase64(match[2])


def read_note(data):
    """A checkpoint note: (origin, size, head, body, key id, signature)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("note isn't UTF-8")
    match = re.fullmatch(
        r"(trailseal/1/[0-9a-f]{64})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n\n(.*\n)",
        text, re.DOTALL)
    if not match:
        raise Refused("not a checkpoint of this format")
    name, blob = read_signature_line(match[4])
    if name != match[1]:
        raise Refused("key name and origin differ")
    if len(blob) != 68:
        raise Refused("signature of %d bytes" % len(blob))
    head = unbase64(match[3])
    if len(head) != 32 or int(match[2]) > MAX_INTEGER:
        raise Refused("root or size out of range")
    return match[1], int(match[2]), head, text[:text.index("\n\n") + 1], blob[:4], blob[4:]


def read_cosignature(data):
    """A cosignature file: (witness name, key id, time, signature)."""
    try:
        name, blob = read_signature_line(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("cosignature isn't UTF-8")
    if len(blob) != 76:
        raise Refused("cosignature of %d bytes" % len(blob))
    return name, blob[:4], int.from_bytes(blob[4:12], "big"), blob[12:]


def cosignature_holds(data, body, keys):
    """Whether a cosignature is by one of `keys` [(name, public key)]."""
    name, identifier, seconds, signature = read_cosignature(data)
    message = ("cosignature/v1\ntime %d\n%s" % (seconds, body)).encode()
    for known, public in keys:
        if known == name and key_id(name, COSIGNATURE_KEY, public) == identifier:
            return ed25519_holds(public, message, signature)
    return None
