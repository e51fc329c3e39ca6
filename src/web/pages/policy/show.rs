//! What holds, as a form.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::found::Found;
use super::typed::Typed;
use super::{unit_of, words};
use crate::app::App;
use crate::app::policy::{self, Shown, Wrong};
use crate::domain::flags::policy::{Kind, PolicyVersion, THRESHOLDS, Threshold};
use crate::web::components::{Field, Notice};
use crate::web::{Fault, Reader, Shell, Text, render};

/// Whose thresholds, and how many patients a change touched that was just made.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    unit: String,
    changed: Option<u64>,
}

/// Thresholds to read and to change.
#[derive(Debug, Template)]
#[template(path = "policy/show.html")]
pub(super) struct PolicyPage {
    pub(super) shell: Shell,
    /// The service and its units: id, name, whether it is the one shown.
    units: Vec<(String, String, bool)>,
    unit: String,
    /// What holds, since when and why.
    told: Vec<String>,
    groups: Vec<Group>,
    pub(super) notice: Option<Notice>,
    /// What is wrong: the field it is about, what that is, what would be accepted.
    pub(super) faults: Vec<(String, String, String)>,
    pub(super) found: Option<Found>,
    reason: String,
    reason_fault: Option<String>,
    valid_from: Field,
    mark: u64,
    keeps_own: bool,
}

/// The thresholds of a rule.
#[derive(Debug)]
struct Group {
    heading: String,
    lines: Vec<Line>,
}

/// A threshold: its sentence around an input.
#[derive(Debug)]
struct Line {
    key: &'static str,
    before: String,
    after: String,
    input: Input,
    /// What it would be otherwise, where it is set to something else.
    otherwise: Option<String>,
    /// What leaving it empty means, where that is allowed.
    note: Option<String>,
    fault: Option<String>,
}

/// What a threshold is typed into.
#[derive(Debug)]
enum Input {
    /// A number, with its ends and its steps; empty where that is allowed.
    Number {
        value: String,
        least: String,
        most: String,
        step: &'static str,
        is_required: bool,
    },
    /// One of two: value, words, whether it is chosen.
    Choice(Vec<(&'static str, String, bool)>),
    /// Some of many: value, words, whether it is chosen.
    Boxes(Vec<(&'static str, String, bool)>),
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let unit = unit_of(&asked.unit)?;
    let shown = policy::show(&app, &reader.actor(), unit, None).await?;
    let text = reader.shell.text;
    let mut page = PolicyPage::new(reader.shell, &shown, &Typed::default(), &[]);
    page.notice = asked.changed.map(|patients| Notice {
        heading: text.say("policy-saved"),
        text: text.count("policy-saved-more", patients),
        is_wrong: false,
    });
    Ok(render(&page))
}

impl PolicyPage {
    /// What holds, with what was typed over it, and what is wrong with that.
    pub(super) fn new(shell: Shell, shown: &Shown, typed: &Typed, wrong: &[Wrong]) -> Self {
        let text = shell.text;
        let (wish, _) = typed.wish(shown);
        let policy = wish.change.applied_to(&shown.policy);
        let wrong: Vec<(String, String)> = wrong
            .iter()
            .map(|wrong| words::wrong(wrong, &policy, text))
            .collect();
        let fault = |field: &str| {
            let mut of_field = wrong.iter().filter(|(of, _)| of == field);
            of_field.next().map(|(_, words)| words.clone())
        };
        let line = |threshold| Line::new(threshold, shown, typed, fault(threshold.key), text);
        let mut groups: Vec<Group> = Vec::new();
        let mut last = "";
        for threshold in THRESHOLDS {
            if threshold.group != last {
                last = threshold.group;
                groups.push(Group {
                    heading: text.say(&format!("policy-group-{last}")),
                    lines: Vec::new(),
                });
            }
            if let Some(group) = groups.last_mut() {
                group.lines.push(line(threshold));
            }
        }
        Self {
            units: units(shown, text),
            unit: shown
                .unit
                .map_or_else(String::new, |unit| unit.0.to_string()),
            told: told(shown, text),
            groups,
            notice: None,
            faults: wrong
                .iter()
                .map(|(field, words)| (field.clone(), field_name(field, text), words.clone()))
                .collect(),
            found: None,
            reason: typed.of("reason").to_owned(),
            reason_fault: fault("reason"),
            valid_from: Field {
                name: "valid_from",
                kind: "datetime-local",
                label: text.say("policy-valid-from"),
                hint: Some(text.say("policy-valid-from-hint")),
                value: typed.of("valid_from").to_owned(),
                error: fault("valid_from"),
                ..Field::default()
            },
            mark: shown.mark,
            keeps_own: shown.keeps_own(),
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("policy-{key}"))
    }
}

impl Line {
    fn new(
        threshold: &'static Threshold,
        shown: &Shown,
        typed: &Typed,
        fault: Option<String>,
        text: Text,
    ) -> Self {
        let (before, after) = words::around(threshold, text);
        let held = threshold.of(&shown.policy);
        let above = threshold.of(&shown.above);
        let value = typed.text_of(threshold);
        let value = value.unwrap_or_else(|| words::typed(threshold, &held));
        let key = if shown.unit.is_some() {
            "policy-otherwise"
        } else {
            "policy-default"
        };
        // Against what was typed, too: a change is marked before it is saved.
        let is_other = words::read(threshold, &value).is_none_or(|typed| typed != above);
        Self {
            key: threshold.key,
            before,
            after,
            input: Input::new(threshold, &value, text),
            otherwise: is_other.then(|| {
                let value = words::short_with_sign(threshold, &above, text);
                text.with(key, [("value", value.into())])
            }),
            note: matches!(threshold.kind, Kind::Number { or_never: true, .. })
                .then(|| text.say("policy-empty-never")),
            fault,
        }
    }
}

impl Input {
    fn new(threshold: &Threshold, value: &str, text: Text) -> Self {
        match threshold.kind {
            Kind::Number {
                least,
                most,
                or_never,
                ..
            } => Self::Number {
                value: value.to_owned(),
                least: least.to_string(),
                most: most.to_string(),
                step: "1",
                is_required: !or_never,
            },
            Kind::Share {
                least,
                most,
                is_index,
            } => {
                let scale = if is_index { 1.0 } else { 100.0 };
                Self::Number {
                    value: value.to_owned(),
                    least: (least * scale).to_string(),
                    most: (most * scale).to_string(),
                    step: if is_index { "0.01" } else { "any" },
                    is_required: true,
                }
            }
            Kind::YesNo => {
                let choices = ["true", "false"].map(|code| {
                    let words = text.say(&format!("policy-{}-{code}", threshold.key));
                    (code, words, code == value)
                });
                Self::Choice(choices.into())
            }
            Kind::Settings => {
                let chosen: Vec<&str> = value.split(',').collect();
                let boxes = words::countable(text).map(|(setting, words)| {
                    let code = setting.code();
                    (code, words, chosen.contains(&code))
                });
                Self::Boxes(boxes.collect())
            }
        }
    }
}

/// The service, and its units by name.
fn units(shown: &Shown, text: Text) -> Vec<(String, String, bool)> {
    let mut units: Vec<_> = shown
        .directory
        .units
        .values()
        .map(|unit| {
            let is_shown = shown.unit == Some(unit.id);
            (unit.id.0.to_string(), unit.name.clone(), is_shown)
        })
        .collect();
    units.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    let service = (
        String::new(),
        text.say("policy-service"),
        shown.unit.is_none(),
    );
    units.insert(0, service);
    units
}

/// What holds, since when and why, and what will.
fn told(shown: &Shown, text: Text) -> Vec<String> {
    let name = shown.unit.and_then(|unit| shown.directory.units.get(&unit));
    let name = name.map_or_else(String::new, |unit| unit.name.clone());
    let mut told = Vec::new();
    match (&shown.own, shown.unit) {
        (Some(own), Some(_)) if shown.keeps_own() => told.push(text.with(
            "policy-unit-own",
            [
                ("unit", name.into()),
                ("n", (own.change.iter().count() as u64).into()),
            ],
        )),
        (_, Some(_)) => told.push(text.with("policy-unit-none", [("unit", name.into())])),
        (None, None) => told.push(text.say("policy-nobody-set")),
        (Some(_), None) => {}
    }
    let version = |key: &str, version: &PolicyVersion| {
        let zone = shown.directory.service_zone;
        text.with(
            key,
            [
                ("time", text.time(version.valid_from, zone).into()),
                ("who", words::who(&version.author, text).into()),
                ("reason", version.reason.as_str().into()),
            ],
        )
    };
    told.extend(shown.own.iter().map(|own| version("policy-since", own)));
    let coming = shown.coming.iter();
    told.extend(coming.map(|own| version("policy-coming", own)));
    told
}

/// What a field that something is wrong with is called.
fn field_name(field: &str, text: Text) -> String {
    match Threshold::find(field) {
        Some(threshold) => {
            let (before, after) = words::around(threshold, text);
            format!("{before} …{}", after.trim_end_matches('.'))
        }
        None => text.say(match field {
            "reason" => "policy-reason",
            "valid_from" => "policy-valid-from",
            _ => "policy-changes",
        }),
    }
}

/// The service, a unit, and a form that came back.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::domain::flags::policy::PolicyBook;
    use crate::domain::trajectory::Directory;
    use std::sync::Arc;

    let shown = Shown {
        unit: None,
        at: chrono::DateTime::UNIX_EPOCH,
        policy: Arc::default(),
        above: Arc::default(),
        version: None,
        own: None,
        coming: Vec::new(),
        mark: 0,
        policies: Arc::new(PolicyBook::default()),
        directory: Arc::new(Directory::empty(chrono_tz::Europe::Oslo)),
    };
    let typed = [("fu_days_2", "<many>"), ("reason", "<b>")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let typed = Typed::new(typed.into());
    let (_, wrong) = typed.wish(&shown);
    let mut again = PolicyPage::new(shell.clone(), &shown, &typed, &wrong);
    again.found = Some(Found::sample(shell.text));
    let plain = PolicyPage::new(shell.clone(), &shown, &Typed::default(), &[]);
    [plain, again]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
