package import Cryptography
import HTTPTransfer

/// How notaries are reached that don't live in a folder.
package struct NotaryTransport: Sendable {
    /// How a time-stamp authority is asked.
    package let timeStamps: TimeStampTransport
    /// How an object store is asked.
    package let stores: ObjectStoreTransport

    /// Makes a transport of its parts.
    package init(
        timeStamps: @escaping TimeStampTransport,
        stores: @escaping ObjectStoreTransport = { request in
            throw CaptureError.notary("There is no way to \(request.url) here.")
        }
    ) {
        self.timeStamps = timeStamps
        self.stores = stores
    }

    /// The network.
    package static let network = NotaryTransport(
        timeStamps: TimeStampClient.network, stores: StoreClient.network)
}
