import Glibc
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct HostTests {
    @Test func hostSaysWhatOtherProgramsSay() throws {
        let name = try runProcess(["/usr/bin/uname", "-n"])
        #expect(Host.name + "\n" == String(decoding: name.stdout, as: UTF8.self))
        let user = try runProcess(["/usr/bin/id", "-un"])
        #expect((Host.userName() ?? "") + "\n" == String(decoding: user.stdout, as: UTF8.self))
        let zone = try runProcess(["/bin/date", "-d", "@1751371200", "+%:::z"])
        let offset = MachineZone.at(unixSeconds: 1_751_371_200)
        let hours = offset.offsetSeconds / 3600
        let text = String(decoding: zone.stdout, as: UTF8.self)
        #expect(text.hasPrefix(hours < 0 ? "-" : "+"))
        #expect(Int(text.dropFirst().prefix(2)) == abs(hours))
        #expect(!offset.name.isEmpty)
    }

    @Test func bootIDIsAUUID() throws {
        let id = try Host.bootID()
        #expect(id.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    }

    @Test func unknownUsersHaveNoName() {
        #expect(Host.userName(of: 4_000_000_123) == nil)
        #expect(Host.userName(of: 0) == "root")
    }

    @Test func clocksMoveForward() {
        let (wall, steady) = (Clocks.realtimeNanoseconds(), Clocks.monotonicNanoseconds())
        #expect(wall > 1_600_000_000_000_000_000)
        #expect(Clocks.monotonicNanoseconds() >= steady)
        #expect(Clocks.bootNanoseconds() >= steady)
    }

    @Test func freeSpaceIsBelowTheSizeOfTheWorld() throws {
        let folder = try TemporaryDirectory()
        #expect(try Disk.freeSpace(at: folder.path) > 0)
        #expect(throws: SystemError.self) { try Disk.freeSpace(at: folder.file("missing")) }
    }

    @Test func aLineIsReadByteByByteFromADescriptor() throws {
        let folder = try TemporaryDirectory()
        try Files.writeDurably(Array("one\n\ntwo".utf8), to: folder.file("a"))
        let file = try FileDescriptor(reading: folder.file("a"))
        func line() throws -> [UInt8]? {
            try PasswordPrompt.readLine(fromDescriptor: file.number)
        }
        #expect(try line() == Array("one".utf8))
        #expect(try line() == [])
        #expect(try line() == Array("two".utf8))
        #expect(try line() == nil)
    }

    @Test func anEndlessLineAndAClosedDescriptorAreErrors() throws {
        let zero = try FileDescriptor(reading: "/dev/zero")
        let long = #expect(throws: SystemError.self) {
            try PasswordPrompt.readLine(fromDescriptor: zero.number)
        }
        #expect(long?.code == EMSGSIZE)
        let closed = #expect(throws: SystemError.self) {
            try PasswordPrompt.readLine(fromDescriptor: 987)
        }
        #expect(closed?.code == EBADF)
    }

    @Test func anInterruptSetsTheFlagAndASecondOneEndsTheProcess() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            try Interrupts.install()
            if Interrupts.received != nil { exit(3) }
            // To the process: this thread belongs to a pool that blocks signals.
            kill(getpid(), SIGTERM)
            while Interrupts.received == nil { sched_yield() }
            if Interrupts.received != SIGTERM { exit(4) }
            kill(getpid(), SIGTERM)
            while true { sched_yield() }
        }
    }

    @Test func coreDumpsCanBeSwitchedOff() async {
        await #expect(processExitsWith: .success) {
            try Host.disableCoreDumps()
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(4), &limit)
            precondition(limit.rlim_cur == 0)
        }
    }

    @Test func aClosedPipeIsAnErrorOnceSignalsAreIgnored() async {
        await #expect(processExitsWith: .success) {
            try Interrupts.ignoreBrokenPipes()
            var ends: [Int32] = [0, 0]
            precondition(pipe(&ends) == 0)
            close(ends[0])
            let file = FileDescriptor(owning: ends[1])
            let error = #expect(throws: SystemError.self) { try file.writeAll([1]) }
            precondition(error?.isBrokenPipe == true)
        }
    }

    @Test func aPasswordIsAskedOnTheTerminalAndNotShown() async {
        await #expect(processExitsWith: .success) {
            // A session of its own, so that the first terminal opened becomes /dev/tty.
            if setsid() == -1 { exit(3) }
            // TIOCSPTLCK and TIOCGPTN: unlock the pair, ask for its number.
            let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var (lock, index): (Int32, Int32) = (0, -1)
            if ioctl(master, 0x4004_5431, &lock) != 0 { exit(4) }
            if ioctl(master, 0x8004_5430, &index) != 0 { exit(4) }
            let terminal = open("/dev/pts/\(index)", O_RDWR)
            var person = pthread_t()
            let number = UnsafeMutableRawPointer(bitPattern: Int(master))
            pthread_create(&person, nil, typeSecretWhenAsked, number)
            let password = try PasswordPrompt.read("Password for anna: ")
            if password != Array("secret".utf8) { exit(5) }
            var state = termios()
            tcgetattr(terminal, &state)
            if state.c_lflag & tcflag_t(ECHO) == 0 { exit(6) }
            var shown = [UInt8](repeating: 0, count: 100)
            let count = read(master, &shown, shown.count)
            if shown.prefix(max(count, 0)) != [0x0d, 0x0a] { exit(7) }
        }
    }
}

/// The other side of the terminal: waits for the prompt, then types.
private func typeSecretWhenAsked(_ master: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let number = Int32(Int(bitPattern: master))
    var byte: UInt8 = 0
    while byte != UInt8(ascii: ":"), read(number, &byte, 1) == 1 {}
    _ = read(number, &byte, 1)
    write(number, "secret\n", 7)
    return nil
}
