// swift-tools-version: 6.2
import PackageDescription

// Layers: System < Bindings < Model < Roles < Commands. Arrows point down only;
// `Tests/Checks/imports.sh` enforces what SwiftPM does not.

/// Bindings wrap C: every pointer would need a mark under strict memory safety.
let bindingSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Everything above the bindings is memory-safe Swift, by the compiler's word.
let safeSettings: [SwiftSetting] = bindingSettings + [.strictMemorySafety()]

func binding(_ name: String, over systemModule: Target.Dependency) -> Target {
    .target(
        name: name, dependencies: [systemModule], path: "Sources/Bindings/\(name)",
        swiftSettings: bindingSettings)
}

func layer(_ folder: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)",
        swiftSettings: safeSettings)
}

func command(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["CommandSupport"] + dependencies,
        path: "Sources/Commands/\(name)", swiftSettings: safeSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)",
        swiftSettings: bindingSettings)
}

func system(_ name: String, pkgConfig: String, debianPackage: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([debianPackage])])
}

let package = Package(
    name: "TrailSeal",
    products: [
        .executable(name: "trailseal-capture", targets: ["trailseal-capture"]),
        .executable(name: "trailseal-seal", targets: ["trailseal-seal"]),
        .executable(name: "trailseal-verify", targets: ["trailseal-verify"]),
        .executable(name: "trailseal-forge", targets: ["trailseal-forge"]),
        .executable(name: "trailseal-bench", targets: ["trailseal-bench"]),
    ],
    targets: [
        // System: one module per C library.
        system("CArchive", pkgConfig: "libarchive", debianPackage: "libarchive-dev"),
        system("CCrypto", pkgConfig: "libcrypto", debianPackage: "libssl-dev"),
        system("CXML", pkgConfig: "libxml-2.0", debianPackage: "libxml2-dev"),
        system("CSQLite", pkgConfig: "sqlite3", debianPackage: "libsqlite3-dev"),
        system("CCurl", pkgConfig: "libcurl", debianPackage: "libcurl4-openssl-dev"),
        .target(name: "CLinux", path: "Sources/System/CLinux"),

        // Bindings: the only importers of System.
        binding("TarArchive", over: "CArchive"),
        binding("Cryptography", over: "CCrypto"),
        binding("XMLText", over: "CXML"),
        binding("SQLiteDatabase", over: "CSQLite"),
        binding("HTTPTransfer", over: "CCurl"),
        binding("LinuxFiles", over: "CLinux"),

        // Model: formats and vocabulary.
        layer("Model", "CanonicalJSON", []),
        layer("Model", "Findings", []),
        layer("Model", "Records", ["CanonicalJSON", "Cryptography"]),
        layer("Model", "RecordLog", ["Records", "CanonicalJSON", "Cryptography"]),
        layer("Model", "BundleFormat", ["RecordLog", "Records", "CanonicalJSON", "Cryptography"]),

        // Roles: what each desk does.
        layer(
            "Roles", "Capture",
            [
                "BundleFormat", "RecordLog", "Records", "CanonicalJSON", "Cryptography",
                "LinuxFiles", "HTTPTransfer", "SQLiteDatabase",
            ]),
        layer(
            "Roles", "Sealing",
            [
                "BundleFormat", "RecordLog", "Records", "CanonicalJSON", "Cryptography",
                "TarArchive", "HTTPTransfer",
            ]),
        layer(
            "Roles", "Verification",
            [
                "BundleFormat", "RecordLog", "Records", "CanonicalJSON", "Findings",
                "Cryptography",
            ]),
        layer("Roles", "Reporting", ["Findings", "CanonicalJSON", "Cryptography", "XMLText"]),

        // Commands: arguments in, exit status out.
        layer("Commands", "CommandSupport", ["Cryptography", "LinuxFiles"]),
        layer(
            "Commands", "TrustAnchors",
            ["CommandSupport", "RecordLog", "Records", "Cryptography", "LinuxFiles"]),
        layer("Commands", "AuditorTrust", ["TrustAnchors", "Verification"]),
        layer(
            "Commands", "SelfTest",
            [
                "AuditorTrust", "TrustAnchors", "CommandSupport", "Verification", "Reporting",
                "Findings", "BundleFormat", "Records", "CanonicalJSON", "Cryptography",
            ]),
        command(
            "trailseal-capture",
            [
                "Capture", "BundleFormat", "RecordLog", "Records", "CanonicalJSON",
                "Cryptography", "LinuxFiles", "HTTPTransfer",
            ]),
        command(
            "trailseal-seal",
            [
                "TrustAnchors", "Capture", "Sealing", "BundleFormat", "RecordLog", "Records",
                "CanonicalJSON", "Cryptography", "LinuxFiles", "HTTPTransfer",
            ]),
        command(
            "trailseal-verify",
            [
                "SelfTest", "AuditorTrust", "TrustAnchors", "Verification", "Reporting",
                "Findings", "BundleFormat", "RecordLog", "Records", "CanonicalJSON",
                "Cryptography", "LinuxFiles",
            ]),
        command(
            "trailseal-forge",
            [
                "Forge", "Verification", "Reporting", "Findings", "BundleFormat", "Records",
                "Cryptography", "LinuxFiles",
            ]),

        command("trailseal-bench", ["CanonicalJSON", "LinuxFiles"]),

        // TestKit: what tests and the sample generator share.
        layer(
            "TestKit", "Forge",
            [
                "AuditorTrust", "TrustAnchors", "Capture", "Sealing", "Verification",
                "Reporting", "Findings", "BundleFormat", "RecordLog", "Records",
                "CanonicalJSON", "Cryptography", "LinuxFiles", "TarArchive",
            ]),
        layer("TestKit", "TrailSealTestKit", ["LinuxFiles", "Cryptography", "CanonicalJSON"]),

        tests(
            "CryptographyTests",
            [
                "Verification", "RecordLog", "Findings", "Records", "Cryptography",
                "CanonicalJSON", "TrailSealTestKit",
            ]),
        tests(
            "BindingsTests",
            [
                "TarArchive", "XMLText", "SQLiteDatabase", "HTTPTransfer", "LinuxFiles",
                "CommandSupport", "TrailSealTestKit",
            ]),
        tests("CanonicalJSONTests", ["CanonicalJSON", "TrailSealTestKit"]),
        tests(
            "ModelTests",
            [
                "BundleFormat", "RecordLog", "Records", "Findings", "CanonicalJSON",
                "Cryptography", "TrailSealTestKit",
            ]),
        tests(
            "CaptureTests",
            [
                "Capture", "BundleFormat", "RecordLog", "Records", "CanonicalJSON",
                "Cryptography", "LinuxFiles", "HTTPTransfer", "SQLiteDatabase", "TrailSealTestKit",
            ]),
        tests(
            "VerificationTests",
            [
                "Verification", "Reporting", "Findings", "BundleFormat", "RecordLog", "Records",
                "CanonicalJSON", "Cryptography", "XMLText", "Forge", "TrailSealTestKit",
            ]),
        tests(
            "ConformanceTests",
            [
                "SelfTest", "Forge", "Capture", "Sealing", "Verification", "Reporting",
                "Findings", "BundleFormat", "RecordLog", "Records", "CanonicalJSON", "Cryptography",
                "TarArchive",
                "LinuxFiles", "XMLText", "TrailSealTestKit",
            ]),
        tests("CommandTests", ["LinuxFiles", "CanonicalJSON", "TrailSealTestKit"]),
    ]
)

// The fuzzer links with `-sanitize=fuzzer` only, so it is a part of the package for
// Tests/Fuzz/run.sh alone.
if Context.environment["TRAILSEAL_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "trailseal-fuzz", dependencies: ["CFuzzer", "Forge"],
            path: "Tests/Fuzz/trailseal-fuzz", swiftSettings: bindingSettings),
    ]
}

// `make dist` links the verifier statically. What libraries would bring along and the verifier never uses
// is replaced by refusals; Sources/System/CRefusals says which and why.
if Context.environment["TRAILSEAL_STATIC"] != nil {
    package.targets.append(
        .target(name: "CRefusals", dependencies: ["CXML"], path: "Sources/System/CRefusals"))
    package.targets.first { $0.name == "XMLText" }?.dependencies.append("CRefusals")
}
