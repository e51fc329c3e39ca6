//! Who knows a patient: professionals in order of familiarity.
//!
//! F(patient, professional) is the sum, over the local days in the last 730 on which they met, of
//! 2^(-age of the day / 180): a meeting counts half after 180 days, and a quarter after 360. They
//! met when the contact was attended, the patient was there and it was more than a message (unless
//! the service counts messages), as main or other professional. Being on shift is no meeting. Both
//! figures are this project's.
//!
//! [`near`] adds who of them can be there: who is employed at a unit today, who elsewhere, and who is on
//! shift.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::continuity::sequence::Window;
use super::flags::Case;
use super::ids::{ProfessionalId, UnitId};
use super::time::{self, Instant};

/// Local days that are looked back on, today included.
pub const LOOK_BACK_DAYS: i64 = 730;
/// Days after which a meeting counts half.
pub const HALF_LIFE_DAYS: f64 = 180.0;

/// How well somebody knows a patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Familiar {
    /// Who.
    pub professional: ProfessionalId,
    /// F: 0 for somebody not met in the last 730 days; one meeting today is 1.
    pub familiarity: f64,
    /// Local days on which they met, of those looked back on.
    pub days_met: usize,
    /// Those days, in order.
    pub days: Vec<NaiveDate>,
    /// When they last met, of those looked back on.
    pub last_met: Option<Instant>,
    /// Whether the patient marked a relationship with them, one that lasts, as important.
    pub is_important: bool,
    /// Whether any relationship with them lasts.
    pub ties: Ties,
}

/// What relationships somebody has with the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// One that lasts.
    Active,
    /// Only such as have ended: they left.
    Ended,
    /// None was ever recorded.
    None,
}

/// Everybody met in the last 730 days, and everybody in a lasting relationship that the patient
/// marked as important; best known first: active and important to the patient, then familiarity,
/// then who was met last, then the source's id. Of somebody who died, as of the day of death.
pub fn familiar(case: &Case<'_>) -> Vec<Familiar> {
    let mut all = met(case);
    for tie in &case.trajectory.relationships {
        let Some(professional) = tie.holder.professional() else {
            continue;
        };
        let is_active = tie.to.is_none();
        let is_important = is_active && tie.important_to_patient;
        if is_important {
            all.entry(professional)
                .or_insert_with(|| Familiar::of(professional));
        }
        if let Some(known) = all.get_mut(&professional) {
            known.is_important |= is_important;
            known.ties = match known.ties {
                Ties::Active => Ties::Active,
                _ if is_active => Ties::Active,
                _ => Ties::Ended,
            };
        }
    }
    let mut all: Vec<Familiar> = all.into_values().collect();
    let source = |id: ProfessionalId| case.directory.professionals.get(&id).map(|p| &p.source);
    all.sort_by(|a, b| {
        b.is_important
            .cmp(&a.is_important)
            .then_with(|| b.familiarity.total_cmp(&a.familiarity))
            .then_with(|| b.last_met.cmp(&a.last_met))
            .then_with(|| source(a.professional).cmp(&source(b.professional)))
            .then_with(|| a.professional.cmp(&b.professional))
    });
    all
}

impl Familiar {
    fn of(professional: ProfessionalId) -> Self {
        Self {
            professional,
            familiarity: 0.0,
            days_met: 0,
            days: Vec::new(),
            last_met: None,
            is_important: false,
            ties: Ties::None,
        }
    }
}

/// Somebody who knows the patient, and whether they can be there.
#[derive(Debug, Clone, PartialEq)]
pub struct Acquaintance {
    /// Who, and how well.
    pub known: Familiar,
    /// Where they can be found today.
    pub near: Near,
    /// Whether they are on shift now, at the unit or elsewhere.
    pub is_on_shift: bool,
}

/// Where somebody who knows the patient can be found today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// At the unit: employed there today.
    Here,
    /// Employed today at another unit.
    Elsewhere(UnitId),
    /// Employed nowhere today, as far as it is recorded.
    Nowhere,
}

/// Where those who know the patient can be found today, in the same order. Of several employments the one at
/// `unit` counts, else the one where they are on shift, else the first. `on_shift` are those who are
/// somebody's nurse now, and where.
pub fn near(
    known: Vec<Familiar>,
    case: &Case<'_>,
    unit: Option<UnitId>,
    on_shift: &BTreeSet<(ProfessionalId, UnitId)>,
) -> Vec<Acquaintance> {
    let of = |known: Familiar| {
        let who = known.professional;
        let works: Vec<UnitId> = case.directory.workplaces(who, case.today).collect();
        let has_shift = |at: &&UnitId| on_shift.contains(&(who, **at));
        let near = match unit.filter(|unit| works.contains(unit)) {
            Some(_) => Near::Here,
            None => works
                .iter()
                .find(has_shift)
                .or(works.first())
                .map_or(Near::Nowhere, |at| Near::Elsewhere(*at)),
        };
        Acquaintance {
            is_on_shift: match (near, unit) {
                (Near::Here, Some(unit)) => on_shift.contains(&(who, unit)),
                _ => on_shift.iter().any(|(other, _)| *other == who),
            },
            known,
            near,
        }
    };
    known.into_iter().map(of).collect()
}

fn met(case: &Case<'_>) -> HashMap<ProfessionalId, Familiar> {
    let today = case.last_day();
    let window = Window::last_days(LOOK_BACK_DAYS, today);
    let mut all = HashMap::new();
    for contact in &case.trajectory.contacts {
        let day = case.contact_date(contact);
        if !window.contains(day) || !contact.qualifies(case.policy.count_messages) {
            continue;
        }
        for professional in contact.present() {
            let known = all
                .entry(professional)
                .or_insert_with(|| Familiar::of(professional));
            known.last_met = known.last_met.max(Some(contact.at));
            // A unit in another zone can put an earlier contact on a later day.
            if let Err(place) = known.days.binary_search(&day) {
                known.days.insert(place, day);
                known.days_met += 1;
                known.familiarity += weight(time::days_between(day, today));
            }
        }
    }
    all
}

/// What a meeting so many days ago counts for.
#[expect(clippy::cast_precision_loss, reason = "at most 730 days")]
pub fn weight(age: i64) -> f64 {
    (-(age as f64) / HALF_LIFE_DAYS).exp2()
}
