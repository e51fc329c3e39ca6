//! `no_follow_up_72h` and `no_follow_up_7d`: discharged from a psychiatric bed, and no community
//! contact recorded since.
//!
//! Sources: NHS England's 72-hour standard (risk of suicide is highest on days two and three); the
//! HEDIS follow-up rule that the day of discharge does not count; the Norwegian guideline's 30 days
//! of follow-up. Days are local dates, the day of discharge is D+0. The first fires from D+4, the
//! second replaces it on D+8 and closes after D+30. An attempt (nobody answered, cancelled) is not
//! a contact.
//!
//! | case | fires |
//! |---|---|
//! | contact on the day of discharge only | yes: D+0 does not count |
//! | contact late on D+3 | no |
//! | no contact, D+4 to D+7 | 72 h |
//! | no contact, D+8 to D+30 | 7 d |
//! | readmitted, declined by the patient, patient-controlled, died | no |
//! | discharged to the general hospital | as if discharged home |

use chrono::NaiveDate;

use crate::domain::admission::Admission;
use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Contact;
use crate::domain::vocabulary::{
    ContactStatus, DecisionOutcome, DecisionSubject, Setting, SettingClass, Severity,
};

/// Judges the first days.
pub fn judge_72h(case: &Case<'_>) -> Verdict {
    judge(case, case.policy.fu_days_1 + 1, case.policy.fu_days_2)
}

/// Judges the days after that.
pub fn judge_7d(case: &Case<'_>) -> Verdict {
    judge(case, case.policy.fu_days_2 + 1, case.policy.fu_close_days)
}

/// Fires from day `first` to day `last` after a discharge, both included.
fn judge(case: &Case<'_>, first: i64, last: i64) -> Verdict {
    let mut verdict = Verdict::on(case);
    for admission in &case.admissions {
        let Some((at, on)) = psychiatric_discharge(admission, case) else {
            continue;
        };
        verdict.again_on(time::add_days(on, first));
        verdict.again_on(time::add_days(on, last + 1));
        let day = case.days_since(on);
        let is_due = (first..=last).contains(&day);
        if is_due && !is_answered(admission, at, case) && !was_met(on, case) {
            let evidence = Evidence::new()
                .with("discharged", on)
                .with("days", Value::DaysSince(on))
                .with("attempts", attempts(at, case).count());
            verdict.find(
                Subject::Admission(admission.first),
                Severity::Urgent,
                evidence,
            );
        }
    }
    verdict
}

/// When the patient left the last psychiatric bed of an admission; `None` while in one, or when it
/// was no psychiatric admission. A tail in the general hospital does not put the discharge off.
fn psychiatric_discharge(admission: &Admission, case: &Case<'_>) -> Option<(Instant, NaiveDate)> {
    let periods = &case.trajectory.periods;
    let mut last: Option<(Instant, NaiveDate)> = None;
    for stay in admission.stays.iter().map(|place| &periods[*place]) {
        if case
            .directory
            .setting(stay.unit)
            .is_some_and(Setting::is_psychiatric_bed)
        {
            let to = stay.to?;
            let on = time::local_date(to, case.directory.zone(Some(stay.unit)));
            last = last.max(Some((to, on)));
        }
    }
    last
}

/// Readmitted since, the patient's own stay, or follow-up declined since the admission began.
fn is_answered(admission: &Admission, discharged: Instant, case: &Case<'_>) -> bool {
    let readmitted = case.admissions.iter().any(|later| {
        later.from > discharged
            && later.touches(
                &case.trajectory.periods,
                case.directory,
                Setting::is_psychiatric_bed,
            )
    });
    let declined = case.trajectory.decisions.iter().any(|d| {
        d.subject == DecisionSubject::FollowUp
            && d.outcome == DecisionOutcome::DeclinedByPatient
            && d.decided_at >= admission.from
    });
    admission.is_patient_controlled() || readmitted || declined
}

/// Whether there was a community contact on a day after the day of discharge.
fn was_met(discharged_on: NaiveDate, case: &Case<'_>) -> bool {
    case.trajectory.contacts.iter().any(|c| {
        c.qualifies(case.policy.count_messages)
            && is_community(c, case)
            && case.contact_date(c) > discharged_on
    })
}

fn attempts<'c>(discharged: Instant, case: &'c Case<'_>) -> impl Iterator<Item = &'c Contact> {
    case.trajectory
        .contacts
        .iter()
        .filter(|c| matches!(c.status, ContactStatus::NoShow | ContactStatus::Cancelled))
        .filter(move |c| c.at > discharged && is_community(c, case))
}

fn is_community(contact: &Contact, case: &Case<'_>) -> bool {
    case.directory.class(contact.unit) == SettingClass::Community
}

/// The admission's ward stays, and the attempts since.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let Some(admission) = subject.record().and_then(|first| case.admission(first)) else {
        return Vec::new();
    };
    let attempts = psychiatric_discharge(admission, case)
        .into_iter()
        .flat_map(|(at, _)| attempts(at, case))
        .map(|attempt| attempt.id);
    case.ward_stays(admission).chain(attempts).collect()
}
