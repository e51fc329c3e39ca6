//! Curves of how long things last: as a picture, and as the table beside it.

use std::fmt::Write as _;

use crate::app::report::Answer;
use crate::domain::report::length::Drawn;
use crate::web::Text;

#[derive(Debug)]
pub(super) struct CurveView {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) line: String,
    pub(super) band: String,
    pub(super) ticks: Vec<(i64, String)>,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) fn curves(answer: &Answer, text: Text) -> Vec<CurveView> {
    let lengths = answer.lengths.iter().map(|(kind, drawn)| {
        let (id, title) = match kind {
            None => ("lasting".to_owned(), text.say("report-lasting-all")),
            Some(kind) => (
                format!("lasting-{}", kind.code()),
                text.capital_word("relationship", kind.code()),
            ),
        };
        curve(id, title, drawn, true, text)
    });
    let waits = answer.waits.iter();
    lengths
        .chain(waits.map(|drawn| {
            let title = text.say("report-waiting");
            curve("waiting".to_owned(), title, drawn, false, text)
        }))
        .collect()
}

/// The width and height of a picture's plane.
const PLANE: (i64, i64) = (600, 200);

fn curve(id: String, title: String, drawn: &Drawn, has_kinds: bool, text: Text) -> CurveView {
    let last = drawn.points.last().map_or(1, |point| point.days.max(1));
    let x = |days: i64| days * PLANE.0 / last;
    let y = |percent: i64| PLANE.1 - percent * PLANE.1 / 100;
    let mut line = String::new();
    let (mut above, mut below) = (String::new(), Vec::new());
    for (place, point) in drawn.points.iter().enumerate() {
        // A step: level until the next point, then down.
        let (x, first) = (x(point.days), place == 0);
        let _ = write!(
            line,
            "{}{x}V{}",
            if first { "M0 0H" } else { "H" },
            y(point.lasting)
        );
        let _ = write!(
            above,
            "{}{x}V{}",
            if first { "M0 0H" } else { "H" },
            y(point.high)
        );
        below.push((x, y(point.low)));
    }
    let mut band = above;
    for pair in below.windows(2).rev() {
        let (left, right) = (pair[0], pair[1]);
        let _ = write!(band, "L{} {}V{}H{}", right.0, right.1, left.1, left.0);
    }
    band.push('Z');
    let days = |days: Option<i64>| match days {
        Some(days) => text.with("report-days", [("n", days.into())]),
        None => text.say("report-not-reached"),
    };
    let mut columns = vec![
        text.say("report-column-days"),
        text.say("report-column-risk"),
        text.say("report-column-lasting"),
        text.say("report-column-band"),
    ];
    if has_kinds {
        columns.push(text.say("report-column-planned"));
        columns.push(text.say("report-column-unplanned"));
    }
    let rows = drawn.points.iter().map(|point| {
        let percent = |n: i64| format!("{n}\u{a0}%");
        let mut row = vec![
            point.days.to_string(),
            point.at_risk.to_string(),
            percent(point.lasting),
            format!("{}\u{2013}{}", point.low, percent(point.high)),
        ];
        if has_kinds {
            row.extend(point.incidence.map(percent));
        }
        row
    });
    CurveView {
        id,
        title,
        words: text.with(
            "report-curve",
            [
                ("n", drawn.n.into()),
                ("median", days(drawn.median.days).into()),
                ("low", days(drawn.median.low).into()),
                ("high", days(drawn.median.high).into()),
            ],
        ),
        line,
        band,
        ticks: [0, 1, 2, 3, 4]
            .map(|quarter| (quarter * PLANE.0 / 4, (quarter * last / 4).to_string()))
            .into(),
        columns,
        rows: rows.collect(),
    }
}
