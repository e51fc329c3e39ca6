//! Reading a handover and answering it; the sheet that is printed of one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::typed::Typed;
use super::{address_of, expected, path_of};
use crate::app::handovers::{self, Address, Shown};
use crate::app::story::{self, Wanted};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Action, Content, Event, Illegal, State as Where, needs_synthesis};
use crate::domain::story::{About, Thing};
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::header::Header;
use crate::web::voice_words::{Spoken, differs, spoken};
use crate::web::{Fault, Reader, Shell, Text, render};

/// What an address says was done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

/// What can be done with it by the reader.
#[derive(Debug, Clone, Default)]
struct Can {
    /// What the buttons send.
    acts: Vec<&'static str>,
    /// The unit that it can be left with.
    leave: Option<String>,
}

impl Can {
    fn act(&self, act: &str) -> bool {
        self.acts.contains(&act)
    }

    /// Whether there is anything that asks for no words.
    fn anything_else(&self) -> bool {
        self.leave.is_some()
            || ["revise", "withdraw", "done"]
                .iter()
                .any(|act| self.act(act))
    }
}

/// Words that were typed and could not be used.
#[derive(Debug, Clone, Default)]
struct Words {
    synthesis: String,
    question: String,
    answer: String,
    reason: String,
    faults: Vec<(&'static str, String)>,
}

/// A text of a handover.
#[derive(Debug, Clone)]
struct Told {
    label: String,
    words: String,
}

#[derive(Debug, Template)]
#[template(path = "handovers/read.html")]
struct Page {
    shell: Shell,
    title: String,
    header: Header,
    path: String,
    is_sheet: bool,
    version: i32,
    notice: Option<Notice>,
    kind: String,
    severity: Option<String>,
    from: String,
    to: String,
    state: String,
    facts: Vec<Told>,
    texts: Vec<Told>,
    actions: Vec<Action>,
    supplement: Vec<Told>,
    synthesis: Option<String>,
    asked: Option<String>,
    is_synthesis_needed: bool,
    quotes: Vec<Told>,
    /// The patient's words about it, as far as they are shared with the reader.
    spoken: Vec<Spoken>,
    /// The form on which what the patient sees differently is written down.
    differs: Option<String>,
    since: Vec<String>,
    since_title: String,
    steps: Vec<String>,
    can: Can,
    words: Words,
}

impl Page {
    /// What was typed for something that can be done no more, because somebody else was first.
    fn left_over(&self) -> Option<&String> {
        let typed = [
            ("accept", &self.words.synthesis),
            ("question", &self.words.question),
            ("answer", &self.words.answer),
            ("return", &self.words.reason),
        ];
        let mut typed = typed.into_iter();
        typed
            .find(|(act, words)| !words.trim().is_empty() && !self.can.act(act))
            .map(|(_, words)| words)
    }
}

pub(super) async fn page(
    app: &App,
    reader: Reader,
    address: Address,
    asked: &Asked,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let shown = handovers::show(app, &actor, address, "handover.show").await?;
    let text = reader.shell.text;
    let mut page = build(reader.shell, &shown, Words::default());
    page.spoken = said(app, &actor, &shown, text).await?;
    page.notice = done(&asked.done, text);
    Ok(render(&page))
}

/// What the patient says beside the handover.
async fn said(
    app: &App,
    actor: &Actor,
    shown: &Shown,
    text: Text,
) -> Result<Vec<Spoken>, AppError> {
    let id = shown.stored.id;
    let wanted = Wanted::beside(&[Thing::Handover], std::slice::from_ref(&id));
    let beside = story::beside(app, actor, &shown.opened, wanted).await?;
    let about = About::new(Thing::Handover, id);
    Ok(spoken(&beside, about, &shown.opened, text))
}

/// The sheet that is printed.
pub(super) async fn sheet(
    State(app): State<App>,
    reader: Reader,
    Path((patient, handover)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let address = address_of(&patient, &handover)?;
    let actor = reader.actor();
    let shown = handovers::show(&app, &actor, address, "handover.sheet").await?;
    let text = reader.shell.text;
    let mut page = build(reader.shell, &shown, Words::default());
    page.spoken = said(&app, &actor, &shown, text).await?;
    page.differs = None;
    page.can = Can::default();
    page.is_sheet = true;
    Ok(render(&page))
}

/// The page once more with what was typed: it could not be used, or somebody else was first.
pub(super) async fn refused(
    app: &App,
    reader: Reader,
    address: Address,
    typed: &Typed,
    error: AppError,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let (status, faults, heading, more) = match error {
        AppError::Handover(faults) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            faults,
            "handing-wrong",
            "handing-wrong-more",
        ),
        AppError::HandoverIllegal(why) => {
            let more = match why {
                Illegal::OwnOffer => "handing-own-offer",
                Illegal::ForTheReceiver => "handing-for-receiver",
                Illegal::ForTheSender => "handing-for-sender",
                _ => "handing-not-possible-more",
            };
            (
                StatusCode::CONFLICT,
                Vec::new(),
                "handing-not-possible",
                more,
            )
        }
        AppError::Outdated(_) => (
            StatusCode::PRECONDITION_FAILED,
            Vec::new(),
            "handing-outdated",
            "handing-outdated-more",
        ),
        error => return Err(error.into()),
    };
    let actor = reader.actor();
    let shown = handovers::show(app, &actor, address, "handover.show").await?;
    let own = |field: &str| typed.get(field).to_owned();
    // One field of words is called by what it is for, the others by what they are.
    let field = match typed.get("act") {
        "question" => "question",
        "answer" => "answer",
        "return" => "reason",
        _ => "synthesis",
    };
    let words = Words {
        synthesis: own("synthesis"),
        question: own("question"),
        answer: own("answer"),
        reason: own("reason"),
        faults: faults
            .iter()
            .map(|fault| (field, expected(fault, text)))
            .collect(),
    };
    let mut page = build(reader.shell, &shown, words);
    page.spoken = said(app, &actor, &shown, text).await?;
    page.notice = Some(Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

fn done(done: &str, text: Text) -> Option<Notice> {
    let key = match done {
        "offer" => "handing-done-offered",
        "pool" | "leave" => "handing-done-left",
        "accept" => "handing-done-accepted",
        "question" => "handing-done-questioned",
        "answer" => "handing-done-answered",
        "return" => "handing-done-returned",
        "withdraw" => "handing-done-withdrawn",
        "done" => "handing-done-closed",
        _ => return None,
    };
    Some(Notice {
        heading: text.say(key),
        ..Notice::default()
    })
}

fn build(shell: Shell, shown: &Shown, words: Words) -> Page {
    let text = shell.text;
    let Shown { opened, stored, .. } = shown;
    let handing = Handing {
        text,
        directory: &opened.directory,
    };
    let case = opened.case();
    // What was written when it was accepted is what is read from then on.
    let content = shown
        .snapshot
        .as_ref()
        .map_or(&stored.handover.content, |kept| &kept.accepted.content);
    let synthesis = match &stored.handover.state {
        Where::Accepted(accepted) | Where::Done(Some(accepted)) => accepted.synthesis.clone(),
        _ => None,
    };
    let is_accepted = shown.snapshot.is_some();
    let spoken = if is_accepted {
        &shown.spoken
    } else {
        &shown.beside.voice
    };
    let quotes = spoken.iter().map(|spoken| Told {
        label: text.capital_word("narrative", spoken.kind.code()),
        words: spoken.text.clone(),
    });
    let told = |fields: &[&'static str]| -> Vec<Told> {
        let texts = content.texts();
        let texts = texts.iter().filter(|(field, _)| fields.contains(field));
        texts
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(field, words)| Told {
                label: super::parts::label(field, text),
                words: (*words).clone(),
            })
            .collect()
    };
    let header = Header::new(opened, &case, text);
    Page {
        title: text.with("handing-one", [("name", header.name.clone().into())]),
        header,
        path: path_of(Address {
            patient: stored.patient,
            handover: stored.id,
        }),
        is_sheet: false,
        version: stored.version,
        notice: None,
        kind: text.capital_word("handover-type", stored.kind.code()),
        severity: content
            .severity
            .map(|word| text.capital_word("handover-severity", word.code())),
        from: handing.sender(stored),
        to: handing.receiver(stored.to),
        state: handing.state(stored, opened.now),
        facts: facts(content, text),
        texts: told(&["severity_reason", "summary", "contingency", "promises"]),
        actions: Action::all(&content.actions),
        supplement: told(&[
            "know_me",
            "builds_trust",
            "breaks_trust",
            "trusts",
            "goodbye",
        ]),
        synthesis,
        asked: asked(shown),
        is_synthesis_needed: needs_synthesis(content.severity),
        quotes: quotes.collect(),
        spoken: Vec::new(),
        differs: differs(About::new(Thing::Handover, stored.id), opened),
        since: handing.since(&shown.since),
        since_title: text.say(if is_accepted {
            "handing-new-since-accepted"
        } else {
            "handing-new-since-offered"
        }),
        steps: shown.steps.iter().map(|told| handing.told(told)).collect(),
        can: can(shown),
        words,
        shell,
    }
}

fn facts(content: &Content, text: Text) -> Vec<Told> {
    let mut facts = Vec::new();
    if let Some(grade) = content.grade {
        facts.push(Told {
            label: text.say("handing-grade"),
            words: text.capital_word("handover-grade", grade.code()),
        });
    }
    if let Some(day) = content.return_on {
        facts.push(Told {
            label: text.say("handing-return-on"),
            words: text.date(day),
        });
    }
    facts
}

/// What the receiver asked, while it waits for an answer.
fn asked(shown: &Shown) -> Option<String> {
    if !matches!(shown.stored.handover.state, Where::Questioned(_)) {
        return None;
    }
    shown.steps.iter().rev().find_map(|told| match &told.event {
        Event::Questioned(words) => Some(words.clone()),
        _ => None,
    })
}

fn can(shown: &Shown) -> Can {
    let (is_sender, is_receiver) = (shown.is_sender, shown.is_receiver);
    let state = &shown.stored.handover.state;
    let is_waiting = state.offer().is_some();
    let from = shown.stored.parties.unit;
    let leave_with = shown.stored.to.unit.or(from);
    let is_pool = shown.stored.to.professional.is_none();
    let answers = is_waiting && is_receiver && !shown.is_own;
    let is_returned = matches!(state, Where::Returned(_));
    let is_expired = matches!(state, Where::Expired(_));
    let possible = [
        ("accept", answers),
        ("question", answers),
        ("return", answers),
        ("answer", matches!(state, Where::Questioned(_)) && is_sender),
        (
            "withdraw",
            (is_waiting || is_returned) && is_sender && (shown.is_own || !is_receiver),
        ),
        ("revise", (is_returned || is_expired) && is_sender),
        (
            "done",
            matches!(state, Where::Accepted(_)) || is_returned && is_sender,
        ),
    ];
    let acts = possible.into_iter().filter(|(_, can)| *can);
    let waits = matches!(state, Where::Offered(_) | Where::Questioned(_));
    Can {
        acts: acts.map(|(act, _)| act).collect(),
        leave: leave_with
            .filter(|_| waits && is_sender && !is_pool)
            .map(|unit| unit.0.to_string()),
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let told = |key: &str| Told {
        label: super::parts::label(key, text),
        words: "<Moen>".to_owned(),
    };
    let page = |is_sheet: bool| Page {
        shell: shell.clone(),
        title: text.with("handing-one", [("name", "<Moen>".into())]),
        header: Header {
            patient: "1".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        path: "/patients/1/handovers/2".to_owned(),
        is_sheet,
        version: 3,
        notice: done("offer", text),
        kind: text.capital_word("handover-type", "shift"),
        severity: (!is_sheet).then(|| text.capital_word("handover-severity", "acute")),
        from: "<Tveit>".to_owned(),
        to: "<FACT>".to_owned(),
        state: text.say("handing-is-returned"),
        facts: vec![told("goodbye")],
        texts: vec![told("summary")],
        actions: vec![Action {
            what: "<Moen>".to_owned(),
            who: "<Tveit>".to_owned(),
            by_when: "19:00".to_owned(),
        }],
        supplement: vec![told("know_me")],
        synthesis: Some("<Moen>".to_owned()),
        asked: Some("<Tveit>".to_owned()),
        is_synthesis_needed: true,
        quotes: vec![told("trusts")],
        spoken: vec![crate::web::voice_words::sample()],
        differs: (!is_sheet).then(|| "/patients/1/story/new".to_owned()),
        since: if is_sheet {
            Vec::new()
        } else {
            vec!["<Moen>".to_owned()]
        },
        since_title: text.say("handing-new-since-accepted"),
        steps: vec!["<Tveit>".to_owned()],
        can: if is_sheet {
            Can::default()
        } else {
            Can {
                acts: vec![
                    "accept", "question", "return", "answer", "withdraw", "revise", "done",
                ],
                leave: Some("1".to_owned()),
            }
        },
        words: Words {
            synthesis: "<Moen>".to_owned(),
            question: "<Moen>".to_owned(),
            answer: "<Moen>".to_owned(),
            reason: "<Moen>".to_owned(),
            faults: vec![
                ("synthesis", text.count("handing-wrong-words", 4000)),
                ("question", text.count("handing-wrong-words", 4000)),
                ("answer", text.count("handing-wrong-words", 4000)),
                ("reason", text.count("handing-wrong-words", 4000)),
            ],
        },
    };
    [page(false), page(true)]
        .map(|page| page.render().unwrap())
        .into()
}
