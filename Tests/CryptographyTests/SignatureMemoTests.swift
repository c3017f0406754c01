import Testing

@testable import Cryptography

@Suite struct SignatureMemoTests {
    struct Question {
        var algorithm = PublicKeySignature.Algorithm.ed25519
        var key: [UInt8] = [9, 1]
        var signature: [UInt8] = [2]
        var message: [UInt8] = [3]
    }

    /// How often a list of questions is looked at, asked one after the other.
    private func looks(_ questions: [Question]) -> Int {
        var looks = 0
        for question in questions {
            _ = SignatureMemo.answer(
                question.algorithm, key: question.key, signature: question.signature,
                message: question.message[...]
            ) {
                looks += 1
                return true
            }
        }
        return looks
    }

    @Test func oneQuestionIsLookedAtOnce() {
        let question = Question(message: Array("once".utf8))
        #expect(looks([question, question, question]) == 1)
    }

    @Test func eachOtherPartIsAnotherQuestion() {
        let questions = [
            Question(), Question(algorithm: .ecdsa(.sha256)), Question(algorithm: .ecdsa(.sha384)),
            Question(key: [9, 4]), Question(signature: [4]), Question(message: [4]),
            // The same bytes behind each other, cut in other places.
            Question(key: [9], signature: [1, 2]), Question(signature: [], message: [2, 3]),
        ]
        #expect(looks(questions) == questions.count)
    }

    @Test func aWrongAnswerIsKeptAsOne() {
        for _ in 0..<2 {
            #expect(
                !SignatureMemo.answer(.ed25519, key: [8], signature: [], message: []) { false })
        }
        #expect(!SignatureMemo.answer(.ed25519, key: [8], signature: [], message: []) { true })
    }

    @Test func theAnswerAboutALongMessageIsntKept() {
        let long = [UInt8](repeating: 7, count: SignatureMemo.messageLimit + 1)
        #expect(looks([Question(message: long), Question(message: long)]) == 2)
    }

    @Test func aChangedSignatureIsWrongBesideTheRightOne() throws {
        let seed = SecretBytes(copying: [UInt8](repeating: 5, count: 32))
        let key = try Ed25519.publicKey(seed: seed)
        let message = Array("a checkpoint".utf8)
        let signature = try Ed25519.sign(message, seed: seed)
        for place in signature.indices {
            var changed = signature
            changed[place] ^= 1
            #expect(Ed25519.isValid(signature: signature, message: message, publicKey: key))
            #expect(!Ed25519.isValid(signature: changed, message: message, publicKey: key))
        }
    }
}
