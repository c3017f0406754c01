"""Archives in the one form of docs/formats/bundle.md §1 and §2, written to a file piece by piece."""

import hashlib
import tarfile

ID = "EX-1"


def header(path, size):
    """The 512 bytes in front of a member; `size` may be a number, or the twelve bytes themselves."""
    path = path if isinstance(path, bytes) else path.encode()
    prefix, name = b"", path
    if len(path) > 100:
        cut = path.index(b"/", max(1, len(path) - 101))
        prefix, name = path[:cut], path[cut + 1:]
    stated = size if isinstance(size, bytes) else b"%011o " % size
    block = bytearray(512)
    for place, field in [(0, name), (100, b"000644 \0" + b"000000 \0" * 2), (124, stated),
                         (136, b"00000000000         0"), (257, b"ustar\0" + b"00"),
                         (329, b"000000 \0" * 2), (345, prefix)]:
        block[place:place + len(field)] = field
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


class Writer:
    """Writes members in the order given; says nothing of whether the order is right."""

    def __init__(self, file):
        self.file = file

    def member(self, path, data):
        """Adds a member below the bundle's folder."""
        self.begin(path, len(data))
        self.file.write(data)
        self.pad(len(data))

    def begin(self, path, size):
        self.file.write(header(f"{ID}/{path}", size))

    def pad(self, size):
        self.file.write(bytes(-size % 512))

    def hole(self, path, size):
        """Adds a member of zero bytes that take no room on the disk."""
        self.begin(path, size)
        self.file.seek(size + -size % 512, 1)

    def end(self):
        self.file.write(bytes(1024))
        self.file.truncate()


def members(sample):
    """The members of a sample bundle below its folder, in order."""
    with tarfile.open(sample) as archive:
        return [(entry.name.split("/", 1)[1], archive.extractfile(entry).read())
                for entry in archive]


def sha256(data):
    return hashlib.sha256(data).hexdigest()
