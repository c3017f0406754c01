import Findings

extension ReasonCodes {
    /// The archive, its list of contents and its seal.
    static let archive: [String: ReasonPhrase] = [
        "FORMAT_FAILURE": ReasonPhrase(
            "The bytes are not a bundle, or a part is not of its one form.",
            couldMean: "Another kind of file was sent, a transfer broke off, or another program "
                + "packed or repacked the bundle.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it, with its SHA-256."),
        "TRUNCATED": ReasonPhrase(
            "The archive ends too early.",
            couldMean: "A copy or transfer broke off, a disk was full, or the end was cut away.",
            menders: [.sender],
            remedy: "Send the file again with its SHA-256; a whole copy is judged anew."),
        "TRAILING_DATA": ReasonPhrase(
            "Bytes follow the end of the archive.",
            couldMean: "A tool padded the file while it was copied, or something was put behind "
                + "the bundle's end.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it. Bytes behind the end belong to "
                + "nobody and must not be used."),
        "HEADER_CHECKSUM": ReasonPhrase(
            "The checksum of a header is wrong.",
            couldMean: "The file was damaged on its way or on its medium, or a header was "
                + "changed.",
            menders: [.sender],
            remedy: "Send the file again with its SHA-256."),
        "NON_CANONICAL_HEADER": ReasonPhrase(
            "A header is not the only one possible for its member.",
            couldMean: "Another program repacked the archive, which changes headers and not "
                + "contents, or a header was made to read differently in different programs.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it; a repacked copy can't be judged "
                + "in its place."),
        "NON_REGULAR_ENTRY": ReasonPhrase(
            "An entry is no regular file.",
            couldMean: "Another program packed the archive and kept links or folders, or an "
                + "entry was put in that writes elsewhere when unpacked.",
            menders: [.sender],
            remedy: "Don't unpack the file. Send it as trailseal-seal wrote it."),
        "NON_CANONICAL_ORDER": ReasonPhrase(
            "Members are not in their order.",
            couldMean: "Another program repacked the archive, or members were put in or moved.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it."),
        "PATH": ReasonPhrase(
            "A path is not one that the layout knows, or not the one spelling of it.",
            couldMean: "A tool put a file of its own into the archive, such as a folder's "
                + "settings, or a name was chosen that two systems read in two ways.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it."),
        "ALIAS_ENTRY": ReasonPhrase(
            "Two paths differ only in letter case, or one is a folder of the other.",
            couldMean: "Two files would fall together on a system that doesn't tell upper and "
                + "lower case apart; trailseal-seal writes no such pair.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it."),
        "DUPLICATE_ENTRY": ReasonPhrase(
            "A path stands there twice.",
            couldMean: "An archive was added to instead of made anew, or a second content was "
                + "put behind the first, so that programs may read different ones.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it."),
        "LIMIT_EXCEEDED": ReasonPhrase(
            "Something is larger than any bundle may have.",
            couldMean: "The bundle is larger or more deeply nested than any that trailseal-seal "
                + "makes, or it was made to exhaust programs.",
            menders: [.sender],
            remedy: "Export in parts that keep the limits of docs/formats/bundle.md §14.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "There is more of it than this program compares or reads.",
                    menders: [.laboratory, .auditor],
                    remedy: "Export in smaller parts; what was not read may be sound.")
            ]),
        "NO_MANIFEST": ReasonPhrase(
            "There is no list of contents.",
            couldMean: "The file is another archive than a bundle, or its first member was lost "
                + "when it was repacked.",
            menders: [.sender],
            remedy: "Send the file as trailseal-seal wrote it."),
        "VERSION": ReasonPhrase(
            "The format version is one that this verifier does not know.",
            couldMean: "The bundle, or a record of it, was written by a newer program than this "
                + "one.",
            menders: [.auditor],
            remedy: "Judge it with a verifier that knows the version."),
        "UNKNOWN_FIELD": ReasonPhrase(
            "A field or family that this version does not know; kept and listed.",
            couldMean: "A newer program wrote what this one doesn't know; it is kept and its "
                + "digest is checked.",
            menders: [.auditor],
            remedy: "Judge it with a newer verifier, if what it says matters."),
        "HASH_FAILURE": ReasonPhrase(
            "A member's bytes do not give the digest that is listed.",
            couldMean: "A member was changed after the list of contents was made, or damaged on "
                + "its way or medium.",
            menders: [.sender],
            remedy: "Send the bundle again with its SHA-256; if that copy says the same, export "
                + "again from the store."),
        "SIZE_MISMATCH": ReasonPhrase(
            "A member's size is not the one that is listed.",
            couldMean: "A member was cut, added to or exchanged after the list of contents was "
                + "made.",
            menders: [.sender],
            remedy: "Send the bundle again with its SHA-256; if that copy says the same, export "
                + "again from the store."),
        "MISSING_ENTRY": ReasonPhrase(
            "A listed member is not there.",
            couldMean: "A member was lost when the archive was repacked, or taken out.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it, or export again from the store."),
        "UNDECLARED_ENTRY": ReasonPhrase(
            "A member is not listed.",
            couldMean: "A tool added a file, or a member was put in after the list of contents "
                + "was made.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it. What is not listed must not be "
                + "used."),
        "BAG_MISMATCH": ReasonPhrase(
            "A BagIt tag file is not what the bundle gives.",
            couldMean: "Another BagIt program renewed its tag files, or they were changed.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it."),
        "EVIDENCE_FORMAT": ReasonPhrase(
            "A member under evidence/ is not what its path says.",
            couldMean: "The member was damaged, or something else was put under its name.",
            menders: [.laboratory],
            remedy: "Export again from the store; what keeps the store holds it whole."),
        "NOT_SEALED": ReasonPhrase(
            "There is no seal.",
            couldMean: "The export broke off before it was sealed, the seal was lost when the "
                + "archive was repacked, or it was taken away.",
            menders: [.sender],
            remedy: "Send the sealed file, or run trailseal-seal export --resume."),
        "SEAL_MISMATCH": ReasonPhrase(
            "The seal does not hold over the list of contents.",
            couldMean: "The list of contents is not the one that was sealed, or the seal was "
                + "damaged.",
            menders: [.sender],
            remedy: "Send the bundle again with its SHA-256; if that copy says the same, export "
                + "again from the store."),
        "SEAL_KEY_UNKNOWN": ReasonPhrase(
            "No approved request says whose key should have sealed.",
            couldMean: "The record that names the seal's key is withheld or can't be read.",
            menders: [.laboratory],
            remedy: "Export with the request in clear; it belongs to every bundle."),
        "SEALED_LATE": ReasonPhrase(
            "The seal was made long after the export was recorded.",
            couldMean: "The sealing was late, or an export was sealed a second time.",
            menders: [.laboratory],
            remedy: "Seal soon after the export, with a time-stamp in the seal (--tsa), or show "
                + "the first bundle."),
        "CMS_FORM": ReasonPhrase(
            "A signature value is not in the closed form.",
            couldMean: "Another program made the signature value, or bytes were put into it "
                + "that nothing checks.",
            menders: [.laboratory],
            remedy: "Sign or seal again with the program's own form.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The seal's time-stamp holds a certificate of an authority whose "
                        + "own certificate is neither in the bundle nor among your anchors.",
                    menders: [.auditor, .laboratory],
                    remedy: "Bring the authority's root as an anchor for time-stamps.")
            ]),
        "ALG_OUTLIVED": ReasonPhrase(
            "An algorithm has ended since a receipt proved its use.",
            couldMean: "Time went on; what was used counted when it was used.",
            menders: [],
            remedy: "Nothing, while the receipt keeps its force."),
        "ALG_AGEING": ReasonPhrase(
            "An algorithm still counts and will not for long.",
            couldMean: "Time goes on; the date on which the algorithm stops counting is known.",
            menders: [.laboratory],
            remedy: "Have the evidence time-stamped again under a stronger algorithm before "
                + "that date."),
        "ALG_FORBIDDEN": ReasonPhrase(
            "An algorithm or key that had been given up.",
            couldMean: "Old equipment or an old setting still used the algorithm, or somebody "
                + "chose one that can be broken.",
            menders: [.laboratory],
            remedy: "Use an algorithm of the table in docs/formats/report.md §9. What was made "
                + "with a broken one can't be mended; a receipt from before its end would show "
                + "it."),
    ]
}
