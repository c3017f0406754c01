import Testing

@testable import Verification

@Suite struct KeptTests {
    @Test(arguments: [[], [1], [2], [1, 2, 3, 4], [2, 4]])
    func keptIsWhatAFilterGives(numbers: [Int]) {
        #expect(numbers.kept { $0 % 2 == 0 } == numbers.filter { $0 % 2 == 0 })
    }
}
