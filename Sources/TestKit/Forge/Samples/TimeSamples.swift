internal import CanonicalJSON
internal import Records
internal import Sealing

/// Times that contradict each other, by people who hold every key of the log and the witness's.
enum TimeSamples {
    static let all: [Sample] = [
        Sample(
            "good-clock-changed", .passed,
            ["TIME-001": "passed", "TIME-002": "passed", "TIME-004": "passed"],
            why: """
                Somebody set the workstation's clock an hour ahead. The program noticed it by the \
                clock that only runs forward and recorded the step, so what follows is dated by \
                another clock and everybody can see from where on.
                """
        ) {
            let laboratory = try Scene.minimal(seed: "clock changed")
            laboratory.clock.set(by: 3600)
            try laboratory.heartbeat()
            return try laboratory.export(project: Scene.project)
        },
        .attack(
            "bad-time-set-back",
            ["TIME-002": "failed", "TIME-004": "failed", "TIME-005": "failed"],
            why: """
                A record of the last epoch was dated an hour back and everything made anew by \
                people who hold every key, the witness's included. The record in front of it is \
                younger, and the clock that only runs forward went on as if nothing had been.
                """
        ) { attack in
            try attack.rewriteLastEpoch { log, place in try log.setBack(place) }
        },
        .attack(
            "bad-time-zone-changed", ["TIME-001": "failed"],
            why: """
                A record states the zone of the others with the offset of summer, in November and \
                minutes after its neighbours, so that its wall clock shows an hour more. No zone \
                changes its offset and back within a week.
                """
        ) { attack in
            try attack.rewriteLastEpoch { log, place in
                try log.edit(place) { object in
                    var time = object["time"]?.objectValue ?? JSONObject()
                    time["offset"] = .string("+02:00")
                    object["time"] = .object(time)
                }
            }
        },
        Sample(
            "odd-clock-not-measured", .indeterminate,
            ["TIME-003": "indeterminate", "TIME-002": "passed"], profile: "complete",
            twin: "good-minimal",
            why: """
                The honest twin, judged by the profile that asks every rule. The capture program \
                records that the clock is synchronised and measures no offset, so how far it was \
                from a reference nobody can say.
                """
        ) { try Scene.minimal().export(project: Scene.project) },
        Sample(
            "good-clock-measured", .passed, ["TIME-003": "passed", "TIME-002": "passed"],
            profile: "complete",
            why: """
                Every record states how far the clock was from a reference, forty milliseconds, and \
                that this was measured a minute before. Judged by the profile that asks every rule, \
                the one on measured clocks among them.
                """
        ) {
            try Scene.minimal(seed: "clock measured", plan: { $0.measuresClock = true })
                .export(project: Scene.project)
        },
        .attack(
            "bad-clock-far-off", ["TIME-003": "failed"], profile: "complete",
            why: """
                A record states that the clock was measured and found ten minutes from its \
                reference. Everything was made anew by people who hold every key, so that nothing \
                else is wrong.
                """
        ) { attack in
            try attack.rewriteLastEpoch { log, place in
                try log.edit(place) { object in
                    var time = object["time"]?.objectValue ?? JSONObject()
                    var sync = time["sync"]?.objectValue ?? JSONObject()
                    sync["offsetMs"] = .integer(600_000)
                    sync["checkedUtc"] = time["utc"]
                    sync["status"] = .string("synchronised")
                    time["sync"] = .object(sync)
                    object["time"] = .object(time)
                }
            }
        },
        .attack(
            "bad-seal-before-export", ["TIME-002": "failed"],
            why: """
                The seal states a time an hour before the export that it seals was recorded. A \
                bundle can't be sealed before what is in it.
                """,
            on: {
                let laboratory = try Scene.minimal()
                laboratory.clock.pass(seconds: 7200)
                return laboratory
            }
        ) { attack in try attack.sealAgain(after: -3600) },
        .attack(
            "odd-seal-late", ["TIME-002": "indeterminate"], at: "2027-01-04T12:00:00Z",
            why: """
                The same log was sealed again by whoever holds the seal's key, sixty days after \
                its export was recorded. Every digest fits; that nothing else was sealed in the \
                meantime, nothing shows.
                """
        ) { attack in try attack.sealAgain(after: 60 * 86_400) },
    ]
}

extension Attack {
    /// Changes the first record behind the last opening and makes everything anew that depends on
    /// it, with the genuine keys.
    fileprivate mutating func rewriteLastEpoch(
        _ change: (inout LogRewriter, _ place: Int) throws -> Void
    ) throws {
        var log = try log()
        let place = try log.last(EpochOpenBody.family) + 1
        try change(&log, place)
        let keys = keys
        try log.recode(from: place) { keys.epochKey($0) }
        try rewriteHead(log, isCosigned: true)
    }

    /// Seals the manifest as it stands at another time.
    fileprivate mutating func sealAgain(after seconds: Int64) throws {
        try editor.reseal(
            with: keys.seal.key, keys.seal.certificate, at: try sealingTime() + seconds)
    }
}
