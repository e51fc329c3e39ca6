//! A plan in words: what is lost by whom, who could take the thread and why.

use chrono::NaiveDate;

use super::asked::{CHOICE, NOBODY};
use super::{LoadView, Pick, known_by, loads, why_nobody};
use crate::app::departures::{Affected, Plan, Successor};
use crate::domain::departure::Outlook;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::web::{Text, names};

/// A plan, every figure in words.
#[derive(Debug)]
pub(super) struct PlanView {
    /// Each figure and what it is.
    pub figures: Vec<(String, String)>,
    pub rows: Vec<RowView>,
    pub loads: Vec<LoadView>,
    /// Patients for whom nobody is found, and why.
    pub unplaced: Vec<(String, String)>,
    /// What confirming it writes.
    pub confirm: String,
    /// Tells it from other plans.
    pub mark: String,
}

/// A patient who loses somebody.
#[derive(Debug)]
pub(super) struct RowView {
    pub name: String,
    pub tie: String,
    /// How wide the tie is drawn, in hundredths of the strongest.
    pub width: u32,
    pub is_thread: bool,
    pub others: String,
    pub next: String,
    pub why: String,
    /// Days with a named contact, and COC: before and with nobody, and with the successor.
    pub coverage: [String; 2],
    pub coc: [String; 2],
    pub field: String,
    pub label: String,
    pub options: Vec<Pick>,
}

impl PlanView {
    /// `chosen` are fields of what was decided.
    pub(super) fn new(plan: &Plan, chosen: &[(String, String)], text: Text) -> Self {
        let directory = &plan.directory;
        let known = plan.affected.iter().map(|one| one.loss.familiarity);
        let most = known.fold(1.0, f64::max);
        let rows: Vec<RowView> = plan
            .affected
            .iter()
            .map(|one| row(one, (most, plan.today), chosen, directory, text))
            .collect();
        let unplaced = plan.affected.iter().filter_map(|one| {
            let why = one.successor.as_ref().err()?;
            Some((
                names::patient(one.patient.name(), text),
                why_nobody(*why, text),
            ))
        });
        Self {
            figures: figures(plan, text),
            unplaced: unplaced.collect(),
            loads: loads(&plan.loads, directory, text),
            confirm: confirm(plan, text),
            mark: plan.mark.clone(),
            rows,
        }
    }
}

/// What confirming a plan writes.
fn confirm(plan: &Plan, text: Text) -> String {
    let endings: usize = plan.affected.iter().map(|one| one.loss.ties.len()).sum();
    text.with(
        "leaving-confirm",
        [
            ("endings", endings.into()),
            ("handovers", plan.totals.placed.into()),
        ],
    )
}

/// Who leaves and when, as a heading.
pub(super) fn heading(plan: &Plan, text: Text) -> String {
    let directory = &plan.directory;
    let date = text.date(plan.departure.on);
    if let Some(unit) = plan.unit {
        let unit = names::unit(directory, unit, text);
        return text.with(
            "leaving-if-unit",
            [("unit", unit.into()), ("date", date.into())],
        );
    }
    let mut who: Vec<String> = plan
        .departure
        .who
        .iter()
        .map(|who| names::professional(directory, *who, text))
        .collect();
    who.sort();
    let n = who.len() as u64;
    text.with(
        "leaving-if",
        [
            ("who", names::enumeration(text, &who).into()),
            ("n", n.into()),
            ("date", date.into()),
        ],
    )
}

fn figures(plan: &Plan, text: Text) -> Vec<(String, String)> {
    let totals = &plan.totals;
    let days = time::days_between(plan.today, plan.departure.on);
    let count = |key: &str, n: usize| (n.to_string(), text.count(key, n as u64));
    let [before, _, with] = totals.coc;
    let mut figures = vec![
        count("leaving-figure-patients", totals.patients),
        count("leaving-figure-only", totals.only),
        count("leaving-figure-important", totals.important),
    ];
    if before.is_some() {
        let arrow = format!("{} → {}", index(before, text), index(with, text));
        figures.push((arrow, text.say("leaving-figure-coc")));
    }
    let [before, _, with] = totals.coverage;
    if let (Some(before), Some(with)) = (before, with) {
        let arrow = format!("{} → {}", percent(before), percent(with));
        figures.push((arrow, text.say("leaving-figure-coverage")));
    }
    figures.push(count("leaving-figure-known", totals.known));
    let days = usize::try_from(days).unwrap_or_default();
    figures.push(count("leaving-figure-days", days));
    figures
}

fn row(
    one: &Affected,
    (most, today): (f64, NaiveDate),
    chosen: &[(String, String)],
    directory: &Directory,
    text: Text,
) -> RowView {
    let name = names::patient(one.patient.name(), text);
    let (next, why) = next(one, directory, text);
    let with = one.successor.as_ref().ok().map(|to| &to.outlook);
    let field = format!("{CHOICE}{}", one.patient.reference.id.0);
    RowView {
        tie: tie(one, today, directory, text),
        width: width(one.loss.familiarity / most),
        is_thread: one.loss.is_important,
        others: known_by(&one.loss.others, directory, text),
        coverage: fate(one, with, text, |outlook| percent(outlook.coverage)),
        coc: fate(one, with, text, |outlook| index(outlook.coc, text)),
        label: text.with("leaving-choose-for", [("name", name.as_str().into())]),
        options: options(one, &field, chosen, directory, text),
        field,
        name,
        next,
        why,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share, 0 to 1"
)]
fn width(share: f64) -> u32 {
    // Also the weakest is seen.
    ((share * 100.0).round() as u32).clamp(3, 100)
}

/// How long, how often, and whether it is important to the patient.
fn tie(one: &Affected, today: NaiveDate, directory: &Directory, text: Text) -> String {
    let kinds = one
        .loss
        .ties
        .iter()
        .map(|tie| text.word("relationship", tie.kind.code()));
    let mut kinds: Vec<String> = kinds.collect();
    kinds.dedup();
    let first = one.loss.ties.iter().map(|tie| {
        let zone = directory.zone(tie.unit);
        time::days_between(time::local_date(tie.from, zone), today)
    });
    let days = first.max().unwrap_or_default();
    let count = |key: &str, n: i64| text.count(key, u64::try_from(n).unwrap_or_default());
    let lasted = match days {
        0..60 => count("leaving-for-days", days),
        60..730 => count("leaving-for-months", days / 30),
        _ => count("leaving-for-years", days / 365),
    };
    let met = text.count("leaving-days-met", one.loss.days_met as u64);
    let mut said = vec![names::enumeration(text, &kinds), lasted, met];
    if one.loss.is_important {
        said.push(text.say("leaving-important"));
    }
    if one.loss.is_only {
        said.push(text.say("leaving-only"));
    }
    said.join(", ")
}

/// Who takes over, and why they; or why nobody does.
fn next(one: &Affected, directory: &Directory, text: Text) -> (String, String) {
    let to = match &one.successor {
        Ok(to) => to,
        Err(why) => return (text.say("leaving-nobody"), why_nobody(*why, text)),
    };
    let name = names::professional(directory, to.professional, text);
    let known = directory.professionals.get(&to.professional);
    let profession = known.map(|known| text.word("profession", known.profession.code()));
    let name = match profession {
        Some(profession) => format!("{name}, {profession}"),
        None => name,
    };
    (name, reasons(to, text))
}

fn reasons(to: &Successor, text: Text) -> String {
    let mut said = Vec::new();
    if to.is_chosen {
        said.push(text.say("leaving-why-chosen"));
    }
    said.push(if to.days_met > 0 {
        text.count("leaving-why-met", to.days_met as u64)
    } else {
        text.say("leaving-why-new")
    });
    if to.is_tied {
        said.push(text.say("leaving-why-tied"));
    }
    if !to.is_of_group {
        said.push(text.say("leaving-why-other-profession"));
    }
    said.push(text.with(
        "leaving-why-caseload",
        [("n", to.has.into()), ("limit", to.limit.into())],
    ));
    said.join("; ")
}

/// Before and with nobody; with the successor, where there is one.
fn fate(
    one: &Affected,
    with: Option<&Outlook>,
    text: Text,
    told: impl Fn(&Outlook) -> String,
) -> [String; 2] {
    let change = text.with(
        "leaving-fate",
        [
            ("before", told(&one.before).into()),
            ("without", told(&one.without).into()),
        ],
    );
    let with = with.map(|with| text.with("leaving-fate-with", [("with", told(with).into())]));
    [change, with.unwrap_or_default()]
}

fn options(
    one: &Affected,
    field: &str,
    chosen: &[(String, String)],
    directory: &Directory,
    text: Text,
) -> Vec<Pick> {
    let own = chosen.iter().find(|(name, _)| name == field);
    let own = own.map_or("", |(_, value)| value.as_str());
    let pick = |value: &str, label: String| Pick {
        is_chosen: value == own,
        value: value.to_owned(),
        label,
    };
    let somebody = one.possible.iter().map(|possible| {
        let name = names::professional(directory, possible.professional, text);
        let label = text.with(
            "leaving-option",
            [("name", name.into()), ("n", possible.room.into())],
        );
        pick(&possible.professional.0.to_string(), label)
    });
    let first = [
        pick("", text.say("leaving-option-suggested")),
        pick(NOBODY, text.say("leaving-option-nobody")),
    ];
    first.into_iter().chain(somebody).collect()
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

pub(super) fn index(coc: Option<f64>, text: Text) -> String {
    coc.map_or_else(|| "–".to_owned(), |coc| text.decimal(coc, 2))
}
