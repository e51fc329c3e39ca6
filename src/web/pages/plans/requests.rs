//! `/patients/{id}/requests`: what the patient asked for, who carries it, and the answer.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::plans::{self, RequestText, Requests};
use crate::app::record::Opened;
use crate::app::story::{self, Beside, Wanted};
use crate::app::{Actor, App, AppError};
use crate::domain::agreement::BED;
use crate::domain::ids::RecordId;
use crate::domain::recording::requests::correct::CORRECTION;
use crate::domain::story::{About, Thing};
use crate::domain::time;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::voice_words::{Spoken, differs, spoken};
use crate::web::{Fault, Reader, Shell, Text, names, render};

/// A request, in words.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub subject: String,
    pub words: String,
    /// When it was asked for and by whom received; who is to answer, and by when.
    pub facts: Vec<String>,
    /// The answer with its reason; `None` while it waits.
    pub answer: Option<String>,
    pub acts: Vec<Link>,
    /// The request.
    id: RecordId,
    /// The patient's words about it, as far as they are shared with the reader.
    pub spoken: Vec<Spoken>,
}

impl Row {
    /// With what the patient says beside it, and where more of it is written down.
    pub fn said(&mut self, beside: &[Beside], opened: &Opened, text: Text) {
        let about = About::new(Thing::Request, self.id);
        self.spoken = spoken(beside, about, opened, text);
        self.acts.extend(differs(about, opened).map(|href| Link {
            href,
            label: text.say("voice-differs"),
        }));
    }
}

/// What the patient says beside these requests, of a record that was opened.
pub(super) async fn requests_beside(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    shown: &[RecordId],
) -> Result<Vec<Beside>, AppError> {
    let wanted = Wanted::beside(&[Thing::Request], shown);
    story::beside(app, actor, opened, wanted).await
}

#[derive(Template)]
#[template(path = "plans/requests.html")]
struct Page {
    shell: Shell,
    header: Header,
    waiting: Vec<Row>,
    answered: Vec<Row>,
    new: Option<Link>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    let found = plans::requests(&app, &actor, patient).await?;
    let shown: Vec<RecordId> = found.requests.iter().map(|asked| asked.id).collect();
    let beside = requests_beside(&app, &actor, &found.opened, &shown).await?;
    let text = reader.shell.text;
    let mut page = page(reader.shell, &found);
    for row in page.waiting.iter_mut().chain(&mut page.answered) {
        row.said(&beside, &found.opened, text);
    }
    Ok(render(&page))
}

fn page(shell: Shell, found: &Requests) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let may_change = opened.allowed.is_none_or(|allowed| !allowed.is_read_only);
    let (waiting, answered): (Vec<_>, Vec<_>) = found
        .requests
        .iter()
        .partition(|request| request.answer.is_none());
    let rows = |requests: Vec<&RequestText>| {
        let each = requests.into_iter();
        each.map(|request| row(request, opened, may_change, text))
            .collect()
    };
    let patient = opened.patient.reference.id.0;
    Page {
        header: Header::new(opened, &opened.case(), text),
        waiting: rows(waiting),
        answered: rows(answered),
        new: may_change.then(|| Link {
            href: format!("/patients/{patient}/record/request"),
            label: text.say("record-request-title"),
        }),
        shell,
    }
}

/// A request in words: a bed under an agreement by its name.
pub(super) fn row(request: &RequestText, opened: &Opened, may_change: bool, text: Text) -> Row {
    let directory = &opened.directory;
    let zone = directory.service_zone;
    let person = |who| names::professional(directory, who, text);
    let asked = time::local_date(request.asked_at, zone);
    let today = time::local_date(opened.now, zone);
    let days = u64::try_from(time::days_between(asked, today)).unwrap_or_default();
    let mut facts = vec![text.with(
        "request-asked",
        [("date", text.date(asked).into()), ("n", days.into())],
    )];
    let said = |key: &str, words: String| text.with(key, [("what", words.into())]);
    let received = request
        .received_by
        .map(|who| said("request-received", person(who)));
    facts.extend(received);
    facts.extend(match (request.decider, request.answer) {
        (Some(who), None) => Some(said("request-decider", person(who))),
        (Some(who), Some(_)) => Some(said("request-answered-by", person(who))),
        (None, None) => Some(text.say("request-nobody")),
        (None, Some(_)) => None,
    });
    let due = request.due_on.filter(|_| request.answer.is_none());
    facts.extend(due.map(|on| said("request-due", text.date(on))));
    let answer = request.answer.map(|(answer, at)| {
        let word = text.capital_word("answer", answer.code());
        let on = text.date(time::local_date(at, zone));
        let reason = request.reason.clone().unwrap_or_default();
        let answered = [
            ("answer", word.into()),
            ("date", on.into()),
            ("reason", reason.into()),
        ];
        text.with("request-answered", answered)
    });
    let patient = opened.patient.reference.id.0;
    let link = |act: &str| Link {
        href: format!("/patients/{patient}/record/{act}?about={}", request.id.0),
        label: text.say(&format!("record-{act}-title")),
    };
    let acts = if may_change && request.answer.is_none() {
        vec![link("request-answer"), link("request-hand-on")]
    } else {
        Vec::new()
    };
    Row {
        subject: subject(&request.subject, text),
        words: request.text.clone(),
        facts,
        answer,
        acts,
        id: request.id,
        spoken: Vec::new(),
    }
}

/// What a request is about; what is asked for often has a code.
pub(in crate::web) fn subject(subject: &str, text: Text) -> String {
    match subject {
        CORRECTION => text.say("request-correction"),
        BED => text.say("request-bed"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
pub(super) fn sample(text: Text, is_answered: bool) -> Row {
    Row {
        subject: "<annen lege>".to_owned(),
        words: "Jeg vil <snakke>".to_owned(),
        facts: vec![text.say("request-nobody")],
        answer: is_answered.then(|| "<nei>".to_owned()),
        acts: vec![Link {
            href: "/patients/0190/record/request-answer?about=0191".to_owned(),
            label: text.say("record-request-answer-title"),
        }],
        id: RecordId(uuid::Uuid::nil()),
        spoken: vec![crate::web::voice_words::sample()],
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |rows: Vec<Row>| {
        let (waiting, answered) = rows.into_iter().partition(|row| row.answer.is_none());
        Page {
            shell: shell.clone(),
            header: super::view::sample_header(),
            waiting,
            answered,
            new: Some(Link {
                href: "/patients/0190/record/request".to_owned(),
                label: text.say("record-request-title"),
            }),
        }
    };
    let rows = vec![sample(text, false), sample(text, true)];
    [page(rows), page(Vec::new())]
        .map(|page| page.render().unwrap())
        .into()
}
