//! Who knows a patient best.
//!
//! Familiarity F = the sum, over the days on which patient and professional met in the last 730
//! days, of 2^(-age in days / 180), as main or other. Ranked by: an active relationship that the
//! patient marked as important, then F, then last met, then identity. The half-life and the reach
//! are this project's.

use std::collections::BTreeSet;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::flags::Case;
use crate::domain::ids::ProfessionalId;
use crate::domain::time;

const DAYS: i64 = 730;
const HALF_LIFE_DAYS: f64 = 180.0;

/// A professional whom the patient met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Familiar {
    /// Who.
    pub who: ProfessionalId,
    /// F; above zero.
    pub familiarity: f64,
    /// The last day they met.
    pub last_met: NaiveDate,
    /// Whether a relationship with them lasts.
    pub is_active: bool,
    /// Whether a relationship with them lasts that the patient marked as important.
    pub is_important: bool,
}

/// The professionals who met the patient in the last 730 days, most familiar first.
pub fn familiar(case: &Case<'_>) -> Vec<Familiar> {
    let opens = time::add_days(case.today, 1 - DAYS);
    let mut days: HashMap<ProfessionalId, BTreeSet<NaiveDate>> = HashMap::new();
    for contact in &case.trajectory.contacts {
        let day = case.contact_date(contact);
        if contact.qualifies(case.policy.count_messages) && day >= opens {
            for who in contact.main.iter().chain(&contact.others) {
                days.entry(*who).or_default().insert(day);
            }
        }
    }
    let mut people: Vec<Familiar> = days
        .into_iter()
        .filter_map(|(who, days)| {
            let ties = || {
                case.active_relationships()
                    .filter(|tie| tie.holder.professional() == Some(who))
            };
            Some(Familiar {
                who,
                familiarity: days.iter().map(|day| weight(case.days_since(*day))).sum(),
                last_met: *days.last()?,
                is_active: ties().next().is_some(),
                is_important: ties().any(|tie| tie.important_to_patient),
            })
        })
        .collect();
    people.sort_by(|a, b| {
        b.is_important
            .cmp(&a.is_important)
            .then_with(|| b.familiarity.total_cmp(&a.familiarity))
            .then_with(|| b.last_met.cmp(&a.last_met))
            .then_with(|| a.who.cmp(&b.who))
    });
    people
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days within two years are exact in a float"
)]
fn weight(age: i64) -> f64 {
    (-(age.max(0) as f64) / HALF_LIFE_DAYS).exp2()
}
