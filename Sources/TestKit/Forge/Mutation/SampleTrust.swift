internal import AuditorTrust
internal import TrustAnchors
package import Verification

/// The trust folders that samples have, read as the verifier's own program reads them.
package enum SampleTrust {
    /// Reads a sample's trust folder.
    package static func read(_ folder: String) throws -> Trust {
        Trust(try TrustFolder.read(folder))
    }
}
