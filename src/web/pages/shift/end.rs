//! `/units/{id}/end-of-shift`: everybody whom the reader has on the shift that ends, handed over together;
//! and what became of each.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::{all, one};
use crate::app::handovers::How;
use crate::app::record::Details;
use crate::app::recording::Once;
use crate::app::shift::{self, Became, Each, EndShift, Ended, Ending, Row};
use crate::app::{App, AppError};
use crate::domain::handover::Receiver;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::pages::handovers::{Typed, expected, label, value_of};
use crate::web::pages::recording::new_key;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// A patient on the page.
#[derive(Debug)]
struct RowView {
    patient: String,
    name: String,
    /// Since when, and until when.
    shift: String,
    /// How things are, as written; `None` where nothing says so.
    severity: Option<String>,
    /// Whether anything is written.
    is_written: bool,
    /// The draft and its version, as the form sends it.
    draft: String,
    /// The handover that was offered already.
    handed: Option<String>,
    /// Where it is written.
    write: String,
    /// To whom: value, words, and whether it is chosen.
    to: Vec<(String, String, bool)>,
    /// What else can become of it.
    otherwise: Vec<(&'static str, String, bool)>,
}

#[derive(Debug, Template)]
#[template(path = "shift/end.html")]
struct Page {
    shell: Shell,
    unit: String,
    name: String,
    path: String,
    first: Option<String>,
    rows: Vec<RowView>,
    notice: Option<Notice>,
    key: String,
}

/// What became of a patient.
#[derive(Debug)]
struct DoneView {
    name: String,
    said: String,
    /// Where to go on: address and words.
    on: Option<(String, String)>,
    is_wrong: bool,
}

#[derive(Debug, Template)]
#[template(path = "shift/done.html")]
struct DonePage {
    shell: Shell,
    unit: String,
    path: String,
    heading: String,
    rows: Vec<DoneView>,
    is_left: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
) -> Result<Response, Fault> {
    let ending = shift::ending(&app, &reader.actor(), UnitId(unit)).await?;
    Ok(render(&page(reader.shell, &ending, None, new_key(&app))))
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (unit, text) = (UnitId(unit), reader.shell.text);
    let typed = Typed(pairs);
    let command = EndShift {
        unit,
        each: each(&typed),
        once: Once::of(typed.get("form_key")),
    };
    match shift::end_shift(&app, &reader.actor(), &command).await {
        Ok(ended) => {
            let directory = app.directory().await?;
            Ok(render(&done(reader.shell, unit, &ended, &directory)))
        }
        Err(AppError::InvalidInput { .. }) => {
            let ending = shift::ending(&app, &reader.actor(), unit).await?;
            let notice = Notice {
                heading: text.say("shift-nobody"),
                text: text.say("shift-nobody-more"),
                is_wrong: true,
            };
            let page = page(reader.shell, &ending, Some(notice), new_key(&app));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What the form says of each; whoever is kept is not named.
fn each(typed: &Typed) -> Vec<Each> {
    let of = |name: &str| {
        let pairs = typed.0.iter().filter(|(field, _)| field == name);
        pairs.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let (patients, whats, drafts) = (of("patient"), of("what"), of("draft"));
    let rows = patients.iter().zip(&whats).zip(&drafts);
    rows.filter_map(|((patient, what), draft)| {
        let patient = PatientId(Uuid::parse_str(patient).ok()?);
        let (how, to) = match what.as_str() {
            "pool" => (How::Pool, Receiver::default()),
            "later" => (How::Later, Receiver::default()),
            what => (How::Offer, receiver(what)?),
        };
        Some(Each {
            patient,
            how,
            to,
            draft: draft_of(draft),
        })
    })
    .collect()
}

fn receiver(value: &str) -> Option<Receiver> {
    let (kind, id) = value.split_once(':')?;
    let id = Uuid::parse_str(id).ok()?;
    match kind {
        "person" => Some(Receiver {
            professional: Some(ProfessionalId(id)),
            unit: None,
        }),
        "unit" => Some(Receiver {
            professional: None,
            unit: Some(UnitId(id)),
        }),
        _ => None,
    }
}

fn draft_of(value: &str) -> Option<(RecordId, i32)> {
    let (id, version) = value.split_once(':')?;
    let id = Uuid::parse_str(id).ok()?;
    Some((RecordId(id), version.parse().ok()?))
}

fn page(shell: Shell, ending: &Ending, notice: Option<Notice>, key: String) -> Page {
    let text = shell.text;
    let unit = ending.unit;
    Page {
        name: names::unit(&ending.directory, unit, text),
        unit: unit.0.to_string(),
        path: all(unit),
        first: ending.rows.first().map(|row| one(unit, row.id())),
        rows: ending
            .rows
            .iter()
            .map(|row| row_view(row, ending, text))
            .collect(),
        notice,
        key,
        shell,
    }
}

fn row_view(row: &Row, ending: &Ending, text: Text) -> RowView {
    let (unit, directory) = (ending.unit, &*ending.directory);
    let zone = directory.zone(Some(unit));
    let clock = |at: time::Instant| text.time(at, zone);
    let shift = match row.shift.to {
        None => text.with("shift-since", [("from", clock(row.shift.from).into())]),
        Some(to) => text.with(
            "shift-until",
            [
                ("from", clock(row.shift.from).into()),
                ("to", clock(to).into()),
            ],
        ),
    };
    let draft = row.draft.as_ref();
    let severity = draft.and_then(|draft| draft.content.severity);
    // What is likely: what says how things are is offered; what says less needs nobody's words there.
    let likely = match (severity, draft, row.handed) {
        (Some(_), ..) => value_of(row.receives),
        (None, Some(_), _) => "pool".to_owned(),
        (None, None, _) => "later".to_owned(),
    };
    let otherwise = ["pool", "later", "keep"].into_iter();
    let otherwise = otherwise.map(|code| {
        let words = text.say(&format!("shift-{code}"));
        (code, words, code == likely)
    });
    RowView {
        patient: row.id().0.to_string(),
        name: names::patient(row.patient.name(), text),
        shift,
        severity: severity.map(|severity| text.capital_word("handover-severity", severity.code())),
        is_written: draft.is_some(),
        draft: draft
            .map(|draft| format!("{}:{}", draft.id.0, draft.version))
            .unwrap_or_default(),
        handed: row
            .handed
            .map(|id| format!("/patients/{}/handovers/{}", row.id().0, id.0)),
        write: one(unit, row.id()),
        to: receivers(row, ending, &likely, text),
        otherwise: otherwise.collect(),
    }
}

/// Whom it can be offered to: who has the patient on the next shift, the unit's staff together, then those
/// who work there.
fn receivers(row: &Row, ending: &Ending, likely: &str, text: Text) -> Vec<(String, String, bool)> {
    let (unit, directory) = (ending.unit, &*ending.directory);
    let handing = Handing { text, directory };
    let staff = Receiver {
        professional: None,
        unit: Some(unit),
    };
    let mut first = vec![staff];
    if row.receives.professional.is_some() {
        first.insert(0, row.receives);
    }
    let mut people: Vec<(String, Receiver)> = work_there(directory, unit, ending.now)
        .filter(|who| *who != row.shift.professional && Some(*who) != row.receives.professional)
        .map(|who| {
            let to = Receiver {
                professional: Some(who),
                unit: None,
            };
            (names::professional(directory, who, text), to)
        })
        .collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    let first = first.into_iter().map(|to| (handing.receiver(to), to));
    first
        .chain(people)
        .map(|(words, to)| {
            let value = value_of(to);
            let is_chosen = value == likely;
            (value, words, is_chosen)
        })
        .collect()
}

fn work_there(
    directory: &Directory,
    unit: UnitId,
    now: time::Instant,
) -> impl Iterator<Item = ProfessionalId> {
    let today = time::local_date(now, directory.zone(Some(unit)));
    let all = directory.employments.iter();
    all.filter(move |(_, posts)| {
        let mut posts = posts.iter();
        posts.any(|post| {
            post.unit == unit && post.from <= today && post.to.is_none_or(|to| to > today)
        })
    })
    .map(|(who, _)| *who)
}

fn done(shell: Shell, unit: UnitId, ended: &Ended, directory: &Directory) -> DonePage {
    let text = shell.text;
    let handing = Handing { text, directory };
    let rows = ended.rows.iter().map(|(patient, became)| {
        let mut named = ended.named.iter();
        let named = named.find(|named| named.reference.id == *patient);
        let (said, is_wrong) = match became {
            Became::Handed(handover) => {
                let to = handing.receiver(handover.to);
                (text.with("shift-handed", [("to", to.into())]), false)
            }
            Became::Ended => (text.say("shift-ended"), false),
            Became::Lacks(faults) => {
                let words = faults.iter().map(|fault| match fault.field {
                    "severity_reason" => {
                        format!("{}: {}", label(fault.field, text), expected(fault, text))
                    }
                    _ => expected(fault, text),
                });
                (words.collect::<Vec<_>>().join(" "), true)
            }
            Became::Refused(AppError::Outdated(_)) => (text.say("shift-outdated"), true),
            Became::Refused(_) => (text.say("shift-refused"), true),
        };
        let to = match became {
            Became::Handed(handover) => {
                let address = format!("/patients/{}/handovers/{}", patient.0, handover.id.0);
                Some((address, text.say("shift-read")))
            }
            Became::Lacks(_) | Became::Refused(AppError::Outdated(_)) => {
                Some((one(unit, *patient), text.say("shift-write")))
            }
            Became::Ended | Became::Refused(_) => None,
        };
        DoneView {
            name: names::patient(named.and_then(Details::name), text),
            said,
            on: to,
            is_wrong,
        }
    });
    let rows: Vec<DoneView> = rows.collect();
    let done = rows.iter().filter(|row| !row.is_wrong).count() as u64;
    DonePage {
        unit: unit.0.to_string(),
        path: all(unit),
        heading: text.count("shift-done", done),
        is_left: rows.iter().any(|row| row.is_wrong),
        rows,
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |patient: &str, is_written: bool| RowView {
        patient: patient.to_owned(),
        name: "Hedda <Moen>".to_owned(),
        shift: text.with("shift-since", [("from", "14:00".into())]),
        severity: is_written.then(|| text.capital_word("handover-severity", "watch")),
        is_written,
        draft: String::new(),
        handed: (!is_written).then(|| "/patients/0190/handovers/0191".to_owned()),
        write: "/units/1/end-of-shift/0190".to_owned(),
        to: vec![("person:1".to_owned(), "<Tveit>".to_owned(), true)],
        otherwise: vec![("later", text.say("shift-later"), false)],
    };
    let page = |rows: Vec<RowView>| Page {
        shell: shell.clone(),
        unit: "1".to_owned(),
        name: "Post <3>".to_owned(),
        path: "/units/1/end-of-shift".to_owned(),
        first: Some("/units/1/end-of-shift/0190".to_owned()),
        notice: rows.is_empty().then(|| Notice {
            heading: text.say("shift-nobody"),
            text: text.say("shift-nobody-more"),
            is_wrong: true,
        }),
        rows,
        key: "k".to_owned(),
    };
    let done = |is_wrong: bool| DoneView {
        name: "Hedda <Moen>".to_owned(),
        said: text.say("shift-ended"),
        on: is_wrong.then(|| ("/units/1".to_owned(), text.say("shift-write"))),
        is_wrong,
    };
    let ended = DonePage {
        shell: shell.clone(),
        unit: "1".to_owned(),
        path: "/units/1/end-of-shift".to_owned(),
        heading: text.count("shift-done", 2),
        rows: vec![done(false), done(true)],
        is_left: true,
    };
    vec![
        page(vec![row("0190", true), row("0191", false)])
            .render()
            .unwrap(),
        page(Vec::new()).render().unwrap(),
        ended.render().unwrap(),
    ]
}
