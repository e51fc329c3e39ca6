//! What is written in a handover, and what it needs before it is offered.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::ids::RecordId;
use crate::domain::vocabulary::{
    ContactPurpose, ContactStatus, HandoverGrade, HandoverSeverity, HandoverType,
};

/// The most characters of one text of a handover.
pub const WORDS_MAX: usize = 4000;

/// What parts something to do from who does it and by when, in one line.
const PART: &str = " · ";

/// What staff write in a handover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// What is passed on, and between whom.
    pub kind: Option<HandoverType>,
    /// How.
    pub grade: Option<HandoverGrade>,
    /// How closely the receiver should look. Never filled in for the writer.
    pub severity: Option<HandoverSeverity>,
    /// Why.
    pub severity_reason: String,
    /// What happened since last time.
    pub summary: String,
    /// What is to be done, one thing a line.
    pub actions: String,
    /// If this happens, then do that.
    pub contingency: String,
    /// What the patient wants the receiver to know, as staff understood it.
    pub know_me: String,
    /// What builds trust.
    pub builds_trust: String,
    /// What breaks it.
    pub breaks_trust: String,
    /// What was promised and is not yet kept, one thing a line.
    pub promises: String,
    /// Whom the patient trusts.
    pub trusts: String,
    /// How we said goodbye.
    pub goodbye: String,
    /// Of a cover for a while: the day on which the first one is back.
    pub return_on: Option<NaiveDate>,
    /// Of a warm handover: the contact at which both met the patient together.
    pub joint_contact: Option<RecordId>,
}

/// Something to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub what: String,
    /// Who does it; empty where nobody was named.
    pub who: String,
    /// By when, in words; empty where nothing was said.
    pub by_when: String,
}

impl Action {
    /// Reads a line. Whatever is written is something to do: no line is wrong.
    pub fn of_line(line: &str) -> Self {
        let mut parts = line.splitn(3, PART).map(|part| part.trim().to_owned());
        let mut part = || parts.next().unwrap_or_default();
        Self {
            what: part(),
            who: part(),
            by_when: part(),
        }
    }

    /// The line that is kept; none where nothing is said.
    pub fn line(&self) -> Option<String> {
        let parts = [&self.what, &self.who, &self.by_when].map(|part| one_line(part));
        let last = parts.iter().rposition(|part| !part.is_empty())?;
        Some(parts[..=last].join(PART))
    }

    /// The things to do of a text.
    pub fn all(actions: &str) -> Vec<Self> {
        let lines = actions.lines().filter(|line| !line.trim().is_empty());
        lines.map(Self::of_line).collect()
    }

    /// The text of things to do.
    pub fn text(actions: &[Self]) -> String {
        let lines: Vec<String> = actions.iter().filter_map(Self::line).collect();
        lines.join("\n")
    }
}

/// Words in one line, without what parts the pieces of one.
fn one_line(words: &str) -> String {
    let words: Vec<&str> = words
        .split_whitespace()
        .filter(|word| *word != "·")
        .collect();
    words.join(" ")
}

/// A field that cannot be used, and what would be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Which field.
    pub field: &'static str,
    /// What would be accepted.
    pub expected: Expected,
}

/// What would be accepted of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Some words, not too many.
    Words,
    /// Not too many words, or none.
    FewWords,
    /// One of settled, watch and acute.
    Severity,
    /// One of the types.
    Type,
    /// A person or a unit that there is.
    Receiver,
    /// Somebody else than the one who offers.
    SomebodyElse,
    /// A day after today.
    DayAhead,
    /// A contact at which the patient met two professionals together, or will.
    JointContact,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words => write!(f, "1 to {WORDS_MAX} characters of words"),
            Self::FewWords => write!(f, "at most {WORDS_MAX} characters of words"),
            Self::Severity => f.write_str("one of settled, watch, acute"),
            Self::Type => f.write_str(
                "one of shift, ward_transfer, discharge_to_community, professional_to_professional, temporary_cover",
            ),
            Self::Receiver => f.write_str("a professional or a unit that there is"),
            Self::SomebodyElse => f.write_str("somebody else than whoever offers it"),
            Self::DayAhead => f.write_str("the day of return, a date after today"),
            Self::JointContact => f.write_str(
                "a contact at which the patient meets two professionals together, held or booked",
            ),
        }
    }
}

impl Content {
    /// The texts, by the names of their fields.
    pub fn texts(&self) -> [(&'static str, &String); 10] {
        [
            ("severity_reason", &self.severity_reason),
            ("summary", &self.summary),
            ("actions", &self.actions),
            ("contingency", &self.contingency),
            ("know_me", &self.know_me),
            ("builds_trust", &self.builds_trust),
            ("breaks_trust", &self.breaks_trust),
            ("promises", &self.promises),
            ("trusts", &self.trusts),
            ("goodbye", &self.goodbye),
        ]
    }

    /// A text, by the name of its field.
    pub fn text_mut(&mut self, field: &str) -> Option<&mut String> {
        Some(match field {
            "severity_reason" => &mut self.severity_reason,
            "summary" => &mut self.summary,
            "actions" => &mut self.actions,
            "contingency" => &mut self.contingency,
            "know_me" => &mut self.know_me,
            "builds_trust" => &mut self.builds_trust,
            "breaks_trust" => &mut self.breaks_trust,
            "promises" => &mut self.promises,
            "trusts" => &mut self.trusts,
            "goodbye" => &mut self.goodbye,
            _ => return None,
        })
    }

    /// Why it cannot be kept, not even as a draft: texts that are too long, or hold the character NUL,
    /// which no database takes.
    pub fn unkept(&self) -> Vec<Fault> {
        let too_much = |words: &str| words.chars().count() > WORDS_MAX || words.contains('\0');
        self.texts()
            .into_iter()
            .filter(|(_, words)| too_much(words))
            .map(|(field, _)| Fault {
                field,
                expected: Expected::FewWords,
            })
            .collect()
    }

    /// What it lacks before it can be offered to somebody. Nothing of this is asked of who leaves it
    /// with a pool. `is_joint` says whether the contact named is one at which two met the patient.
    pub fn lacks(&self, today: NaiveDate, is_joint: bool) -> Vec<Fault> {
        let is_said = |words: &str| !words.trim().is_empty();
        let needs_why = matches!(
            self.severity,
            Some(HandoverSeverity::Watch | HandoverSeverity::Acute)
        );
        let is_cover = self.kind == Some(HandoverType::TemporaryCover);
        let is_warm = self.grade == Some(HandoverGrade::Warm);
        let lacks = [
            (self.kind.is_none(), "type", Expected::Type),
            (self.severity.is_none(), "severity", Expected::Severity),
            (
                needs_why && !is_said(&self.severity_reason),
                "severity_reason",
                Expected::Words,
            ),
            (
                is_cover && self.return_on.is_none_or(|day| day <= today),
                "return_on",
                Expected::DayAhead,
            ),
            (
                is_warm && !(is_joint && self.joint_contact.is_some()),
                "joint_contact_id",
                Expected::JointContact,
            ),
        ];
        lacks
            .into_iter()
            .filter(|(is_lacking, _, _)| *is_lacking)
            .map(|(_, field, expected)| Fault { field, expected })
            .collect()
    }
}

/// Whether two professionals meet the patient at a contact together, or will: one that a warm handover can
/// name. `people` are the professionals who take part.
pub fn is_joint_contact(
    status: ContactStatus,
    patient_present: bool,
    purpose: Option<ContactPurpose>,
    people: usize,
) -> bool {
    let is_with_patient = match status {
        ContactStatus::Attended => patient_present,
        ContactStatus::Planned => true,
        ContactStatus::NoShow | ContactStatus::Cancelled => false,
    };
    is_with_patient && (purpose == Some(ContactPurpose::JointMeeting) || people >= 2)
}
