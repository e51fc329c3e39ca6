//! Care outside the wards: which clinic or team has the patient on its books, who is theirs there
//! and for how long, and when they meet.

use chrono::NaiveDate;

use super::chart::Chart;
use super::draw::whole;
use super::person::Use;
use super::posts::{POSTS, Place, PostNo, Tenure};
use super::site::{MEAN_TENURE_DAYS, Placement};
use super::{ending, meetings};
use crate::domain::intake::TreatmentPeriod;
use crate::domain::time;
use crate::domain::vocabulary::{EndReason, PeriodEndReason, RelationshipKind, RelationshipMode};

/// The form of care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Care {
    /// A therapist at a clinic, about every fortnight.
    Clinic(Place),
    /// A therapist seen rarely, at an agreed longest interval in days.
    Maintenance(Place, i32),
    /// A team that comes home, more than once a week; the case manager has this share.
    Outreach(Place, f64),
}

impl Care {
    /// The unit.
    pub(super) const fn place(self) -> Place {
        match self {
            Self::Clinic(place) | Self::Maintenance(place, _) | Self::Outreach(place, _) => place,
        }
    }

    const fn kind(self) -> RelationshipKind {
        match self {
            Self::Clinic(_) | Self::Maintenance(..) => RelationshipKind::Therapist,
            Self::Outreach(..) => RelationshipKind::CaseManager,
        }
    }
}

/// Time on the books of one clinic or team. Half-open.
struct Episode {
    care: Care,
    from: NaiveDate,
    until: NaiveDate,
    is_last: bool,
}

/// The patient's own therapist or case manager for a time. Half-open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    /// What they do together.
    pub(super) care: Care,
    /// Who.
    pub(super) post: PostNo,
    /// First day.
    pub(super) from: NaiveDate,
    /// Last day and why; `None` lasts to the end of the chart.
    pub(super) ends: Option<(NaiveDate, EndReason)>,
    /// The end of the holder's employment, where it is announced.
    pub(super) leaves_on: Option<NaiveDate>,
}

impl Tie {
    /// The last day, or the last that is told.
    pub(super) fn until(&self, last: NaiveDate) -> NaiveDate {
        self.ends.map_or(last, |(on, _)| on.min(last))
    }
}

/// Writes the patient's care outside the wards into the chart, and returns who was theirs, in order.
pub(super) fn write(chart: &mut Chart<'_>) -> Vec<Tie> {
    let mut ties = Vec::new();
    for episode in episodes(chart) {
        period(chart, &episode);
        ties.extend(chain(chart, &episode));
    }
    for (number, tie) in ties.iter().enumerate() {
        let next = ties.get(number + 1);
        relationship(chart, tie, next);
        meetings::write(chart, tie);
    }
    if let Some(last) = ties.last() {
        meetings::book(chart, last);
    }
    ties
}

fn episodes(chart: &mut Chart<'_>) -> Vec<Episode> {
    let until = chart.person.until(chart.calendar);
    let from = time::add_days(chart.person.entry, chart.draw.between(0, 10));
    let Some(care) = first_care(chart, from) else {
        return Vec::new();
    };
    if from >= until {
        return Vec::new();
    }
    let changes = match chart.person.usage {
        Use::Low => 0.08,
        Use::Medium => 0.20,
        Use::High => 0.35,
    };
    let days = time::days_between(from, until);
    if days > 240 && chart.draw.chance(changes) {
        let on = time::add_days(from, chart.draw.between(120, days - 60));
        let next = next_care(chart, care, on);
        return vec![
            Episode {
                care,
                from,
                until: on,
                is_last: false,
            },
            Episode {
                care: next,
                from: on,
                until,
                is_last: true,
            },
        ];
    }
    vec![Episode {
        care,
        from,
        until,
        is_last: true,
    }]
}

fn clinic(chart: &mut Chart<'_>) -> Place {
    chart
        .draw
        .weighted(&[
            (Place::Poliklinikk, 0.4),
            (Place::PoliklinikkNord, 0.3),
            (Place::PoliklinikkSor, 0.3),
        ])
        .unwrap_or(Place::Poliklinikk)
}

fn outreach(chart: &mut Chart<'_>, on: NaiveDate) -> Care {
    let share = [0.45, 0.50, 0.55, 0.60];
    let share = chart.draw.pick(&share).unwrap_or(0.5);
    let place = if chart.person.age_on(on) < 30 {
        Place::FactUng
    } else {
        Place::Fact
    };
    Care::Outreach(place, share)
}

fn first_care(chart: &mut Chart<'_>, on: NaiveDate) -> Option<Care> {
    // Weights: clinic, outreach, maintenance, none.
    let weights = match chart.person.usage {
        Use::Low => [(0, 0.85), (1, 0.01), (2, 0.08), (3, 0.06)],
        Use::Medium => [(0, 0.72), (1, 0.22), (2, 0.04), (3, 0.02)],
        Use::High => [(0, 0.42), (1, 0.55), (2, 0.01), (3, 0.02)],
    };
    let place = clinic(chart);
    match chart.draw.weighted(&weights)? {
        0 => Some(Care::Clinic(place)),
        1 => Some(outreach(chart, on)),
        2 => {
            let days = chart.draw.pick(&[61, 91, 122, 183, 213]).unwrap_or(183);
            Some(Care::Maintenance(place, days))
        }
        _ => None,
    }
}

fn next_care(chart: &mut Chart<'_>, before: Care, on: NaiveDate) -> Care {
    match (before, chart.person.usage) {
        (Care::Clinic(_), Use::Medium | Use::High) => outreach(chart, on),
        (Care::Clinic(place), Use::Low) => Care::Maintenance(place, 122),
        _ => Care::Clinic(clinic(chart)),
    }
}

fn period(chart: &mut Chart<'_>, episode: &Episode) {
    let calendar = chart.calendar;
    let from = calendar.at(episode.from, 8 * 60);
    if !chart.tells(from) {
        return;
    }
    let (to, end_reason) = if episode.is_last {
        (chart.person.exit.map(|(at, _)| at), None)
    } else {
        let to = chart.cut(calendar.at(episode.until, 8 * 60));
        (to, to.map(|_| PeriodEndReason::OtherService))
    };
    let end_reason = match to {
        Some(to) if to == chart.end() && chart.died() => Some(PeriodEndReason::Died),
        _ => end_reason,
    };
    chart.periods.push(TreatmentPeriod {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        unit_id: chart.site.unit_id(episode.care.place()),
        from,
        to,
        admission_kind: None,
        planned_from: None,
        planned_to: None,
        room: None,
        end_reason,
        leave: Vec::new(),
        recorded_at: None,
    });
}

/// The holders of one episode, one after the other.
fn chain(chart: &mut Chart<'_>, episode: &Episode) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    let mut from = time::add_days(episode.from, chart.draw.between(0, 14));
    while from < episode.until {
        let before = ties.last().map(|tie| tie.post);
        let Some(holder) = holder(chart, episode.care.place(), from, before) else {
            from = time::add_days(from, 30);
            continue;
        };
        let ends = end_of_tie(chart, episode, from, &holder);
        ties.push(Tie {
            care: episode.care,
            post: holder.post,
            from,
            ends,
            leaves_on: holder.planned_end.filter(|_| holder.to.is_none()),
        });
        let Some((on, _)) = ends else { break };
        // Most successors begin before or soon after; some patients wait.
        let wait = match chart.draw.weighted(&[(0, 0.55), (1, 0.30), (2, 0.15)]) {
            Some(0) => chart.draw.between(-14, 0),
            Some(1) => chart.draw.between(1, 14),
            _ => chart.draw.between(15, 60),
        };
        from = time::add_days(on, wait).max(time::add_days(from, 15));
        if on >= episode.until {
            break;
        }
    }
    ties
}

fn holder(
    chart: &mut Chart<'_>,
    place: Place,
    on: NaiveDate,
    before: Option<PostNo>,
) -> Option<Placement> {
    // Nobody takes a patient on in the last month at the unit.
    let staff: Vec<Placement> = chart
        .site
        .therapists(place, on)
        .into_iter()
        .filter(|p| Some(p.post) != before)
        .filter(|p| p.to.is_none_or(|to| time::days_between(on, to) > 30))
        .collect();
    chart.draw.pick(&staff)
}

fn end_of_tie(
    chart: &mut Chart<'_>,
    episode: &Episode,
    from: NaiveDate,
    holder: &Placement,
) -> Option<(NaiveDate, EndReason)> {
    let tenure = whole(chart.draw.exponential(MEAN_TENURE_DAYS)).max(30);
    let by_chance = time::add_days(from, tenure);
    let (on, reason) = match holder.to {
        Some(to) if to <= by_chance => {
            let reason = if POSTS[holder.post].tenure == Tenure::Rotates {
                EndReason::RotationEnd
            } else {
                EndReason::ProfessionalLeft
            };
            (to, reason)
        }
        _ => (by_chance, reason_by_chance(chart)),
    };
    if on < episode.until {
        Some((on, reason))
    } else if episode.is_last {
        None
    } else {
        Some((episode.until, EndReason::TransferTeam))
    }
}

fn reason_by_chance(chart: &mut Chart<'_>) -> EndReason {
    chart
        .draw
        .weighted(&[
            (EndReason::Leave, 0.26),
            (EndReason::TeamReorganised, 0.17),
            (EndReason::PatientChoice, 0.17),
            (EndReason::TransferTeam, 0.12),
            (EndReason::MismatchAgreed, 0.09),
            (EndReason::ServiceBoundary, 0.07),
            (EndReason::LostContact, 0.05),
            (EndReason::ProfessionalRequest, 0.03),
            (EndReason::Unknown, 0.04),
        ])
        .unwrap_or(EndReason::Unknown)
}

fn relationship(chart: &mut Chart<'_>, tie: &Tie, next: Option<&Tie>) {
    let from = chart.calendar.at(tie.from, 9 * 60);
    if !chart.tells(from) {
        return;
    }
    let place = tie.care.place();
    let mut record = chart.relationship(tie.care.kind(), tie.post, place, from);
    record.important_to_patient = chart.draw.chance(0.20);
    record.mode = chart.draw.chance(0.5).then_some(RelationshipMode::Active);
    if let Care::Maintenance(_, days) = tie.care {
        record.mode = Some(RelationshipMode::Maintenance);
        record.agreed_interval_days = Some(days);
    } else if chart.draw.chance(0.05) {
        record.agreed_interval_days = Some(42);
    }
    if chart.draw.chance(0.35) {
        let colleagues = chart.site.therapists(place, tie.from);
        record.deputy_id = chart
            .draw
            .pick(&colleagues)
            .filter(|deputy| deputy.post != tie.post)
            .map(|deputy| chart.site.professional_id(deputy.post));
    }
    if tie.ends.is_none() && chart.person.exit.is_none() {
        record.planned_end = announced(chart, tie);
    }
    ending::write(chart, &mut record, tie, next);
    chart.relationships.push(record);
}

/// The end that the professional has announced to this patient: of the employment, or of a
/// leave's beginning.
fn announced(chart: &mut Chart<'_>, tie: &Tie) -> Option<NaiveDate> {
    if tie.leaves_on.is_some() {
        return tie.leaves_on.filter(|_| chart.draw.chance(0.6));
    }
    let ahead = chart.draw.between(10, 180);
    chart
        .draw
        .chance(0.06)
        .then(|| time::add_days(chart.calendar.today, ahead))
}
