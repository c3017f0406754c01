#!/usr/bin/env python3
"""A time-stamp authority on the loopback interface, made of openssl: the peer that tests ask.

usage: tsa.py FOLDER COMMAND [ARGUMENT…]

Makes a root and an authority's certificate in FOLDER (root.pem, tsa.pem) unless they are there,
answers RFC 3161 requests over HTTP while COMMAND runs, with {tsa} in its arguments replaced by the
address, and ends with COMMAND's status. FOLDER keeps the port, so the address stays the same.
"""

import http.server
import pathlib
import subprocess
import sys
import tempfile
import threading

CONFIGURATION = """
[tsa]
default_tsa = authority
[authority]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
"""


def openssl(*words, data=None):
    run = subprocess.run(["openssl", *words], input=data, capture_output=True)
    if run.returncode:
        sys.exit(f"tsa.py: openssl {words[0]}: {run.stderr.decode(errors='replace')}")
    return run.stdout


def make_certificates(folder):
    configuration = folder / "openssl.cnf"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    (folder / "serial").write_text("01\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl("req", "-x509", *curve, "-config", str(configuration), "-extensions", "root",
            "-subj", "/O=Test Stamping/CN=Test Stamping Root", "-days", "3650",
            "-keyout", str(folder / "root.key"), "-out", str(folder / "root.pem"))
    openssl("req", *curve, "-config", str(configuration),
            "-subj", "/O=Test Stamping/CN=Test Stamping Authority",
            "-keyout", str(folder / "tsa.key"), "-out", str(folder / "tsa.csr"))
    openssl("x509", "-req", "-in", str(folder / "tsa.csr"), "-CA", str(folder / "root.pem"),
            "-CAkey", str(folder / "root.key"), "-CAcreateserial", "-days", "3650",
            "-extfile", str(configuration), "-extensions", "stamping",
            "-out", str(folder / "tsa.pem"))


def handler(folder):
    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            request = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".tsq") as query:
                query.write(request)
                query.flush()
                reply = openssl("ts", "-reply", "-config", str(folder / "openssl.cnf"),
                                "-queryfile", query.name)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *words):
            pass

    return Authority


def start(folder):
    port = folder / "port"
    wanted = int(port.read_text()) if port.exists() else 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", wanted), handler(folder))
    port.write_text(str(server.server_address[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "tsa.pem").exists():
        make_certificates(folder)
    server = start(folder)
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    command = [word.replace("{tsa}", address) for word in sys.argv[2:]]
    status = subprocess.run(command).returncode
    server.shutdown()
    sys.exit(status)


if __name__ == "__main__":
    main()
