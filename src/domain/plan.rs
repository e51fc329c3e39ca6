//! Plans that are made with the patient: their words under the questions of the kind, as one text that every
//! system can hold; who reads which kind; when it is to be gone through again.
//!
//! A plan is kept, imported and exported as one text. What is written here has a heading before each answer, in
//! the language it was written in; it is read back by those headings. A plan from elsewhere has none, and is
//! shown as it is.

use chrono::NaiveDate;

use super::access::Way;
use super::flags::Policy;
use super::time;
use super::vocabulary::{DecisionSubject, PlanKind};

/// The most characters of one answer: a plan is read in a moment.
pub const ANSWER_MAX: usize = 1_500;

/// Days before a review is due from which it is said that it is.
pub const DUE_SOON_DAYS: i64 = 30;

/// Months after which somebody who did not want an individual plan is asked again.
const INDIVIDUAL_ASK_AGAIN_MONTHS: u32 = 12;

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $bokmal:literal, $english:literal;)+) => {
        /// A question of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Question {
            $($(#[$doc])* $name),+
        }

        impl Question {
            /// All of them, in the order in which they are asked.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What forms and texts call it.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code),+
                }
            }

            /// Its headings in the text of a plan: Norwegian Bokmål, English.
            const fn headings(self) -> [&'static str; 2] {
                match self {
                    $(Self::$name => [$bokmal, $english]),+
                }
            }
        }
    };
}

questions! {
    /// Early signs.
    EarlySigns, "early_signs", "Tidlige tegn", "Early signs";
    /// What helps.
    Helps, "helps", "Det som hjelper", "What helps";
    /// What makes it worse.
    Worsens, "worsens", "Det som gjør det verre", "What makes it worse";
    /// Whom to call.
    Call, "call", "Ring til", "Whom to call";
    /// Whom not to call.
    CallNot, "call_not", "Ikke ring til", "Whom not to call";
    /// What the patient wants those around them to do.
    Supporters, "supporters", "Det jeg vil at de rundt meg gjør", "What I want those around me to do";
    /// What the patient wants to get to.
    Goals, "goals", "Det jeg vil nå", "What I want to get to";
    /// What is to be done, by whom and when.
    Steps, "steps", "Det som skal gjøres, av hvem og når", "What is to be done, by whom and when";
    /// Who works together.
    Together, "together", "De som samarbeider med meg", "Who works together with me";
    /// What the patient wants where they cannot decide themselves.
    IfUnable, "if_unable", "Det jeg vil når jeg ikke kan bestemme selv", "What I want when I cannot decide for myself";
    /// What the patient does not want.
    Refuses, "refuses", "Det jeg ikke vil", "What I do not want";
    /// Who may speak for the patient.
    Speaks, "speaks", "Den som kan snakke for meg", "Who may speak for me";
    /// What the patient uses the bed for.
    Uses, "uses", "Det jeg bruker den til", "What I use it for";
    /// How the patient wants to be met.
    Welcome, "welcome", "Slik vil jeg bli tatt imot", "How I want to be met";
}

impl Question {
    /// Those of a kind of plan; none of a kind that is only read here.
    pub const fn of(kind: PlanKind) -> &'static [Self] {
        match kind {
            PlanKind::CrisisPlan => &[
                Self::EarlySigns,
                Self::Helps,
                Self::Worsens,
                Self::Call,
                Self::CallNot,
                Self::Supporters,
            ],
            PlanKind::IndividualPlan => &[Self::Goals, Self::Steps, Self::Together],
            PlanKind::AdvanceStatement => &[Self::IfUnable, Self::Refuses, Self::Speaks],
            PlanKind::PatientControlledAdmissionAgreement => &[Self::Uses, Self::Welcome],
            PlanKind::SafetyPlan => &[],
        }
    }
}

/// Whether a kind of plan is read by whoever goes by a way: behind a broken glass what an emergency needs, and
/// nothing else.
pub const fn is_shown(kind: PlanKind, way: Option<Way>) -> bool {
    match kind {
        PlanKind::CrisisPlan | PlanKind::PatientControlledAdmissionAgreement => true,
        PlanKind::SafetyPlan | PlanKind::IndividualPlan | PlanKind::AdvanceStatement => {
            !matches!(way, Some(Way::Glass))
        }
    }
}

/// When a plan is to be gone through again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It should have been, by this day.
    Since(NaiveDate),
    /// Soon, by this day.
    Soon(NaiveDate),
    /// Not for a while.
    Later,
}

/// Where a plan is that is to be gone through by a day: on that day it is in time still.
pub fn due(review_by: Option<NaiveDate>, today: NaiveDate) -> Due {
    match review_by {
        Some(by) if by < today => Due::Since(by),
        Some(by) if by <= time::add_days(today, DUE_SOON_DAYS) => Due::Soon(by),
        _ => Due::Later,
    }
}

/// The kind of plan that a decision is about.
pub const fn decided(subject: DecisionSubject) -> Option<PlanKind> {
    match subject {
        DecisionSubject::CrisisPlan => Some(PlanKind::CrisisPlan),
        DecisionSubject::IndividualPlan => Some(PlanKind::IndividualPlan),
        DecisionSubject::PatientControlledAdmission => {
            Some(PlanKind::PatientControlledAdmissionAgreement)
        }
        _ => None,
    }
}

/// The day from which somebody who answered no to a plan is asked again.
pub fn asked_again(kind: PlanKind, answered_on: NaiveDate, policy: &Policy) -> NaiveDate {
    match kind {
        PlanKind::CrisisPlan => time::add_months(answered_on, policy.crisis_ask_again_months),
        PlanKind::PatientControlledAdmissionAgreement => {
            time::add_years(answered_on, policy.pca_lookback_years)
        }
        _ => time::add_months(answered_on, INDIVIDUAL_ASK_AGAIN_MONTHS),
    }
}

/// What a patient answers, question by question, and what stands outside the questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Before the first heading; all of it where there is none.
    pub outside: String,
    /// Answers by question; one that is empty is not there.
    pub by_question: Vec<(Question, String)>,
}

impl Answers {
    /// The answer to a question; empty for none.
    pub fn of(&self, question: Question) -> &str {
        let answer = self.by_question.iter().find(|(of, _)| *of == question);
        answer.map_or("", |(_, text)| text)
    }

    /// Reads the text of a plan of a kind.
    pub fn read(kind: PlanKind, text: &str) -> Self {
        let mut answers = Self::default();
        let mut lines: Vec<&str> = Vec::new();
        let mut current = None;
        for line in text.lines() {
            if let Some(question) = heading(kind, line) {
                answers.put(current, &lines);
                lines.clear();
                current = Some(question);
            } else {
                lines.push(line);
            }
        }
        answers.put(current, &lines);
        answers
    }

    fn put(&mut self, question: Option<Question>, lines: &[&str]) {
        let text = lines.join("\n").trim().to_owned();
        match question {
            None => self.outside = text,
            Some(_) if text.is_empty() => {}
            // A heading that comes twice goes on with the first.
            Some(question) => match self.by_question.iter_mut().find(|(of, _)| *of == question) {
                Some((_, before)) => {
                    before.push('\n');
                    before.push_str(&text);
                }
                None => self.by_question.push((question, text)),
            },
        }
    }

    /// The text of a plan, in the order of the questions.
    pub fn write(&self, in_english: bool) -> String {
        let mut parts = Vec::new();
        if !self.outside.trim().is_empty() {
            parts.push(self.outside.trim().to_owned());
        }
        for question in Question::ALL.iter().copied() {
            let answer = self.of(question).trim();
            if !answer.is_empty() {
                let heading = question.headings()[usize::from(in_english)];
                parts.push(format!("{heading}:\n{answer}"));
            }
        }
        parts.join("\n\n")
    }
}

fn heading(kind: PlanKind, line: &str) -> Option<Question> {
    let line = line.trim().strip_suffix(':')?;
    let mut questions = Question::of(kind).iter().copied();
    questions.find(|question| question.headings().contains(&line))
}
