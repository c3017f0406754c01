import Cryptography
import Records
import RecordLog

/// Records that come from somewhere else, or say something else, with the rest left as it was.
extension BadCases {
    static let spliced: [BadCase] = [
        BadCase("a record of another log in its place", "CHAIN-002", "failed", "MAC_MISMATCH") {
            $0.editLog = { log in
                var other = TestLog()
                try other.genesis(policy: .zero, custodian: .zero)
                while other.lines.count < 6 {
                    other.append(ServiceBody(event: .start))
                }
                log.lines[5] = other.lines[5]
            }
        },
        BadCase("a record of another epoch in its place", "CHAIN-006", "failed", "EPOCH_MISMATCH") {
            $0.editLog = { log in
                guard let opening = log.families.lastIndex(of: "epoch.open") else { return }
                log.lines[opening + 1] = log.lines[5]
            }
        },
        BadCase("another kind of event", "CHAIN-002", "failed", "MAC_MISMATCH") {
            $0.editLog = { log in
                guard let file = log.families.firstIndex(of: "capture") else { return }
                log.edit(file, #""event":"created""#, #""event":"renamed""#)
                log.edit(file, #""event":"renamed""#, #""event":"modified""#)
            }
        },
        BadCase("another salt, the same content", "CHAIN-002", "failed", "MAC_MISMATCH") {
            $0.editLog = { log in
                log.edit(5, String(repeating: "05", count: 16), String(repeating: "06", count: 16))
            }
        },
        BadCase("no record left", "REC-001", "failed", "NO_RECORDS") {
            $0.editJSONL { lines in lines.removeAll() }
        },
    ]
}
