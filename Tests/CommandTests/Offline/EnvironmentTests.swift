import Testing
import TrailSealTestKit

/// No variable of the environment changes a verdict or a byte of a report.
@Suite struct EnvironmentTests {
    struct Surroundings: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let variables: [String: String]

        init(_ name: String, _ variables: [String: String]) {
            testDescription = name
            self.variables = variables
        }
    }

    static let samples = OfflineTests.samples

    static let surroundings: [Surroundings] = [
        Surroundings("none at all", [:]),
        Surroundings(
            "other places for OpenSSL's parts",
            [
                "OPENSSL_MODULES": "/nonexistent", "OPENSSL_ENGINES": "/nonexistent",
                "OPENSSL_ia32cap": ":0", "SSL_CERT_FILE": "/dev/null",
                "SSL_CERT_DIR": "/nonexistent", "RANDFILE": "/dev/null", "CTLOG_FILE": "/dev/null",
            ]),
        Surroundings(
            "catalogues of XML",
            [
                "XML_CATALOG_FILES": "http://127.0.0.1:9/catalog.xml",
                "SGML_CATALOG_FILES": "/dev/zero", "XML_DEBUG_CATALOG": "1", "XMLLINT_INDENT": "x",
            ]),
        Surroundings(
            "language and time",
            [
                "LANG": "tr_TR.UTF-8", "LC_ALL": "ar_EG.UTF-8", "LC_NUMERIC": "de_DE",
                "LANGUAGE": "he:ja", "LOCPATH": "/nonexistent", "NLSPATH": "/nonexistent/%N",
                "TZ": "Asia/Kathmandu", "TZDIR": "/nonexistent", "CHARSET": "EBCDIC",
            ]),
        Surroundings(
            "proxies and resolvers",
            Dictionary(
                uniqueKeysWithValues: [
                    "HTTP_PROXY", "http_proxy", "https_proxy", "HTTPS_PROXY", "ftp_proxy",
                    "ALL_PROXY", "all_proxy",
                ].map { ($0, "http://127.0.0.1:9") }
            ).merging(
                [
                    "no_proxy": "", "RES_OPTIONS": "debug", "LOCALDOMAIN": "evil.example",
                    "HOSTALIASES": "/etc/passwd",
                ]) { one, _ in one }),
        Surroundings(
            "loader and memory",
            [
                "LD_BIND_NOW": "1", "LD_BIND_NOT": "1", "LD_DYNAMIC_WEAK": "1",
                "MALLOC_PERTURB_": "165", "MALLOC_ARENA_MAX": "1", "MALLOC_TOP_PAD_": "0",
                "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
                "SWIFT_DETERMINISTIC_HASHING": "1",
            ]),
        Surroundings(
            "terminal",
            [
                "COLUMNS": "20", "LINES": "3", "TERM": "xterm-256color", "FORCE_COLOR": "1",
                "CLICOLOR_FORCE": "1", "NO_COLOR": "", "COLORTERM": "truecolor",
            ]),
        Surroundings(
            "folders and persons",
            [
                "HOME": "/nonexistent", "TMPDIR": "/nonexistent", "PWD": "/",
                "PATH": "/nonexistent",
                "USER": "root", "LOGNAME": "=", "SHELL": "/bin/false", "XDG_CONFIG_HOME": "/proc",
                "BASH_ENV": "/dev/zero", "ENV": "/dev/zero", "IFS": "/",
            ]),
        Surroundings("a thousand at random", random(1_000)),
    ]

    @Test(arguments: surroundings)
    func variablesChangeNothing(_ surroundings: Surroundings) throws {
        for name in Self.samples { try expectSame(name, in: surroundings.variables) }
    }

    /// A file of settings that leaves OpenSSL without a single algorithm it would need.
    @Test func settingsOfOpenSSLChangeNothing() throws {
        let folder = try TemporaryDirectory()
        try Self.writeHostileSettings(folder.file("openssl.cnf"))
        let variables = ["OPENSSL_CONF": folder.file("openssl.cnf"), "OPENSSL_MODULES": "/none"]
        // The control: the same settings do keep openssl's own program from hashing.
        let openssl = ["openssl", "dgst", "-sha256", folder.file("openssl.cnf")]
        let path = ["PATH": "/usr/bin:/bin"]
        #expect(try runProcess(openssl, environment: path).status == 0)
        #expect(
            try runProcess(openssl, environment: path.merging(variables) { $1 }).status != 0)
        for name in Self.samples { try expectSame(name, in: variables) }
    }

    /// Whatever could be a variable's name in the program or in a library it loads, all set at once.
    @Test func everyNameThatTheLinkedFilesHoldChangesNothing() throws {
        let names = try Self.namesInLinkedFiles()
        // A library that reads its environment has the names as text.
        for known in ["OPENSSL_CONF", "SSL_CERT_FILE", "XML_CATALOG_FILES", "TZ", "LANG", "TMPDIR"]
        {
            #expect(names.contains(known), "\(known)")
        }
        let folder = try TemporaryDirectory()
        try Self.writeHostileSettings(folder.file("settings"))
        for value in ["1", "/nonexistent/hostile", folder.file("settings")] {
            let variables = Dictionary(uniqueKeysWithValues: names.map { ($0, value) })
            try expectSame("good-time-stamped", in: variables)
        }
        print("environment: \(names.count) names found in the linked files, all set at once")
    }

    private func expectSame(
        _ name: String, in variables: [String: String],
        location: SourceLocation = #_sourceLocation
    ) throws {
        let plain = try JudgedSample(name)
        let changed = try JudgedSample(name, .init(environment: variables))
        #expect(plain.reports.values.allSatisfy { $0?.isEmpty == false }, sourceLocation: location)
        plain.expectSame(as: changed, location: location)
    }

    private static func writeHostileSettings(_ path: String) throws {
        try writeFile(
            path,
            """
            openssl_conf = init
            [init]
            providers = providers
            alg_section = algorithms
            [algorithms]
            default_properties = fips=yes
            [providers]
            base = base
            [base]
            activate = 1

            """)
    }

    /// Variables of odd names and values, the same in every run.
    private static func random(_ count: Int) -> [String: String] {
        var state: UInt64 = 0x7472_6169_6C73_6561
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789abcxyz.-é")
        let values = Array("/:;%$=\n\t\"'\\~*<>&|`{}()é\u{202E}\u{FEFF}0123456789abcdef")
        var variables: [String: String] = [:]
        while variables.count < count {
            let name = String((0...next(20)).map { _ in letters[next(letters.count)] })
            variables[name] = String((0..<next(200)).map { _ in values[next(values.count)] })
        }
        return variables
    }

    /// Every text in the verifier and its libraries that looks like a variable's name, without
    /// those by which the loader would load another program.
    private static func namesInLinkedFiles() throws -> Set<String> {
        let linked = try succeed(["ldd", Programs.verify]).outputText
            .split(whereSeparator: { " \t\n()".contains($0) }).map(String.init)
            .filter { $0.hasPrefix("/") }
        #expect(linked.contains { $0.contains("libcrypto") })
        var names: Set<String> = [
            "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
        ]
        for file in [Programs.verify] + linked {
            var word: [UInt8] = []
            for byte in try readFile(file) {
                let isLetter =
                    (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
                if isLetter && word.count <= 64 {
                    word.append(byte)
                } else {
                    if byte == 0, (2...40).contains(word.count), word[0] > 0x39 {
                        names.insert(String(decoding: word, as: UTF8.self))
                    }
                    word.removeAll(keepingCapacity: true)
                }
            }
        }
        return names.filter { !$0.hasPrefix("LD_") }
    }
}
