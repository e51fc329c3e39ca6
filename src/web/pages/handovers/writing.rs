//! Writing a handover: what is written on the left, what helps to write it on the right.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{TimeDelta, Timelike as _};
use chrono_tz::Tz;
use serde::Serialize;

use super::typed::{Typed, value_of};
use super::{expected, path_of};
use crate::app::handovers::{self, Address, Draft, Saving, Writing};
use crate::app::{App, AppError, language};
use crate::domain::handover::content::Fault as Wrong;
use crate::domain::handover::since::since_when;
use crate::domain::handover::{Action, Content, Event, Receiver};
use crate::domain::ids::UnitId;
use crate::domain::language::Terms;
use crate::domain::time;
use crate::domain::vocabulary::{HandoverGrade, HandoverSeverity, HandoverType};
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::header::Header;
use crate::web::{Fault, Reader, Shell, Text, names, render};

/// Lines for things to do beyond those that are written.
const BLANKS: usize = 1;

/// A hint about a wording, with the field it stands in.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Hint {
    field: &'static str,
    found: String,
    why: String,
    instead: String,
    example: String,
}

/// A text of the form.
#[derive(Debug, Clone)]
struct TextBox {
    name: &'static str,
    label: String,
    more: String,
    words: String,
    rows: usize,
    fault: Option<String>,
    hints: Vec<Hint>,
}

/// Something to choose.
#[derive(Debug, Clone)]
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// The patient's words, with what they are about.
#[derive(Debug, Clone)]
struct Quote {
    about: String,
    words: String,
}

/// What stands beside the form besides the draft.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    notice: Option<Notice>,
    faults: Vec<(&'static str, String)>,
    /// What was typed elsewhere, where two versions meet.
    theirs: Vec<(String, String)>,
}

#[derive(Debug, Template)]
#[template(path = "handovers/write.html")]
struct Page {
    shell: Shell,
    title: String,
    header: Header,
    path: String,
    version: i32,
    saved: String,
    is_revision: bool,
    is_discarded: bool,
    notice: Option<Notice>,
    faults: Vec<(&'static str, String)>,
    theirs: Vec<(String, String)>,
    types: Vec<Choice>,
    severities: Vec<Choice>,
    why: TextBox,
    summary: TextBox,
    actions: Vec<Action>,
    actions_hints: Vec<Hint>,
    contingency: TextBox,
    promises: TextBox,
    supplement: Vec<TextBox>,
    is_supplement_open: bool,
    units: Vec<Choice>,
    people: Vec<Choice>,
    offer_to: String,
    grades: Vec<Choice>,
    joints: Vec<Choice>,
    return_on: String,
    quotes: Vec<Quote>,
    trusted: Vec<String>,
    since: Vec<String>,
    last: Option<String>,
    last_read: Option<String>,
}

impl Page {
    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&String> {
        let mut faults = self.faults.iter();
        faults
            .find(|(name, _)| *name == field)
            .map(|(_, told)| told)
    }
}

/// When a draft was saved, by the clock.
pub(super) fn saved_at(draft: &Draft, zone: Tz, text: Text) -> String {
    let local = draft.saved_at.with_timezone(&zone);
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    text.with("handing-saved", [("time", clock.into())])
}

/// Hints about the wording of what staff wrote.
pub(super) fn hints_of(content: &Content, terms: &[Terms; 2], text: Text) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (field, words) in content.texts() {
        for terms in terms {
            hints.extend(terms.hints(words).into_iter().map(|hint| {
                let instead = hint.instead.into_iter().next().unwrap_or_default();
                Hint {
                    field,
                    found: hint.found,
                    why: hint.why,
                    example: text.with(
                        "handing-hint-example",
                        [("instead", instead.clone().into())],
                    ),
                    instead,
                }
            }));
        }
    }
    hints
}

/// The page of a draft.
pub(super) async fn page(
    app: &App,
    reader: Reader,
    writing: &Writing,
    extra: Extra,
) -> Result<Response, Fault> {
    let terms = language::terms(app).await?;
    Ok(render(&build(app, reader.shell, writing, (extra, &terms))))
}

/// The page once more with what was typed, and what is wrong with it.
pub(super) async fn refused(
    app: &App,
    reader: Reader,
    address: Address,
    typed: &Typed,
    error: AppError,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let (status, faults) = match error {
        AppError::Handover(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        AppError::HandoverIllegal(_) => (StatusCode::CONFLICT, Vec::new()),
        AppError::Outdated(_) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        error => return Err(error.into()),
    };
    let mut writing = handovers::write(app, &reader.actor(), address).await?;
    writing.draft.content = typed.content(&writing.draft.content);
    writing.draft.to = typed.to(writing.draft.to);
    let (heading, more) = match status {
        StatusCode::CONFLICT => ("handing-not-possible", "handing-not-possible-more"),
        StatusCode::PRECONDITION_FAILED => ("handing-stale", "handing-stale-more"),
        _ => ("handing-wrong", "handing-wrong-more"),
    };
    let extra = Extra {
        notice: Some(notice(text, heading, more, true)),
        faults: faults
            .iter()
            .map(|fault: &Wrong| (fault.field, expected(fault, text)))
            .collect(),
        theirs: Vec::new(),
    };
    let page = page(app, reader, &writing, extra).await?;
    Ok((status, page).into_response())
}

/// The page with both versions, where the draft was changed elsewhere since: what was typed stays in the
/// form, what is there stands beside it, and the next save is over that.
pub(super) async fn stale(
    app: &App,
    reader: Reader,
    there: &Draft,
    saving: &Saving,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let mut writing = handovers::write(app, &reader.actor(), saving.address).await?;
    let theirs = there
        .content
        .texts()
        .into_iter()
        .zip(saving.content.texts())
        .filter(|((_, theirs), (_, mine))| theirs != mine)
        .map(|((field, theirs), _)| (label(field, text), theirs.clone()));
    let extra = Extra {
        notice: Some(notice(text, "handing-stale", "handing-stale-more", true)),
        faults: Vec::new(),
        theirs: theirs.collect(),
    };
    writing.draft.content = saving.content.clone();
    writing.draft.to = saving.to;
    let page = page(app, reader, &writing, extra).await?;
    Ok((StatusCode::PRECONDITION_FAILED, page).into_response())
}

fn notice(text: Text, heading: &str, more: &str, is_wrong: bool) -> Notice {
    Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong,
    }
}

/// What a text of a handover is called.
pub(super) fn label(field: &str, text: Text) -> String {
    text.say(match field {
        "severity_reason" => "handing-severity-reason",
        "summary" => "handing-summary",
        "actions" => "handing-actions",
        "contingency" => "handing-contingency",
        "know_me" => "handing-know-me",
        "builds_trust" => "handing-builds-trust",
        "breaks_trust" => "handing-breaks-trust",
        "promises" => "handing-promises",
        "trusts" => "handing-trusts",
        _ => "handing-goodbye",
    })
}

fn build(app: &App, shell: Shell, writing: &Writing, (extra, terms): (Extra, &[Terms; 2])) -> Page {
    let text = shell.text;
    let Writing { opened, draft, .. } = writing;
    let handing = Handing {
        text,
        directory: &opened.directory,
    };
    let content = &draft.content;
    let hints = hints_of(content, terms, text);
    let boxes = Boxes {
        content,
        hints: &hints,
        faults: &extra.faults,
        text,
    };
    let field = |name, more, rows| boxes.field(name, more, rows);
    let supplement = vec![
        field("know_me", "", 2),
        field("builds_trust", "", 2),
        field("breaks_trust", "", 2),
        field("trusts", "handing-trusts-more", 2),
        field("goodbye", "", 2),
    ];
    let mut actions = Action::all(&content.actions);
    actions.extend((0..BLANKS).map(|_| Action::default()));
    let (units, people) = receivers(writing, text);
    let case = opened.case();
    let last_at = writing.last.as_ref().map(|last| last.stored.offered_at);
    let since = since_when(&opened.trajectory, last_at, opened.now);
    let header = Header::new(opened, &case, text);
    Page {
        title: text.with("handing-of", [("name", header.name.clone().into())]),
        header,
        path: path_of(Address {
            patient: draft.patient,
            handover: draft.id,
        }),
        version: draft.version,
        saved: saved_at(draft, app.zone, text),
        is_revision: draft.is_revision,
        is_discarded: draft.discarded_at.is_some(),
        notice: extra.notice.clone(),
        theirs: extra.theirs.clone(),
        types: choices(HandoverType::ALL, content.kind, |kind| {
            (kind.code(), text.capital_word("handover-type", kind.code()))
        }),
        severities: choices(HandoverSeverity::ALL, content.severity, |severity| {
            let code = severity.code();
            (code, text.capital_word("handover-severity", code))
        }),
        why: field("severity_reason", "", 1),
        summary: field("summary", "handing-summary-more", 4),
        actions,
        actions_hints: hints
            .iter()
            .filter(|hint| hint.field == "actions")
            .cloned()
            .collect(),
        contingency: field("contingency", "handing-contingency-more", 2),
        promises: field("promises", "", 2),
        is_supplement_open: supplement
            .iter()
            .any(|field| field.fault.is_some() || !field.hints.is_empty()),
        supplement,
        offer_to: text.with(
            "handing-offer-to",
            [("to", handing.receiver(draft.to).into())],
        ),
        units,
        people,
        grades: choices(HandoverGrade::ALL, content.grade, |grade| {
            (
                grade.code(),
                text.capital_word("handover-grade", grade.code()),
            )
        }),
        joints: joints(writing, &handing),
        return_on: content
            .return_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        quotes: quotes(writing, text),
        trusted: handing.trusted(&since),
        since: handing.since(&since),
        last: writing
            .last
            .as_ref()
            .map(|last| handing.state(&last.stored, opened.now)),
        last_read: last_read(writing, &handing),
        faults: extra.faults,
        shell,
    }
}

/// What the boxes of the form are made from.
struct Boxes<'a> {
    content: &'a Content,
    hints: &'a [Hint],
    faults: &'a [(&'static str, String)],
    text: Text,
}

impl Boxes<'_> {
    /// The box of a text; `more` is the key of what helps, empty for nothing.
    fn field(&self, name: &'static str, more: &str, rows: usize) -> TextBox {
        let texts = self.content.texts();
        let words = texts.into_iter().find(|(field, _)| *field == name);
        let fault = self.faults.iter().find(|(field, _)| *field == name);
        let hints = self.hints.iter().filter(|hint| hint.field == name);
        TextBox {
            name,
            label: label(name, self.text),
            more: if more.is_empty() {
                String::new()
            } else {
                self.text.say(more)
            },
            words: words.map(|(_, words)| words.clone()).unwrap_or_default(),
            rows,
            fault: fault.map(|(_, told)| told.clone()),
            hints: hints.cloned().collect(),
        }
    }
}

fn choices<T: Copy + PartialEq>(
    all: &[T],
    chosen: Option<T>,
    said: impl Fn(T) -> (&'static str, String),
) -> Vec<Choice> {
    let choices = all.iter().map(|one| {
        let (code, label) = said(*one);
        Choice {
            value: code.to_owned(),
            label,
            is_chosen: chosen == Some(*one),
        }
    });
    choices.collect()
}

/// The contacts that a warm handover can name.
fn joints(writing: &Writing, handing: &Handing<'_>) -> Vec<Choice> {
    let chosen = writing.draft.content.joint_contact;
    let joints = writing.joint.iter().map(|contact| Choice {
        value: contact.id.0.to_string(),
        label: handing.when(contact.at),
        is_chosen: chosen == Some(contact.id),
    });
    joints.collect()
}

fn quotes(writing: &Writing, text: Text) -> Vec<Quote> {
    let quotes = writing.beside.voice.iter().map(|spoken| Quote {
        about: text.capital_word("narrative", spoken.kind.code()),
        words: spoken.text.clone(),
    });
    quotes.collect()
}

/// What the receiver of the last handover said they had understood.
fn last_read(writing: &Writing, handing: &Handing<'_>) -> Option<String> {
    let steps = &writing.last.as_ref()?.steps;
    let read = |told: &&handovers::Told| matches!(told.event, Event::Accepted(Some(_)));
    steps.iter().rev().find(read).map(|told| handing.told(told))
}

/// Whom it can be offered to: the unit it comes from and those that have the patient first, then the
/// others; the people who work there or know the patient.
fn receivers(writing: &Writing, text: Text) -> (Vec<Choice>, Vec<Choice>) {
    let Writing { opened, draft, .. } = writing;
    let directory = &opened.directory;
    let now = opened.now;
    let chosen = value_of(draft.to);
    let lasting = |from: time::Instant, to: Option<time::Instant>| {
        from <= now + TimeDelta::days(28) && to.is_none_or(|to| to > now)
    };
    let mut near: Vec<UnitId> = draft.parties.unit.into_iter().collect();
    near.extend(draft.to.unit);
    let periods = opened.trajectory.periods.iter();
    near.extend(
        periods
            .filter(|period| lasting(period.from, period.to))
            .map(|period| period.unit),
    );
    let mut units: Vec<(bool, String, Receiver)> = directory
        .units
        .keys()
        .map(|unit| {
            let to = Receiver {
                professional: None,
                unit: Some(*unit),
            };
            let name = names::unit(directory, *unit, text);
            (!near.contains(unit), name, to)
        })
        .collect();
    units.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let today = time::local_date(now, directory.service_zone);
    let works_near = |professional: &crate::domain::ids::ProfessionalId| {
        directory
            .employments
            .get(professional)
            .is_some_and(|posts| {
                posts.iter().any(|post| {
                    near.contains(&post.unit)
                        && post.from <= today
                        && post.to.is_none_or(|to| to > today)
                })
            })
    };
    let ties = opened.trajectory.relationships.iter();
    let knows: Vec<_> = ties
        .filter(|tie| lasting(tie.from, tie.to))
        .filter_map(|tie| tie.holder.professional())
        .collect();
    let mut people: Vec<(String, Receiver)> = directory
        .professionals
        .keys()
        .filter(|id| Some(**id) != draft.parties.professional)
        .filter(|id| works_near(id) || knows.contains(id) || draft.to.professional == Some(**id))
        .map(|id| {
            let to = Receiver {
                professional: Some(*id),
                unit: None,
            };
            (names::professional(directory, *id, text), to)
        })
        .collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    let choice = |label: String, to: Receiver| Choice {
        is_chosen: value_of(to) == chosen,
        value: value_of(to),
        label,
    };
    (
        units
            .into_iter()
            .map(|(_, name, to)| choice(name, to))
            .collect(),
        people
            .into_iter()
            .map(|(name, to)| choice(name, to))
            .collect(),
    )
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let hint = Hint {
        field: "summary",
        found: "<Moen>".to_owned(),
        why: "<Tveit>".to_owned(),
        instead: "<Moen>".to_owned(),
        example: text.with("handing-hint-example", [("instead", "<Moen>".into())]),
    };
    let field = |name: &'static str, fault: Option<String>| TextBox {
        name,
        label: label(name, text),
        more: text.say("handing-summary-more"),
        words: "<Moen>".to_owned(),
        rows: 2,
        hints: vec![hint.clone()],
        fault,
    };
    let choice = |label: String| Choice {
        value: "1".to_owned(),
        label,
        is_chosen: true,
    };
    let page = |is_wrong: bool| Page {
        shell: shell.clone(),
        title: text.with("handing-of", [("name", "<Moen>".into())]),
        header: Header {
            patient: "1".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        path: "/patients/1/handovers/2".to_owned(),
        version: 3,
        saved: text.with("handing-saved", [("time", "14:31".into())]),
        is_revision: is_wrong,
        is_discarded: !is_wrong,
        notice: is_wrong.then(|| notice(text, "handing-wrong", "handing-wrong-more", true)),
        faults: if is_wrong {
            vec![
                ("severity", text.say("handing-wrong-severity")),
                ("return_on", text.say("handing-wrong-day")),
                ("joint_contact_id", text.say("handing-wrong-joint")),
                ("to", text.say("handing-wrong-receiver")),
            ]
        } else {
            Vec::new()
        },
        theirs: vec![(label("goodbye", text), "<Tveit>".to_owned())],
        types: vec![choice(text.capital_word("handover-type", "shift"))],
        severities: vec![choice(text.capital_word("handover-severity", "watch"))],
        why: field(
            "severity_reason",
            Some(text.count("handing-wrong-words", 4000)),
        ),
        summary: field("summary", None),
        actions: vec![
            Action {
                what: "<Moen>".to_owned(),
                who: "<Tveit>".to_owned(),
                by_when: "19:00".to_owned(),
            },
            Action::default(),
        ],
        actions_hints: vec![hint.clone()],
        contingency: field("contingency", None),
        promises: field("promises", None),
        supplement: vec![field("know_me", None)],
        is_supplement_open: is_wrong,
        units: vec![choice("<FACT>".to_owned())],
        people: vec![choice("<Tveit>".to_owned())],
        offer_to: text.with("handing-offer-to", [("to", "<Tveit>".into())]),
        grades: vec![choice(text.capital_word("handover-grade", "warm"))],
        joints: if is_wrong {
            vec![choice("2 March 10:00".to_owned())]
        } else {
            Vec::new()
        },
        return_on: "2026-03-09".to_owned(),
        quotes: vec![Quote {
            about: text.capital_word("narrative", "next_professional"),
            words: "<Moen>".to_owned(),
        }],
        trusted: vec!["<Tveit>".to_owned()],
        since: vec!["<Moen>".to_owned()],
        last: is_wrong.then(|| text.say("handing-is-returned")),
        last_read: is_wrong.then(|| "<Tveit>".to_owned()),
    };
    [page(true), page(false)]
        .map(|page| page.render().unwrap())
        .into()
}
