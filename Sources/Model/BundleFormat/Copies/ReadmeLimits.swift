/// How much of a bundle the page for people lists row by row.
///
/// A page of a million rows can't be opened; behind these numbers it says how much more there is, and
/// where it stands.
///
/// Source: docs/formats/readme-1.md §1.
package enum ReadmeLimits {
    /// Records of one log that the page shows: those with lower numbers.
    package static let records: UInt64 = 1_000
    /// Files of one version of a dataset that the page lists: the first by path.
    package static let files = 1_000
}
