import CommandSupport
import LinuxFiles

/// Logs of many records, and of many signatures.
extension Benchmarks {
    /// A log of many file events about few files and of nothing else: each run of capture finds all of
    /// them changed.
    private static func fileEvents(
        _ shop: Workshop
    ) throws -> (bundle: String, lines: String, count: Int64) {
        // A hundred versions at most, since each costs a run of capture.
        let perVersion = min(shop.sizes.records, max(1000, shop.sizes.records / 100))
        let versions = max(1, shop.sizes.records / perVersion)
        let bundle = "\(shop.folder)/RECORDS.tar"
        let files = try shop.files("RECORDS", count: perVersion, bytes: 16)
        if !Files.exists(bundle) {
            for version in 0..<versions {
                for (number, path) in files.enumerated() {
                    try Workshop.write("version \(version) of \(number)\n", to: path)
                }
                try shop.run(BenchCommand(arguments: shop.captureArguments("RECORDS")))
            }
            try shop.run(shop.export("RECORDS", to: bundle))
        }
        return (bundle, try unpack(bundle, shop) + "/data/records", versions * perVersion)
    }

    /// Beside an archive of the very members with the records, of which nothing is read or durable.
    static func sealRecords(_ shop: Workshop) throws -> Benchmark {
        let shop = try shop.another("records")
        let (_, lines, count) = try fileEvents(shop)
        let files =
            shop.isAlone ? [] : try Files.list(lines).compactMap(\.name).map { "\(lines)/\($0)" }
        let folder = String(lines.dropFirst(shop.folder.utf8.count + 1))
        let peer = archiver(shop, folder, files)
        return Benchmark(
            name: "seal-records",
            title: "seal \(count) records of file events, durable when it returns",
            ours: shop.export("RECORDS", to: "\(shop.folder)/again.tar"), peer: peer.commands,
            peerName: peer.name, amount: (count, "records"))
    }

    /// Beside a few lines of Python that do a part of it.
    static func verifyRecords(_ shop: Workshop) throws -> Benchmark {
        let shop = try shop.another("records")
        let (bundle, lines, count) = try fileEvents(shop)
        let script =
            "import hashlib,hmac,json,pathlib,sys\n"
            + "key=bytes(32)\n"
            + "for path in pathlib.Path(sys.argv[1]).glob('*.jsonl'):\n"
            + "  for line in path.open('rb'):\n"
            + "    entry=json.loads(line)['entry'] if b'\"entry\"' in line[:9] else {}\n"
            + "    digest=hashlib.sha256(line[9:-75]).digest()\n"
            + "    hmac.new(key,digest,'sha256').digest();key=hmac.new(key,b'next','sha256').digest()\n"
        return Benchmark(
            name: "verify-records",
            title: "verify \(count) records of file events, every rule asked",
            ours: try shop.verify(bundle),
            peer: [BenchCommand(arguments: ["python3", "-c", script, lines])],
            peerName: "json and hmac of Python, once over the same lines",
            amount: (count, "records"))
    }

    /// How a record stands in a journal.
    enum JournalForm: String {
        /// Its line is the message of one entry.
        case lines
        /// Each of its members is a field of the entry, as programs log that know the journal.
        case fields
    }

    /// Beside the check of a sealed journal that holds the same records.
    static func verifyRecordsBesideJournal(
        _ name: String, _ shop: Workshop, _ form: JournalForm
    ) throws -> Benchmark {
        let shop = try shop.another("records")
        let (bundle, lines, count) = try fileEvents(shop)
        let journal = "\(shop.folder)/journal-\(form.rawValue)"
        if !shop.isAlone, !Files.exists(journal) { try seal(lines, as: form, in: journal) }
        let isThere = Files.exists("\(journal)/key")
        let check = #"exec journalctl --verify --verify-key="$(cat "$1/key")" --directory "$1""#
        return Benchmark(
            name: name,
            title: "verify \(count) records of file events, every rule asked",
            ours: try shop.verify(bundle),
            peer: isThere
                ? [BenchCommand(arguments: ["sh", "-c", check, "sh", journal])] : [],
            peerName: "journalctl --verify of a sealed journal with the same \(form.rawValue)",
            amount: (count, "records"))
    }

    /// Writes records into the files of a sealed journal; leaves no key where that can't be done here.
    ///
    /// Takes root and `systemd-journal-remote`. The key that a journal is sealed with lies in a place of
    /// the machine's own, which a name space of mounts of its own stands in for.
    private static func seal(_ lines: String, as form: JournalForm, in journal: String) throws {
        let events =
            "import json,pathlib,sys,time\n"
            + "now=int(time.time()*1000000)\n"
            + "def fields(name,value):\n"
            + "  if not isinstance(value,dict): return [name[1:]+'='+str(value)]\n"
            + "  return [field for key in value for field in fields(name+'_'+key.upper(),value[key])]\n"
            + "def spelled(line):\n"
            + "  if sys.argv[3]=='lines': return b'MESSAGE='+line\n"
            + "  return '\\n'.join(fields('',json.loads(line))).encode()+b'\\n'\n"
            + "out=open(sys.argv[2],'wb')\n"
            + "number=0\n"
            + "for path in pathlib.Path(sys.argv[1]).glob('*.jsonl'):\n"
            + "  for line in path.open('rb'):\n"
            + "    out.write(b'__REALTIME_TIMESTAMP=%d\\n__MONOTONIC_TIMESTAMP=%d\\n'"
            + "b'_BOOT_ID=00112233445566778899aabbccddeeff\\n%s\\n'"
            + "%(now+number,number+1,spelled(line)))\n"
            + "    number+=1\n"
        let sealing =
            "mount -t tmpfs none /var/log\n"
            + "mkdir -p \"/var/log/journal/$(cat /etc/machine-id)\"\n"
            + "journalctl --setup-keys --force >\"$2/new-key\"\n"
            + "/lib/systemd/systemd-journal-remote --seal=yes --compress=no -o \"$2/sealed.journal\" \"$1\"\n"
            + "rm \"$1\"\n"
            + "mv \"$2/new-key\" \"$2/key\"\n"
        try Files.createDirectory(journal)
        let copy = "\(journal)/events"
        guard
            try ChildProcess.run(["python3", "-c", events, lines, copy, form.rawValue]).status == 0
        else {
            return
        }
        _ = try ChildProcess.run(["unshare", "-m", "sh", "-ec", sealing, "sh", copy, journal])
    }

    /// Epochs without records of their own: each has a checkpoint that the log and a witness signed.
    static func verifySignatures(_ shop: Workshop) throws -> Benchmark {
        let bundle = "\(shop.folder)/epochs.tar"
        let shop = try shop.another("epochs")
        if !Files.exists(bundle) {
            for _ in 0..<shop.sizes.epochs { try shop.run(shop.heartbeat()) }
            _ = try shop.files("EPOCHS", count: 1, bytes: 16)
            try shop.run(BenchCommand(arguments: shop.captureArguments("EPOCHS")))
            try shop.run(shop.export("EPOCHS", to: bundle))
        }
        let count = shop.sizes.epochs * 2
        let perSecond = try signatureRate(shop)
        var benchmark = Benchmark(
            name: "verify-signatures",
            title: "verify a bundle with \(count) signatures of a log and a witness, or more",
            ours: try shop.verify(bundle), peer: [],
            peerName: "openssl speed of Ed25519 on all cores, as many verifications",
            amount: (count, "signatures"))
        benchmark.peerTime = perSecond.map { count * 1_000_000_000 / $0 }
        return benchmark
    }

    /// How many Ed25519 signatures libcrypto verifies in a second on all cores; nil without openssl.
    private static func signatureRate(_ shop: Workshop) throws -> Int64? {
        let speed = "exec openssl speed -seconds 2 -multi $(nproc) ed25519 >\"$1\""
        let output = "\(shop.folder)/speed"
        guard try ChildProcess.run(["sh", "-c", speed, "sh", output]).status == 0 else {
            return nil
        }
        let text = String(decoding: try Files.read(output, limit: 1 << 16), as: UTF8.self)
        let line = text.split(separator: "\n").last { $0.contains("Ed25519") }
        let rate = line?.split(separator: " ").last?.split(separator: ".").first
        return rate.flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
}
