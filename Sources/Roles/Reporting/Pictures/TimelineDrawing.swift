/// Draws a timeline as SVG inside the HTML page.
struct TimelineDrawing {
    private let timeline: Timeline
    private let id: String
    private var text = ""

    private static let rowHeight = 38
    private static let left = 8
    private static let width = Int(Timeline.length) + 2 * left

    /// The element, or nothing where no time is known.
    ///
    /// - Parameter id: What names the picture on its page.
    static func svg(_ timeline: Timeline, id: String) -> String {
        guard let span = timeline.span else { return "" }
        var drawing = TimelineDrawing(timeline: timeline, id: id)
        drawing.draw(span)
        return drawing.text
    }

    private init(timeline: Timeline, id: String) {
        self.timeline = timeline
        self.id = id
    }

    private mutating func draw(_ span: ClosedRange<Int64>) {
        let height = timeline.rows.count * Self.rowHeight + 34
        text +=
            "<div class=\"picture\" role=\"group\" tabindex=\"0\" aria-label=\"Timeline of log "
        text += HTMLPage.escaped(timeline.logID) + "\">\n"
        text += "<svg viewBox=\"0 0 \(Self.width) \(height)\" role=\"img\" "
        text += "aria-labelledby=\"\(id)-t \(id)-d\">\n"
        text +=
            "<title id=\"\(id)-t\">Timeline of log \(HTMLPage.escaped(timeline.logID))</title>\n"
        text += "<desc id=\"\(id)-d\">From \(CalendarTime.text(span.lowerBound)) to "
        text += CalendarTime.text(span.upperBound)
        text += ". The tables below say the same in words.</desc>\n"
        for (index, row) in timeline.rows.enumerated() { draw(row, at: index * Self.rowHeight) }
        drawAxis(span, at: timeline.rows.count * Self.rowHeight + 6)
        text += "</svg>\n</div>\n"
        text +=
            "<p class=\"legend quiet\">Bars are epochs, with a broken outline where one was never "
        text += "closed, and gaps; filled points are proved, hollow ones are not; a line through a "
        text += "signature is the interval that receipts leave for it.</p>\n"
    }

    private mutating func draw(_ row: Timeline.Row, at top: Int) {
        text += "<text x=\"\(Self.left)\" y=\"\(top + 13)\">\(HTMLPage.escaped(row.label))</text>\n"
        let middle = top + 29
        text += "<path class=\"rail\" d=\"M\(Self.left) \(middle)h\(Timeline.length)\"/>\n"
        for mark in row.marks { draw(mark, at: middle) }
    }

    private mutating func draw(_ mark: Timeline.Mark, at middle: Int) {
        switch mark {
        case .bar(let from, let to, let isCertain):
            let width = max(3, to - from)
            text += "<rect class=\"\(isCertain ? "bar" : "bar unsure")\" x=\"\(x(from))\" "
            text += "y=\"\(middle - 5)\" width=\"\(width)\" height=\"10\"/>\n"
        case .level(let from, let to, let height):
            text += "<rect class=\"level\" x=\"\(x(from))\" y=\"\(Int64(middle) - height)\" "
            text += "width=\"\(max(3, to - from))\" height=\"\(height)\"/>\n"
        case .interval(let from, let to):
            text += "<path class=\"interval\" d=\"M\(x(from)) \(middle - 6)v12m0 -6h"
            text += "\(max(1, to - from))m0 -6v12\"/>\n"
        case .point(let at, let isProved):
            text += "<circle class=\"\(isProved ? "proved" : "claimed")\" cx=\"\(x(at))\" "
            text += "cy=\"\(middle)\" r=\"4\"/>\n"
        }
    }

    private mutating func drawAxis(_ span: ClosedRange<Int64>, at top: Int) {
        text += "<path class=\"axis\" d=\"M\(Self.left) \(top)h\(Timeline.length)\"/>\n"
        let moments: [(place: Int64, anchor: String, moment: Int64)] =
            span.lowerBound == span.upperBound
            ? [(Timeline.length / 2, "middle", span.lowerBound)]
            : [
                (0, "start", span.lowerBound),
                (
                    Timeline.length / 2, "middle",
                    span.lowerBound + (span.upperBound - span.lowerBound) / 2
                ),
                (Timeline.length, "end", span.upperBound),
            ]
        for (place, anchor, moment) in moments {
            text += "<path class=\"axis\" d=\"M\(x(place)) \(top)v5\"/>\n"
            text += "<text x=\"\(x(place))\" y=\"\(top + 18)\" text-anchor=\"\(anchor)\">"
            text += CalendarTime.text(moment) + "</text>\n"
        }
    }

    private func x(_ place: Int64) -> Int64 { place + Int64(Self.left) }
}

/// Writes seconds since 1970 as a time in UTC.
enum CalendarTime {
    /// `YYYY-MM-DD hh:mm:ssZ`.
    static func text(_ seconds: Int64) -> String {
        let days = seconds.flooredQuotient(86_400)
        let rest = seconds - days * 86_400
        let (year, month, day) = date(days)
        return
            "\(year)-\(two(month))-\(two(day)) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    private static func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }

    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
