/// What is the same on every page: head, style, and how to check the bundle.
enum ReadmeFrame {
    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;margin:2rem auto;\
        max-width:75rem;padding:0 1rem}
        table{border-collapse:collapse;width:100%;margin:1rem 0}
        caption{text-align:left;font-weight:bold;padding:.3rem 0}
        th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;\
        overflow-wrap:anywhere}
        th{background:#eee}
        dl{margin:0}dt{float:left;clear:left;font-weight:bold;margin-right:.5em}
        dd{margin:0;overflow-wrap:anywhere}
        code,pre{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
        .cp{border:1px solid #767676;font-size:.8em;padding:0 .2em}
        tr.withheld td{background:#eee;font-style:italic}
        @media print{details>*{display:block}}
        """

    /// Begins the page.
    static func begin(_ html: inout HTML) {
        html.markup(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width,initial-scale=1"/>
            <meta name="generator" content="TrailSeal \(ReadmeRendering.template)"/>
            <title>Readable copy of electronic records</title>
            <style>
            \(style)
            </style></head><body>
            <header><h1>Readable copy of electronic records</h1>
            <p>This page shows in words what the records of this bundle say, signatures included. \
            It is made from the records alone, by the fixed template \(ReadmeRendering.template); \
            a verifier makes it again and compares every byte. The records themselves are in \
            <code>data/records</code>, the files in <code>data/files</code>. \
            A boxed code such as <span class="cp">U+000A</span> stands for a character that can't \
            be seen. Whether anything was altered, this page can't say: \
            <a href="#check">check the bundle</a>.</p>
            <nav aria-label="Contents"><ul>
            <li><a href="#export">Export</a></li>
            <li><a href="#signatures">Electronic signatures</a></li>
            <li><a href="#datasets">Datasets and files</a></li>
            <li><a href="#withheld">What is withheld</a></li>
            <li><a href="#policy">Site policy</a></li>
            <li><a href="#records">All records</a></li>
            <li><a href="#check">How to check this bundle</a></li>
            </ul></nav></header><main>

            """)
    }

    /// Ends the page.
    static func end(_ html: inout HTML) {
        html.markup(
            """
            <section id="check"><h2>How to check this bundle</h2>
            <h3>With TrailSeal</h3>
            <p>Get the laboratory's root certificate by a way of your own, not from this bundle, \
            and run the verifier on the sealed archive. It needs no network.</p>
            <pre>trailseal-verify BUNDLE.tar --trust root.pem</pre>
            <h3>Without TrailSeal</h3>
            <p>Unpack the archive and go into its folder. These commands check that the files are \
            those of the manifest, and who sealed the manifest:</p>
            <pre>sha256sum -c manifest-sha256.txt
            python3 -m bagit --validate .
            openssl cms -verify -binary -inform DER -in manifest.json.p7s \\
              -content manifest.json -CAfile root.pem -purpose any -out /dev/null</pre>
            <p>Every line of <code>data/records/*.jsonl</code> is one record; its digest, its code \
            and the head of the tree over all records can be recomputed with SHA-256 and \
            HMAC-SHA-256 from the published format.</p>
            <h3>What no check can show</h3>
            <p>That no second log was kept beside this one: ask the witness. That the records say \
            what the instrument did: they show what was captured, by whom and when.</p>
            </section></main></body></html>

            """)
    }
}
