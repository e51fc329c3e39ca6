//! `narrative_unread`: admitted for more than 72 hours, and words that the patient shared for the next
//! professional have not been opened by the responsible clinician or the contact person, or the patient
//! has not been told that they were.
//!
//! Source: Wang-Iversen et al. 2025 (having to tell one's story again to each new face). Only *that*
//! there are words and who has opened them is read here, never what they say. Shared is level 2 or
//! more: whom a patient chose on level 1 is theirs to know. Left out: what was taken back, and the
//! words of next of kin. Opened once is read for as long as the reader keeps the role.
//!
//! | case | fires |
//! |---|---|
//! | admitted for 72 hours | no |
//! | a moment longer, one entry not opened | yes |
//! | opened by the responsible clinician, the patient told | no |
//! | opened, the patient not told | yes |
//! | opened by another nurse | yes |
//! | not shared, taken back, or of another kind | no |

use chrono::TimeDelta;

use crate::domain::flags::{Case, Evidence, Subject, Verdict, audience};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::trajectory::NarrativeEntry;
use crate::domain::vocabulary::{Authorship, NarrativeKind, Severity};

/// The least level on which the present team may read an entry.
const SHARED: u8 = 2;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let Some(admission) = case.open_admission() else {
        return verdict;
    };
    let due = admission.from + TimeDelta::hours(case.policy.narrative_hours);
    verdict.again_at(due + TimeDelta::microseconds(1));
    if case.as_of <= due {
        return verdict;
    }
    let waiting: Vec<&NarrativeEntry> = waiting(case).collect();
    if let Some(first) = waiting.iter().map(|entry| entry.written_at).min() {
        let readers = readers(case);
        let unopened = waiting.iter().filter(|entry| {
            !entry
                .reads
                .iter()
                .any(|r| readers.contains(&r.professional))
        });
        let evidence = Evidence::new()
            .with("entries", waiting.len())
            .with("unopened", unopened.count())
            .with("since", case.date(first.max(admission.from)));
        verdict.find(
            Subject::Admission(admission.first),
            Severity::Info,
            evidence,
        );
    }
    verdict
}

/// Entries for the next professional that nobody who should has both opened and told the patient so.
fn waiting<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c NarrativeEntry> {
    let readers = readers(case);
    case.trajectory
        .narrative
        .iter()
        .filter(|entry| is_for_the_next(entry))
        .filter(move |entry| {
            !entry
                .reads
                .iter()
                .any(|read| readers.contains(&read.professional) && read.told_patient_at.is_some())
        })
}

fn is_for_the_next(entry: &NarrativeEntry) -> bool {
    entry.kind == NarrativeKind::NextProfessional
        && entry.authorship != Authorship::NextOfKin
        && entry.level >= SHARED
        && entry.withdrawn_at.is_none()
}

/// The responsible clinicians and contact persons of today.
fn readers(case: &Case<'_>) -> Vec<ProfessionalId> {
    case.active_relationships()
        .filter(|r| audience::READS.contains(&r.kind))
        .filter_map(|r| r.holder.professional())
        .collect()
}

/// The admission's ward stays, and the entries.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let admission = subject.record().and_then(|first| case.admission(first));
    admission
        .into_iter()
        .flat_map(|admission| case.ward_stays(admission))
        .chain(waiting(case).map(|entry| entry.id))
        .collect()
}
