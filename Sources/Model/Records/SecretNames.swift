package import CanonicalJSON

/// Field names under which programs keep secrets; a record that uses one is refused.
///
/// Names are compared without case, hyphen and underscore, so `API_Key` is `apikey`.
package enum SecretNames {
    /// The names, lower case and without separators.
    package static let all: Set<String> = [
        "password", "passwd", "passphrase", "pwd", "secret", "clientsecret", "pin", "token",
        "accesstoken", "refreshtoken", "idtoken", "sessiontoken", "authtoken", "bearer",
        "privatekey", "apikey", "secretkey", "signingkey", "encryptionkey", "credentials",
        "authorization", "cookie", "otp", "totp", "cvv",
    ]

    private static let separators = [UInt8(ascii: "-"), UInt8(ascii: "_")]

    /// Whether a field of this name would look like a secret.
    package static func contains(_ name: String) -> Bool {
        let bytes = name.lowercased().utf8.filter { !separators.contains($0) }
        return all.contains(String(decoding: bytes, as: UTF8.self))
    }

    /// The first field anywhere below whose name looks like a secret, as a JSON pointer.
    ///
    /// - Parameters:
    ///   - object: A record's body.
    ///   - path: Its place.
    package static func firstPath(in object: JSONObject, path: String = "/body") -> String? {
        // Paths are put together only where there is one to tell of.
        guard holdsOne(.object(object)) else { return nil }
        for (key, value) in object {
            let place = FieldReader(object, path: path).place(of: key)
            if contains(key) { return place }
            if let found = firstPath(in: value, path: place) { return found }
        }
        return nil
    }

    private static func holdsOne(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let object): object.contains { contains($0.key) || holdsOne($0.value) }
        case .array(let elements): elements.contains { holdsOne($0) }
        default: false
        }
    }

    private static func firstPath(in value: JSONValue, path: String) -> String? {
        switch value {
        case .object(let object): return firstPath(in: object, path: path)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let found = firstPath(in: element, path: "\(path)/\(index)") { return found }
            }
            return nil
        default: return nil
        }
    }
}
