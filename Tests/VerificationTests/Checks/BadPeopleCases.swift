import CanonicalJSON
import Findings
import Records
import Testing
import Verification

extension BadCases {
    /// One thing wrong with who people are, or with who acted.
    static let people: [BadCase] = [
        BadCase("a user id given to a second person", "IDN-001", "failed", "ID_SHARED") {
            $0.addRecords = { $0.append(TestPerson.third.identity(at: $0.now, user: "u-P1")) }
        },
        BadCase("a key given to a second person", "IDN-001", "failed", "ID_SHARED") {
            $0.addRecords = { log in
                var other = TestPerson.third
                other.key = TestPerson.bob.key
                log.append(other.identity(at: log.now))
            }
        },
        BadCase("a person id given to somebody else", "IDN-001", "failed", "ID_REISSUED") {
            $0.addRecords = { log in
                log.append(
                    TestPerson.third.identity(
                        at: log.now, person: "P2", user: "u-P2", method: "driving licence"))
            }
        },
        BadCase("an attempt under another's user id", "IDN-001", "failed", "ID_MISMATCH") {
            $0.addRecords = {
                $0.append(CredentialBody(personId: "P1", userId: "u-P2", kind: .failed))
            }
        },
        BadCase("a record under another's user id", "IDN-001", "failed", "ID_MISMATCH") {
            $0.addRecords = { $0.append(TestBundle.failedAttempt, actor: .person("P1", "u-P2")) }
        },
        BadCase("a person of the register hidden", "IDN-001", "indeterminate", "HIDDEN") {
            $0.hideLaterState()
        },
        BadCase("data of an account that is nobody's", "IDN-002", "failed", "ACTOR_UNKNOWN") {
            $0.addAfterSigning = { $0.append(try AuditBody.note(), actor: .person(nil, "lab")) }
        },
        BadCase("an administrator whom nobody knows", "IDN-002", "indeterminate", "ACTOR_UNKNOWN") {
            $0.addRecords = { $0.append(TestBundle.failedAttempt, person: nil) }
        },
        BadCase("somebody whom the register doesn't know", "IDN-002", "failed", "IDENTITY_UNKNOWN")
        {
            $0.addRecords = { $0.append(TestBundle.failedAttempt, actor: .person("P7", "u-P7")) }
        },
        BadCase("a program that takes a signature back", "IDN-002", "failed", "ACTOR_KIND") {
            $0.addRecords = { log in
                log.append(
                    SignatureStatusBody(
                        signature: log.reference(3), status: .invalid, reason: "by rule"),
                    actor: Actor(
                        userId: "lab", kind: .service, source: "program", attribution: .kernelPeer))
            }
        },
        BadCase("a service account that signs", "IDN-002", "failed", "ACTOR_KIND") {
            $0.alice = { $0.identity(at: $1, kind: .service) }
        },
        BadCase("an account that two people share", "IDN-002", "failed", "ACCOUNT_SHARED") {
            $0.addRecords = { $0.append(TestPerson.third.identity(at: $0.now, account: "os-P1")) }
        },
        BadCase("who acted, as a client says", "IDN-004", "failed", "ATTR_CLIENT_CLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt, actor: .person("P1", "u-P1", .clientAsserted))
            }
        },
        BadCase("a proof that no signature holds", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.addRecords = {
                $0.append(TestBundle.failedAttempt, actor: .person("P1", "u-P1", .freshProof))
            }
        },
        BadCase("a session, by the number of a process", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt, actor: .person("P1", "u-P1", source: "peer-pid"))
            }
        },
        BadCase("a session, by an id of the kernel", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt,
                    actor: .person("P1", "u-P1", source: "peer-credentials"))
            }
        },
        BadCase("a session that nobody names", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt, actor: .person("P1", "u-P1", source: "peer-handle"))
            }
        },
        BadCase("an account at another machine", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt,
                    actor: .person("P1", "u-P1", .kernelPeer, source: "remote-share"))
            }
        },
        BadCase("a person at another machine", "IDN-004", "failed", "ATTR_CLIENT_CLAIM") {
            $0.addRecords = {
                $0.append(
                    TestBundle.failedAttempt,
                    actor: .person("P1", "u-P1", .clientAsserted, source: "remote-share"))
            }
        },
        BadCase("a signature by one component", "IDN-004", "failed", "ATTR_OVERCLAIM") {
            $0.components = ["password"]
        },
        BadCase(
            "an account that the register doesn't know", "IDN-004", "indeterminate", "ATTR_UNMAPPED"
        ) {
            $0.alice = { $0.identity(at: $1, account: nil) }
        },
    ]
}

extension Actor {
    /// A person at the workstation.
    fileprivate static func person(
        _ person: String?, _ user: String, _ attribution: Attribution = .loginSession,
        source: String = "os-session", session: String? = nil
    ) -> Actor {
        Actor(
            personId: person, userId: user, kind: .human, source: source,
            attribution: attribution, sessionId: session)
    }
}

extension AuditBody {
    fileprivate static func note() throws -> AuditBody {
        try AuditBody(
            json: JSONObject([("action", "modified"), ("object", .object(JSONObject()))]))
    }
}

@Suite struct HonestPeopleTests {
    @Test func aNewNameOrANewKeyAloneIsTheSamePerson() async throws {
        for person in [
            TestPerson(
                id: "P2", name: "Bob Okafor-Ito", certificate: TestKeys.shared.bob,
                key: TestKeys.shared.bobKey),
            TestPerson(
                id: "P2", name: "Bob Okafor", certificate: TestKeys.shared.custodian,
                key: TestKeys.shared.thirdKey),
        ] {
            var bundle = TestBundle()
            bundle.addAfterExport = { $0.append(person.identity(at: $0.now, method: "licence")) }
            #expect(try await bundle.report().answer("IDN-001") == "passed")
        }
    }

    /// Case F9: a share that another machine writes to.
    @Test func aWriteFromAnotherMachineIsLaidToNobodyAndSaid() async throws {
        var bundle = TestBundle()
        bundle.addAfterExport = { log in
            log.append(
                ServiceBody(event: .start),
                actor: Actor(
                    userId: "remote", kind: .device, source: "remote-share",
                    attribution: .clientAsserted))
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let found = try #require(report.result("IDN-004")?.findings)
        #expect(found.map(\.code) == ["ATTR_REMOTE"])
        #expect(found.map(\.effect) == [.observation])
        #expect(found[0].found == "A0 by remote-share, 1 record of service")
    }

    /// Case E9: what a peer's process bears, by what was looked at; the honest twins of the bad cases.
    @Test func aPeerIsWorthWhatWasLookedAt() async throws {
        let cases: [Actor] = [
            .person("P1", "u-P1", .kernelPeer, source: "peer-pid"),
            .person("P1", "u-P1", .kernelPeer, source: "peer-credentials"),
            .person("P1", "u-P1", .kernelPeer, source: "peer-handle"),
            .person("P1", "u-P1", source: "peer-handle", session: "c7"),
        ]
        for actor in cases {
            var bundle = TestBundle()
            bundle.addRecords = { $0.append(TestBundle.failedAttempt, actor: actor) }
            let report = try await bundle.report()
            #expect(report.verdict == .passed, "\(actor)")
            #expect(report.result("IDN-004")?.findings == [], "\(actor)")
        }
    }

    @Test func somebodyWhoReturnsIsSaid() async throws {
        var bundle = TestBundle()
        bundle.addAfterExport = { log in
            log.append(TestPerson.bob.identity(at: log.now, status: .deactivated))
            log.append(TestPerson.bob.identity(at: log.now))
        }
        let result = try await bundle.report().result("IDN-001")
        #expect(result?.outcome == .passed)
        #expect(result?.findings.map(\.code) == ["ID_REISSUED"])
    }

    @Test func whoeverFoundsTheLogIsNobodyYet() async throws {
        let report = try await TestBundle().report()
        #expect(report.answer("IDN-002") == "passed")
        #expect(report.result("IDN-002")?.findings == [])
        #expect(report.result("IDN-004")?.examined?.contains("A3") == true)
    }
}
