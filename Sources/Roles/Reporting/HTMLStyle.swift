/// The look of the HTML page: one column, dark on light or light on dark, and fit for printing.
enum HTMLStyle {
    /// The style sheet; every pair of colours has a contrast of at least 4.5 to 1.
    static let sheet = screen + tables + pictures + print

    private static let screen = """
        :root { --ink: #1b1f24; --paper: #ffffff; --line: #c8ced6; --quiet: #55606c;
          --good: #0a5d2b; --open: #7a4a00; --bad: #a3121f; --wash: #f4f6f8; --link: #0b4f9e; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8ebee; --paper: #14181c; --line: #3c454f; --quiet: #a9b4bf;
            --good: #6fd797; --open: #f0bd62; --bad: #ff8f96; --wash: #1e242a; --link: #8fc1ff; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 66rem; margin: 0 auto; padding: 1rem; }
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
        h1 { font-size: 1.4rem; margin: .25rem 0; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        h4 { font-size: 1rem; margin: .25rem 0; }
        h1, h2, h3, h4, p, dd, a, .long { overflow-wrap: anywhere; }
        td, th { overflow-wrap: break-word; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
        a { color: var(--link); }
        :target { outline: 3px solid var(--open); outline-offset: -3px; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; background: var(--paper); padding: .5rem; }
        dl { display: grid; grid-template-columns: minmax(7rem, 13rem) 1fr; gap: .2rem 1rem;
          margin: .5rem 0; }
        dl.short { grid-template-columns: 3.5rem 1fr; }
        .card dl { grid-template-columns: 6rem 1fr; }
        dt { color: var(--quiet); } dd { margin: 0; min-width: 0; }
        .card { border-left: 4px solid var(--line); padding: .25rem 1rem; margin: 1rem 0; }
        .card.bad { border-color: var(--bad); } .card.open { border-color: var(--open); }
        li p { margin: .2rem 0; }

        """

    private static let tables = """
        .table, .picture { overflow-x: auto; margin: .75rem 0; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
          min-width: 4.75rem; border-bottom: 1px solid var(--line);
          font-variant-numeric: tabular-nums; }
        th { font-weight: 600; } tbody th { font-weight: 500; }
        td a, .rules a { white-space: nowrap; margin-right: .35rem; display: inline-block; }
        tbody th { min-width: 6rem; } dd strong { font-weight: 600; } .rules { font-size: .875rem; }
        @media (max-width: 40rem) { dl, .card dl { grid-template-columns: 1fr; }
          dd { margin-bottom: .5rem; } table.wide { min-width: 34rem; }
          th, td { font-size: .875rem; } }

        """

    private static let pictures = """
        .picture svg { display: block; width: 100%; min-width: 40rem; height: auto; }
        svg text { font: 12px system-ui, sans-serif; fill: var(--quiet); }
        svg path { fill: none; stroke: var(--line); } svg .axis { stroke: var(--ink); }
        svg .interval { stroke: var(--link); stroke-width: 2; }
        svg .bar { fill: var(--link); } svg .level { fill: var(--quiet); } svg .unsure { fill: none; stroke: var(--open);
          stroke-width: 2; stroke-dasharray: 4 3; }
        svg circle { fill: var(--good); stroke: var(--paper); stroke-width: 1; }
        svg .claimed { fill: var(--paper); stroke: var(--open); stroke-width: 2; }
        .legend { font-size: .875rem; margin: .25rem 0 1rem; }
        .chain { list-style: none; padding: 0; margin: .5rem 0 1rem; display: flex;
          flex-wrap: wrap; gap: .5rem; align-items: stretch; }
        .chain li { display: flex; align-items: center; gap: .5rem; color: var(--ink);
          min-width: 0; }
        .chain li > div { border: 1px solid var(--line); border-left: 4px solid var(--line);
          border-radius: 4px; padding: .4rem .7rem; font-size: .875rem; height: 100%;
          min-width: 0; max-width: 24rem; }
        .chain .good > div { border-left-color: var(--good); }
        .chain .open > div { border-left: 4px dashed var(--open); }
        .chain .bad > div { border-left-color: var(--bad); }
        .chain p { margin: 0; } .chain .title { font-weight: 600; }
        .chain .link { max-width: 6.5rem; font-size: .8125rem; color: var(--quiet);
          text-align: center; }
        .chain .link::after { content: "→"; display: block; font-size: 1.1rem; line-height: 1; }

        """

    private static let print = """
        @page { margin: 14mm 13mm 16mm;
          @bottom-left { content: "TrailSeal verification report"; font: 8pt sans-serif; }
          @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
        @media print {
          :root { --ink: #000000; --paper: #ffffff; --line: #b0b7bf; --quiet: #404850;
            --good: #0a5d2b; --open: #7a4a00; --bad: #a3121f; --wash: #ffffff; --link: #000000; }
          body { font-size: 8.5pt; line-height: 1.3; }
          main { max-width: none; padding: 0; } nav, .skip { display: none; }
          header { margin: 0 0 .4rem; padding: .1rem .75rem; border-top: 1px solid var(--line); }
          header p { margin: .1rem 0; } h4 { font-size: 9.5pt; } .rules { font-size: inherit; }
          .verdict { font-size: 20pt; } h1 { font-size: 12pt; }
          h2 { font-size: 11pt; margin: .7rem 0 .2rem; } h3 { font-size: 10pt; margin: .7rem 0 .2rem; }
          p { margin: .35rem 0; } dl { gap: .05rem .75rem; margin: .25rem 0; }
          th, td { padding: .1rem .5rem .1rem 0; min-width: 0; }
          tbody th { min-width: 0; } tr[id] > th { white-space: nowrap; }
          tr[id] > td:first-of-type { min-width: 10rem; }
          a { text-decoration: none; } .table, .picture { overflow: visible; margin: .3rem 0; }
          .picture svg { min-width: 0; } .legend { margin-bottom: .5rem; }
          .legend, .chain li > div, .chain .link { font-size: inherit; }
          h2, h3, h4, caption { break-after: avoid; }
          .card, tr, .chain li, svg, dl { break-inside: avoid; } thead { display: table-header-group; }
          section.reliance { break-after: page; }
          article + article { break-before: page; margin-top: 0; border-top: 0; } }
        """
}
