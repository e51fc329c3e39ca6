//! A flag as it is told to the patient: in the second person, and in plain words.

use super::Teller;
use super::rest::Rest;
use crate::domain::flags::{Flag, audience};

impl Teller<'_> {
    /// What a flag says to the patient; `None` where it is told only in a form agreed with the
    /// patient.
    pub fn to_patient(&self, flag: &Flag) -> Option<String> {
        if !audience::is_for_patient(flag.code) {
            return None;
        }
        let rest = Rest {
            teller: self,
            evidence: &flag.evidence,
        };
        let day = ["ended", "planned_end", "asked"]
            .into_iter()
            .find_map(|name| rest.local_day(name))
            .map(|day| self.text.date(day));
        let again = if rest.day("declined").is_some() {
            "yes"
        } else {
            "no"
        };
        let said = self.text.with(
            &format!("flag-{}-patient", flag.code),
            [
                ("who", rest.person("who").into()),
                ("date", day.unwrap_or_default().into()),
                ("request", rest.words("request").into()),
                ("again", again.into()),
            ],
        );
        Some(said)
    }
}
