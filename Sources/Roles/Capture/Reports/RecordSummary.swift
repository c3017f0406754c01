import CanonicalJSON
package import Records

/// One line that says what a record holds.
package enum RecordSummary {
    /// The line for an entry.
    package static func text(_ entry: Entry) -> String {
        let body = entry.body
        switch entry.family {
        case CaptureBody.family: return capture(body)
        case SignatureBody.family: return signature(body)
        case IdentityBody.family:
            return "\(string(body, "printedName")) (\(string(body, "personId"))) "
                + "\(string(body, "status"))"
        case CredentialBody.family: return "\(string(body, "kind")) \(string(body, "userId"))"
        case ProjectBody.family: return string(body, "name")
        case PolicyBody.family: return "\(string(body, "policyId")) \(string(body, "version"))"
        case EpochCloseBody.family: return "cause \(string(body, "cause"))"
        case EpochOpenBody.family:
            return body["recovery"] == nil
                ? "" : "after a stop without a close (crash or cut tail)"
        case GenesisBody.family: return string(body, "organisation")
        case LogEndBody.family, ConfigBody.family, SignatureStatusBody.family:
            return string(body, "reason")
        case GapBody.family: return string(body, "cause")
        case NotaryBody.family: return "\(string(body, "notary")) \(string(body, "result"))"
        case ExportRequestBody.family: return string(body, "purpose")
        case ExportBody.family, ExportSealedBody.family: return string(body, "exportId")
        case AuditBody.family: return string(body, "action")
        default: return ""
        }
    }

    private static func capture(_ body: JSONObject) -> String {
        let path = body["pathText"]?.stringValue ?? string(body, "path")
        guard string(body, "event") == CapturedDatasetWords.event,
            let dataset = body["dataset"]?.objectValue
        else { return "\(string(body, "event")) \(path)" }
        let version = dataset["version"]?.integerValue ?? 0
        return "dataset \(path) version \(version) \(string(dataset, "state"))"
    }

    private static func signature(_ body: JSONObject) -> String {
        guard let statement = body["statement"]?.objectValue,
            let meaning = statement["meaning"]?.objectValue
        else { return "" }
        let targets = (statement["targets"]?.arrayValue ?? []).compactMap {
            $0.objectValue?["seq"]?.integerValue
        }
        let list = targets.prefix(5).map { "\($0)" }.joined(separator: ", ")
        let more = targets.count > 5 ? " and \(targets.count - 5) more" : ""
        return "\(string(meaning, "label")) over \(list)\(more)"
    }

    private static func string(_ object: JSONObject, _ key: String) -> String {
        object[key]?.stringValue ?? ""
    }
}

private enum CapturedDatasetWords {
    static let event = "dataset"
}
