//! Does anybody the patient knows stay across the discharge?

use std::collections::BTreeSet;

use super::observed::Discharge;
use super::{Measure, Observed};
use crate::domain::ids::ProfessionalId;
use crate::domain::time::add_days;
use crate::domain::trajectory::Contact;
use crate::domain::vocabulary::SettingClass;

const DAYS: i64 = 30;

/// The same professional before and after discharge, with its two parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AcrossDischarge {
    /// `same_professional_across_discharge`: met in the stay or in the 30 days before it, and again
    /// after it.
    pub either: Measure,
    /// Met in the stay and again after it: in-reach.
    pub in_reach: Measure,
    /// Met in the 30 days before the stay and again after it: kept.
    pub kept: Measure,
}

/// `same_professional_across_discharge`: the share of discharges after which the patient met, on
/// D+1 to D+30 and outside hospital, a professional whom they had met in the stay, or outside
/// hospital in the 30 days before admission. Everybody who took part in a meeting was met.
///
/// Left out: discharges with a readmission before any such contact. Missing: discharges less than
/// 30 whole days ago, or followed by death within them. Undefined when no discharge is left.
pub fn same_professional_across_discharge(observed: &Observed<'_>) -> AcrossDischarge {
    let (mut discharges, mut missing) = (0, 0);
    let (mut either, mut in_reach, mut kept) = (0, 0, 0);
    for discharge in observed.discharges() {
        if !observed.has_passed(discharge.on, DAYS) || observed.died_within(discharge.on, DAYS) {
            missing += 1;
            continue;
        }
        let Some(after) = met_after(observed, &discharge) else {
            continue;
        };
        discharges += 1;
        let is_in_reach = met_in_stay(observed, &discharge).any(|who| after.contains(&who));
        let is_kept = met_before(observed, &discharge).any(|who| after.contains(&who));
        either += u64::from(is_in_reach || is_kept);
        in_reach += u64::from(is_in_reach);
        kept += u64::from(is_kept);
    }
    let share = |hits| Measure::share(hits, discharges, observed.window, missing);
    AcrossDischarge {
        either: share(either),
        in_reach: share(in_reach),
        kept: share(kept),
    }
}

/// Who was met after the discharge; `None` when a readmission came first.
fn met_after(
    observed: &Observed<'_>,
    discharge: &Discharge<'_>,
) -> Option<BTreeSet<ProfessionalId>> {
    let last = add_days(discharge.on, DAYS);
    let contacts: Vec<&Contact> = observed
        .met()
        .filter(|(contact, day)| {
            discharge.on < *day && *day <= last && is_outside(observed, contact)
        })
        .map(|(contact, _)| contact)
        .collect();
    let first = contacts.iter().map(|contact| contact.at).min();
    let readmitted = discharge
        .next
        .filter(|next| next.from_on <= last)
        .map(|next| next.from);
    match (readmitted, first) {
        (Some(_), None) => None,
        (Some(readmitted), Some(first)) if readmitted < first => None,
        _ => Some(contacts.into_iter().flat_map(people).collect()),
    }
}

fn met_in_stay<'a>(
    observed: &'a Observed<'a>,
    discharge: &Discharge<'a>,
) -> impl Iterator<Item = ProfessionalId> {
    let (from, to) = (discharge.admission.from, discharge.at);
    observed
        .met()
        .filter(move |(contact, _)| from <= contact.at && contact.at < to)
        .flat_map(|(contact, _)| people(contact))
}

fn met_before<'a>(
    observed: &'a Observed<'a>,
    discharge: &Discharge<'a>,
) -> impl Iterator<Item = ProfessionalId> {
    let admitted = discharge.admission.from;
    let first = add_days(discharge.admission.from_on, -DAYS);
    observed
        .met()
        .filter(move |(contact, day)| {
            first <= *day && contact.at < admitted && is_outside(observed, contact)
        })
        .flat_map(|(contact, _)| people(contact))
}

fn is_outside(observed: &Observed<'_>, contact: &Contact) -> bool {
    observed.directory.class(contact.unit) != SettingClass::Inpatient
}

fn people(contact: &Contact) -> impl Iterator<Item = ProfessionalId> + '_ {
    contact
        .main
        .into_iter()
        .chain(contact.others.iter().copied())
}
