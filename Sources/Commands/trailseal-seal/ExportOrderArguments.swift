import Capture
import CommandSupport
import Records
import Sealing

/// The order that a command line spells.
struct ExportOrderArguments {
    let order: ExportOrder

    init(_ arguments: ParsedArguments, _ reader: StoreReader) throws {
        func needed(_ name: String) throws -> String {
            guard let value = arguments.value(name), !value.isEmpty else {
                throw arguments.usage("--\(name) is needed to begin an export")
            }
            return value
        }
        order = ExportOrder(
            exportId: try arguments.value("id") ?? Self.nextId(reader),
            purpose: try needed("purpose"), recipient: try needed("recipient"),
            requester: try needed("requester"), approver: try needed("approver"),
            project: arguments.value("project"), datasets: arguments.values("dataset"),
            persons: arguments.values("person"), from: try Self.time("from", arguments),
            to: try Self.time("to", arguments), records: try Self.records(arguments),
            withholding: try Self.reason(arguments))
    }

    /// `EX-1`, `EX-2`, …: the first that the log doesn't hold.
    private static func nextId(_ reader: StoreReader) throws -> String {
        let taken = try LogSurvey(reader).requests
        var number = taken.count + 1
        while taken["EX-\(number)"] != nil { number += 1 }
        return "EX-\(number)"
    }

    private static func records(_ arguments: ParsedArguments) throws -> [UInt64] {
        try arguments.values("record").map { text in
            guard let number = UInt64(text), String(number) == text else {
                throw arguments.usage("--record needs a record number, not \(text)")
            }
            return number
        }
    }

    private static func time(_ name: String, _ arguments: ParsedArguments) throws -> Timestamp? {
        guard let text = arguments.value(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw arguments.usage(
                "--\(name) needs a time such as 2026-11-20T08:00:00+01:00, not \(text)")
        }
        return time
    }

    private static func reason(_ arguments: ParsedArguments) throws -> WithholdingReason {
        guard let text = arguments.value("withhold-as") else { return .outOfScope }
        guard let reason = WithholdingReason(rawValue: text) else {
            let known = WithholdingReason.allCases.map(\.rawValue).joined(separator: ", ")
            throw arguments.usage("--withhold-as knows \(known), not \(text)")
        }
        return reason
    }
}
