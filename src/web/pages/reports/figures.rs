//! The page of a report over a period: figures of now, of the period before and of a year before.

use std::fmt::Write as _;

use askama::Template;

use super::choose::{Choice, Periods, periods, units};
use super::curves::{CurveView, curves};
use super::period_words;
use super::rules::{Rules, rules};
use crate::app::report::Answer;
use crate::app::report::saved::Shown as KeptShown;
use crate::domain::report::assemble::band_labels;
use crate::domain::report::kept::Kept;
use crate::domain::report::measure::{Book, Measure, Shape};
use crate::domain::report::{Figure, Period, Row, Shown, Spread};
use crate::domain::vocabulary::{HandoverType, Profession};
use crate::web::components::Segment;
use crate::web::{Shell, Text};

/// The sections of continuity, and what is told in each.
const CONTINUITY: [(&str, &[Measure]); 5] = [
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

/// The sections of turnover.
const TURNOVER: [(&str, &[Measure]); 2] = [
    (
        "staff",
        &[
            Measure::Employed,
            Measure::EmploymentsBegun,
            Measure::EmploymentsEnded,
        ],
    ),
    (
        "ties",
        &[
            Measure::RelationshipsBegun,
            Measure::PlannedEndings,
            Measure::PatientsAffected,
            Measure::Patients,
        ],
    ),
];

#[derive(Debug, Template)]
#[template(path = "reports/report.html")]
pub(super) struct Page {
    shell: Shell,
    title: String,
    /// Where the form is.
    address: String,
    /// Where the same is as a workbook, and as figures.
    files: (String, String),
    /// Of a report as it was made: when, and by which thresholds.
    kept: Option<String>,
    /// The code of the report and the unit, to ask for it for each period.
    asked: (&'static str, String),
    lead: String,
    books: Vec<Segment>,
    is_of_continuity: bool,
    is_admissible: bool,
    units: Vec<Choice>,
    periods: Vec<Periods>,
    /// The periods: of a year only itself and the one before, which is also a year before.
    columns: Vec<String>,
    /// Rules that mostly cry wolf.
    unfit: Vec<String>,
    sections: Vec<Section>,
    /// What is told of each rule.
    rules: Option<Rules>,
    curves: Vec<CurveView>,
}

#[derive(Debug)]
struct Section {
    title: String,
    rows: Vec<RowView>,
    /// What nothing is told of here, in a sentence.
    left_out: Option<String>,
}

#[derive(Debug)]
struct RowView {
    code: &'static str,
    title: String,
    definition: String,
    /// The figure, and what it is made of.
    figures: Vec<(String, String)>,
    /// The figures as bars, in thousandths of the longest or of one.
    bars: Option<Vec<Option<i64>>>,
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

impl Page {
    pub(super) fn new(shell: Shell, answer: &Answer) -> Self {
        Self::with(shell, answer, None)
    }

    /// The page of a report as it was made.
    pub(super) fn kept(shell: Shell, shown: &KeptShown, made: String) -> Self {
        let mut page = Self::with(shell, &shown.answer, Some(&shown.snapshot.kept));
        let (saved, period) = (shown.saved.id.0, shown.answer.report.period);
        let file = |kind: &str| format!("/reports/saved/{saved}/{period}/{kind}");
        page.files = (file("xlsx"), file("csv"));
        page.kept = Some(made);
        page
    }

    fn with(shell: Shell, answer: &Answer, kept: Option<&Kept>) -> Self {
        let text = shell.text;
        let (report, period) = (&answer.report, answer.report.period);
        let whole = text.say("report-whole");
        let name = answer.name.clone().unwrap_or_else(|| whole.clone());
        let unit = report.unit.map(|unit| unit.0.to_string());
        let unit = unit.unwrap_or_default();
        let query = format!("unit={unit}&period={period}");
        let address = format!("/reports/{}", report.book.code());
        let file = |ending: &str| format!("{address}.{ending}?{query}");
        let is_of_rules = report.book == Book::Flags;
        Self {
            title: text.word("report-book", report.book.code()),
            files: (file("xlsx"), file("csv")),
            address,
            kept: None,
            asked: (report.book.code(), unit),
            lead: text.with(
                "report-lead",
                [
                    ("unit", name.into()),
                    ("from", text.date(period.from()).into()),
                    ("to", text.date(period.last_day()).into()),
                ],
            ),
            books: super::books(Some(report.book), &query, text),
            is_of_continuity: report.book == Book::Continuity,
            is_admissible: report.is_admissible,
            units: units(answer, whole),
            periods: periods(answer, text),
            columns: [period, period.previous(), period.last_year()]
                .into_iter()
                .take(told_of(period))
                .map(|each| period_words(each, text))
                .collect(),
            unfit: report
                .mostly_unfit()
                .map(|rule| text.say(&format!("flag-{rule}-title")))
                .collect(),
            sections: sections(answer, kept, text),
            rules: is_of_rules.then(|| rules(answer, kept, text)),
            curves: curves(answer, text),
            shell,
        }
    }
}

fn sections(answer: &Answer, kept: Option<&Kept>, text: Text) -> Vec<Section> {
    let report = &answer.report;
    let of = |code: &str, measures: &[Measure]| Section {
        title: text.word("report-section", code),
        rows: measures
            .iter()
            .filter_map(|measure| report.row(*measure))
            .map(|row| row_view(row, told_of(report.period), kept, text))
            .collect(),
        left_out: None,
    };
    let is_told = |measure: &Measure| report.row(*measure).is_some_and(is_any_shown);
    match report.book {
        Book::Continuity => CONTINUITY.map(|(code, measures)| of(code, measures)).into(),
        Book::Turnover => TURNOVER.map(|(code, measures)| of(code, measures)).into(),
        Book::Handovers => {
            let kinds = HandoverType::ALL.iter().copied();
            let (told, few): (Vec<HandoverType>, Vec<HandoverType>) =
                kinds.partition(|kind| is_told(&Measure::HandoversOffered(*kind)));
            let told = told.into_iter().map(|kind| {
                let all = Measure::of_handovers(kind).into_iter();
                let (shown, hidden): (Vec<Measure>, Vec<Measure>) = all.partition(is_told);
                let hidden = hidden.iter();
                let hidden: Vec<String> = hidden
                    .map(|measure| words(measure.code(), kept, text).0)
                    .collect();
                let few = || text.with("report-left-out", [("what", hidden.join("; ").into())]);
                Section {
                    title: text.capital_word("handover-type", kind.code()),
                    left_out: (!hidden.is_empty()).then(few),
                    ..of("handovers", &shown)
                }
            });
            let mut sections: Vec<Section> = told.collect();
            let few = few.into_iter();
            let few: Vec<String> = few
                .map(|kind| text.word("handover-type", kind.code()))
                .collect();
            if !few.is_empty() {
                sections.push(Section {
                    title: text.say("report-few-handovers"),
                    rows: Vec::new(),
                    left_out: Some(few.join(", ")),
                });
            }
            sections
        }
        Book::Flags => {
            let load = Profession::ALL.iter().map(|who| Measure::FlagLoad(*who));
            let load: Vec<Measure> = load.filter(is_told).collect();
            let mut section = of("load", &load);
            if load.is_empty() {
                section.left_out = Some(text.say("report-no-load"));
            }
            vec![section]
        }
    }
}

pub(super) fn is_any_shown(row: &Row) -> bool {
    let figures = [&row.now, &row.previous, &row.last_year];
    figures.into_iter().any(|figure| figure.shown().is_some())
}

fn row_view(row: &Row, told: usize, kept: Option<&Kept>, text: Text) -> RowView {
    let code = row.measure.code();
    let (title, definition) = words(code, kept, text);
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
        title: match row.measure {
            Measure::FlagLoad(who) => text.capital_word("profession", who.code()),
            _ => title,
        },
        definition,
        figures: figures
            .into_iter()
            .take(told)
            .map(|figure| figure_words(row.measure, figure, text))
            .collect(),
        bars: bars(row, told),
        spreads,
    }
}

/// What a measure is called and means, or was and did on the day on which it was kept.
pub(super) fn words(code: &str, kept: Option<&Kept>, text: Text) -> (String, String) {
    let then = kept.and_then(|kept| kept.definition(code, text.0.code()));
    then.cloned().unwrap_or_else(|| {
        (
            text.word("report-measure", code),
            text.word("report-definition", code),
        )
    })
}

/// Of how many periods is told: the year before a year is both the one before and a year before.
fn told_of(period: Period) -> usize {
    if period.previous() == period.last_year() {
        2
    } else {
        3
    }
}

/// The figures as lengths: of shares on a scale of one, of everything else on that of the largest.
fn bars(row: &Row, told: usize) -> Option<Vec<Option<i64>>> {
    let figures = [&row.now, &row.previous, &row.last_year]
        .into_iter()
        .take(told);
    let values = figures.map(|figure| figure.shown().and_then(|shown| shown.value));
    let values: Vec<Option<f64>> = values.collect();
    let is_of_one =
        matches!(row.measure.shape(), Shape::Share | Shape::Days) || row.measure.has_bands();
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let scale = if is_of_one { 1.0 } else { largest };
    let is_drawn = largest > 0.0;
    let length = |value: &Option<f64>| value.map(|value| thousandths(value / scale));
    is_drawn.then(|| values.iter().map(length).collect())
}

pub(super) fn figure_words(measure: Measure, figure: &Figure, text: Text) -> (String, String) {
    let Some(shown) = figure.shown() else {
        return (text.say("report-hidden"), String::new());
    };
    let value = match shown.value {
        None => text.say("report-undefined"),
        Some(value) => value_words(measure, value, text),
    };
    (value, detail(measure, shown, text))
}

pub(super) fn value_words(measure: Measure, value: f64, text: Text) -> String {
    match measure.shape() {
        Shape::Share | Shape::Days => {
            format!("{}\u{a0}%", text.decimal(value * 100.0, 0))
        }
        Shape::Spread | Shape::Rate => text.decimal(value, 2),
        Shape::Count => text.decimal(value, 0),
        Shape::Fives => text.with("report-about", [("n", text.decimal(value, 0).into())]),
        Shape::Load => text.decimal(value, 1),
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
        Shape::Count | Shape::Fives => String::new(),
        Shape::Load => text.with(
            "report-by",
            [
                ("n", shown.numerator.into()),
                ("people", shown.denominator.into()),
            ],
        ),
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

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use uuid::Uuid;

    use crate::domain::ids::UnitId;
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
    let answer = |book: Book, is_admissible: bool| Answer {
        report: Report {
            book,
            unit: is_admissible.then_some(unit),
            period,
            is_admissible,
            rows: book.measures().into_iter().map(row).collect(),
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
    let each = Book::ALL
        .into_iter()
        .flat_map(|book| [(book, true), (book, false)]);
    each.map(|(book, is_admissible)| {
        let page = Page::new(shell.clone(), &answer(book, is_admissible));
        page.render().unwrap()
    })
    .collect()
}
