//! What the form of a draft sends.

use crate::domain::handover::{Action, Content, Receiver};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::time;

/// A form's fields in their order. Fields that it does not send stay as they are in the draft: what a
/// page of an earlier version does not know is not lost.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The last value of a field; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter().rev();
        let found = fields.find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let fields = self.0.iter().filter(|(field, _)| field == name);
        fields.map(|(_, value)| value.as_str()).collect()
    }

    /// The version that was typed over.
    pub fn version(&self) -> i32 {
        self.get("version").parse().unwrap_or(-1)
    }

    /// What was typed, over what is there.
    pub fn content(&self, there: &Content) -> Content {
        let mut content = there.clone();
        for (field, _) in there.texts() {
            if let (Some(typed), Some(text)) = (self.find(field), content.text_mut(field)) {
                // Browsers end lines with two characters.
                *text = typed.replace("\r\n", "\n");
            }
        }
        if let Some(actions) = self.actions() {
            content.actions = actions;
        }
        if let Some(kind) = self.find("type") {
            content.kind = kind.parse().ok().or(content.kind);
        }
        if let Some(grade) = self.find("grade") {
            content.grade = grade.parse().ok();
        }
        if let Some(severity) = self.find("severity") {
            content.severity = severity.parse().ok();
        }
        if let Some(day) = self.find("return_on") {
            content.return_on = time::parse_date(day).ok();
        }
        if let Some(contact) = self.find("joint_contact_id") {
            content.joint_contact = uuid::Uuid::parse_str(contact).ok().map(RecordId);
        }
        content
    }

    fn actions(&self) -> Option<String> {
        let what = self.all("what");
        if what.is_empty() {
            return None;
        }
        let (who, by_when) = (self.all("who"), self.all("by_when"));
        let at = |list: &[&str], index: usize| (*list.get(index).unwrap_or(&"")).to_owned();
        let actions: Vec<Action> = what
            .iter()
            .enumerate()
            .map(|(index, what)| Action {
                what: (*what).to_owned(),
                who: at(&who, index),
                by_when: at(&by_when, index),
            })
            .collect();
        Some(Action::text(&actions))
    }

    /// Whom it is meant for, where the form says so.
    pub fn to(&self, there: Receiver) -> Receiver {
        let Some(to) = self.find("to") else {
            return there;
        };
        let id = |text: &str| uuid::Uuid::parse_str(text).ok();
        match to.split_once(':') {
            Some(("unit", unit)) => Receiver {
                professional: None,
                unit: id(unit).map(UnitId),
            },
            Some(("person", person)) => {
                let professional = id(person).map(ProfessionalId);
                // Where the person works is looked up anew, unless it is the same person.
                let is_same = professional == there.professional;
                Receiver {
                    professional,
                    unit: there.unit.filter(|_| is_same),
                }
            }
            _ => Receiver::default(),
        }
    }
}

/// The value of a receiver in the form.
pub(in crate::web) fn value_of(to: Receiver) -> String {
    match (to.professional, to.unit) {
        (Some(person), _) => format!("person:{}", person.0),
        (None, Some(unit)) => format!("unit:{}", unit.0),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::HandoverSeverity;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Typed(fields.iter().map(own).collect())
    }

    #[test]
    fn what_is_typed_replaces_what_is_there_and_what_is_not_sent_stays() {
        let there = Content {
            summary: "Before".to_owned(),
            goodbye: "Not yet".to_owned(),
            severity: Some(HandoverSeverity::Watch),
            ..Content::default()
        };
        let form = typed(&[("summary", "Met Vik\r\nat ten"), ("severity", "")]);
        let content = form.content(&there);
        assert_eq!(content.summary, "Met Vik\nat ten");
        assert_eq!(content.goodbye, "Not yet");
        assert_eq!(content.severity, None);
    }

    #[test]
    fn things_to_do_are_a_line_each_and_come_back_as_they_were_typed() {
        let form = typed(&[
            ("what", "Sit with her · talk about the move"),
            ("who", "Vik"),
            ("by_when", "today 19:00"),
            ("what", ""),
            ("who", ""),
            ("by_when", ""),
            ("what", "Answer"),
            ("who", ""),
            ("by_when", "tomorrow"),
        ]);
        let content = form.content(&Content::default());
        assert_eq!(
            content.actions,
            "Sit with her talk about the move · Vik · today 19:00\nAnswer ·  · tomorrow"
        );
        let actions = Action::all(&content.actions);
        assert_eq!(actions.len(), 2);
        assert_eq!(actions[0].who, "Vik");
        assert_eq!(
            (actions[1].who.as_str(), actions[1].by_when.as_str()),
            ("", "tomorrow")
        );
        assert_eq!(Action::text(&actions), content.actions);
        // Without the lines nothing is changed.
        let same = typed(&[("summary", "x")]).content(&content);
        assert_eq!(same.actions, content.actions);
    }
}
