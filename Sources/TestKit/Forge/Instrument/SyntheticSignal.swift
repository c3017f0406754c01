/// One resonance of a synthetic free induction decay.
package struct Resonance: Hashable, Sendable {
    /// Cosine and sine of the phase advance per complex point.
    ///
    /// Given as literals and multiplied up, so that no mathematics library can make the signal
    /// differ from one machine to the next.
    package let cosine: Double
    /// Sine of the phase advance.
    package let sine: Double
    /// Factor per complex point, below 1.
    package let decay: Double
    /// Height of the first point.
    package let amplitude: Double

    /// Makes a resonance of its parts.
    package init(cosine: Double, sine: Double, decay: Double, amplitude: Double) {
        self.cosine = cosine
        self.sine = sine
        self.decay = decay
        self.amplitude = amplitude
    }

    /// Three lines, an ethyl group's worth, distinguishable by eye.
    package static let ethyl: [Resonance] = [
        Resonance(cosine: 0.960, sine: 0.280, decay: 0.996, amplitude: 900_000),
        Resonance(cosine: 0.800, sine: 0.600, decay: 0.994, amplitude: 600_000),
        Resonance(cosine: -0.352, sine: 0.936, decay: 0.990, amplitude: 250_000),
    ]
}

/// Signals that look like a spectrometer's and come out the same on every machine.
package enum SyntheticSignal {
    /// A free induction decay: real and imaginary parts in turn.
    ///
    /// - Parameters:
    ///   - pointCount: Complex points.
    ///   - resonances: What rings.
    ///   - noiseSeed: Starts the noise; another seed gives another acquisition.
    /// - Returns: `2 * pointCount` values.
    package static func freeInductionDecay(
        pointCount: Int, resonances: [Resonance], noiseSeed: UInt64
    ) -> [Int32] {
        var noise = NoiseSource(seed: noiseSeed)
        var states = resonances.map { (real: $0.amplitude, imaginary: 0.0) }
        var values: [Int32] = []
        values.reserveCapacity(2 * pointCount)
        for _ in 0..<pointCount {
            var real = noise.next()
            var imaginary = noise.next()
            for index in states.indices {
                let line = resonances[index]
                let state = states[index]
                real += state.real
                imaginary += state.imaginary
                states[index] = (
                    line.decay * (state.real * line.cosine - state.imaginary * line.sine),
                    line.decay * (state.real * line.sine + state.imaginary * line.cosine)
                )
            }
            values.append(Int32(real.rounded(.toNearestOrEven)))
            values.append(Int32(imaginary.rounded(.toNearestOrEven)))
        }
        return values
    }

    /// A spectrum of Lorentzian lines; absorption for the real part, dispersion for the other.
    ///
    /// - Parameters:
    ///   - pointCount: Points of the spectrum.
    ///   - isDispersion: Which of the two parts.
    ///   - noiseSeed: Starts the noise.
    /// - Returns: `pointCount` values.
    package static func spectrum(
        pointCount: Int, isDispersion: Bool, noiseSeed: UInt64
    ) -> [Int32] {
        var noise = NoiseSource(seed: noiseSeed)
        let lines = [(0.25, 2_400_000.0), (0.40, 1_600_000.0), (0.72, 700_000.0)]
        return (0..<pointCount).map { index in
            var height = noise.next()
            for (position, amplitude) in lines {
                let distance = (Double(index) - position * Double(pointCount)) / 4
                let shape = 1 / (1 + distance * distance)
                height += amplitude * (isDispersion ? distance * shape : shape)
            }
            return Int32(height.rounded(.toNearestOrEven))
        }
    }

    /// The bytes of 32-bit integers, least or most significant byte first.
    package static func bytes(of values: [Int32], isBigEndian: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(4 * values.count)
        for value in values {
            let bits = UInt32(bitPattern: isBigEndian ? value.byteSwapped : value)
            for shift in [UInt32(0), 8, 16, 24] {
                result.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
        }
        return result
    }
}

/// A small generator of repeatable noise (a linear congruential step; no security in it).
private struct NoiseSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    /// A value within ±500.
    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Int64(state >> 33) % 1_001) - 500
    }
}
