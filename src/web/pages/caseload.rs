//! The caseload as a page.

use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::caseload::{Asked, Caseload, Row, Way};
use crate::app::paging::Count;
use crate::app::plans::DueOf;
use crate::domain::ids::UnitId;
use crate::domain::overview::LastHandover;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::FlagKind;
use crate::web::flag_words::Teller;
use crate::web::header::place_in_short;
use crate::web::strip::{DrawnStrip, draw};
use crate::web::{Fault, Reader, Shell, Text, names, since_words};

/// What the address of the page says; names are never in it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CaseloadQuery {
    /// `mine` or `units`; everything else is both.
    whose: String,
    /// One of the viewer's units.
    unit: String,
    /// `any`: only those with a flag.
    needs: String,
    /// The mark of the page.
    after: Option<String>,
}

impl CaseloadQuery {
    /// Whether it is the first page of all patients.
    pub(super) fn is_whole(&self) -> bool {
        [&self.whose, &self.unit, &self.needs]
            .iter()
            .all(|part| part.is_empty())
            && self.after.as_ref().is_none_or(String::is_empty)
    }

    /// The question of the use case.
    pub(super) fn asked(&self) -> Result<Asked, Fault> {
        let unit = match self.unit.as_str() {
            "" => None,
            unit => Some(UnitId(Uuid::parse_str(unit).map_err(|_| {
                Fault::of(
                    "invalid_input",
                    "unit is the id of a unit at which you work.",
                )
            })?)),
        };
        let way = match self.whose.as_str() {
            "mine" => Way::Relationship,
            "units" => Way::TreatmentPeriod,
            _ => Way::Either,
        };
        Ok(Asked {
            way,
            unit,
            flagged: self.needs == "any",
            after: self.after.clone().filter(|after| !after.is_empty()),
            limit: None,
        })
    }

    /// The address of the page that begins after a mark.
    fn next(&self, mark: &str) -> String {
        let mut address = String::from("/patients?");
        for (name, value) in [
            ("whose", &self.whose),
            ("unit", &self.unit),
            ("needs", &self.needs),
        ] {
            if !value.is_empty() {
                // Checked: `mine`, `units`, `any` or an id.
                address += &[name, "=", value, "&"].concat();
            }
        }
        address + "after=" + mark
    }
}

/// The caseload.
#[derive(Template)]
#[template(path = "caseload.html")]
pub(super) struct CaseloadPage {
    shell: Shell,
    rows: Vec<RowView>,
    /// How many there are, in words.
    count: String,
    /// The viewer's units: id, name, and whether the list shows it only.
    units: Vec<(String, String, bool)>,
    query: CaseloadQuery,
    /// The address of the next page.
    next: Option<String>,
    /// Whether this is not the first page.
    is_later: bool,
    /// Plans to go through: the patient's address and name, which plan, and by when.
    due: Vec<DueView>,
}

/// A plan that is to be gone through.
struct DueView {
    href: String,
    name: String,
    plan: String,
    by: String,
    is_overdue: bool,
}

struct RowView {
    /// The patient, in addresses.
    patient: String,
    name: String,
    place: String,
    strip: DrawnStrip,
    /// What needs a human first: the sentence and how soon.
    top: Option<(String, String, &'static str)>,
    /// How many more flags there are.
    more: u64,
    /// The next agreed contact, in words.
    next: Option<String>,
    /// The last handover, in words.
    handover: Option<String>,
    /// What changed since the reader last looked, in words.
    news: Option<String>,
    /// Whether the reader ever looked.
    is_known: bool,
}

impl CaseloadPage {
    pub(super) fn new(
        reader: Reader,
        query: CaseloadQuery,
        caseload: &Caseload,
        due: &[DueOf],
    ) -> Self {
        let text = reader.shell.text;
        let directory = &caseload.directory;
        let today = time::local_date(caseload.now, directory.service_zone);
        let told = |row: &Row| {
            let teller = Teller {
                text,
                directory,
                policy: &row.policy,
                today,
            };
            view(row, &teller)
        };
        Self {
            rows: caseload.rows.iter().map(told).collect(),
            count: count_words(caseload.count, text),
            units: caseload
                .units
                .iter()
                .map(|(unit, name)| {
                    let id = unit.0.to_string();
                    let is_chosen = id == query.unit;
                    (id, name.clone(), is_chosen)
                })
                .collect(),
            next: caseload.next.as_deref().map(|mark| query.next(mark)),
            is_later: query.after.is_some(),
            due: due.iter().map(|one| due_view(one, text)).collect(),
            query,
            shell: reader.shell,
        }
    }

    fn is_narrowed(&self) -> bool {
        !(self.query.whose.is_empty() && self.query.unit.is_empty() && self.query.needs.is_empty())
    }
}

fn due_view(due: &DueOf, text: Text) -> DueView {
    let key = if due.is_overdue {
        "plan-due-row-since"
    } else {
        "plan-due-row-soon"
    };
    DueView {
        href: format!("/patients/{}/plans", due.patient.reference.id.0),
        name: names::patient(due.patient.name(), text),
        plan: text.word("plan", due.kind.code()),
        by: text.with(key, [("date", text.date(due.by).into())]),
        is_overdue: due.is_overdue,
    }
}

fn view(row: &Row, teller: &Teller<'_>) -> RowView {
    let (text, directory) = (teller.text, teller.directory);
    RowView {
        patient: row.patient.reference.id.0.to_string(),
        name: names::patient(row.patient.name(), text),
        place: place_in_short(&row.whereabouts, directory, teller.today, text),
        strip: draw(&row.strip, directory, text),
        top: row.flags.first().map(|flag| {
            let soon = match flag.kind() {
                FlagKind::Opportunity => text.say("flag-possible-now"),
                FlagKind::Gap => text.capital_word("severity", flag.severity.code()),
            };
            (teller.title(flag), soon, flag.severity.code())
        }),
        more: (row.flags.len() as u64).saturating_sub(1),
        next: row.next.map(|(at, unit, who)| {
            let time = text.time(at, directory.zone(Some(unit)));
            let who = who.map_or_else(
                || names::unit(directory, unit, text),
                |who| names::professional(directory, who, text),
            );
            text.with(
                "caseload-next",
                [("time", time.into()), ("who", who.into())],
            )
        }),
        news: since_words::in_short(&row.looked, directory, text),
        is_known: row.looked.at.is_some(),
        handover: row
            .handover
            .map(|handover| handover_words(&handover, directory, text)),
    }
}

fn handover_words(handover: &LastHandover, directory: &Directory, text: Text) -> String {
    let date = text.date(time::local_date(
        handover.at,
        directory.zone(handover.to_unit),
    ));
    let to = match (handover.to, handover.to_unit) {
        (Some(who), _) => names::professional(directory, who, text),
        (None, Some(unit)) => names::unit(directory, unit, text),
        (None, None) => text.say("flag-nobody"),
    };
    let key = if handover.is_accepted {
        "caseload-handover-accepted"
    } else {
        "caseload-handover-waiting"
    };
    text.with(key, [("date", date.into()), ("to", to.into())])
}

/// How many patients, in words.
pub(super) fn count_words(count: Count, text: Text) -> String {
    match count {
        Count::Exactly(n) => text.count("patient-count", n),
        Count::MoreThan(n) => text.count("patient-count-more", n),
    }
}

/// A page of rows, one that nobody fits, and one after the last.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let row = |top| RowView {
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        place: shell.text.say("patient-home"),
        strip: DrawnStrip {
            shapes: String::new(),
            words: shell.text.say("caseload-strip-nobody"),
        },
        top,
        more: 2,
        next: None,
        handover: None,
        news: Some(shell.text.say("since-nothing")),
        is_known: true,
    };
    let title = shell.text.say("flag-abrupt_ending-title");
    let soon = shell.text.capital_word("severity", "urgent");
    let sample = |rows, query: CaseloadQuery| CaseloadPage {
        shell: shell.clone(),
        rows,
        count: count_words(Count::MoreThan(1000), shell.text),
        units: ["a", "b"]
            .map(|id| (id.to_owned(), id.to_owned(), id == "b"))
            .into(),
        next: Some(query.next("mark")),
        is_later: query.after.is_some(),
        due: vec![DueView {
            href: "/patients/0190/plans".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            plan: shell.text.word("plan", "crisis_plan"),
            by: shell
                .text
                .with("plan-due-row-since", [("date", "1".into())]),
            is_overdue: true,
        }],
        query,
    };
    let narrowed = CaseloadQuery {
        needs: "any".to_owned(),
        ..CaseloadQuery::default()
    };
    let later = CaseloadQuery {
        after: Some("mark".to_owned()),
        ..CaseloadQuery::default()
    };
    [
        sample(
            vec![row(Some((title, soon, "urgent"))), row(None)],
            CaseloadQuery::default(),
        ),
        sample(Vec::new(), CaseloadQuery::default()),
        sample(Vec::new(), narrowed),
        sample(Vec::new(), later),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
