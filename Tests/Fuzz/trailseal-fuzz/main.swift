// The fuzzer: `trailseal-fuzz ROOT TARGET [libFuzzer's own arguments]`.
//
// Built by Tests/Fuzz/run.sh only, with `-sanitize=fuzzer`. What a target is and what must hold of
// it is in Sources/TestKit/Forge/Fuzzing.

import CFuzzer
import Dispatch
import Forge
import Glibc

/// The target of this run; set before the first input.
nonisolated(unsafe) var judge: FuzzTarget.Judge = { _ in nil }

/// Waits for an answer on libFuzzer's own thread, where it can be stopped for taking too long.
func answer(_ bytes: [UInt8]) -> String? {
    nonisolated(unsafe) var problem: String?
    let done = DispatchSemaphore(value: 0)
    let judge = judge
    Task.detached {
        problem = await judge(bytes)
        done.signal()
    }
    done.wait()
    return problem
}

func fail(_ message: String) -> Never {
    let line = "trailseal-fuzz: \(message)\n"
    _ = write(2, line, line.utf8.count)
    exit(64)
}

guard CommandLine.arguments.count >= 3 else { fail("ROOT and TARGET are needed") }
do {
    let target = try FuzzTarget.named(CommandLine.arguments[2])
    judge = try target.judge(FuzzBench(root: CommandLine.arguments[1]))
    let limit = "-max_len=\(target.greatestLength)"
    let rest = CommandLine.arguments.dropFirst(3)
    var arguments = (["trailseal-fuzz", limit] + rest).map { strdup($0) } + [nil]
    var count = Int32(arguments.count - 1)
    let status = arguments.withUnsafeMutableBufferPointer { buffer in
        var start = buffer.baseAddress
        return LLVMFuzzerRunDriver(&count, &start) { data, size in
            let bytes = Array(UnsafeBufferPointer(start: data, count: size))
            if let problem = answer(bytes) { fatalError(problem) }
            return 0
        }
    }
    exit(status)
} catch {
    fail("\(error)")
}
