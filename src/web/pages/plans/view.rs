//! A plan in words: the patient's and the staff's apart, its terms and dates, and what can be done with it.

use chrono::NaiveDate;

use crate::app::plans::PlanText;
use crate::app::record::Opened;
use crate::app::story::{self, Beside, Wanted};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::RecordId;
use crate::domain::plan::{Answers, Due, Question, due};
use crate::domain::story::{About, Thing};
use crate::domain::vocabulary::PlanKind;
use crate::web::components::Link;
use crate::web::voice_words::{Spoken, differs, spoken};
use crate::web::{Text, names};

/// What the plan says to one question.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub question: String,
    pub words: String,
}

/// A plan.
#[derive(Debug, Clone)]
pub(super) struct PlanView {
    /// In ids of the page.
    pub id: String,
    pub title: String,
    /// The page of it.
    pub href: String,
    pub answers: Vec<Answer>,
    /// Of an agreement on patient-controlled admission.
    pub terms: Vec<String>,
    pub staff: Option<String>,
    /// When it was agreed, gone through, and is to be gone through; until when it holds.
    pub dates: Vec<String>,
    /// That it should have been gone through by now, or is to be soon.
    pub due: Option<String>,
    pub is_overdue: bool,
    /// The patient's words about it, as far as they are shared with the reader.
    pub spoken: Vec<Spoken>,
    /// What can be done.
    pub acts: Vec<Link>,
}

impl PlanView {
    pub(super) fn new(plan: &PlanText, opened: &Opened, today: NaiveDate, text: Text) -> Self {
        let patient = opened.patient.reference.id.0;
        let due = if plan.holds(today) {
            due(plan.review_by, today)
        } else {
            Due::Later
        };
        let said = |key: &str, on| text.with(key, [("date", text.date(on).into())]);
        let link = |act: &str| Link {
            href: format!("/patients/{patient}/record/{act}?about={}", plan.id.0),
            label: text.say(&format!("record-{act}-title")),
        };
        let may_change = may_change(opened) && plan.valid_to.is_none_or(|to| to > today);
        let acts = may_change.then(|| ["plan-revise", "plan-review", "plan-end"].map(link));
        Self {
            id: plan.id.0.to_string(),
            title: text.capital_word("plan", plan.kind.code()),
            href: match plan.kind {
                PlanKind::CrisisPlan if plan.holds(today) => {
                    format!("/patients/{patient}/crisis-plan")
                }
                PlanKind::PatientControlledAdmissionAgreement if plan.holds(today) => {
                    format!("/patients/{patient}/agreement")
                }
                _ => format!("/patients/{patient}/plans/{}", plan.id.0),
            },
            answers: answers(plan, text),
            terms: terms(plan, opened, text),
            staff: plan.staff.clone(),
            dates: dates(plan, text),
            is_overdue: matches!(due, Due::Since(_)),
            due: match due {
                Due::Since(on) => Some(said("plan-due-since", on)),
                Due::Soon(on) => Some(said("plan-due-soon", on)),
                Due::Later => None,
            },
            spoken: Vec::new(),
            acts: acts.into_iter().flatten().collect(),
        }
    }

    /// With what the patient says beside it, and where more of it is written down.
    pub(super) fn with(
        mut self,
        beside: &[Beside],
        plan: &PlanText,
        opened: &Opened,
        text: Text,
    ) -> Self {
        let about = About::new(Thing::Plan, plan.id);
        self.spoken = spoken(beside, about, opened, text);
        self.acts.extend(differs(about, opened).map(|href| Link {
            href,
            label: text.say("voice-differs"),
        }));
        self
    }
}

/// What the patient says beside these plans, of a record that was opened.
pub(super) async fn beside(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    shown: &[RecordId],
) -> Result<Vec<Beside>, AppError> {
    let wanted = Wanted::beside(&[Thing::Plan], shown);
    story::beside(app, actor, opened, wanted).await
}

/// Whether the reader may change something in a record.
pub(super) fn may_change(opened: &Opened) -> bool {
    opened.allowed.is_none_or(|allowed| !allowed.is_read_only)
}

pub(super) fn answers(plan: &PlanText, text: Text) -> Vec<Answer> {
    let Some(said) = plan.patient.as_deref() else {
        return Vec::new();
    };
    let answers = Answers::read(plan.kind, said);
    let outside = (!answers.outside.is_empty()).then(|| Answer {
        question: text.say("plan-outside"),
        words: answers.outside.clone(),
    });
    let asked = Question::of(plan.kind).iter().filter_map(|question| {
        let words = answers.of(*question);
        let key = format!("plan-{}", question.code().replace('_', "-"));
        (!words.is_empty()).then(|| Answer {
            question: text.say(&key),
            words: words.to_owned(),
        })
    });
    outside.into_iter().chain(asked).collect()
}

fn dates(plan: &PlanText, text: Text) -> Vec<String> {
    let date = |key: &str, on| text.with(key, [("date", text.date(on).into())]);
    let mut dates = vec![date("plan-agreed-on", plan.agreed_on)];
    dates.extend(plan.reviewed_on.map(|on| date("plan-reviewed-on", on)));
    dates.extend(plan.valid_to.map(|on| date("plan-valid-to", on)));
    dates.extend(plan.review_by.map(|on| date("plan-review-by", on)));
    dates
}

fn terms(plan: &PlanText, opened: &Opened, text: Text) -> Vec<String> {
    if plan.kind != PlanKind::PatientControlledAdmissionAgreement {
        return Vec::new();
    }
    let unit = plan.unit.map(|unit| {
        let unit = names::unit(&opened.directory, unit, text);
        text.with("plan-terms-unit", [("unit", unit.into())])
    });
    let number = |key: &str, n: Option<i32>| {
        let n = n.and_then(|n| u64::try_from(n).ok())?;
        Some(text.count(key, n))
    };
    let nights = number("plan-terms-nights", plan.max_nights);
    let waiting = number("plan-terms-quarantine", plan.quarantine_days);
    let waiting = waiting.or_else(|| Some(text.say("plan-terms-no-quarantine")));
    [unit, nights, waiting].into_iter().flatten().collect()
}

#[cfg(test)]
pub(super) fn sample(text: Text, is_due: bool) -> PlanView {
    PlanView {
        id: "0191".to_owned(),
        title: text.capital_word("plan", "crisis_plan"),
        href: "/patients/0190/plans/0191".to_owned(),
        answers: vec![Answer {
            question: text.say("plan-helps"),
            words: "La meg <sitte>\nalene".to_owned(),
        }],
        terms: vec![text.count("plan-terms-nights", 5)],
        staff: is_due.then(|| "<Sit down>".to_owned()),
        dates: vec![text.with("plan-agreed-on", [("date", "1".into())])],
        due: is_due.then(|| text.with("plan-due-since", [("date", "1".into())])),
        is_overdue: is_due,
        spoken: vec![crate::web::voice_words::sample()],
        acts: vec![Link {
            href: "/patients/0190/record/plan-review?about=0191".to_owned(),
            label: text.say("record-plan-review-title"),
        }],
    }
}

#[cfg(test)]
pub(super) fn sample_header() -> crate::web::header::Header {
    crate::web::header::Header {
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        phrase: "22".to_owned(),
        identity: "<local>".to_owned(),
    }
}
