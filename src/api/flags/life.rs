//! The life of a flag as it is sent: whose it is, and what was done with it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::app::flags::{StoredFlag, Told};
use crate::domain::flags::life::{Answer, Event, Remark, State, Why};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::FlagState;

/// Whose a flag is, and what was done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Life {
    /// Identity of this flag of the patient; null for one found a moment ago, which is stored soon.
    id: Option<Uuid>,
    /// Counts the changes to it; the `etag` of the flag's history, and of the answers to acts.
    version: Option<i32>,
    /// What people did with it.
    state: codes::FlagState,
    /// When it was raised.
    raised_at: Option<Moment>,
    /// Whether it was found late only because records came late.
    is_recorded_late: bool,
    /// The person who owns the task; null where it is the unit's staff together.
    owner_professional: Option<ProfessionalRef>,
    /// The unit; null beside a person whose flag is nobody else's to see.
    owner_unit: Option<UnitRef>,
    /// The version of the thresholds by which it was raised; null is the defaults.
    policy_version_id: Option<Uuid>,
    /// Until when it rests.
    snoozed_until: Option<Moment>,
    /// Why it rests or does not fit, or what was done.
    reason: Option<String>,
    /// The contact that took place elsewhere.
    done_elsewhere: Option<DoneElsewhere>,
    /// The account that put it in its state; null for one that is open.
    settled_by: Option<String>,
    /// When.
    settled_at: Option<Moment>,
    /// When its condition was gone; null while it lives.
    cleared_at: Option<Moment>,
}

/// A contact that took place where this record cannot see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneElsewhere {
    /// By whom, in words.
    by: String,
    /// When.
    on: NaiveDate,
}

impl Life {
    /// The life of a flag; `None` for one that is not stored yet.
    pub fn of(stored: Option<&StoredFlag>, directory: &Directory) -> Self {
        let Some(stored) = stored else {
            return Self::beginning();
        };
        let moment = |at| Moment(time::to_rfc3339(at, directory.service_zone));
        let professional = stored.owner.professional;
        let mut life = Self {
            id: Some(stored.id.0),
            version: Some(stored.version),
            state: stored.state.word().into(),
            raised_at: Some(moment(stored.raised_at)),
            is_recorded_late: stored.is_recorded_late,
            owner_professional: professional.map(|id| ProfessionalRef::of(id, directory)),
            owner_unit: stored.owner.unit.map(|id| UnitRef::of(id, directory)),
            policy_version_id: stored.policy.map(|version| version.0),
            settled_by: stored.settled.as_ref().map(|(by, _)| account(by)),
            settled_at: stored.settled.as_ref().map(|(_, at)| moment(*at)),
            cleared_at: stored.cleared_at.map(moment),
            ..Self::beginning()
        };
        match &stored.state {
            State::Open => {
                life.settled_by = None;
                life.settled_at = None;
            }
            State::Acknowledged | State::Cleared => {}
            State::Snoozed { until, reason } => {
                life.snoozed_until = Some(moment(*until));
                life.reason = Some(reason.clone());
            }
            State::NotApplicable { reason } | State::Resolved(Answer::Words(reason)) => {
                life.reason = Some(reason.clone());
            }
            State::Resolved(Answer::Elsewhere { by, on }) => {
                life.done_elsewhere = Some(DoneElsewhere {
                    by: by.clone(),
                    on: *on,
                });
            }
        }
        life
    }

    fn beginning() -> Self {
        Self {
            id: None,
            version: None,
            state: FlagState::Open.into(),
            raised_at: None,
            is_recorded_late: false,
            owner_professional: None,
            owner_unit: None,
            policy_version_id: None,
            snoozed_until: None,
            reason: None,
            done_elsewhere: None,
            settled_by: None,
            settled_at: None,
            cleared_at: None,
        }
    }
}

/// The username of an account; others who act are named as the audit trail names them.
fn account(actor: &str) -> String {
    actor.strip_prefix("account:").unwrap_or(actor).to_owned()
}

/// Something that happened in a flag's life.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagEvent {
    /// `acknowledged`, `snoozed`, `woken`, `resolved`, `not_applicable`, `reopened`, `said_wrong` or
    /// `said_matters`.
    #[schema(example = "snoozed")]
    what: &'static str,
    /// The account, or `system`.
    by: String,
    /// When.
    at: Moment,
    /// The reason, what was done, or what the patient said; null where nothing was said.
    words: Option<String>,
    /// Until when it was to rest.
    snoozed_until: Option<Moment>,
    /// The contact that took place elsewhere.
    done_elsewhere: Option<DoneElsewhere>,
    /// Why it is open again: `by_hand`, `evidence` (what it rests on changed) or `severity` (it became
    /// more pressing).
    why: Option<&'static str>,
}

impl FlagEvent {
    /// An event as it is sent.
    pub fn of(told: &Told, directory: &Directory) -> Self {
        let moment = |at| Moment(time::to_rfc3339(at, directory.service_zone));
        let mut event = Self {
            what: "",
            by: account(&told.actor),
            at: moment(told.at),
            words: None,
            snoozed_until: None,
            done_elsewhere: None,
            why: None,
        };
        event.what = match &told.event {
            Event::Acknowledged => "acknowledged",
            Event::Snoozed { until, reason } => {
                event.snoozed_until = Some(moment(*until));
                event.words = Some(reason.clone());
                "snoozed"
            }
            Event::Woken => "woken",
            Event::Resolved(Answer::Words(words)) => {
                event.words = Some(words.clone());
                "resolved"
            }
            Event::Resolved(Answer::Elsewhere { by, on }) => {
                event.done_elsewhere = Some(DoneElsewhere {
                    by: by.clone(),
                    on: *on,
                });
                "resolved"
            }
            Event::NotApplicable { reason } => {
                event.words = Some(reason.clone());
                "not_applicable"
            }
            Event::Reopened(why) => {
                event.why = Some(match why {
                    Why::ByHand => "by_hand",
                    Why::Evidence => "evidence",
                    Why::Severity => "severity",
                });
                "reopened"
            }
            Event::Said(remark, words) => {
                event.words.clone_from(words);
                match remark {
                    Remark::Wrong => "said_wrong",
                    Remark::Matters => "said_matters",
                }
            }
        };
        event
    }
}
