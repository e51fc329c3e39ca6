//! The lines of a form, and what stands in them: what was typed, else what is recorded, else what is
//! likely.

#![expect(
    clippy::option_option,
    reason = "a line may have nothing recorded to show, or show that nothing is recorded"
)]

use chrono_tz::Tz;

use crate::app::recording::{Fault, Fields, Looked};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::recording::{person_of, unit_of};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::web::{Text, names};

/// One line of a form.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Line {
    /// Its name in the form, and its id in the page.
    pub name: &'static str,
    /// Which it is of those of one name, from 0.
    pub nth: usize,
    /// What it is.
    pub label: String,
    /// How it is asked for.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// What can be chosen, in groups.
    pub groups: Vec<Group>,
    /// What is wrong with it.
    pub fault: Option<String>,
    /// What is recorded now, where somebody else has changed it since the form was opened.
    pub now: Option<String>,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// Whether it must be filled in.
    pub is_required: bool,
}

/// Choices under one heading; without one they stand by themselves.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Group {
    pub heading: Option<String>,
    /// Value, words, and whether it is the one.
    pub choices: Vec<(String, String, bool)>,
}

impl Line {
    /// Its id in the page.
    pub fn id(&self) -> String {
        match self.nth {
            0 => self.name.to_owned(),
            nth => format!("{}-{}", self.name, nth + 1),
        }
    }

    /// The ids of the texts that belong to the box.
    pub fn described_by(&self) -> Option<String> {
        let parts = [
            self.hint.as_ref().map(|_| "hint"),
            self.now.as_ref().map(|_| "now"),
            self.fault.as_ref().map(|_| "fault"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| format!("{}-{part}", self.id()))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn words_of(&self, value: &str) -> Option<String> {
        let mut choices = self.groups.iter().flat_map(|group| &group.choices);
        let choice = choices.find(|(other, _, _)| other == value);
        choice.map(|(_, words, _)| words.clone())
    }
}

/// Makes lines.
pub(super) struct Maker<'a> {
    pub text: Text,
    pub looked: &'a Looked,
    /// What was typed; `None` before anything was.
    pub typed: Option<&'a Fields>,
    pub faults: &'a [Fault],
    /// Whether somebody changed the record since the form was opened.
    pub is_outdated: bool,
    pub lines: Vec<Line>,
}

impl<'a> Maker<'a> {
    pub(super) fn directory(&self) -> &'a Directory {
        &self.looked.opened.directory
    }

    /// Adds a line, with what was typed or what stands in the record.
    pub(super) fn add(
        &mut self,
        line: Line,
        recorded: Option<String>,
        likely: String,
    ) -> &mut Line {
        let name = line.name;
        let typed = self
            .typed
            .map(|typed| typed.all(name).nth(line.nth).unwrap_or_default());
        let before = recorded.clone().unwrap_or(likely);
        let value = typed.map_or_else(|| before.clone(), str::to_owned);
        let fault = self.faults.iter().find(|fault| fault.field == name);
        let fault = fault.map(|fault| self.text.word("record-wrong", fault.wrong.code()));
        let mut line = Line {
            value,
            fault,
            ..line
        };
        for group in &mut line.groups {
            for choice in &mut group.choices {
                choice.2 = choice.0 == line.value;
            }
        }
        if self.is_outdated
            && let Some(recorded) = recorded
            && recorded != line.value
        {
            let words = line.words_of(&recorded).unwrap_or(recorded);
            let words = if words.is_empty() {
                self.text.say("record-now-nothing")
            } else {
                words
            };
            line.now = Some(self.text.with("record-now", [("what", words.into())]));
        }
        self.lines.push(line);
        // It was pushed just now.
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    pub(super) fn line(&self, name: &'static str, key: &str, kind: &'static str) -> Line {
        Line {
            name,
            label: self.text.say(key),
            kind,
            ..Line::default()
        }
    }

    /// A time of day.
    pub(super) fn time(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<Instant>>,
        likely: Option<Instant>,
        zone: Tz,
    ) -> &mut Line {
        let line = self.line(name, key, "datetime-local");
        let form = |at: Instant| at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string();
        let recorded = recorded.map(|at| at.map(form).unwrap_or_default());
        self.add(line, recorded, likely.map(form).unwrap_or_default())
    }

    /// A day.
    pub(super) fn day(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<chrono::NaiveDate>>,
    ) -> &mut Line {
        let line = self.line(name, key, "date");
        let recorded = recorded.map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        self.add(line, recorded, String::new())
    }

    /// A short text.
    pub(super) fn short(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<&str>>,
    ) -> &mut Line {
        let line = self.line(name, key, "text");
        let recorded = recorded.map(|text| text.unwrap_or_default().to_owned());
        self.add(line, recorded, String::new())
    }

    /// A few sentences.
    pub(super) fn words(&mut self, name: &'static str, key: &str) -> &mut Line {
        let line = self.line(name, key, "words");
        self.add(line, None, String::new())
    }

    /// What somebody tells, of any length that is read in a moment.
    pub(super) fn long(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<&str>>,
    ) -> &mut Line {
        let line = self.line(name, key, "long");
        let recorded = recorded.map(|text| text.unwrap_or_default().to_owned());
        self.add(line, recorded, String::new())
    }

    /// A number.
    pub(super) fn number(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<i32>>,
    ) -> &mut Line {
        let line = self.line(name, key, "number");
        let recorded = recorded.map(|number| number.map(|n| n.to_string()).unwrap_or_default());
        self.add(line, recorded, String::new())
    }

    /// One of some codes.
    pub(super) fn choice(
        &mut self,
        (name, key): (&'static str, &str),
        (words, codes): (&'static str, &[&'static str]),
        recorded: Option<Option<&str>>,
        likely: &str,
    ) -> &mut Line {
        let none = (String::new(), self.text.say("record-choose"), false);
        let of = codes.iter().map(|code| {
            let said = self.text.capital_word(words, code);
            ((*code).to_owned(), said, false)
        });
        let choices = std::iter::once(none).chain(of).collect();
        let line = Line {
            groups: vec![Group {
                heading: None,
                choices,
            }],
            ..self.line(name, key, "choice")
        };
        let recorded = recorded.map(|code| code.unwrap_or_default().to_owned());
        self.add(line, recorded, likely.to_owned())
    }

    /// Yes, no, or not recorded.
    pub(super) fn yes(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<bool>>,
    ) -> &mut Line {
        let say = |value: &str, key: &str| (value.to_owned(), self.text.say(key), false);
        let choices = vec![
            say("", "record-not-known"),
            say("true", "record-yes"),
            say("false", "record-no"),
        ];
        let line = Line {
            groups: vec![Group {
                heading: None,
                choices,
            }],
            ..self.line(name, key, "choice")
        };
        let recorded = recorded.map(|yes| yes.map(|yes| yes.to_string()).unwrap_or_default());
        self.add(line, recorded, String::new())
    }

    /// A box to tick.
    pub(super) fn tick(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<bool>,
    ) -> &mut Line {
        let line = self.line(name, key, "tick");
        let of = |is_ticked: bool| {
            if is_ticked {
                "true".to_owned()
            } else {
                String::new()
            }
        };
        self.add(line, recorded.map(of), String::new())
    }

    /// A unit: the likely ones first.
    pub(super) fn unit(
        &mut self,
        (name, key): (&'static str, &str),
        (recorded, likely): (Option<Option<&str>>, Option<UnitId>),
        first: &[UnitId],
    ) -> &mut Line {
        let (directory, text) = (self.directory(), self.text);
        let all = directory.units.keys().copied();
        let choice = |id: UnitId| (id.0.to_string(), names::unit(directory, id, text), false);
        let line = Line {
            groups: self.groups(
                first.iter().map(|id| choice(*id)).collect(),
                all.filter(|id| !first.contains(id)).map(choice).collect(),
                "record-units-first",
            ),
            ..self.line(name, key, "choice")
        };
        let id = |name: &str| unit_of(directory, name).map(|id| id.0.to_string());
        let recorded = recorded.map(|name| name.and_then(id).unwrap_or_default());
        let likely = likely.map(|id| id.0.to_string()).unwrap_or_default();
        self.add(line, recorded, likely)
    }

    /// A professional: those who know the patient first.
    pub(super) fn person(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<Option<&str>>,
        likely: Option<ProfessionalId>,
    ) -> &mut Line {
        let directory = self.directory();
        let line = Line {
            groups: self.everybody(),
            ..self.line(name, key, "choice")
        };
        let id = |name: &str| person_of(directory, name).map(|id| id.0.to_string());
        let recorded = recorded.map(|name| name.and_then(id).unwrap_or_default());
        let likely = likely.map(|id| id.0.to_string()).unwrap_or_default();
        self.add(line, recorded, likely)
    }

    /// All professionals, to be chosen among.
    pub(super) fn everybody(&self) -> Vec<Group> {
        let (directory, text) = (self.directory(), self.text);
        let known = self.known();
        let choice = |id: ProfessionalId| {
            let name = names::professional(directory, id, text);
            (id.0.to_string(), name, false)
        };
        let all = directory.professionals.keys().copied();
        self.groups(
            known.iter().map(|id| choice(*id)).collect(),
            all.filter(|id| !known.contains(id)).map(choice).collect(),
            "record-people-first",
        )
    }

    /// Professionals with a relationship to the patient that lasts.
    fn known(&self) -> Vec<ProfessionalId> {
        let ties = self.looked.opened.trajectory.relationships.iter();
        let lasting = ties.filter(|tie| tie.to.is_none());
        let mut known: Vec<ProfessionalId> = lasting
            .filter_map(|tie| tie.holder.professional())
            .filter(|id| self.directory().professionals.contains_key(id))
            .collect();
        known.sort_unstable();
        known.dedup();
        known
    }

    fn groups(
        &self,
        mut first: Vec<(String, String, bool)>,
        mut rest: Vec<(String, String, bool)>,
        heading: &str,
    ) -> Vec<Group> {
        let none = (String::new(), self.text.say("record-choose"), false);
        for group in [&mut first, &mut rest] {
            group.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
        }
        let alone = vec![none];
        let mut groups = vec![Group {
            heading: None,
            choices: alone,
        }];
        if !first.is_empty() {
            groups.push(Group {
                heading: Some(self.text.say(heading)),
                choices: first,
            });
        }
        groups.push(Group {
            heading: Some(self.text.say("record-everybody")),
            choices: rest,
        });
        groups
    }

    /// The zone of a unit by its name in records.
    pub(super) fn zone(&self, unit: Option<&str>) -> Tz {
        let unit = unit.and_then(|unit| unit_of(self.directory(), unit));
        self.directory().zone(unit)
    }

    /// Now, cut to the minute: what a form can hold.
    pub(super) fn now(&self) -> Instant {
        let now = self.looked.opened.now;
        now - chrono::TimeDelta::seconds(now.timestamp().rem_euclid(60))
            - chrono::TimeDelta::microseconds(i64::from(now.timestamp_subsec_micros()))
    }
}

impl Line {
    /// Must be filled in.
    pub(super) fn required(&mut self) {
        self.is_required = true;
    }

    /// With what helps.
    pub(super) fn hint(&mut self, hint: String) {
        self.hint = Some(hint);
    }
}
