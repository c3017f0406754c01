import Glibc
import HTTPTransfer
import LinuxFiles
import Testing
import TrailSealTestKit

/// A server on the loopback interface that ends with the value.
private final class LocalServer {
    private let process: pid_t
    private let output: Int32
    let base: String

    private static let program = """
        import http.server, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments): pass
            def answer(self, status, body, headers={}):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self): self.answer(200, b'got')
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                if self.path == '/echo':
                    self.answer(200, body, {'Content-Type': 'application/octet-stream'})
                elif self.path == '/fields':
                    names = ('Content-Type', 'User-Agent', 'Expect', 'Cookie')
                    text = '|'.join(str(self.headers[n]) for n in names)
                    self.answer(200, text.encode())
                elif self.path == '/moved': self.answer(302, b'', {'Location': '/echo'})
                elif self.path == '/broken': self.answer(500, b'sorry')
                elif self.path == '/silent': self.rfile.read(1)
                elif self.path == '/endless':
                    self.send_response(200)
                    self.end_headers()
                    try:
                        while True: self.wfile.write(b'x' * 65536)
                    except OSError: pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemError(function: "pipe", code: errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        let words = ["/usr/bin/python3", "-c", Self.program]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &actions, nil, &arguments, environ)
        posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        guard code == 0 else { throw SystemError(function: "posix_spawn", code: code) }
        process = pid
        output = ends[0]
        let line = try PasswordPrompt.readLine(fromDescriptor: output) ?? []
        base = "http://127.0.0.1:\(String(decoding: line, as: UTF8.self))"
    }

    deinit {
        // The child inherited a mask that blocks SIGTERM from a thread of Swift's pool.
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        close(output)
    }
}

@Suite(.serialized) struct HTTPTransferTests {
    private let server: LocalServer

    init() throws { server = try LocalServer() }

    private func post(
        _ path: String, _ body: [UInt8] = [], type: String = "application/timestamp-query",
        timeout: Int = 20_000, limit: Int = 1 << 24, proxy: String? = nil
    ) throws -> HTTPResponse {
        try HTTPTransfer.post(
            url: server.base + path, body: body, contentType: type, timeoutMilliseconds: timeout,
            maximumResponseBytes: limit, proxy: proxy)
    }

    @Test(arguments: [0, 1, 3_000_000])
    func aBodyComesBackAsItWasSent(size: Int) throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let response = try post("/echo", body)
        #expect(response.body == body)
        #expect(response.status == 200)
        #expect(response.contentType == "application/octet-stream")
    }

    @Test func theFieldsAreOurs() throws {
        let response = try post("/fields", [1], type: "a/b; c=d")
        #expect(String(decoding: response.body, as: UTF8.self) == "a/b; c=d|TrailSeal|None|None")
    }

    @Test func badStatusesAndRedirectsAreAnswers() throws {
        let broken = try post("/broken")
        #expect(broken.status == 500 && broken.body == Array("sorry".utf8))
        #expect(try post("/moved").status == 302)
    }

    @Test func anEndlessAnswerIsCutOff() throws {
        let error = #expect(throws: HTTPError.self) { try post("/endless", limit: 100_000) }
        #expect(error?.isTooLarge == true)
        #expect(try post("/echo", [1, 2], limit: 2).body == [1, 2])
        #expect(throws: HTTPError.self) { try post("/echo", [1, 2, 3], limit: 2) }
    }

    @Test func aSilentServerTimesOut() throws {
        let error = #expect(throws: HTTPError.self) { try post("/silent", timeout: 200) }
        #expect(error?.isTimeout == true)
        #expect(error?.message.isEmpty == false)
    }

    @Test func nobodyThereIsUnreachable() throws {
        let error = #expect(throws: HTTPError.self) {
            try HTTPTransfer.post(
                url: "http://127.0.0.1:1/", body: [], contentType: "a/b",
                timeoutMilliseconds: 5000, maximumResponseBytes: 10)
        }
        #expect(error?.isUnreachable == true)
        #expect(error?.url == "http://127.0.0.1:1/")
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/", "http://a b/", "http://127.0.0.1/\r\nX: y", "",
        "gopher://127.0.0.1/",
    ])
    func otherURLsAreRefused(url: String) {
        let error = #expect(throws: HTTPError.self) {
            try HTTPTransfer.post(
                url: url, body: [], contentType: "a/b", timeoutMilliseconds: 5000,
                maximumResponseBytes: 10)
        }
        #expect(error?.isBadURL == true)
    }

    @Test func plainHTTPIsRefusedWhereOnlyTLSIsAsked() {
        let error = #expect(throws: HTTPError.self) {
            try HTTPTransfer.post(
                url: server.base + "/echo", body: [], contentType: "a/b",
                timeoutMilliseconds: 5000, maximumResponseBytes: 10, schemes: [.https])
        }
        #expect(error?.isBadURL == true)
    }

    @Test func aContentTypeCannotSmuggleAField() {
        #expect(throws: HTTPError.self) { try post("/fields", type: "a/b\r\nCookie: x") }
    }

    @Test func onlyTheCallersProxyIsUsed() async throws {
        let error = #expect(throws: HTTPError.self) {
            try post("/echo", proxy: "http://127.0.0.1:1")
        }
        #expect(error?.isUnreachable == true)
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            setenv("all_proxy", "http://127.0.0.1:1", 1)
            let server = try LocalServer()
            let response = try HTTPTransfer.post(
                url: server.base + "/echo", body: [7], contentType: "a/b",
                timeoutMilliseconds: 20_000, maximumResponseBytes: 10)
            if response.body != [7] { exit(3) }
        }
    }
}
