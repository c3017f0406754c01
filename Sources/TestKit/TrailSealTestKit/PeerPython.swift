/// The Python that holds the peers from PyPI, away from the machine's own.
package enum PeerPython {
    /// Its path; nil where `.ci/dependencies peers` hasn't made it.
    package static var path: String? {
        let path = RepositoryRoot.path + "/.build/peers/bin/python3"
        return isThere(path) ? path : nil
    }
}
