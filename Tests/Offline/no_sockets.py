#!/usr/bin/env python3
"""Runs a command that dies at its first call into the network.

usage: no_sockets.py COMMAND [ARGUMENT…]

A seccomp filter, which needs no privilege and which a process can't take off again, ends the whole
process with SIGSYS (exit status 159 of a shell) at socket, connect, send, receive and all the calls
of that family, and at io_uring, which could make them unseen. Everything else is let through.
"""

import ctypes
import os
import platform
import struct
import sys

# Audit number of the architecture, its system calls on sockets, and io_uring_setup.
MACHINES = {
    "x86_64": (0xC000003E, [*range(41, 56), 288, 299, 307, 425]),
    "aarch64": (0xC00000B7, [*range(198, 213), 242, 243, 269, 425]),
}
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
KILL_PROCESS, ALLOW = 0x80000000, 0x7FFF0000
SET_SECCOMP, FILTER, NO_NEW_PRIVILEGES = 22, 2, 38


def program(audit, calls):
    """The filter: number and architecture in, allow or kill out."""
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL_PROCESS), (LOAD, 0, 0, 0)]
    # The x32 numbering would be a second door on x86-64; no other machine has numbers so high.
    steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, KILL_PROCESS)]
    for call in calls:
        steps += [(EQUAL, 0, 1, call), (RETURN, 0, 0, KILL_PROCESS)]
    steps.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps), len(steps)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if platform.machine() not in MACHINES:
        sys.exit(f"no_sockets.py: the system calls of {platform.machine()} aren't listed here")
    code, length = program(*MACHINES[platform.machine()])
    buffer = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a 16-bit count, then a pointer where pointers align.
    filter_program = struct.pack("@HP", length, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in [(NO_NEW_PRIVILEGES, 1, 0, 0, 0), (SET_SECCOMP, FILTER, filter_program)]:
        if libc.prctl(*arguments) != 0:
            sys.exit(f"no_sockets.py: prctl {arguments[0]}: {os.strerror(ctypes.get_errno())}")
    try:
        os.execvp(sys.argv[1], sys.argv[1:])
    except OSError as problem:
        sys.exit(f"no_sockets.py: {sys.argv[1]}: {problem.strerror}")


main()
