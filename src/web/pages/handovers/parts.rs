//! The parts of a handover's form, wherever one is written: by itself, with a discharge or a transfer, at
//! the end of a shift.

use chrono::TimeDelta;
use serde::Serialize;

use super::typed::value_of;
use crate::app::handovers::Writing;
use crate::domain::handover::{Action, Content, Receiver};
use crate::domain::ids::UnitId;
use crate::domain::language::Terms;
use crate::domain::time;
use crate::domain::vocabulary::{HandoverGrade, HandoverSeverity, HandoverType};
use crate::web::handing_words::Handing;
use crate::web::{Text, names};

/// Lines for things to do beyond those that are written.
const BLANKS: usize = 1;

/// A hint about a wording, with the field it stands in.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web) struct Hint {
    pub field: &'static str,
    pub found: String,
    pub why: String,
    pub instead: String,
    pub example: String,
}

/// A text of the form.
#[derive(Debug, Clone)]
pub(in crate::web) struct TextBox {
    pub name: &'static str,
    pub label: String,
    pub more: String,
    pub words: String,
    pub rows: usize,
    pub fault: Option<String>,
    pub hints: Vec<Hint>,
}

/// Something to choose.
#[derive(Debug, Clone)]
pub(in crate::web) struct Choice {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// The parts, with what is written in them.
#[derive(Debug, Clone)]
pub(in crate::web) struct Parts {
    pub faults: Vec<(&'static str, String)>,
    /// What is handed over; empty where the page says it.
    pub types: Vec<Choice>,
    pub severities: Vec<Choice>,
    pub why: TextBox,
    pub summary: TextBox,
    pub actions: Vec<Action>,
    pub actions_hints: Vec<Hint>,
    pub contingency: TextBox,
    pub promises: TextBox,
    pub supplement: Vec<TextBox>,
    pub is_supplement_open: bool,
    /// Whether everything but how things are is folded away.
    pub is_short: bool,
    /// The words for nobody in particular.
    pub nobody: String,
    pub units: Vec<Choice>,
    pub people: Vec<Choice>,
    pub grades: Vec<Choice>,
    pub joints: Vec<Choice>,
    pub return_on: String,
}

impl Parts {
    /// The parts of what is being written, with what is wrong with it.
    pub(in crate::web) fn new(
        writing: &Writing,
        faults: Vec<(&'static str, String)>,
        terms: &[Terms; 2],
        text: Text,
    ) -> Self {
        let content = &writing.draft.content;
        let handing = Handing {
            text,
            directory: &writing.opened.directory,
        };
        let hints = hints_of(content, terms, text);
        let boxes = Boxes {
            content,
            hints: &hints,
            faults: &faults,
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
        Self {
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
            is_short: false,
            nobody: text.say("handing-nobody"),
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
            faults,
        }
    }

    /// What is wrong with a field.
    pub(in crate::web) fn fault(&self, field: &str) -> Option<&String> {
        let mut faults = self.faults.iter();
        faults
            .find(|(name, _)| *name == field)
            .map(|(_, told)| told)
    }
}

/// Hints about the wording of what staff wrote.
pub(in crate::web) fn hints_of(content: &Content, terms: &[Terms; 2], text: Text) -> Vec<Hint> {
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

/// What a text of a handover is called.
pub(in crate::web) fn label(field: &str, text: Text) -> String {
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
impl Parts {
    /// Parts of an invented patient's, with everything in them, and with what can be wrong.
    pub(in crate::web) fn sample(text: Text, is_wrong: bool) -> Self {
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
        Self {
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
            is_short: !is_wrong,
            nobody: text.say("handing-nobody"),
            units: vec![choice("<FACT>".to_owned())],
            people: vec![choice("<Tveit>".to_owned())],
            grades: vec![choice(text.capital_word("handover-grade", "warm"))],
            joints: if is_wrong {
                vec![choice("2 March 10:00".to_owned())]
            } else {
                Vec::new()
            },
            return_on: "2026-03-09".to_owned(),
        }
    }
}
