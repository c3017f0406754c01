extension ReasonCodes {
    /// The verifier itself.
    static let verifier: [String: ReasonPhrase] = [
        "KNOWN_ANSWER": ReasonPhrase(
            "This program does not give a known answer on this machine.",
            couldMean: "The program, one of its libraries or the machine is faulty or was "
                + "changed.",
            menders: [.maintainer],
            remedy: "Install the program again from its source and run --self-test.")
    ]
}
