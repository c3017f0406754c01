/// The look of the HTML page: one column, dark on light or light on dark, and fit for printing.
enum HTMLStyle {
    /// The style sheet; every pair of colours has a contrast of at least 4.5 to 1.
    static let sheet = """
        :root { --ink: #1b1f24; --paper: #ffffff; --line: #c8ced6; --quiet: #55606c;
          --good: #0a5d2b; --open: #7a4a00; --bad: #a3121f; --wash: #f4f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8ebee; --paper: #14181c; --line: #3c454f; --quiet: #a9b4bf;
            --good: #6fd797; --open: #f0bd62; --bad: #ff8f96; --wash: #1e242a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        article + article { margin-top: 4rem; border-top: 4px solid var(--line); }
        header { border-left: 8px solid var(--line); padding: .5rem 1rem; margin: 1rem 0;
          background: var(--wash); }
        header.good { border-color: var(--good); } header.open { border-color: var(--open); }
        header.bad { border-color: var(--bad); }
        .verdict { font-size: 2rem; font-weight: 700; margin: 0; }
        header.good .verdict, .good { color: var(--good); }
        header.open .verdict, .open { color: var(--open); }
        header.bad .verdict, .bad { color: var(--bad); }
        header.good, header.open, header.bad, .card.good, .card.open, .card.bad
          { color: var(--ink); }
        .card.good h4 { color: var(--good); } .card.open h4 { color: var(--open); }
        .card.bad h4 { color: var(--bad); }
        .quiet { color: var(--quiet); }
        h1 { font-size: 1.4rem; margin: .25rem 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
        h4 { font-size: 1rem; margin: .25rem 0; }
        p, dd, td, th { overflow-wrap: anywhere; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
        a { color: inherit; }
        .skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; }
        dl { display: grid; grid-template-columns: minmax(7rem, 13rem) 1fr; gap: .2rem 1rem;
          margin: .5rem 0; }
        dl.short { grid-template-columns: 3.5rem 1fr; }
        .card dl { grid-template-columns: 6rem 1fr; }
        dt { color: var(--quiet); } dd { margin: 0; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
          border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
        .card { border-left: 4px solid var(--line); padding: .25rem 1rem; margin: 1rem 0; }
        .card.bad { border-color: var(--bad); } .card.open { border-color: var(--open); }
        li p { margin: .2rem 0; }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
        @media print { nav, .skip { display: none; } main { max-width: none; }
          .card, tr { break-inside: avoid; } }
        """
}
