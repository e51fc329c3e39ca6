//! `/reports/continuity`: how continuous care is at a unit over a calendar quarter or year.

use std::fmt::Write as _;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::sheet;
use crate::app::report::{self, Answer, Asked};
use crate::app::{App, AppError};
use crate::domain::ids::UnitId;
use crate::domain::report::assemble::band_labels;
use crate::domain::report::length::Drawn;
use crate::domain::report::measure::{Measure, Shape};
use crate::domain::report::{Figure, Period, Row, Shown, Spread};
use crate::http::Server;
use crate::web::{Fault, Reader, Shell, Text, render};

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/reports/continuity", get(show))
        .route("/reports/continuity.csv", get(csv))
        .route("/reports/continuity.xlsx", get(xlsx))
}

/// The sections, and what is told in each.
const SECTIONS: [(&str, &[Measure]); 5] = [
    (
        "meetings",
        &[
            Measure::Patients,
            Measure::UpcNamed,
            Measure::Coc,
            Measure::Secon,
            Measure::NamedContactCoverage,
        ],
    ),
    (
        "transitions",
        &[
            Measure::KnownAtAdmission,
            Measure::SameProfessionalAcrossDischarge,
            Measure::FollowUp72h,
            Measure::FollowUp7d,
            Measure::FollowUp30d,
            Measure::DaysToFirstContact,
            Measure::Readmission30d,
        ],
    ),
    (
        "endings",
        &[Measure::PlannedEndings, Measure::WarmHandoverRate],
    ),
    (
        "changes",
        &[
            Measure::TeamChanges,
            Measure::SettingMoves,
            Measure::ResponsiblePer30d,
        ],
    ),
    (
        "coercion",
        &[Measure::MeasureDayShare, Measure::DebriefOfferedRate],
    ),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    unit: String,
    period: String,
}

impl Wanted {
    fn asked(&self) -> Result<Asked, AppError> {
        let unit = match self.unit.as_str() {
            "" => None,
            unit => {
                let unit: Result<Uuid, _> = unit.parse();
                Some(UnitId(unit.map_err(|_| AppError::NotFound("unit"))?))
            }
        };
        let period = match self.period.as_str() {
            "" => None,
            period => Some(period.parse().map_err(|error| AppError::InvalidInput {
                field: "period",
                expected: format!("{error}"),
            })?),
        };
        Ok(Asked { unit, period })
    }
}

async fn answer(app: &App, reader: &Reader, wanted: &Wanted) -> Result<Answer, AppError> {
    report::over_period(app, &reader.actor(), wanted.asked()?).await
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let answer = answer(&app, &reader, &wanted).await?;
    Ok(render(&Page::new(reader.shell, &answer)))
}

async fn csv(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let answer = answer(&app, &reader, &wanted).await?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    let name = HeaderValue::from_static("attachment; filename=\"continuity.csv\"");
    Ok(file(kind, name, sheet::csv(&answer)?))
}

async fn xlsx(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let answer = answer(&app, &reader, &wanted).await?;
    let kind = HeaderValue::from_static(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    let name = HeaderValue::from_static("attachment; filename=\"continuity.xlsx\"");
    Ok(file(kind, name, sheet::xlsx(&answer, reader.shell.text)?))
}

fn file(kind: HeaderValue, name: HeaderValue, content: Vec<u8>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, name);
    (headers, content).into_response()
}

#[derive(Debug, Template)]
#[template(path = "reports/continuity.html")]
struct Page {
    shell: Shell,
    lead: String,
    is_admissible: bool,
    units: Vec<Choice>,
    periods: Vec<Choice>,
    columns: [String; 3],
    sections: Vec<Section>,
    curves: Vec<CurveView>,
    /// The address of the same report as a file, without its ending.
    query: String,
}

#[derive(Debug)]
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

#[derive(Debug)]
struct Section {
    title: String,
    rows: Vec<RowView>,
}

#[derive(Debug)]
struct RowView {
    code: &'static str,
    title: String,
    definition: String,
    /// The figure, and what it is made of.
    figures: [(String, String); 3],
    /// Of a distribution: the line of words, and its boxes.
    spreads: Vec<SpreadView>,
}

#[derive(Debug)]
struct SpreadView {
    label: String,
    words: String,
    /// Left edge, width and middle of the box, in thousandths of the scale.
    drawn: Option<(i64, i64, i64)>,
}

#[derive(Debug)]
struct CurveView {
    id: String,
    title: String,
    words: String,
    line: String,
    band: String,
    ticks: Vec<(i64, String)>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Page {
    fn new(shell: Shell, answer: &Answer) -> Self {
        let text = shell.text;
        let (report, period) = (&answer.report, answer.report.period);
        let whole = text.say("report-whole");
        let name = answer.name.clone().unwrap_or_else(|| whole.clone());
        let mut units: Vec<Choice> = Vec::new();
        if answer.is_whole_offered {
            units.push(Choice {
                value: String::new(),
                label: whole,
                is_chosen: report.unit.is_none(),
            });
        }
        units.extend(answer.units.iter().map(|(id, name)| Choice {
            value: id.0.to_string(),
            label: name.clone(),
            is_chosen: report.unit == Some(*id),
        }));
        let offered = answer.periods.iter().copied();
        let own = (!answer.periods.contains(&period)).then_some(period);
        let unit = report.unit.map(|unit| unit.0.to_string());
        Self {
            lead: text.with(
                "report-lead",
                [
                    ("unit", name.into()),
                    ("from", text.date(period.from()).into()),
                    ("to", text.date(period.last_day()).into()),
                ],
            ),
            is_admissible: report.is_admissible,
            units,
            periods: own
                .into_iter()
                .chain(offered)
                .map(|each| Choice {
                    value: each.to_string(),
                    label: period_words(each, text),
                    is_chosen: each == period,
                })
                .collect(),
            columns: [period, period.previous(), period.last_year()]
                .map(|each| period_words(each, text)),
            sections: SECTIONS
                .into_iter()
                .map(|(code, measures)| Section {
                    title: text.word("report-section", code),
                    rows: measures
                        .iter()
                        .filter_map(|measure| report.row(*measure))
                        .map(|row| row_view(row, text))
                        .collect(),
                })
                .collect(),
            curves: curves(answer, text),
            query: format!("unit={}&period={period}", unit.unwrap_or_default()),
            shell,
        }
    }
}

pub(super) fn period_words(period: Period, text: Text) -> String {
    let year = period.from().format("%Y").to_string();
    if period.span() == crate::domain::report::period::Span::Year {
        return year;
    }
    text.with(
        "report-quarter",
        [
            ("n", ((period.quarter0() + 1) as u64).into()),
            ("year", year.into()),
        ],
    )
}

fn row_view(row: &Row, text: Text) -> RowView {
    let code = row.measure.code();
    let figures = [&row.now, &row.previous, &row.last_year];
    let mut spreads = Vec::new();
    if let Some(all) = &row.spread {
        spreads.push(spread_view(all, text.say("report-all"), row.measure, text));
    }
    for (label, band) in band_labels().iter().zip(row.bands.iter().flatten()) {
        let label = text.with("report-band", [("band", (*label).into())]);
        spreads.push(spread_view(band, label, row.measure, text));
    }
    RowView {
        code,
        title: text.word("report-measure", code),
        definition: text.word("report-definition", code),
        figures: figures.map(|figure| figure_words(row.measure, figure, text)),
        spreads,
    }
}

fn figure_words(measure: Measure, figure: &Figure, text: Text) -> (String, String) {
    let Some(shown) = figure.shown() else {
        return (text.say("report-hidden"), String::new());
    };
    let value = match shown.value {
        None => text.say("report-undefined"),
        Some(value) => value_words(measure, value, text),
    };
    (value, detail(measure, shown, text))
}

fn value_words(measure: Measure, value: f64, text: Text) -> String {
    match measure.shape() {
        Shape::Share | Shape::Days => {
            format!("{}\u{a0}%", text.decimal(value * 100.0, 0))
        }
        Shape::Spread | Shape::Rate => text.decimal(value, 2),
        Shape::Count => text.decimal(value, 0),
        Shape::Wait => text.with("report-days", [("n", text.decimal(value, 0).into())]),
    }
}

fn detail(measure: Measure, shown: &Shown, text: Text) -> String {
    let mut words = match measure.shape() {
        Shape::Share | Shape::Wait => text.with(
            "report-of",
            [
                ("hits", shown.numerator.into()),
                ("n", shown.denominator.into()),
            ],
        ),
        Shape::Count => String::new(),
        Shape::Days | Shape::Spread | Shape::Rate => text.with("report-n", [("n", shown.n.into())]),
    };
    if shown.missing > 0 {
        let missing = text.with("report-missing", [("n", shown.missing.into())]);
        let _ = write!(words, "; {missing}");
    }
    words
}

fn spread_view(spread: &Spread, label: String, measure: Measure, text: Text) -> SpreadView {
    let is_of_one = measure.has_bands();
    match spread.quartiles {
        None => SpreadView {
            words: text.with("report-n", [("n", spread.n.into())]),
            label,
            drawn: None,
        },
        Some(quartiles) => {
            let [low, middle, high] = quartiles.map(|value| text.decimal(value, 2));
            SpreadView {
                words: text.with(
                    "report-spread",
                    [
                        ("low", low.into()),
                        ("middle", middle.into()),
                        ("high", high.into()),
                        ("n", spread.n.into()),
                    ],
                ),
                label,
                drawn: is_of_one.then(|| {
                    let [low, middle, high] = quartiles.map(thousandths);
                    (low, (high - low).max(2), middle)
                }),
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of one")]
fn thousandths(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}

fn curves(answer: &Answer, text: Text) -> Vec<CurveView> {
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

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::domain::report::Report;
    use crate::domain::report::length::draw;
    use crate::domain::survival::Watched;

    let shown = |value| {
        Figure::Shown(Shown {
            value,
            numerator: 31,
            denominator: 42,
            n: 42,
            missing: 5,
            interval: None,
        })
    };
    let spread = |n| Spread {
        n,
        quartiles: (n >= 10).then_some([0.25, 0.5, 0.75]),
    };
    let row = |measure: Measure| Row {
        measure,
        now: shown(Some(0.74)),
        previous: Figure::Hidden,
        last_year: shown(None),
        spread: (measure.shape() == Shape::Spread).then(|| spread(42)),
        bands: measure
            .has_bands()
            .then(|| [spread(20), spread(12), spread(9)]),
    };
    let watched: Vec<Watched> = (1..40)
        .map(|n| Watched {
            days: n * 40,
            end: (n % 3 > 0).then_some(usize::from(n % 3 == 1)),
        })
        .collect();
    let period: Period = "2025-Q4".parse().unwrap();
    let unit = UnitId(Uuid::from_u128(1));
    let answer = |is_admissible: bool| Answer {
        report: Report {
            unit: is_admissible.then_some(unit),
            period,
            is_admissible,
            rows: Measure::ALL.map(row).into(),
        },
        lengths: draw(&watched, 91, 1825)
            .map(|drawn| (None, drawn))
            .into_iter()
            .collect(),
        waits: None,
        name: is_admissible.then(|| "Elvebakken".to_owned()),
        units: vec![(unit, "Elvebakken".to_owned())],
        is_whole_offered: !is_admissible,
        periods: vec![period, "2025".parse().unwrap()],
    };
    [true, false]
        .map(|is_admissible| {
            let page = Page::new(shell.clone(), &answer(is_admissible));
            page.render().unwrap()
        })
        .into()
}
