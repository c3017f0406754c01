"""Follows guides word by word: runs every indented command, in order, in one folder of its own.

usage: run.py PROGRAMS GUIDE...

Passwords are typed at the prompts, as a person would. A command must end with status 0, or with the one that a
comment behind it names ("# status 10"). What stands in fences isn't run.
"""
import os, pathlib, pty, re, shutil, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = b"a password that is typed\n"

def commands(guide):
    text = re.sub(r"```.*?```", "", guide.read_text(encoding="utf-8"), flags=re.S)
    for line in text.splitlines():
        if line.startswith("    ") and line.strip():
            stated = re.search(r"# status (\d+)$", line)
            yield line.strip(), int(stated.group(1)) if stated else 0

def run(command, folder, programs):
    """The status and the output of a command at a terminal of its own."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.environ["PATH"] = f"{programs}:{os.environ['PATH']}"
        os.execvp("sh", ["sh", "-c", command])
    output, answered = b"", 0
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
        tail = output[answered:].rsplit(b"\n", 1)[-1]
        if re.search(rb"([Pp]assword.*: |The same again: |pass phrase:)$", tail):
            os.write(terminal, PASSWORD)
            answered = len(output)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), output.decode(errors="replace")

def follow(guide, programs):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="guide-"))
    try:
        for name in ("sample-bundles", "schemas", "docs", "Tests"):
            (folder / name).symlink_to(ROOT / name)
        count = 0
        for command, wanted in commands(guide):
            if command.startswith("cd "):
                sys.exit(f"{guide}: who types this is elsewhere for the next command:\n  {command}")
            status, output = run(command, folder, programs)
            count += 1
            if status != wanted:
                sys.exit(f"{guide}: status {status}, not {wanted}, of\n  {command}\n{output[-2000:]}")
        if count == 0:
            sys.exit(f"{guide}: no command")
        print(f"{guide.name}: {count} commands")
    finally:
        shutil.rmtree(folder)

programs = pathlib.Path(sys.argv[1]).resolve()
for name in sys.argv[2:]:
    follow(pathlib.Path(name), programs)
