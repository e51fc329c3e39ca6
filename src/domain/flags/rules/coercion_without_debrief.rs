//! `coercion_without_debrief`: a restrictive measure ended more than seven days ago, and no
//! conversation about it has been offered.
//!
//! Source: psykisk helsevernloven § 4-2 (after a measure the patient shall be offered a conversation
//! about it, and a later chance if they decline); the days are this project's. Every kind of measure
//! counts. An offer answers it, whatever came of it; one that was declined is made once more after 14
//! days. A decision about a debrief, agreed or declined, since the measure began is an offer, too: the
//! record of a measure keeps only its last one.
//!
//! | case | fires |
//! |---|---|
//! | ended 7 days ago, nothing offered | no |
//! | ended 8 days ago, nothing offered | yes |
//! | offered, or held, also during the measure | no |
//! | declined 13 days ago | no |
//! | declined 14 days ago | yes: offer it once more |
//! | declined, and declined again 14 days later | no: the later chance was given |
//! | the measure lasts | no |

use chrono::NaiveDate;

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::trajectory::{Decision, Measure};
use crate::domain::vocabulary::{DebriefOutcome, DecisionOutcome, DecisionSubject, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    for measure in &case.trajectory.measures {
        let Some(to) = measure.to else {
            continue;
        };
        let zone = case.directory.zone(measure.unit);
        let ended = time::local_date(to, zone);
        let (due, declined) = match offers(measure, ended, case) {
            Offers::None => (time::add_days(ended, case.policy.debrief_days + 1), None),
            Offers::Declined(last) => (
                time::add_days(last, case.policy.debrief_again_days),
                Some(last),
            ),
            Offers::Answered => continue,
        };
        verdict.again_on(due);
        if case.today >= due {
            let evidence = Evidence::new()
                .with("measure", measure.kind.code())
                .with("ended", Value::At(to, zone))
                .with("decided_by", measure.decided_by)
                .with("declined", declined);
            verdict.find(Subject::Measure(measure.id), Severity::Attention, evidence);
        }
    }
    verdict
}

/// What is known of offers to talk about a measure.
enum Offers {
    /// Nothing was offered.
    None,
    /// All were declined, the last on this day, and none of them was the later chance.
    Declined(NaiveDate),
    /// One was not declined, or the later chance was given.
    Answered,
}

/// Whether a conversation about a measure has been offered, whatever came of it.
pub fn is_offered(measure: &Measure, case: &Case<'_>) -> bool {
    measure.debrief_offered_at.is_some()
        || measure.debrief_outcome.is_some()
        || decisions(measure, case).next().is_some()
}

fn offers(measure: &Measure, ended: NaiveDate, case: &Case<'_>) -> Offers {
    let zone = case.directory.zone(measure.unit);
    let decided = |d: &Decision| {
        let is_declined = d.outcome == DecisionOutcome::DeclinedByPatient;
        (time::local_date(d.decided_at, zone), is_declined)
    };
    let is_recorded = measure.debrief_offered_at.is_some() || measure.debrief_outcome.is_some();
    let own = is_recorded.then(|| {
        let on = measure
            .debrief_offered_at
            .map_or(ended, |at| time::local_date(at, zone));
        (
            on,
            measure.debrief_outcome == Some(DebriefOutcome::Declined),
        )
    });
    let all: Vec<(NaiveDate, bool)> = decisions(measure, case).map(decided).chain(own).collect();
    let days = || all.iter().map(|(day, _)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Offers::None;
    };
    let is_second = time::days_between(first, last) >= case.policy.debrief_again_days;
    if is_second || all.iter().any(|(_, is_declined)| !is_declined) {
        return Offers::Answered;
    }
    Offers::Declined(last)
}

/// Decisions about a debrief since the measure began. One that it was not offered is no offer.
fn decisions<'c>(measure: &Measure, case: &'c Case<'_>) -> impl Iterator<Item = &'c Decision> {
    let began = measure.from;
    case.trajectory.decisions.iter().filter(move |d| {
        d.subject == DecisionSubject::Debrief
            && d.outcome != DecisionOutcome::NotOffered
            && d.decided_at >= began
    })
}

/// The decisions since the measure began.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    case.trajectory
        .measures
        .iter()
        .filter(|measure| subject == Subject::Measure(measure.id))
        .flat_map(|measure| decisions(measure, case))
        .map(|decision| decision.id)
        .collect()
}
