//! The forms with which a flag is answered. What was typed comes back in them.

use chrono::NaiveDate;

use super::text::Text;
use crate::app::flags::StoredFlag;
use crate::domain::flags::Flag;
use crate::domain::flags::life::{FOLLOW_UP, SNOOZE_MAX_DAYS, State, discharged_on};
use crate::domain::time;

/// What was typed into one of the forms of a flag, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Which form.
    pub act: String,
    /// Its fields by name.
    pub fields: Vec<(&'static str, String)>,
    /// What is wrong: the field, and a sentence.
    pub faults: Vec<(&'static str, String)>,
}

impl Typed {
    fn of(&self, act: &str, name: &str) -> (Option<String>, Option<String>) {
        let own = |pairs: &[(&'static str, String)]| {
            let pair = pairs.iter().find(|(field, _)| *field == name);
            pair.filter(|_| self.act == act)
                .map(|(_, value)| value.clone())
        };
        (own(&self.fields), own(&self.faults))
    }
}

/// What somebody can do with a flag.
#[derive(Debug, Clone)]
pub struct Doing {
    /// The flag, in addresses.
    pub id: String,
    /// The version that is looked at.
    pub version: i32,
    /// What one press does: the act, its key, what the button says.
    pub buttons: Vec<(&'static str, &'static str, String)>,
    /// What takes a few words.
    pub forms: Vec<ActForm>,
}

/// A form behind what it does.
#[derive(Debug, Clone)]
pub struct ActForm {
    /// The act.
    pub act: &'static str,
    /// The key that opens it.
    pub key: &'static str,
    /// What it does, in short; the form is behind it.
    pub summary: String,
    /// What happens then.
    pub what: String,
    /// What the button says.
    pub button: String,
    /// Its boxes.
    pub lines: Vec<Line>,
    /// Whether something that was typed cannot be used.
    pub is_wrong: bool,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its id in the page.
    pub id: String,
    /// Its name in the form.
    pub name: &'static str,
    /// What it is.
    pub label: String,
    /// What is in it.
    pub value: String,
    /// The first and last day, of a date.
    pub days: Option<(String, String)>,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Doing {
    /// What can be done with a flag that lives.
    pub fn new(
        stored: &StoredFlag,
        flag: &Flag,
        today: NaiveDate,
        typed: &Typed,
        text: Text,
    ) -> Self {
        let state = &stored.state;
        let mut buttons = Vec::new();
        if matches!(state, State::Open | State::Snoozed { .. }) {
            buttons.push(("acknowledge", "a", text.say("life-take-on")));
        }
        if *state != State::Open {
            buttons.push(("reopen", "o", text.say("life-reopen")));
        }
        let id = stored.id.0.to_string();
        let with = Maker {
            id: &id,
            typed,
            text,
        };
        let mut forms = Vec::new();
        if !state.is_settled() {
            if FOLLOW_UP.contains(&flag.code) {
                let discharged = discharged_on(&flag.evidence).unwrap_or(NaiveDate::MIN);
                let days = (discharged, today);
                let lines = vec![Maker::words("by"), Maker::day("on", today, days)];
                forms.push(with.form("done_elsewhere", "e", lines));
            }
            let last = time::add_days(today, SNOOZE_MAX_DAYS);
            let days = (time::add_days(today, 1), last);
            let until = Maker::day("until", time::add_days(today, 7), days);
            forms.push(with.form("snooze", "s", vec![until, Maker::words("reason")]));
            forms.push(with.form("resolve", "r", vec![Maker::words("by_what")]));
            forms.push(with.form("not_applicable", "n", vec![Maker::words("reason")]));
        }
        Self {
            version: stored.version,
            buttons,
            forms,
            id,
        }
    }
}

struct Maker<'a> {
    id: &'a str,
    typed: &'a Typed,
    text: Text,
}

impl Maker<'_> {
    fn form(&self, act: &'static str, key: &'static str, lines: Vec<Line>) -> ActForm {
        let word = act.replace('_', "-");
        let say = |part: &str| self.text.say(&format!("life-{word}-{part}"));
        let lines: Vec<Line> = lines
            .into_iter()
            .map(|line| {
                let (value, fault) = self.typed.of(act, line.name);
                Line {
                    id: format!("{word}-{}-{}", line.name.replace('_', "-"), self.id),
                    label: say(&line.name.replace('_', "-")),
                    value: value.unwrap_or(line.value),
                    fault,
                    ..line
                }
            })
            .collect();
        ActForm {
            act,
            key,
            summary: say("do"),
            what: say("what"),
            button: say("button"),
            is_wrong: lines.iter().any(|line| line.fault.is_some()),
            lines,
        }
    }

    fn words(name: &'static str) -> Line {
        Line {
            id: String::new(),
            name,
            label: String::new(),
            value: String::new(),
            days: None,
            fault: None,
        }
    }

    fn day(name: &'static str, day: NaiveDate, days: (NaiveDate, NaiveDate)) -> Line {
        Line {
            value: day.to_string(),
            days: Some((days.0.to_string(), days.1.to_string())),
            ..Self::words(name)
        }
    }
}
