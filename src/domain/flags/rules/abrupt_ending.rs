//! `abrupt_ending`: a relationship that mattered ended in the last 90 days with no joint contact,
//! no goodbye and no overlapping successor.
//!
//! Source: Wang-Iversen et al. 2025 (abrupt endings break what carries treatment); the four
//! elements of a good ending and their windows are this project's. Left out: rows of responsible
//! clinicians, people who are no professionals, professionals who stay in another role, and endings
//! that the patient chose, completed, moved away from or died before. Urgent only for a relationship
//! the patient marked as important. A joint or farewell contact answers it, also after the fact.
//!
//! | case | fires |
//! |---|---|
//! | a year of therapy, ended by resignation 31 days ago, nothing recorded | yes |
//! | the same, marked important | yes, urgent |
//! | the same, `patient_choice` | no |
//! | 89 days and five contacts, not marked | no: too little to be a loss |
//! | a joint meeting 14 days after the end | no |
//! | another therapist had started before the end | no |
//! | the same person goes on in another role | no: nobody was lost |
//! | ended 91 days ago | no |

use chrono::NaiveDate;

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Relationship};
use crate::domain::vocabulary::{ContactPurpose, EndReason, RelationshipKind, Severity};

/// A relationship with its end, worked out once.
struct Ending<'a> {
    relationship: &'a Relationship,
    who: ProfessionalId,
    at: Instant,
    from_on: NaiveDate,
    on: NaiveDate,
}

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let policy = case.policy;
    for ending in case
        .trajectory
        .relationships
        .iter()
        .filter_map(|r| ending(r, case))
    {
        verdict.again_on(time::add_days(ending.on, policy.abrupt_lookback_days + 1));
        verdict.again_on(time::add_days(ending.on, policy.abrupt_mutes_days + 1));
        let meetings = || case.meetings_with(ending.who).collect::<Vec<_>>();
        if case.days_since(ending.on) <= policy.abrupt_lookback_days
            && ending.is_abrupt(case, &meetings())
        {
            let severity = if ending.relationship.important_to_patient {
                Severity::Urgent
            } else {
                Severity::Attention
            };
            verdict.find(
                Subject::Relationship(ending.relationship.id),
                severity,
                evidence(&ending),
            );
        }
    }
    verdict
}

/// Whether a relationship ended as this rule objects to, however long ago. `meetings` are those of the
/// patient with its holder, as [`Case::meetings_with`] gives them.
pub fn is_abrupt(relationship: &Relationship, case: &Case<'_>, meetings: &[&Contact]) -> bool {
    ending(relationship, case).is_some_and(|ending| ending.is_abrupt(case, meetings))
}

impl Ending<'_> {
    fn is_abrupt(&self, case: &Case<'_>, meetings: &[&Contact]) -> bool {
        mattered(self, case, meetings)
            && !goes_on(self, case)
            && !had_goodbye(self, case, meetings)
            && !had_joint_contact(self, case, meetings)
            && !had_successor(self, case)
    }
}

/// Whether an ending, shown as a flag, is also why there is no named contact: it ended one, and is
/// fresh.
pub fn explains_missing_contact(subject: Subject, case: &Case<'_>) -> bool {
    case.trajectory
        .relationships
        .iter()
        .filter(|r| subject == Subject::Relationship(r.id))
        .filter(|r| r.kind.is_named_contact(true))
        .filter_map(|r| r.dates(case.directory).1)
        .any(|ended| case.days_since(ended) <= case.policy.abrupt_mutes_days)
}

fn ending<'a>(relationship: &'a Relationship, case: &Case<'_>) -> Option<Ending<'a>> {
    let at = relationship.to?;
    let who = relationship.holder.professional()?;
    let needs_no_goodbye = relationship
        .end_reason
        .is_some_and(EndReason::needs_no_goodbye);
    if relationship.kind == RelationshipKind::ResponsibleClinician || needs_no_goodbye {
        return None;
    }
    let (from_on, on) = relationship.dates(case.directory);
    Some(Ending {
        relationship,
        who,
        at,
        from_on,
        on: on?,
    })
}

fn mattered(ending: &Ending<'_>, case: &Case<'_>, meetings: &[&Contact]) -> bool {
    let lasted = time::days_between(ending.from_on, ending.on);
    let contacts = meetings
        .iter()
        .filter(|c| c.at >= ending.relationship.from && c.at <= ending.at)
        .count();
    ending.relationship.important_to_patient
        || lasted >= case.policy.abrupt_min_days
        || contacts >= case.policy.abrupt_min_contacts
}

/// The same professional stays with the patient in another relationship, which began before the end or
/// in the days in which a joint contact would still belong to it: a change of role, not a loss.
fn goes_on(ending: &Ending<'_>, case: &Case<'_>) -> bool {
    let closes = time::add_days(ending.on, case.policy.joint_after_days);
    case.trajectory
        .relationships
        .iter()
        .filter(|r| r.holder.professional() == Some(ending.who))
        .any(|r| r.dates(case.directory).0 <= closes && r.to.is_none_or(|to| to > ending.at))
}

/// A goodbye recorded with the ending, or a farewell contact around the end or since.
fn had_goodbye(ending: &Ending<'_>, case: &Case<'_>, meetings: &[&Contact]) -> bool {
    let opens = time::add_days(ending.on, -case.policy.joint_before_days);
    ending.relationship.goodbye == Some(true)
        || meetings
            .iter()
            .any(|c| c.purpose == Some(ContactPurpose::Farewell) && case.contact_date(c) >= opens)
}

/// A joint meeting recorded with the ending, or a contact of patient, outgoing and incoming
/// professional around the end.
fn had_joint_contact(ending: &Ending<'_>, case: &Case<'_>, meetings: &[&Contact]) -> bool {
    let opens = time::add_days(ending.on, -case.policy.joint_before_days);
    let closes = time::add_days(ending.on, case.policy.joint_after_days);
    let incoming: Vec<ProfessionalId> = incoming(ending, case).collect();
    ending.relationship.joint_meeting == Some(true)
        || meetings.iter().any(|c| {
            let day = case.contact_date(c);
            opens <= day
                && day <= closes
                && (c.purpose == Some(ContactPurpose::JointMeeting)
                    || incoming.iter().any(|incoming| c.involves(*incoming)))
        })
}

/// Who takes over: the recorded successor, and whoever holds the same role after the end.
fn incoming<'c>(
    ending: &'c Ending<'_>,
    case: &'c Case<'_>,
) -> impl Iterator<Item = ProfessionalId> + 'c {
    let same_role = case
        .trajectory
        .relationships
        .iter()
        .filter(|r| r.kind == ending.relationship.kind && r.to.is_none_or(|to| to > ending.at))
        .filter_map(|r| r.holder.professional());
    ending
        .relationship
        .successor
        .into_iter()
        .chain(same_role)
        .filter(|who| *who != ending.who)
}

/// Someone else of the same role had started before the end and stayed beyond it.
fn had_successor(ending: &Ending<'_>, case: &Case<'_>) -> bool {
    case.trajectory
        .relationships
        .iter()
        .filter(|r| r.kind == ending.relationship.kind && !r.is_temporary_cover)
        .filter(|r| r.holder.professional().is_some_and(|who| who != ending.who))
        .any(|r| r.from < ending.at && r.to.is_none_or(|to| to > ending.at))
}

fn evidence(ending: &Ending<'_>) -> Evidence {
    let relationship = ending.relationship;
    let missing: Value = [
        (relationship.told_in_time != Some(true), "told_in_time"),
        (true, "goodbye"),
        (true, "joint_meeting"),
        (true, "successor_with_overlap"),
    ]
    .into_iter()
    .filter_map(|(is_missing, element)| is_missing.then_some(element))
    .collect();
    Evidence::new()
        .with("who", ending.who)
        .with("ended", ending.on)
        .with("reason", relationship.end_reason.map(EndReason::code))
        .with("missing", missing)
}

/// Nothing besides the relationship that ended.
pub fn basis(_: Subject, _: &Case<'_>) -> Vec<RecordId> {
    Vec::new()
}
