import Glibc

/// A test's surroundings failed: which C function, on what, and its error number.
package struct TestKitError: Error, CustomStringConvertible {
    /// The C function that failed.
    package let function: String
    /// The path or program it was asked about.
    package let subject: String
    /// The value of `errno`, or what the function returned in its place.
    package let code: Int32

    /// The failure as one line.
    package var description: String {
        "\(function) on \(subject): \(unsafe String(cString: strerror(code)))"
    }
}
