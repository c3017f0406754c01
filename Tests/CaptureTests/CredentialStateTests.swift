import Records
import Testing

@testable import Capture

@Suite struct CredentialStateTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let events: [CredentialState.Event]
        let failures: Int
        let isLocked: Bool
        let next: [CredentialBody.Kind]
    }

    static let failed = CredentialState.Event.credential(.failed)

    static let cases = [
        Case(
            testDescription: "a new account", events: [.credential(.enrol)], failures: 0,
            isLocked: false, next: [.failed]),
        Case(
            testDescription: "two wrong passwords", events: [failed, failed], failures: 2,
            isLocked: false, next: [.failed, .locked]),
        Case(
            testDescription: "a signature wipes the count", events: [failed, failed, .signed],
            failures: 0, isLocked: false, next: [.failed]),
        Case(
            testDescription: "the third locks",
            events: [failed, failed, failed, .credential(.locked)], failures: 3, isLocked: true,
            next: [.failed]),
        Case(
            testDescription: "an attempt while locked stays locked",
            events: [failed, failed, failed, .credential(.locked), failed], failures: 4,
            isLocked: true, next: [.failed]),
        Case(
            testDescription: "unlocking begins anew",
            events: [failed, failed, failed, .credential(.locked), .credential(.unlocked)],
            failures: 0, isLocked: false, next: [.failed]),
        Case(
            testDescription: "a changed password begins anew",
            events: [failed, .credential(.changed)], failures: 0, isLocked: false,
            next: [.failed]),
    ]

    @Test(arguments: cases) func theStateFollowsFromTheRecords(_ item: Case) {
        let state = CredentialState(after: item.events)
        #expect(state.failures == item.failures)
        #expect(state.isLocked == item.isLocked)
        #expect(state.recordsForWrongPassword(allowed: 3) == item.next)
    }
}
