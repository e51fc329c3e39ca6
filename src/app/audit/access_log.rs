//! Who has looked at a patient's record, in words: for whoever shows it to the patient, and for the
//! privacy officer, who sees who looked and nothing of what they saw.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::DateTime;
use serde_json::json;
use uuid::Uuid;

use super::super::access;
use super::super::paging::{not_a_cursor, opened, sealed};
use super::super::record::{Details, Naming};
use super::super::search::{self, Found, Search};
use super::super::{Actor, App, AppError, Refusal};
use crate::domain::access::{Action, Granted};
use crate::domain::audit::Chain;
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Role;
use crate::store::audit::log::{self, Place};
use crate::store::audit::reading::Stored;
use crate::store::{AuditEntry, accounts, audit, patients};

pub use crate::store::audit::log::Wanted;

/// Entries of a page.
const PAGE: usize = 50;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody who signed in.
    Account {
        /// The name they sign in with.
        username: String,
        /// Who they are.
        professional: Option<ProfessionalId>,
        /// What they may do now, and where; empty for an account that is gone.
        roles: Vec<Granted>,
    },
    /// Somebody at the command line, by the operating system's name for them.
    CommandLine(Option<String>),
    /// The patient themselves.
    Patient,
    /// Red Thread itself.
    System,
    /// Somebody else, as it is written.
    Other(String),
}

/// An entry in words to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its identity.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub who: Who,
    /// As it is written.
    pub actor: String,
    /// What was done, by its name.
    pub action: String,
    /// What kind of thing that is: one of [`KINDS`].
    pub kind: &'static str,
    /// Whose record.
    pub patient: Option<PatientId>,
    /// What it was done to: a kind and an id.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Why, by a code or in somebody's own words, where it is kept and may be shown.
    pub reason: Option<String>,
}

/// A page of a patient's access log.
#[derive(Debug, Clone)]
pub struct AccessLog {
    /// The patient by name.
    pub patient: Details,
    /// How patients are called in output.
    pub naming: Naming,
    /// Units and professionals.
    pub directory: Arc<Directory>,
    /// The entries, the latest first.
    pub lines: Vec<Line>,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
}

/// A page of the whole log.
#[derive(Debug, Clone)]
pub struct Log {
    /// Units and professionals.
    pub directory: Arc<Directory>,
    /// The entries, the latest first.
    pub lines: Vec<Line>,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
}

/// What kinds of things are done.
pub const KINDS: &[&str] = &[
    "list",
    "record",
    "timeline",
    "contacts",
    "part",
    "flags",
    "change",
    "evaluation",
    "glass",
    "log",
    "file",
    "handover",
    "refused",
    "story",
    "plan",
    "search",
    "copy",
    "other",
];

/// The kind of an action.
pub fn kind_of(action: &str) -> &'static str {
    match action {
        "caseload.show" | "board.show" | "patient.find" | "glass.find" | "digest.show"
        | "plans.due" | "flags.mine" | "handovers.inbox" | "handovers.drafts" | "notices.show"
        | "shift.show" | "departure.plan" | "departure.worklist" | "assignment.plan" => "list",
        "crisis_plan.show" | "plans.show" | "agreement.show" | "safety.show" => "plan",
        "texts.find" => "search",
        "copy.show" | "copy.file" | "copy.read" | "together.show" => "copy",
        "patient.show" | "patient.read" | "trajectory.read" => "record",
        "timeline.read" => "timeline",
        "contacts.show" | "contacts.read" => "contacts",
        "treatment_periods.read"
        | "relationships.read"
        | "continuity.read"
        | "decisions.read"
        | "relational_reviews.read"
        | "shift_assignments.read"
        | "recording.form"
        | "recording.open"
        | "bars.show"
        | "requests.show"
        | "measures.show"
        | "measures.read"
        | "legal_periods.read"
        | "familiarity.show"
        | "changes.show"
        | "capacity.show"
        | "capacity.form"
        | "arrivals.show" => "part",
        "handovers.read" | "handover.new" | "handover.draft" | "handover.write"
        | "handover.show" | "handover.sheet" | "handover.read" => "handover",
        "access.deny" => "refused",
        "flags.read" | "flag.show" | "flag.history" | "flags.for_patient" => "flags",
        "evaluate.read" | "evaluate.store" => "evaluation",
        "access_log.show" | "access_log.read" | "audit.export" | "audit.list" => "log",
        "timeline.csv" | "access_log.file" => "file",
        _ if is_of_words(action) => "story",
        _ if action.starts_with("glass.") => "glass",
        _ if is_change(action) => "change",
        _ => "other",
    }
}

/// Whether an action changes something in the record.
fn is_change(action: &str) -> bool {
    const OF: [&str; 18] = [
        "departure",
        "capacity",
        "flag",
        "handover",
        "contact",
        "relationship",
        "treatment_period",
        "decision",
        "relational_review",
        "shift_assignment",
        "bar",
        "arrival",
        "plan",
        "request",
        "rupture",
        "measure",
        "legal_period",
        "safety",
    ];
    const OF_PATIENTS: [&str; 4] = [
        "patient.register",
        "patient.correct",
        "patient.death",
        "patient.death_undo",
    ];
    let (of, _) = action.split_once('.').unwrap_or((action, ""));
    OF.contains(&of) || OF_PATIENTS.contains(&action)
}

/// Whether an action is about the patient's own words.
fn is_of_words(action: &str) -> bool {
    ["story.", "own."].iter().any(|of| action.starts_with(of))
}

/// An entry as those in the patient's care are told it. That somebody told something, took it back, or that
/// a working relationship broke, would say that there is what is not shared with them: only that the story
/// was opened, or something was recorded, is said. Privacy officers see what it was.
fn discreet(line: Line) -> Line {
    if !is_of_words(&line.action) && !line.action.starts_with("rupture.") {
        return line;
    }
    Line {
        action: line.kind.to_owned(),
        subject: "patient".to_owned(),
        reason: None,
        ..line
    }
}

/// How somebody came to see an access log: what it is called in the log, and for what they see it.
fn purpose_of(actor: &Actor) -> &'static str {
    match actor {
        Actor::Account(viewer) if viewer.has(Role::PrivacyOfficer) => "oversight",
        Actor::Account(_) | Actor::Patient(_) => "care",
        Actor::CommandLine(_) | Actor::System => "operation",
    }
}

fn is_overseer(actor: &Actor) -> bool {
    match actor {
        Actor::Account(viewer) => viewer.has(Role::PrivacyOfficer),
        Actor::Patient(_) => false,
        Actor::CommandLine(_) | Actor::System => true,
    }
}

/// A page of a patient's access log. `action` is what the log calls this reading.
///
/// # Errors
/// [`AppError::Forbidden`] for those who neither reach the patient nor are privacy officers,
/// [`AppError::NotFound`] for an unknown patient, [`AppError::InvalidInput`] for a mark that was not
/// handed out, and whatever the database reports.
pub async fn of_patient(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    after: Option<&str>,
    limit: Option<usize>,
    action: &'static str,
) -> Result<AccessLog, AppError> {
    let before = after.map(position_of).transpose()?;
    let standing = app.standing().await?;
    let details = if is_overseer(actor) {
        let known = patients::details_of(&app.db.read, &[patient]).await?;
        known
            .into_iter()
            .next()
            .ok_or(AppError::NotFound("patient"))?
    } else {
        access::admit(app, actor, patient, Action::Read, action)
            .await?
            .details
    };
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, action, "patient", purpose_of(actor), json!({}))
    };
    audit::note(&app.db, [entry]).await?;
    let size = limit.unwrap_or(PAGE);
    let stored = log::of_patient(&app.db.read, patient, before, size as u64 + 1).await?;
    let (stored, last) = cut(stored, size);
    let mut lines = lines(app, stored, app.auditing.shows_reasons).await?;
    if !is_overseer(actor) {
        lines = lines.into_iter().map(discreet).collect();
    }
    Ok(AccessLog {
        patient: details,
        naming: standing.naming,
        directory: standing.directory,
        lines,
        next: last.map(|(_, _, position)| sealed(&position.to_string())),
    })
}

/// The latest entries of a record that was opened already, for a copy of it: what somebody gave as a reason in
/// their own words is held back. `is_discreet` says of the patient's own words only that they were opened.
/// Answers also whether there are more.
pub(in crate::app) async fn for_copy(
    app: &App,
    patient: PatientId,
    most: usize,
    is_discreet: bool,
) -> Result<(Vec<Line>, bool), AppError> {
    let stored = log::of_patient(&app.db.read, patient, None, most as u64 + 1).await?;
    let (stored, last) = cut(stored, most);
    let mut lines = lines(app, stored, false).await?;
    if is_discreet {
        lines = lines.into_iter().map(discreet).collect();
    }
    Ok((lines, last.is_some()))
}

/// A page of the whole log.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but privacy officers, [`AppError::InvalidInput`] for a mark that
/// was not handed out, and whatever the database reports.
pub async fn list(
    app: &App,
    actor: &Actor,
    wanted: &Wanted,
    after: Option<&str>,
    limit: Option<usize>,
) -> Result<Log, AppError> {
    may_oversee(actor)?;
    let before = after.map(place_of).transpose()?;
    let entry = AuditEntry {
        patient: wanted.patient,
        ..app.entry(actor, "audit.list", "audit", purpose_of(actor), json!({}))
    };
    audit::note(&app.db, [entry]).await?;
    let size = limit.unwrap_or(PAGE);
    let stored = log::latest(&app.db.read, wanted, before, size as u64 + 1).await?;
    let (stored, last) = cut(stored, size);
    Ok(Log {
        directory: app.directory().await?,
        lines: lines(app, stored, app.auditing.shows_reasons).await?,
        next: last.map(|(at, chain, position)| {
            let chain = chain.0.simple();
            sealed(&format!("{}.{chain}.{position}", at.timestamp_micros()))
        }),
    })
}

/// Finds any patient, for their access log only. It is written down of each patient.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but privacy officers, and as [`search::search`].
pub async fn find(app: &App, actor: &Actor, wanted: &Search) -> Result<Found, AppError> {
    may_oversee(actor)?;
    search::among(app, actor, None, wanted, purpose_of(actor)).await
}

/// Whether somebody oversees the log.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not.
pub fn may_oversee(actor: &Actor) -> Result<(), AppError> {
    if is_overseer(actor) {
        Ok(())
    } else {
        Err(Refusal::AuditIsForPrivacyOfficers.into())
    }
}

/// A page of entries, and the place of its last where there are more.
fn cut(mut stored: Vec<Stored>, size: usize) -> (Vec<Stored>, Option<Place>) {
    let has_more = stored.len() > size;
    stored.truncate(size);
    let last = stored.last().filter(|_| has_more).map(|last| {
        let at = last.content.as_ref().map(|content| content.at);
        (at.unwrap_or_default(), last.chain, last.position)
    });
    (stored, last)
}

/// Entries as they are told. One that somebody made unreadable is told as such: verifying names it.
async fn lines(app: &App, stored: Vec<Stored>, shows_reasons: bool) -> Result<Vec<Line>, AppError> {
    let usernames: BTreeSet<String> = stored
        .iter()
        .filter_map(|entry| entry.content.as_ref()?.actor.strip_prefix("account:"))
        .map(str::to_owned)
        .collect();
    let known: HashMap<String, accounts::Account> = accounts::named(&app.db.read, usernames)
        .await?
        .into_iter()
        .map(|account| (account.username.clone(), account))
        .collect();
    Ok(stored
        .into_iter()
        .filter_map(|entry| entry.content)
        .map(|content| Line {
            id: content.id,
            at: content.at,
            who: who(&content.actor, &known),
            kind: kind_of(&content.action),
            reason: reason(&content.detail, shows_reasons),
            actor: content.actor,
            action: content.action,
            patient: content.patient,
            subject: content.subject,
            purpose: content.purpose,
        })
        .collect())
}

fn who(actor: &str, known: &HashMap<String, accounts::Account>) -> Who {
    match actor.split_once(':') {
        Some(("account", username)) => {
            let account = known.get(username);
            Who::Account {
                username: username.to_owned(),
                professional: account.and_then(|account| account.professional),
                roles: account.map_or_else(Vec::new, |account| account.roles.clone()),
            }
        }
        Some(("cli", name)) => Who::CommandLine(Some(name.to_owned())),
        Some(("patient", _)) => Who::Patient,
        None if actor == "cli" => Who::CommandLine(None),
        None if actor == "system" => Who::System,
        _ => Who::Other(actor.to_owned()),
    }
}

/// Why, as an entry says it: a code in `reason`, words in `words`.
fn reason(detail: &serde_json::Value, shows_words: bool) -> Option<String> {
    let told = |key: &str| detail.get(key)?.as_str().map(str::to_owned);
    let words = told("words").filter(|_| shows_words);
    match (told("reason"), words) {
        (Some(code), Some(words)) => Some(format!("{code}: {words}")),
        (code, words) => code.or(words),
    }
}

fn position_of(mark: &str) -> Result<i64, AppError> {
    opened(mark)?.parse().map_err(|_| not_a_cursor())
}

fn place_of(mark: &str) -> Result<Place, AppError> {
    let words = opened(mark)?;
    let place = || {
        let mut parts = words.split('.');
        let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?;
        let chain = Chain(Uuid::parse_str(parts.next()?).ok()?);
        let position = parts.next()?.parse().ok()?;
        parts.next().is_none().then_some((at, chain, position))
    };
    place().ok_or_else(not_a_cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_back_and_codes_are_not() {
        let both = json!({"reason": "urgent_care", "words": "she called"});
        assert_eq!(
            reason(&both, true).as_deref(),
            Some("urgent_care: she called")
        );
        assert_eq!(reason(&both, false).as_deref(), Some("urgent_care"));
        let words = json!({"words": "she called"});
        assert_eq!(reason(&words, true).as_deref(), Some("she called"));
        assert_eq!(reason(&words, false), None);
        assert_eq!(reason(&json!({}), true), None);
    }

    #[test]
    fn marks_lead_back_to_where_they_were_made() {
        let at = DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap();
        let chain = Chain(Uuid::from_u128(7));
        let mark = sealed(&format!(
            "{}.{}.12",
            at.timestamp_micros(),
            chain.0.simple()
        ));
        assert_eq!(place_of(&mark).unwrap(), (at, chain, 12));
        assert_eq!(position_of(&sealed("12")).unwrap(), 12);
        for wrong in [
            "",
            "x",
            "1.2",
            "1.x.2",
            "1.0000000000000000000000000000000a.2.3",
        ] {
            assert!(place_of(&sealed(wrong)).is_err(), "{wrong}");
        }
        assert!(position_of(&sealed("x")).is_err());
    }

    #[test]
    fn every_kind_is_one_of_the_list() {
        for action in [
            "patient.show",
            "glass.break",
            "flag.snooze",
            "account.create",
            "handover.show",
            "access.deny",
            "story.write",
            "crisis_plan.show",
            "plan.make",
            "new.thing",
        ] {
            assert!(KINDS.contains(&kind_of(action)), "{action}");
        }
    }
}
