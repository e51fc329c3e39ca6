//! A flag as people read it: a sentence about the service, what it rests on, what can be done, and
//! what ends it.

mod clears;
mod evidence;
mod patient;
mod records;
mod rest;

use chrono::NaiveDate;

use self::rest::Rest;
use super::text::Text;
use crate::domain::flags::{Flag, Policy};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::{FlagKind, Severity};

/// A flag in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagWords {
    /// Its key in addresses.
    pub key: String,
    /// What the service has not done.
    pub title: String,
    /// What that rests on, in one or two plain sentences.
    pub evidence: String,
    /// What can be done.
    pub advice: String,
    /// What ends it.
    pub clears: String,
    /// How soon, in a phrase.
    pub soon: String,
    /// Whether it tells what was not done, or what is possible.
    pub kind: FlagKind,
    /// The code of how soon, for the shape of the mark beside it.
    pub severity: &'static str,
    /// Whether it is about a relationship that the patient marked as important.
    pub is_important: bool,
}

/// What flags are put into words with.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The language.
    pub text: Text,
    /// Names of units and professionals.
    pub directory: &'a Directory,
    /// The thresholds in force.
    pub policy: &'a Policy,
    /// The day on which it is read.
    pub today: NaiveDate,
}

impl Teller<'_> {
    /// A flag in words. `is_important`: it is about a relationship that the patient marked.
    pub fn tell(&self, flag: &Flag, is_important: bool) -> FlagWords {
        FlagWords {
            key: flag.key(),
            title: self.title(flag),
            evidence: self.evidence(flag, is_important).join(" "),
            advice: self.text.say(&format!("flag-{}-do", flag.code)),
            clears: self.clears(flag.code),
            soon: self.soon(flag),
            kind: flag.kind(),
            severity: flag.severity.code(),
            is_important,
        }
    }

    /// How soon, in a phrase; what is possible has no time by which it is due.
    fn soon(&self, flag: &Flag) -> String {
        if flag.kind() == FlagKind::Opportunity {
            return self.text.say("flag-possible-now");
        }
        let soon = self.text.word("severity", flag.severity.code());
        self.text.with("patient-flag-soon", [("soon", soon.into())])
    }

    /// What the service has not done.
    pub fn title(&self, flag: &Flag) -> String {
        self.text.say(&format!("flag-{}-title", flag.code))
    }

    fn evidence(&self, flag: &Flag, is_important: bool) -> Vec<String> {
        let rest = Rest {
            teller: self,
            evidence: &flag.evidence,
        };
        match flag.code {
            "extensive_hospitalisation" => rest.extensive(),
            "tipping_point" => vec![rest.one(flag.code, [rest.date("date", "third_admission")])],
            "high_clinician_turnover" => vec![rest.turnover()],
            "fragmented_care" => rest.fragmented(),
            "abrupt_ending" => rest.abrupt(is_important || flag.severity == Severity::Urgent),
            "lapsed_maintenance" => vec![rest.lapsed()],
            "no_follow_up_72h" | "no_follow_up_7d" => rest.follow_up(flag.code),
            "no_crisis_plan" => rest.no_crisis_plan(),
            "pca_not_considered" => vec![rest.pca_not_considered()],
            "no_coordinator" => rest.no_coordinator(),
            "rupture_unresolved" => rest.rupture(),
            "alliance_drop" => rest.alliance_drop(),
            "coercion_without_debrief" => rest.debrief(),
            "seclusion_many_staff" => rest.seclusion(),
            "request_unanswered" => rest.request(),
            "narrative_unread" => rest.narrative(),
            "known_face_available" => rest.known_face(),
            "readmission_30d" => vec![rest.one(
                flag.code,
                [
                    rest.number("days", "gap_days"),
                    rest.date("discharged", "discharged"),
                    rest.date("admitted", "admitted"),
                ],
            )],
            "no_named_contact" => rest.no_named_contact(),
            "handover_unacknowledged" => rest.handover(),
            "upcoming_loss" => vec![rest.one(
                flag.code,
                [
                    ("who", rest.person("who").into()),
                    rest.date("date", "planned_end"),
                    rest.number("days", "days_left"),
                    rest.number("others", "other_active"),
                ],
            )],
            "single_thread" => vec![rest.one(
                flag.code,
                [
                    ("who", rest.person("who").into()),
                    rest.percent("share", "share"),
                    rest.number("n", "contacts"),
                ],
            )],
            _ => Vec::new(),
        }
    }
}
