//! `/patients/{id}/safety`: whom the patient wants called before something is decided, by which route of the service,
//! and what the calls changed. One form is open at a time, by the address.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::view::may_change;
use crate::app::recording::{Fault as Wrong, Fields, Once};
use crate::app::safety::{self, Calling, Logged, NamedCard, Naming, Safety, Step};
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::web::components::Notice;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::pages::recording::{Line, new_key};
use crate::web::pages::staff::{Sheet, told};
use crate::web::safety_words::{SafetyView, who};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

type Pairs = Vec<(String, String)>;

/// The form that is open.
#[derive(Debug, Clone)]
struct Opened {
    /// `name`, `change`, `end` or `call`.
    act: &'static str,
    title: String,
    button: String,
    /// The card and its version; empty for a new one.
    card: String,
    version: i32,
    lines: Vec<Line>,
    key: String,
}

#[derive(Template)]
#[template(path = "plans/safety.html")]
struct Page {
    shell: Shell,
    header: Header,
    cards: Vec<SafetyView>,
    calls: Vec<String>,
    may_change: bool,
    /// Whether there is a route to choose, and somebody to name.
    has_routes: bool,
    has_ties: bool,
    form: Option<Opened>,
    notice: Option<Notice>,
}

const ACTS: [&str; 4] = ["name", "change", "end", "call"];

fn act_of(fields: &Fields) -> Option<&'static str> {
    let said = fields.get("act").unwrap_or_default();
    ACTS.into_iter().find(|act| *act == said)
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let fields = Fields::new(pairs);
    let found = safety::safety(&app, &reader.actor(), patient).await?;
    let text = reader.shell.text;
    let mut page = page(&app, reader.shell, &found, &fields, (None, &[]));
    page.notice = fields.get("done").map(|_| Notice {
        heading: text.say("safety-done"),
        ..Notice::default()
    });
    Ok(render(&page))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let text = reader.shell.text;
    let fields = Fields::new(pairs);
    let Err(error) = change(&app, &reader, patient, &fields).await else {
        let address = format!("/patients/{}/safety?done", patient.0);
        return Ok(Redirect::to(&address).into_response());
    };
    let status = match error {
        AppError::Outdated(_) => StatusCode::PRECONDITION_FAILED,
        AppError::KeyReused => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (faults, notice) = told(error, text)?;
    let found = safety::safety(&app, &reader.actor(), patient).await?;
    let mut page = page(
        &app,
        reader.shell,
        &found,
        &fields,
        (Some(&fields), &faults),
    );
    page.notice = Some(notice);
    Ok((status, render(&page)).into_response())
}

async fn change(
    app: &App,
    reader: &Reader,
    patient: PatientId,
    fields: &Fields,
) -> Result<(), AppError> {
    let actor = reader.actor();
    let id = Uuid::parse_str(fields.get("card").unwrap_or_default()).map(RecordId);
    let card = id.map_err(|_| AppError::NotFound("card"));
    // One that is no version is of no card there was.
    let version = fields
        .get("version")
        .and_then(|version| version.parse().ok());
    let version = version.unwrap_or(-1);
    let once = Once::of(fields.get("form_key").unwrap_or_default());
    let step = match act_of(fields) {
        Some("call") => {
            let call = Calling {
                patient,
                card: card?,
                fields: fields.clone(),
                once,
            };
            safety::call(app, &actor, &call).await?;
            return Ok(());
        }
        Some("change") => Step::Change(card?, version),
        Some("end") => Step::End(card?, version),
        _ => Step::Add,
    };
    let naming = Naming {
        patient,
        step,
        fields: fields.clone(),
        once,
    };
    safety::name(app, &actor, &naming).await?;
    Ok(())
}

fn page(
    app: &App,
    shell: Shell,
    found: &Safety,
    asked: &Fields,
    sent: (Option<&Fields>, &[Wrong]),
) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let directory = &opened.directory;
    let may_change = may_change(opened);
    let act = act_of(asked).filter(|_| may_change);
    let cards = found.cards.iter();
    Page {
        header: Header::new(opened, &opened.case(), text),
        cards: cards
            .map(|card| SafetyView::new(card, directory, text))
            .collect(),
        calls: found
            .calls
            .iter()
            .map(|call| logged(call, found, text))
            .collect(),
        may_change,
        has_routes: !found.routes.is_empty(),
        has_ties: !found.ties.is_empty(),
        form: act.and_then(|act| form(app, found, (act, asked), sent, text)),
        notice: None,
        shell,
    }
}

/// The form of an act; none where the card that it is about is not there.
fn form(
    app: &App,
    found: &Safety,
    (act, asked): (&'static str, &Fields),
    (typed, faults): (Option<&Fields>, &[Wrong]),
    text: Text,
) -> Option<Opened> {
    let said = asked.get("card").unwrap_or_default();
    let card = found
        .cards
        .iter()
        .find(|card| card.card.id.0.to_string() == said);
    if act != "name" && card.is_none() {
        return None;
    }
    let sheet = Sheet {
        text,
        typed,
        faults,
    };
    let lines = match act {
        "call" => call_lines(&sheet, found),
        "end" => vec![wish(&sheet)],
        _ => card_lines(&sheet, found, card),
    };
    let about = card.filter(|_| act != "name");
    Some(Opened {
        act,
        title: match about {
            Some(card) => {
                let who = names::holder(&found.opened.directory, &card.tie.holder, text);
                text.with(&format!("safety-{act}-title"), [("who", who.into())])
            }
            None => text.say("safety-name-title"),
        },
        button: text.say(&format!("safety-{act}-button")),
        card: about
            .map(|card| card.card.id.0.to_string())
            .unwrap_or_default(),
        version: about.map_or(0, |card| card.card.version),
        lines,
        key: new_key(app),
    })
}

fn card_lines(sheet: &Sheet<'_>, found: &Safety, card: Option<&NamedCard>) -> Vec<Line> {
    let (text, directory) = (sheet.text, &found.opened.directory);
    let required = |line: Line| Line {
        is_required: true,
        ..line
    };
    let id = |id: RecordId| id.0.to_string();
    let was = |of: &dyn Fn(&NamedCard) -> String| card.map(of).unwrap_or_default();
    let ties = found.ties.iter();
    let ties = ties.map(|tie| (id(tie.id), who(tie, directory, text)));
    let routes = found.routes.iter().map(|route| {
        let unit = names::unit(directory, route.unit, text);
        (
            id(route.id),
            format!("{unit}: {} ({})", route.name, route.hours),
        )
    });
    let tie = was(&|card| id(card.card.relationship));
    let route = was(&|card| id(card.card.route));
    let what_for = was(&|card| card.card.what_for.clone());
    let hours = was(&|card| card.card.hours.clone().unwrap_or_default());
    vec![
        required(sheet.choice(
            sheet.line("relationship", "safety-whom", "choice", &tie),
            ties.collect(),
        )),
        required(Line {
            hint: Some(text.say("safety-no-number")),
            ..sheet.line("what_for", "safety-what-for", "words", &what_for)
        }),
        required(Line {
            hint: Some(text.say("safety-by-hint")),
            ..sheet.choice(
                sheet.line("route", "safety-by", "choice", &route),
                routes.collect(),
            )
        }),
        sheet.line("hours", "safety-hours-label", "text", &hours),
        wish(sheet),
    ]
}

fn wish(sheet: &Sheet<'_>) -> Line {
    Line {
        is_required: true,
        ..sheet.line("patients_wish", "safety-wish", "tick", "")
    }
}

fn call_lines(sheet: &Sheet<'_>, found: &Safety) -> Vec<Line> {
    let text = sheet.text;
    let zone = found.opened.directory.service_zone;
    let now = found.opened.now.with_timezone(&zone);
    let now = now.format("%Y-%m-%dT%H:%M").to_string();
    let answers = [
        ("true", "safety-reached-yes"),
        ("false", "safety-reached-no"),
    ];
    let answers = answers.map(|(code, key)| (code.to_owned(), text.say(key)));
    vec![
        sheet.line("called_at", "safety-called-at", "datetime-local", &now),
        Line {
            is_required: true,
            ..sheet.choice(
                sheet.line("is_reached", "safety-reached", "choice", ""),
                answers.into(),
            )
        },
        sheet.line("changed", "safety-changed", "words", ""),
    ]
}

fn logged(logged: &Logged, found: &Safety, text: Text) -> String {
    let directory = &found.opened.directory;
    let call = &logged.call;
    let caller = call.caller.map_or_else(
        || text.say("plan-opened-somebody"),
        |who| names::professional(directory, who, text),
    );
    let key = if call.is_reached {
        "safety-called"
    } else {
        "safety-called-not"
    };
    let said = text.with(
        key,
        [
            (
                "time",
                text.time(call.called_at, directory.service_zone).into(),
            ),
            ("caller", caller.into()),
            (
                "who",
                names::holder(directory, &logged.tie.holder, text).into(),
            ),
        ],
    );
    let changed = call.changed.as_deref().map_or_else(
        || text.say("safety-changed-nothing"),
        |words| text.with("safety-changed-what", [("words", words.to_owned().into())]),
    );
    format!("{said} {changed}")
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::view::sample_header;
    use crate::web::safety_words::sample;

    let text = shell.text;
    let wrong = [Wrong {
        field: "patients_wish",
        wrong: crate::app::recording::Wrong::PatientsWish,
    }];
    let sheet = Sheet {
        text,
        typed: None,
        faults: &wrong,
    };
    [true, false]
        .map(|is_full| Page {
            shell: shell.clone(),
            header: sample_header(),
            cards: if is_full {
                vec![sample(false), sample(true)]
            } else {
                Vec::new()
            },
            calls: is_full.then(|| "<ringt>".to_owned()).into_iter().collect(),
            may_change: true,
            has_routes: is_full,
            has_ties: is_full,
            form: is_full.then(|| Opened {
                act: "end",
                title: text.with("safety-end-title", [("who", "<Tove>".into())]),
                button: text.say("safety-end-button"),
                card: "0197".to_owned(),
                version: 1,
                lines: vec![wish(&sheet)],
                key: "k".to_owned(),
            }),
            notice: is_full.then(|| Notice {
                heading: text.say("record-unfit"),
                text: text.say("record-unfit-more"),
                is_wrong: true,
            }),
        })
        .map(|page| page.render().unwrap())
        .into()
}
