import Cryptography
import LinuxFiles
import SQLiteDatabase

extension CaptureError {
    /// Says what a failed system call means for the caller.
    init(_ error: SystemError) {
        if error.isFull {
            self = .diskFull("The disk is full: \(error).")
        } else if error.function == "mkdir" {
            self = .cannotCreate("The folder can't be made: \(error).")
        } else {
            self = .storage("\(error).")
        }
    }

    /// Says what a failed database call means for the caller.
    init(_ error: DatabaseError) {
        if error.isFull {
            self = .diskFull("The disk is full: \(error).")
        } else if error.isBusy {
            self = .busy(path: "The store", holder: "")
        } else if error.isDamaged {
            self = .damaged("The store's database is damaged: \(error).")
        } else {
            self = .storage("The store's database failed: \(error).")
        }
    }

    /// Says what a failure of the cryptographic library means for the caller.
    init(_ error: CryptographyError) {
        self = .cryptography("\(error)")
    }
}

/// Runs a step and turns the errors of lower layers into this role's own.
func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as CaptureError {
        throw error
    } catch let error as SystemError {
        throw CaptureError(error)
    } catch let error as DatabaseError {
        throw CaptureError(error)
    } catch let error as CryptographyError {
        throw CaptureError(error)
    }
}
