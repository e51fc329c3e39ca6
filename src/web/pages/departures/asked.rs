//! Whose departure a page is about, as an address or a form says it. Nothing about patients is in an address: what
//! was decided about them comes by a form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::departures::Leaving;
use crate::domain::departure::Choice;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::recording::day_of;

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub who: Vec<ProfessionalId>,
    pub unit: Option<UnitId>,
    /// As it was typed.
    pub on: String,
    /// Another day to compare with, as it was typed.
    pub than: String,
    pub choices: BTreeMap<PatientId, Choice>,
    pub act: String,
    pub mark: String,
    pub key: String,
    /// A field that cannot be used.
    pub wrong: Option<&'static str>,
}

/// What the choice of a successor is called in a form, before the patient's id.
pub(super) const CHOICE: &str = "to-";

/// Nobody yet.
pub(super) const NOBODY: &str = "nobody";

impl Asked {
    pub(super) fn of(pairs: &[(String, String)]) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "who" => match value.parse().map(ProfessionalId) {
                    Ok(who) if !asked.who.contains(&who) => asked.who.push(who),
                    Ok(_) => {}
                    Err(_) => asked.wrong = Some("professional"),
                },
                "unit" => match value.parse().map(UnitId) {
                    Ok(unit) => asked.unit = Some(unit),
                    Err(_) => asked.wrong = Some("unit"),
                },
                "on" => value.clone_into(&mut asked.on),
                "than" => value.clone_into(&mut asked.than),
                "act" => value.clone_into(&mut asked.act),
                "mark" => value.clone_into(&mut asked.mark),
                "form_key" => value.clone_into(&mut asked.key),
                name => asked.choose(name, value),
            }
        }
        asked
    }

    fn choose(&mut self, name: &str, value: &str) {
        let Some(patient) = name.strip_prefix(CHOICE) else {
            return;
        };
        let to = match value {
            NOBODY => Ok(Choice::Nobody),
            who => who.parse().map(|who| Choice::Somebody(ProfessionalId(who))),
        };
        match (patient.parse::<Uuid>(), to) {
            (Ok(patient), Ok(to)) => {
                self.choices.insert(PatientId(patient), to);
            }
            _ => self.wrong = Some("successor"),
        }
    }

    /// Whether anybody was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.who.is_empty() && self.unit.is_none()
    }

    /// The departure that is meant; else the field that cannot be used.
    pub(super) fn leaving(&self) -> Result<Leaving, &'static str> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        if self.is_empty() {
            return Err("professional");
        }
        Ok(Leaving {
            who: self.who.clone(),
            unit: self.unit,
            on: day(&self.on).ok_or("on")?,
            choices: self.choices.clone(),
        })
    }

    /// The same on another day and as it is suggested, where one was typed.
    pub(super) fn other_day(&self) -> Result<Option<Leaving>, &'static str> {
        if self.than.is_empty() {
            return Ok(None);
        }
        let on = day(&self.than).ok_or("than")?;
        let leaving = self.leaving()?;
        Ok(Some(Leaving { on, ..leaving }))
    }

    /// The fields that every form about this departure carries.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let who = self.who.iter().map(|who| ("who", who.0.to_string()));
        let unit = self.unit.map(|unit| ("unit", unit.0.to_string()));
        let on = ("on", self.on.clone());
        let all = who.chain(unit).chain([on]);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// What was decided about patients, as fields.
    pub(super) fn chosen(&self) -> Vec<(String, String)> {
        let all = self.choices.iter().map(|(patient, to)| {
            let to = match to {
                Choice::Nobody => NOBODY.to_owned(),
                Choice::Somebody(who) => who.0.to_string(),
            };
            (format!("{CHOICE}{}", patient.0), to)
        });
        all.collect()
    }
}

fn day(typed: &str) -> Option<NaiveDate> {
    day_of(typed).ok()
}
