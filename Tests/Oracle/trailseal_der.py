"""Just enough DER to find the digests inside CMS objects and time-stamp tokens."""

import hashlib

from trailseal_format import Refused

MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
HASHES = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


def element(data, at):
    """(tag, content start, end) of the DER element at `at`."""
    if at + 2 > len(data):
        raise Refused("DER ends early")
    tag, length, start = data[at], data[at + 1], at + 2
    if length >= 0x80:
        count = length & 0x7F
        if not 1 <= count <= 8 or start + count > len(data):
            raise Refused("DER length")
        length = int.from_bytes(data[start:start + count], "big")
        start += count
        if length < 0x80 or (length >> (8 * (count - 1))) == 0:
            raise Refused("DER length isn't minimal")
    if start + length > len(data):
        raise Refused("DER element ends behind the data")
    return tag, start, start + length


def children(data, start, end):
    result = []
    while start < end:
        tag, inner, after = element(data, start)
        if after > end:
            raise Refused("DER element ends behind its parent")
        result.append((tag, start, inner, after))
        start = after
    return result


def whole(data):
    """The children of the one element that `data` is."""
    _, start, end = element(data, 0)
    if end != len(data):
        raise Refused("bytes behind the DER object")
    return children(data, start, end)


def signed_data(data):
    """The children of SignedData in a ContentInfo."""
    parts = whole(data)
    if data[parts[0][1]:parts[0][3]] != SIGNED_DATA:
        raise Refused("not signed data")
    _, start, end = element(data, parts[1][2])
    return children(data, start, end)


def message_digest(data):
    """(hash name, message-digest attribute) of the one signer of a CMS object."""
    signers = signed_data(data)[-1]
    (signer,) = children(data, signers[2], signers[3])
    fields = children(data, signer[2], signer[3])
    algorithm = children(data, fields[2][2], fields[2][3])[0]
    name = HASHES.get(data[algorithm[2]:algorithm[3]])
    if fields[3][0] != 0xA0 or name is None:
        raise Refused("no signed attributes, or an unknown hash")
    for attribute in children(data, fields[3][2], fields[3][3]):
        oid, values = children(data, attribute[2], attribute[3])
        if data[oid[1]:oid[3]] == MESSAGE_DIGEST:
            (value,) = children(data, values[2], values[3])
            return name, data[value[2]:value[3]]
    raise Refused("no message-digest attribute")


def token_imprint(response):
    """(hash name, imprint, genTime text) of an RFC 3161 response."""
    parts = whole(response)
    if len(parts) != 2:
        raise Refused("response without token")
    token = response[parts[1][1]:parts[1][3]]
    content = signed_data(token)[2]
    wrapped = children(token, content[2], content[3])[1]
    octets = children(token, wrapped[2], wrapped[3])[0]
    info = token[octets[2]:octets[3]]
    fields = whole(info)
    algorithm, imprint = children(info, fields[2][2], fields[2][3])
    oid = children(info, algorithm[2], algorithm[3])[0]
    name = HASHES.get(info[oid[2]:oid[3]])
    if name is None:
        raise Refused("unknown hash in the imprint")
    return name, info[imprint[2]:imprint[3]], info[fields[4][2]:fields[4][3]].decode("ascii")


def hashed(name, data):
    return hashlib.new(name, data).digest()
