//! `rupture_unresolved`: a break in a working relationship has been open for 14 days, 7 while
//! admitted.
//!
//! Source: the rupture and repair literature (repair goes with better outcome: Eubanks, Muran and
//! Safran 2018); the days are this project's. Told only to the two it is between and to whom the
//! professional chose for supervision. A rupture of any type counts, also an institutional one.
//!
//! | case | fires |
//! |---|---|
//! | noticed 14 days ago, open | yes |
//! | noticed 13 days ago | no |
//! | noticed 7 days ago, admitted | yes |
//! | repaired, agreed to differ, ended by the patient, not to be pursued | no |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::trajectory::{Contact, Rupture};
use crate::domain::vocabulary::{ContactStatus, RuptureStatus, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let limit = if case.open_admission().is_some() {
        case.policy.rupture_inpatient_days
    } else {
        case.policy.rupture_days
    };
    for rupture in &case.trajectory.ruptures {
        if rupture.status != RuptureStatus::Open {
            continue;
        }
        verdict.again_on(time::add_days(rupture.noticed_on, limit));
        if case.days_since(rupture.noticed_on) >= limit {
            let next = next_contact(rupture, case)
                .map(|c| Value::At(c.at, case.directory.zone(Some(c.unit))));
            let evidence = Evidence::new()
                .with("who", rupture.professional)
                .with("kind", rupture.kind.code())
                .with("opened", rupture.noticed_on)
                .with("days", Value::DaysSince(rupture.noticed_on))
                .with("next_contact", next);
            verdict.find(Subject::Rupture(rupture.id), Severity::Attention, evidence);
        }
    }
    verdict
}

/// The next booking with whom the break is with.
fn next_contact<'c>(rupture: &Rupture, case: &'c Case<'_>) -> Option<&'c Contact> {
    case.trajectory.contacts.iter().find(|c| {
        c.status == ContactStatus::Planned && c.at > case.as_of && c.involves(rupture.professional)
    })
}

/// The next contact with whom the break is with.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let ruptures = case.trajectory.ruptures.iter();
    ruptures
        .filter(|r| subject == Subject::Rupture(r.id))
        .filter_map(|r| next_contact(r, case))
        .map(|contact| contact.id)
        .collect()
}
