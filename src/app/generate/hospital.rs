//! When a background patient is admitted, for how long, and to which wards.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::Calendar;
use super::draw::{Draw, whole};
use super::person::{Person, Use};
use super::posts::Place;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::AdmissionKind;

/// Nights at most.
const LONGEST: i64 = 420;

/// Days that must pass between two stays under an agreement.
const QUARANTINE: i64 = 14;

/// The share of admissions needed within a month of a discharge that come later than that.
const WAITS: f64 = 0.65;

/// A stay on one ward, as it will go, also beyond today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// The ward.
    pub(super) ward: Place,
    /// Arrival.
    pub(super) from: Instant,
    /// Departure.
    pub(super) to: Instant,
}

/// A planned admission: its stays follow each other within a day.
#[derive(Debug, Clone)]
pub(super) struct Admission {
    /// How it came about.
    pub(super) kind: AdmissionKind,
    /// Its stays, in order.
    pub(super) stays: Vec<Stay>,
}

impl Admission {
    /// Arrival at the first ward.
    pub(super) fn from(&self) -> Instant {
        self.stays
            .first()
            .map_or(Instant::MIN_UTC, |stay| stay.from)
    }

    /// Departure from the last ward.
    pub(super) fn to(&self) -> Instant {
        self.stays
            .iter()
            .map(|stay| stay.to)
            .max()
            .unwrap_or(Instant::MIN_UTC)
    }
}

/// A wish for a bed, before the ones before it have moved it.
struct Need {
    on: NaiveDate,
    kind: AdmissionKind,
}

/// Draws a patient's admissions, in order, none overlapping another. `agreement` is the day on
/// which an agreement on patient-controlled admissions was made.
pub(super) fn admissions(
    draw: &mut Draw,
    person: &Person,
    agreement: Option<NaiveDate>,
    calendar: &Calendar,
) -> Vec<Admission> {
    let until = person.until(calendar);
    let mut needs = needs(draw, person, agreement, until);
    needs.sort_by_key(|need| need.on);
    let mut admissions = Vec::with_capacity(needs.len());
    let mut free_from = person.entry;
    for need in needs {
        let on = match need.kind {
            AdmissionKind::PatientControlled => {
                if need.on < time::add_days(free_from, QUARANTINE) {
                    continue;
                }
                need.on
            }
            // A bed needed while in one, or soon after: most such needs wait. Without that the
            // share of readmissions would be far above the published one.
            _ if need.on < time::add_days(free_from, 29) && draw.chance(WAITS) => {
                time::add_days(free_from, draw.between(29, 80))
            }
            _ if need.on < free_from => time::add_days(free_from, draw.between(3, 28)),
            _ => need.on,
        };
        if on >= until {
            continue;
        }
        let admission = admission(draw, person, on, need.kind, calendar);
        free_from = time::add_days(calendar.date(admission.to()), 2);
        admissions.push(admission);
    }
    admissions
}

fn needs(
    draw: &mut Draw,
    person: &Person,
    agreement: Option<NaiveDate>,
    until: NaiveDate,
) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut year = person.entry;
    while year < until {
        let count = match person.usage {
            Use::Low => draw.poisson(0.3),
            Use::Medium => draw.poisson(1.2),
            Use::High => draw.negative_binomial_3(4.5),
        };
        for _ in 0..count {
            let on = time::add_days(year, draw.between(0, 364));
            let planned = draw.chance(0.2);
            // An agreement takes the place of more than half of the other admissions.
            let replaced = agreement.is_some_and(|from| on >= from) && draw.chance(0.6);
            if on < until && !replaced {
                let kind = if planned {
                    AdmissionKind::Planned
                } else {
                    AdmissionKind::Unplanned
                };
                needs.push(Need { on, kind });
            }
        }
        year = time::add_days(year, 365);
    }
    if let Some(from) = agreement {
        patient_controlled(draw, &mut needs, from, until);
    }
    needs
}

/// About three and a half stays a year under an agreement.
fn patient_controlled(draw: &mut Draw, needs: &mut Vec<Need>, from: NaiveDate, until: NaiveDate) {
    let mut on = from;
    loop {
        on = time::add_days(on, QUARANTINE + 5 + whole(draw.exponential(85.0)));
        if on >= until {
            return;
        }
        needs.push(Need {
            on,
            kind: AdmissionKind::PatientControlled,
        });
    }
}

fn nights(draw: &mut Draw, person: &Person, kind: AdmissionKind) -> i64 {
    // Fits to the published tables of 2004. Today's stays are shorter; the cohort keeps the tables.
    let (mu, sigma) = match kind {
        AdmissionKind::PatientControlled => return draw.between(3, 5),
        AdmissionKind::Planned => (2.91, 1.43),
        AdmissionKind::Unplanned => (2.05, 1.51),
    };
    loop {
        let nights = whole(draw.lognormal(mu + person.longer_by, sigma));
        if nights <= LONGEST {
            return nights;
        }
    }
}

fn admission(
    draw: &mut Draw,
    person: &Person,
    on: NaiveDate,
    kind: AdmissionKind,
    calendar: &Calendar,
) -> Admission {
    let nights = nights(draw, person, kind);
    let arrives = match kind {
        AdmissionKind::Unplanned => draw.minute(10 * 60, 23 * 60 + 45),
        _ => draw.minute(9 * 60, 15 * 60),
    };
    let from = calendar.at(on, arrives);
    let leaves = draw.minute(10 * 60, 15 * 60);
    let to = calendar
        .at(time::add_days(on, nights), leaves)
        .max(from + TimeDelta::hours(4));
    let ward = ward(draw, kind);
    let mut stays = vec![Stay { ward, from, to }];
    if kind == AdmissionKind::Unplanned && nights >= 6 && draw.chance(0.25) {
        stays = transfer(draw, stays[0], on, nights, calendar);
    } else if kind != AdmissionKind::PatientControlled && draw.chance(0.01) {
        // Two open records at once: a later stay that begins before the first is closed.
        stays.push(Stay {
            ward: other_ward(ward),
            from: (to - TimeDelta::hours(20)).max(from),
            to: to + TimeDelta::hours(draw.between(1, 30)),
        });
    }
    Admission { kind, stays }
}

fn ward(draw: &mut Draw, kind: AdmissionKind) -> Place {
    let wards: &[(Place, f64)] = match kind {
        AdmissionKind::PatientControlled => &[(Place::DpsDogn, 1.0)],
        AdmissionKind::Planned => &[(Place::DpsDogn, 0.85), (Place::Akuttpost, 0.15)],
        AdmissionKind::Unplanned => &[
            (Place::Akuttpost, 0.72),
            (Place::AkuttC, 0.25),
            (Place::Sikkerhetspost, 0.03),
        ],
    };
    draw.weighted(wards).unwrap_or(Place::Akuttpost)
}

fn other_ward(ward: Place) -> Place {
    match ward {
        Place::DpsDogn => Place::Akuttpost,
        _ => Place::DpsDogn,
    }
}

/// From the acute ward to the district centre's: at once, later the same day, or next morning.
fn transfer(
    draw: &mut Draw,
    whole_stay: Stay,
    on: NaiveDate,
    nights: i64,
    calendar: &Calendar,
) -> Vec<Stay> {
    let moved_on = time::add_days(on, draw.between(2, nights - 2));
    let left = calendar.at(moved_on, 10 * 60);
    let gap = draw
        .weighted(&[(0, 0.4), (4, 0.4), (23, 0.2)])
        .unwrap_or_default();
    vec![
        Stay {
            to: left,
            ..whole_stay
        },
        Stay {
            ward: other_ward(whole_stay.ward),
            from: left + TimeDelta::hours(gap),
            to: whole_stay.to,
        },
    ]
}
