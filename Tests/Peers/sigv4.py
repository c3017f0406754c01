"""AWS Signature Version 4 a second time, and a server that lets in only what is signed by it.

    sigv4.py sign          requests as JSON lines on standard input, signatures on standard output
    sigv4.py serve         a server on the loopback interface; prints its port, ends with its input

Written from AWS's description of the signing process, with Python's standard library alone.
"""

import hashlib
import hmac
import http.server
import json
import sys
import threading
import urllib.parse

ACCESS, SECRET, REGION = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/example", "us-east-1"


def escape(text, safe=""):
    return urllib.parse.quote(text, safe=safe + "-_.~")


def digest(data):
    return hashlib.sha256(data).hexdigest()


def signature(secret, region, service, method, path, query, headers, payload, moment):
    """`path` and `query` as they are meant; `headers` are the signed ones, names in lower case."""
    folded = sorted((name, " ".join(value.split())) for name, value in headers)
    request = "\n".join([
        method, escape(path, "/"),
        "&".join("%s=%s" % pair for pair in sorted(
            (escape(name), escape(value)) for name, value in query)),
        "".join("%s:%s\n" % pair for pair in folded),
        ";".join(name for name, _ in folded), payload])
    scope = "/".join([moment[:8], region, service, "aws4_request"])
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, digest(request.encode())])
    key = ("AWS4" + secret).encode()
    for word in scope.split("/") + [text]:
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return key.hex()


def sign():
    for line in sys.stdin:
        r = json.loads(line)
        print(signature(r["secret"], r["region"], r["service"], r["method"], r["path"],
                        r["query"], r["headers"], r["payload"], r["moment"]))


class Refused(Exception):
    pass


class Handler(http.server.BaseHTTPRequestHandler):
    """Objects by their meant path, answered only to who signed everything that decides."""

    protocol_version = "HTTP/1.1"
    objects = {}

    def log_message(self, *arguments):
        pass

    def check(self, body):
        names = [name.lower() for name in self.headers]
        words = self.headers["Authorization"].replace("AWS4-HMAC-SHA256 ", "").split(", ")
        fields = dict(word.split("=", 1) for word in words)
        signed = fields["SignedHeaders"].split(";")
        for name in names:
            must = name.startswith("x-amz-") or name in ("host", "content-md5", "if-none-match")
            if must and name not in signed:
                raise Refused("%s isn't signed" % name)
        access, day, region, service, _ = fields["Credential"].split("/")
        if access != ACCESS or digest(body) != self.headers["x-amz-content-sha256"]:
            raise Refused("another key or body")
        path, _, query = self.path.partition("?")
        meant = signature(
            SECRET, region, service, self.command, urllib.parse.unquote(path),
            urllib.parse.parse_qsl(query, keep_blank_values=True),
            [(name, self.headers[name]) for name in signed], digest(body),
            self.headers["x-amz-date"])
        if meant != fields["Signature"]:
            raise Refused("another signature")
        return urllib.parse.unquote(path)

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            path, status, out = self.check(body), 200, b""
            if self.command == "PUT":
                self.objects[path] = body
            elif path in self.objects:
                out = self.objects[path]
            if path.endswith("/lost"):
                self.close_connection = True
                self.connection.close()
                return
        except (Refused, AttributeError, KeyError, ValueError) as error:
            status, out = 403, b"<Error><Code>%s</Code></Error>" % str(error).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(out)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(out)

    do_GET = do_PUT = do_HEAD = do_DELETE = answer


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()  # who started it holds the other end


if __name__ == "__main__":
    {"sign": sign, "serve": serve}[sys.argv[1]]()
