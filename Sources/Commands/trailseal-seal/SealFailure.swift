import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import Sealing

/// Gives every error of the roles below its exit status.
enum SealFailure {
    /// Runs work and translates what it throws.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SealingError {
            throw CommandFailure(status(of: error), error.description)
        } catch let error as CaptureError {
            let sentence = error.description
            let message = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
            throw CommandFailure(status(of: error.kind), message)
        } catch let error as CryptographyError {
            throw CommandFailure(.internalError, "cryptography failed: \(error.text)")
        }
    }

    private static func status(of error: SealingError) -> CommandSupport.ExitStatus {
        switch error {
        case .unknown, .nothingSelected: .unreadable
        case .approverIsRequester, .askedByAnother, .wrongSealKey, .releaseRefused,
            .brokenRenewal:
            .refused
        case .brokenStore, .noTimeStamp, .output: .inputOutput
        case .doesNotFit: .usage
        case .cryptography: .internalError
        }
    }

    private static func status(of kind: CaptureError.Kind) -> CommandSupport.ExitStatus {
        switch kind {
        case .usage: .usage
        case .noInput: .unreadable
        case .internalError: .internalError
        case .cannotCreate: .cannotCreate
        case .inputOutput: .inputOutput
        case .busy: .busy
        case .refused: .refused
        }
    }
}
