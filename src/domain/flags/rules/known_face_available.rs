//! `known_face_available`, an opportunity: the patient is admitted, and somebody in a relationship that
//! the patient marked as important works on that ward, or can be reached, and has not been with the
//! patient in this stay.
//!
//! Source: Wang-Iversen et al. 2025 (one known face among strangers); what is within reach is this
//! project's: a helping relationship that lasts, with a professional who is employed today. On the ward
//! itself also a relationship that has ended counts, such as the primary nurse of the last stay, unless
//! the patient wanted the end. Being with the patient is a meeting, a shift as the patient's nurse, a
//! visit in a measure, or a relationship begun in the stay.
//!
//! The evidence names nobody before the patient has said yes to contact with a known person: a sentence
//! travels further than the record it rests on. A decision of any outcome in this stay answers it.
//!
//! | case | fires |
//! |---|---|
//! | therapist, marked, employed at the clinic | yes: within reach |
//! | the same, not marked, or employed nowhere today | no |
//! | primary nurse of an earlier stay, marked, employed on this ward | yes |
//! | the same, employed on another ward | no |
//! | met once in this stay | no |
//! | the patient was asked in this stay | no |

use crate::domain::admission::Admission;
use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::trajectory::{Employment, Relationship};
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject, EndReason, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let Some(admission) = case.open_admission() else {
        return verdict;
    };
    if was_asked(admission, case) {
        return verdict;
    }
    let wards: Vec<UnitId> = wards(admission, case).collect();
    let mut found: Vec<ProfessionalId> = Vec::new();
    for (relationship, who) in important(case) {
        for employment in employments(who, case) {
            verdict.again_on(employment.from);
            employment
                .to
                .into_iter()
                .for_each(|to| verdict.again_on(to));
        }
        let is_on_ward = is_employed(who, case, |unit| wards.contains(&unit));
        if found.contains(&who)
            || !(is_on_ward || is_in_reach(relationship, who, case))
            || was_with(who, admission, case)
        {
            continue;
        }
        found.push(who);
        let place = if is_on_ward { "ward" } else { "in_reach" };
        let evidence = Evidence::new()
            .with("who", is_allowed(case).then_some(who))
            .with("place", place)
            .with("kind", relationship.kind.code())
            .with("admitted", admission.from_on);
        verdict.find(
            Subject::Relationship(relationship.id),
            Severity::Info,
            evidence,
        );
    }
    verdict
}

/// Relationships with professionals that the patient marked and did not want to end, those that last
/// first.
fn important<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c Relationship, ProfessionalId)> {
    let ties = || case.trajectory.relationships.iter();
    ties()
        .filter(|r| r.to.is_none())
        .chain(ties().filter(|r| r.to.is_some()))
        .filter(|r| r.important_to_patient && !is_unwanted(r))
        .filter_map(|r| Some((r, r.holder.professional()?)))
}

const fn is_unwanted(relationship: &Relationship) -> bool {
    matches!(
        relationship.end_reason,
        Some(EndReason::PatientChoice | EndReason::MismatchAgreed | EndReason::ProfessionalRequest)
    )
}

/// The wards where the patient is now.
fn wards<'c>(admission: &Admission, case: &'c Case<'_>) -> impl Iterator<Item = UnitId> + use<'c> {
    let periods = &case.trajectory.periods;
    let stays = admission.stays.clone();
    stays
        .into_iter()
        .filter_map(|place| periods.get(place))
        .filter(|stay| stay.to.is_none())
        .map(|stay| stay.unit)
}

fn employments<'c>(who: ProfessionalId, case: &'c Case<'_>) -> &'c [Employment] {
    let employments = case.directory.employments.get(&who);
    employments.map_or(&[], Vec::as_slice)
}

fn is_employed(who: ProfessionalId, case: &Case<'_>, at: impl Fn(UnitId) -> bool) -> bool {
    employments(who, case)
        .iter()
        .any(|e| e.from <= case.today && e.to.is_none_or(|to| to > case.today) && at(e.unit))
}

fn is_in_reach(relationship: &Relationship, who: ProfessionalId, case: &Case<'_>) -> bool {
    relationship.to.is_none() && relationship.kind.is_helping() && is_employed(who, case, |_| true)
}

/// Whether a professional has been with the patient since the admission began.
fn was_with(who: ProfessionalId, admission: &Admission, case: &Case<'_>) -> bool {
    let since = admission.from;
    let trajectory = &case.trajectory;
    let met = case.meetings_with(who).any(|c| c.at >= since);
    let nursed = trajectory
        .shifts
        .iter()
        .any(|s| s.professional == who && s.to.is_none_or(|to| to > since));
    let visited = trajectory
        .measures
        .iter()
        .flat_map(|measure| &measure.visits)
        .any(|visit| visit.professional == who && visit.at >= since);
    let took_a_role = trajectory
        .relationships
        .iter()
        .filter(|r| r.holder.professional() == Some(who))
        .any(|r| r.dates(case.directory).0 >= admission.from_on);
    met || nursed || visited || took_a_role
}

/// Whether the patient has been asked about contact with a known person in this stay.
fn was_asked(admission: &Admission, case: &Case<'_>) -> bool {
    let decisions = &case.trajectory.decisions;
    decisions
        .iter()
        .any(|d| d.subject == DecisionSubject::KnownPersonContact && d.decided_at >= admission.from)
}

/// Whether the patient's last word on contact with a known person was yes.
fn is_allowed(case: &Case<'_>) -> bool {
    let decisions = case.trajectory.decisions.iter().rev();
    decisions
        .filter(|d| d.subject == DecisionSubject::KnownPersonContact)
        .find(|d| d.outcome != DecisionOutcome::NotOffered)
        .is_some_and(|d| d.outcome == DecisionOutcome::Agreed)
}

/// The ward stays of the admission.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let admission = case.open_admission();
    admission
        .into_iter()
        .flat_map(|admission| case.ward_stays(admission))
        .collect()
}
