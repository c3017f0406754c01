import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Begins a log in a new store.
///
/// Order: 1 check the request, 2 make the secrets, 3 write the custodian's files, 4 make the
/// store under a hidden name, with certificates, genesis, its close and the checkpoint, 5 give
/// the store its name in one step. What fails before step 5 leaves nothing behind, and the
/// master secret is in the custodian's file before any record depends on it.
///
/// Source: docs/formats/log.md §5, §6.
package enum Initialisation {
    /// Makes a store.
    ///
    /// - Parameters:
    ///   - request: What to make.
    ///   - folder: The store folder, which must not exist; its parent must.
    ///   - context: Clock, randomness, host and program.
    package static func run(
        _ request: InitialisationRequest, at folder: String, context: CaptureContext
    ) throws -> InitialisationResult {
        try translating {
            try check(request, folder, context)
            let hidden = try hiddenName(for: folder, context)
            let plan = try LogPlan.make(request, context: context)
            let custodianFolder = request.custodianFolder ?? folder + "/custodian"
            var desk = CustodianDesk(
                folder: request.custodianFolder ?? hidden + "/custodian")
            do {
                let layout = StoreLayout(hidden)
                try layout.create()
                try desk.write(plan)
                let logID = try LogBeginning.write(
                    plan, request: request, layout: layout, context: context)
                try Files.atomicRename(hidden, to: folder, noReplace: true)
                return InitialisationResult(
                    logID: logID, folder: folder, custodianFolder: custodianFolder,
                    needsConfirmation: !plan.isConfirmed,
                    requests: request.authority == .requests ? ["log", "seal"] : [])
            } catch {
                desk.takeBack()
                if Files.exists(hidden) { try Files.removeTree(hidden) }
                throw error
            }
        }
    }

    private static func check(
        _ request: InitialisationRequest, _ folder: String, _ context: CaptureContext
    ) throws {
        guard !folder.isEmpty else { throw CaptureError.usage("The store needs a folder's name.") }
        guard !Files.exists(folder) else { throw CaptureError.alreadyThere(path: folder) }
        try PersonNames.requirePrintable(request.organisation, "organisation's name")
        try PersonNames.requirePrintable(request.site, "site's name")
        guard GenesisBody.depths.contains(Int64(request.calendarDepth)) else {
            throw CaptureError.usage("The calendar's depth is 1 to 24.")
        }
        if let password = request.administratorPassword {
            try PasswordRule.require(password, for: "the administrator")
        }
        switch request.custodian {
        case .own(let password): try PasswordRule.require(password, for: "the custodian")
        case .given(let certificate):
            if let problem = CustodianFitness.problem(
                certificate, at: context.clock.now().utc)
            {
                throw CaptureError.unusable(
                    "The custodian's certificate can't be used: \(problem).")
            }
        }
        if request.notaries.isEmpty, !request.isUnwitnessed {
            throw CaptureError.usage(
                "Name a notary (--witness or --tsa), or begin without one (--unwitnessed).")
        }
        let names = request.notaries.map(\.name)
        guard Set(names).count == names.count else {
            throw CaptureError.usage("Two notaries have the same name.")
        }
        for name in names { try PersonNames.requireID(name, "notary's name") }
    }

    private static func hiddenName(
        for folder: String, _ context: CaptureContext
    ) throws -> String {
        let parent = String(decoding: PathText.folder(of: folder), as: UTF8.self)
        guard Files.isDirectory(parent) else {
            throw CaptureError.cannotCreate(
                "The store can't be made: there is no folder \(parent).")
        }
        let name = String(decoding: PathText.name(of: folder), as: UTF8.self)
        let mark = Hex.encode(try context.random.bytes(4))
        return "\(parent)/.\(name).\(mark)"
    }
}

/// What passwords must be like.
package enum PasswordRule {
    /// Fewest bytes of a new password.
    package static let minimumLength = 8

    /// Refuses a new password that is too short.
    static func require(_ password: SecretBytes, for whom: String) throws(CaptureError) {
        guard password.count >= minimumLength else {
            throw .refused(
                "The new password for \(whom) is shorter than \(minimumLength) bytes.")
        }
    }
}
