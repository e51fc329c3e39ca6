//! Handovers as they are sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::app::handovers::{Draft, Snapshot, Stored, Told};
use crate::domain::handover::{Action, Content, Event, Receiver, State};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::HandoverState;
use crate::http::Problem;

/// What staff write in a handover.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct HandoverContent {
    /// What is passed on, and between whom; null is not said yet.
    #[serde(rename = "type")]
    kind: Option<codes::HandoverType>,
    /// How it is made; null is not said.
    grade: Option<codes::HandoverGrade>,
    /// How closely the receiver should look; null is not said. Never filled in for the writer.
    severity: Option<codes::HandoverSeverity>,
    /// Why.
    #[schema(example = "Slept two hours")]
    severity_reason: String,
    /// What happened since last time.
    #[schema(example = "Met Vik at 10:00 and 13:00")]
    summary: String,
    /// What is to be done.
    actions: Vec<HandoverAction>,
    /// If this happens, then do that.
    #[schema(example = "If she stops answering: sit down, say your name, wait")]
    contingency: String,
    /// What the patient wants the receiver to know, as staff understood it.
    #[schema(example = "The nights are worst between three and five")]
    know_me: String,
    /// What builds trust.
    #[schema(example = "Say your name every time")]
    builds_trust: String,
    /// What breaks it.
    #[schema(example = "Crowding the door")]
    breaks_trust: String,
    /// What was promised and is not yet kept.
    #[schema(example = "That somebody she knows is there when she moves")]
    promises: String,
    /// Whom the patient trusts.
    #[schema(example = "Nurse Vik")]
    trusts: String,
    /// How we said goodbye.
    #[schema(example = "Over coffee on Friday")]
    goodbye: String,
    /// Of a cover for a while: the day on which the first one is back.
    return_on: Option<NaiveDate>,
    /// Of a warm handover: the contact at which both met the patient together.
    joint_contact_id: Option<Uuid>,
}

/// Something to do.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverAction {
    /// What.
    #[schema(example = "Sit with her to talk about the move")]
    what: String,
    /// Who; empty where nobody was named.
    #[serde(default)]
    #[schema(example = "Vik")]
    who: String,
    /// By when, in words; empty where nothing was said.
    #[serde(default)]
    #[schema(example = "today 19:00")]
    by_when: String,
}

/// A handover, or a draft that becomes one.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverLife {
    /// Identity; a draft keeps it when it is offered.
    id: Uuid,
    /// Whose care it is about.
    patient_id: Uuid,
    /// Counts the changes; the `etag` of answers.
    version: i32,
    /// Where it is.
    state: codes::HandoverState,
    /// Who offers it.
    from_professional: Option<ProfessionalRef>,
    /// The unit it comes from.
    from_unit: Option<UnitRef>,
    /// The person it is for; null where it is for a unit's staff together.
    to_professional: Option<ProfessionalRef>,
    /// The unit it is for.
    to_unit: Option<UnitRef>,
    /// When it was last offered; null of a draft.
    offered_at: Option<Moment>,
    /// When it should be acknowledged; null of a draft, and of one that came from elsewhere.
    due_at: Option<Moment>,
    /// When the pool of the receiving unit was told that it was not.
    escalated_at: Option<Moment>,
    /// When a draft was last saved; null of one that was offered.
    saved_at: Option<Moment>,
    /// When a draft was put away.
    discarded_at: Option<Moment>,
    /// What is written. Of an accepted one, what was written when it was accepted.
    content: HandoverContent,
    /// Who took it on, when, and in which words.
    accepted: Option<HandoverAccepted>,
    /// What happened to it, in order of time; empty in lists, and of one that came from elsewhere.
    steps: Vec<HandoverStep>,
}

/// Who took a handover on.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverAccepted {
    /// Who.
    by: Option<ProfessionalRef>,
    /// When.
    at: Moment,
    /// What the receiver understood, in their own words; null where none were needed.
    synthesis: Option<String>,
    /// The patient's own entries that lay beside it, by id and edition. What they say follows the
    /// visibility that the patient gives them.
    voice: Vec<VoiceEntry>,
}

/// One of the patient's own entries.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoiceEntry {
    /// The entry.
    entry_id: Uuid,
    /// Which edition of it.
    edition: i32,
}

/// Something that happened to a handover.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverStep {
    /// `offered`, `left_with_pool`, `accepted`, `questioned`, `answered`, `returned`, `withdrawn`,
    /// `done`, `escalated` or `expired`.
    #[schema(example = "questioned")]
    what: &'static str,
    /// Who; null is Red Thread itself.
    by: Option<ProfessionalRef>,
    /// When.
    at: Moment,
    /// What was asked, answered, or why it was given back; the receiver's words of an acceptance.
    words: Option<String>,
}

/// What is written over a draft. Fields that are not sent stay as they are; null or an empty text takes
/// one away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewContent {
    /// What is passed on; where it is not said, what fits where the patient is.
    #[serde(rename = "type")]
    #[schema(value_type = Option<codes::HandoverType>)]
    kind: Option<String>,
    /// How it is made.
    #[schema(value_type = Option<codes::HandoverGrade>)]
    grade: Given,
    /// How closely the receiver should look.
    #[schema(value_type = Option<codes::HandoverSeverity>)]
    severity: Given,
    /// Why.
    #[schema(example = "Slept two hours")]
    severity_reason: Option<String>,
    /// What happened since last time.
    summary: Option<String>,
    /// What is to be done.
    actions: Option<Vec<HandoverAction>>,
    /// If this happens, then do that.
    contingency: Option<String>,
    /// What the patient wants the receiver to know, as staff understood it.
    know_me: Option<String>,
    /// What builds trust.
    builds_trust: Option<String>,
    /// What breaks it.
    breaks_trust: Option<String>,
    /// What was promised and is not yet kept.
    promises: Option<String>,
    /// Whom the patient trusts.
    trusts: Option<String>,
    /// How we said goodbye.
    goodbye: Option<String>,
    /// Of a cover for a while: the day on which the first one is back.
    #[schema(value_type = Option<NaiveDate>)]
    return_on: Given,
    /// Of a warm handover: the contact at which both meet the patient together.
    #[schema(value_type = Option<Uuid>)]
    joint_contact_id: Given,
    /// The person it is meant for.
    #[schema(value_type = Option<Uuid>)]
    to_professional_id: Given,
    /// The unit it is meant for.
    #[schema(value_type = Option<Uuid>)]
    to_unit_id: Given,
}

/// A field that may be sent, null included.
#[derive(Debug, Clone, Default, Serialize)]
enum Given {
    /// It was not sent: what is there stays.
    #[default]
    Not,
    /// It was sent; null takes away what is there.
    Is(Option<String>),
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<String>::deserialize(deserializer).map(Self::Is)
    }
}

fn code<T: std::str::FromStr>(name: &str, sent: Option<&str>) -> Result<Option<T>, Problem> {
    sent.map(|code| {
        code.parse()
            .map_err(|_| Problem::invalid(name, "one of the codes that the description lists"))
    })
    .transpose()
}

fn id(name: &str, sent: Option<&str>) -> Result<Option<Uuid>, Problem> {
    sent.map(|id| {
        id.parse().map_err(|_| {
            Problem::invalid(name, "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
        })
    })
    .transpose()
}

impl NewContent {
    /// The type that is sent.
    pub(super) fn kind(&self) -> Result<Option<crate::domain::vocabulary::HandoverType>, Problem> {
        code("type", self.kind.as_deref())
    }

    /// What is sent, over what is there.
    pub(in crate::api) fn content(&self, there: &Content) -> Result<Content, Problem> {
        let mut content = there.clone();
        content.kind = self.kind()?.or(content.kind);
        if let Given::Is(grade) = &self.grade {
            content.grade = code("grade", grade.as_deref())?;
        }
        if let Given::Is(severity) = &self.severity {
            content.severity = code("severity", severity.as_deref())?;
        }
        let texts = [
            ("severity_reason", &self.severity_reason),
            ("summary", &self.summary),
            ("contingency", &self.contingency),
            ("know_me", &self.know_me),
            ("builds_trust", &self.builds_trust),
            ("breaks_trust", &self.breaks_trust),
            ("promises", &self.promises),
            ("trusts", &self.trusts),
            ("goodbye", &self.goodbye),
        ];
        for (field, sent) in texts {
            if let (Some(sent), Some(text)) = (sent, content.text_mut(field)) {
                text.clone_from(sent);
            }
        }
        if let Some(actions) = &self.actions {
            let actions: Vec<Action> = actions
                .iter()
                .map(|action| Action {
                    what: action.what.clone(),
                    who: action.who.clone(),
                    by_when: action.by_when.clone(),
                })
                .collect();
            content.actions = Action::text(&actions);
        }
        if let Given::Is(day) = &self.return_on {
            let day = day.as_deref().map(|day| {
                time::parse_date(day)
                    .map_err(|_| Problem::invalid("return_on", "a date such as 2026-03-02"))
            });
            content.return_on = day.transpose()?;
        }
        if let Given::Is(contact) = &self.joint_contact_id {
            content.joint_contact = id("joint_contact_id", contact.as_deref())?.map(RecordId);
        }
        Ok(content)
    }

    /// Whom it is meant for, over whom it was meant for.
    pub(in crate::api) fn to(&self, there: Receiver) -> Result<Receiver, Problem> {
        let mut to = there;
        if let Given::Is(professional) = &self.to_professional_id {
            let sent = id("to_professional_id", professional.as_deref())?;
            to.professional = sent.map(ProfessionalId);
        }
        if let Given::Is(unit) = &self.to_unit_id {
            to.unit = id("to_unit_id", unit.as_deref())?.map(UnitId);
        }
        Ok(to)
    }
}

/// Says things about handovers with the names of the directory.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Shaping<'a>(pub &'a Directory);

impl Shaping<'_> {
    fn at(self, at: Instant) -> Moment {
        Moment(time::to_rfc3339(at, self.0.service_zone))
    }

    fn person(self, id: Option<ProfessionalId>) -> Option<ProfessionalRef> {
        id.map(|id| ProfessionalRef::of(id, self.0))
    }

    fn unit(self, id: Option<UnitId>) -> Option<UnitRef> {
        id.map(|id| UnitRef::of(id, self.0))
    }

    pub(super) fn draft(self, draft: &Draft) -> HandoverLife {
        HandoverLife {
            id: draft.id.0,
            patient_id: draft.patient.0,
            version: draft.version,
            state: HandoverState::Draft.into(),
            from_professional: self.person(draft.parties.professional),
            from_unit: self.unit(draft.parties.unit),
            to_professional: self.person(draft.to.professional),
            to_unit: self.unit(draft.to.unit),
            offered_at: None,
            due_at: None,
            escalated_at: None,
            saved_at: Some(self.at(draft.saved_at)),
            discarded_at: draft.discarded_at.map(|at| self.at(at)),
            content: content(&draft.content),
            accepted: None,
            steps: Vec::new(),
        }
    }

    pub(in crate::api) fn handover(
        self,
        stored: &Stored,
        snapshot: Option<&Snapshot>,
        steps: &[Told],
    ) -> HandoverLife {
        let accepted = match &stored.handover.state {
            State::Accepted(accepted) | State::Done(Some(accepted)) => Some(accepted),
            _ => None,
        };
        let written = snapshot.map_or(&stored.handover.content, |kept| &kept.accepted.content);
        HandoverLife {
            id: stored.id.0,
            patient_id: stored.patient.0,
            version: stored.version,
            state: stored.handover.state.word().into(),
            from_professional: self.person(stored.parties.professional),
            from_unit: self.unit(stored.parties.unit),
            to_professional: self.person(stored.to.professional),
            to_unit: self.unit(stored.to.unit),
            offered_at: Some(self.at(stored.offered_at)),
            due_at: stored.due_at.map(|at| self.at(at)),
            escalated_at: stored.escalated_at.map(|at| self.at(at)),
            saved_at: None,
            discarded_at: None,
            content: content(written),
            accepted: accepted.map(|accepted| HandoverAccepted {
                by: self.person(accepted.by),
                at: self.at(accepted.at),
                synthesis: accepted.synthesis.clone(),
                voice: snapshot
                    .iter()
                    .flat_map(|kept| &kept.voice)
                    .map(|voice| VoiceEntry {
                        entry_id: voice.entry,
                        edition: voice.edition,
                    })
                    .collect(),
            }),
            steps: steps.iter().map(|told| self.step(told)).collect(),
        }
    }

    fn step(self, told: &Told) -> HandoverStep {
        let (what, words) = match &told.event {
            Event::Offered(_) => ("offered", None),
            Event::LeftWithPool(_) => ("left_with_pool", None),
            Event::Accepted(words) => ("accepted", words.clone()),
            Event::Questioned(words) => ("questioned", Some(words.clone())),
            Event::Answered(words) => ("answered", Some(words.clone())),
            Event::Returned(words) => ("returned", Some(words.clone())),
            Event::Withdrawn => ("withdrawn", None),
            Event::Done => ("done", None),
            Event::Escalated => ("escalated", None),
            Event::Expired => ("expired", None),
        };
        HandoverStep {
            what,
            by: self.person(told.professional),
            at: self.at(told.at),
            words,
        }
    }
}

fn content(content: &Content) -> HandoverContent {
    let content = content.clone();
    HandoverContent {
        kind: content.kind.map(Into::into),
        grade: content.grade.map(Into::into),
        severity: content.severity.map(Into::into),
        severity_reason: content.severity_reason,
        summary: content.summary,
        actions: Action::all(&content.actions)
            .into_iter()
            .map(|action| HandoverAction {
                what: action.what,
                who: action.who,
                by_when: action.by_when,
            })
            .collect(),
        contingency: content.contingency,
        know_me: content.know_me,
        builds_trust: content.builds_trust,
        breaks_trust: content.breaks_trust,
        promises: content.promises,
        trusts: content.trusts,
        goodbye: content.goodbye,
        return_on: content.return_on,
        joint_contact_id: content.joint_contact.map(|id| id.0),
    }
}
