/// A report couldn't be drawn: the XML library failed, which only lack of memory makes it do.
package struct RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the library said.
    package let description: String
}
