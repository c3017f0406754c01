import Findings

/// The register of electronic signatures.
enum SignatureSection {
    static func section(of lines: [SignatureLine]) -> Section {
        let listing = Listing(lines, limit: 300, noun: "signatures")
        let items = listing.shown.flatMap { line in
            [Item.heading("\(line.printedName): \(line.meaning)"), Item.facts(facts(line))]
        }
        return Section(
            "signatures", "Signature register",
            items.isEmpty
                ? [.paragraph("No electronic signature is shown.")] : items + listing.items)
    }

    private static func facts(_ line: SignatureLine) -> [Fact] {
        var facts = [
            Fact("Place", Wording.place(line.place)),
            Fact("Printed name", line.printedName),
            Fact("User id and role", "\(line.userID), \(line.role)"),
            Fact("Meaning", line.meaning),
            Fact("Signed at", "\(line.signedAt) (claimed)"),
            Fact("In UTC", "\(line.claimedTime ?? "not known") (claimed)"),
            Fact("Proved to be there by", line.provedBy ?? "not proved by any receipt"),
            Fact("Last receipt before it", line.lastReceiptBefore ?? "none"),
            Fact("Time proved by receipts", line.witnessInterval ?? "not bounded by any receipt"),
        ]
        if let reason = line.reason { facts.append(Fact("Reason", reason)) }
        facts += line.targets.map { Fact("Signed", $0) }
        facts.append(Fact("Strength", line.tier))
        facts.append(
            Fact("Signature rules", line.isValid ? "hold" : "do not all hold: see the findings"))
        return facts + line.problems.map { Fact("Why not", $0) }
    }
}
