//! Stays against the patient's will: formal status, seclusion with those who came and went, medication
//! without consent, and whether anyone talked with the patient about it afterwards.

use chrono::TimeDelta;

use super::chart::Chart;
use super::draw::whole;
use super::hospital::Admission;
use super::posts::{Place, PostNo};
use super::story::legal_basis;
use crate::domain::intake::{LegalPeriod, Measure, MeasureVisit};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{AdmissionKind, DebriefOutcome, MeasureKind, RelationshipKind};

/// Compulsory observation, compulsory care with a stay, and voluntary care (psykisk helsevernloven).
const OBSERVATION: &str = "no-3-2";
const COMPULSORY: &str = "no-3-3-in";
const VOLUNTARY: &str = "no-2-1";

/// A measure, and who was with the patient meanwhile.
pub(super) type Act = (Measure, Vec<MeasureVisit>);

/// Writes what goes with every admission that is told.
pub(super) fn write(chart: &mut Chart<'_>) {
    let admissions = std::mem::take(&mut chart.admissions);
    for admission in &admissions {
        if chart.tells(admission.from()) && is_involuntary(chart, admission) {
            involuntary(chart, admission);
        }
    }
    chart.admissions = admissions;
}

fn is_involuntary(chart: &mut Chart<'_>, admission: &Admission) -> bool {
    let ward = admission.stays.first().map(|stay| stay.ward);
    let share = match (admission.kind, ward) {
        (AdmissionKind::PatientControlled, _) => 0.0,
        (_, Some(Place::DpsDogn)) => 0.05,
        _ => 0.40,
    };
    chart.draw.chance(share)
}

/// Observed for some days, then under compulsion for about four weeks in all, or to the end of the
/// stay; for what is left of it voluntary on paper.
fn involuntary(chart: &mut Chart<'_>, admission: &Admission) {
    let (from, to) = (admission.from(), admission.to());
    let days = whole(chart.draw.lognormal(3.367, 0.5)).max(1);
    let until = to.min(from + TimeDelta::days(days));
    let observed = until.min(from + TimeDelta::days(chart.draw.between(3, 10)));
    legal_period(chart, OBSERVATION, from, observed, 0.8);
    if observed < until {
        legal_period(chart, COMPULSORY, observed, until, 0.8);
    }
    if until + TimeDelta::days(1) < to {
        legal_period(chart, VOLUNTARY, until, to, 0.25);
    }
    // Some end before it would begin.
    if chart.draw.chance(0.14) {
        let hours = whole(chart.draw.lognormal(1.609, 0.6) * 24.0).clamp(4, 28 * 24);
        let start = from + TimeDelta::hours(chart.draw.between(2, 60));
        measure(
            chart,
            admission,
            MeasureKind::Seclusion,
            start,
            until,
            hours,
        );
    }
    if chart.draw.chance(0.10) {
        let hours = chart.draw.between(3, 14) * 24;
        let start = from + TimeDelta::hours(chart.draw.between(48, 120));
        let kind = MeasureKind::InvoluntaryMedication;
        measure(chart, admission, kind, start, until, hours);
    }
}

fn legal_period(chart: &mut Chart<'_>, status: &str, from: Instant, to: Instant, forced: f64) {
    let is_told = chart.draw.chance(0.8);
    let felt_forced = chart.draw.chance(forced);
    if chart.tells(from) {
        let to = chart.cut(to);
        chart.legal_periods.push(LegalPeriod {
            id: String::new(),
            patient_id: chart.person.id.clone(),
            status: status.to_owned(),
            from,
            to,
            felt_forced: is_told.then_some(felt_forced),
            recorded_at: None,
        });
    }
}

/// A measure of so many hours, within the time under compulsion.
fn measure(
    chart: &mut Chart<'_>,
    admission: &Admission,
    kind: MeasureKind,
    from: Instant,
    until: Instant,
    hours: i64,
) {
    let to = until.min(from + TimeDelta::hours(hours));
    let stay = admission
        .stays
        .iter()
        .find(|stay| stay.from <= from && from < stay.to);
    let Some(stay) = stay.filter(|_| from < to && chart.tells(from)) else {
        return;
    };
    let known = chart
        .draw
        .weighted(&[(Some(true), 0.3), (Some(false), 0.5), (None, 0.2)]);
    let ended = chart.cut(to);
    let (debrief_offered_at, debrief_outcome) = debrief(chart, ended).unzip();
    let measure = Measure {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        kind,
        from,
        to: ended,
        unit_id: Some(chart.site.unit_id(stay.ward)),
        legal_basis: Some(legal_basis(kind).to_owned()),
        decided_by_id: doctor_during(chart, from),
        known_person_present: known.flatten(),
        debrief_offered_at,
        debrief_outcome: debrief_outcome.flatten(),
        recorded_at: None,
    };
    let visits = match kind {
        MeasureKind::Seclusion => visits(chart, stay.ward, from, to),
        _ => Vec::new(),
    };
    chart.measures.push((measure, visits));
}

/// Who was responsible for the patient at this moment.
fn doctor_during(chart: &Chart<'_>, at: Instant) -> Option<String> {
    chart
        .relationships
        .iter()
        .filter(|tie| tie.kind == RelationshipKind::ResponsibleClinician)
        .find(|tie| tie.from <= at && tie.to.is_none_or(|to| at < to))
        .and_then(|tie| tie.professional_id.clone())
}

/// Most are offered a conversation within a week, some later, a quarter never.
fn debrief(
    chart: &mut Chart<'_>,
    ended: Option<Instant>,
) -> Option<(Instant, Option<DebriefOutcome>)> {
    let hours = chart
        .draw
        .weighted(&[
            (Some((12, 150)), 0.60),
            (Some((192, 480)), 0.15),
            (None, 0.25),
        ])
        .flatten();
    let outcome = chart.draw.weighted(&[
        (Some(DebriefOutcome::Held), 0.6),
        (Some(DebriefOutcome::Declined), 0.3),
        (None, 0.1),
    ]);
    let (least, most) = hours?;
    let offered = ended? + TimeDelta::hours(chart.draw.between(least, most));
    chart.tells(offered).then_some((offered, outcome.flatten()))
}

/// Two to four visits a day: by the ward's own staff, or by whoever is free in the house.
fn visits(chart: &mut Chart<'_>, ward: Place, from: Instant, to: Instant) -> Vec<MeasureVisit> {
    let mut visits = Vec::new();
    let is_small_team = chart.draw.chance(0.5);
    let mut day = chart.calendar.date(from);
    while chart.calendar.at(day, 0) < to && chart.tells(chart.calendar.at(day, 0)) {
        let pool = staff(chart, ward, day, is_small_team);
        for _ in 0..chart.draw.between(2, 4) {
            let minute = chart.draw.minute(7 * 60, 22 * 60);
            let at = chart.calendar.at(day, minute);
            let who = chart.draw.pick(&pool);
            if let Some(post) = who
                && from <= at
                && at < to
                && chart.tells(at)
            {
                visits.push(MeasureVisit {
                    patient_id: chart.person.id.clone(),
                    measure_id: String::new(),
                    professional_id: chart.site.professional_id(post),
                    at,
                    recorded_at: None,
                });
            }
        }
        day = time::add_days(day, 1);
    }
    visits.sort_by(|a, b| (a.at, &a.professional_id).cmp(&(b.at, &b.professional_id)));
    // The same person at the same minute is one visit.
    visits.dedup_by(|a, b| a.at == b.at && a.professional_id == b.professional_id);
    visits
}

fn staff(
    chart: &Chart<'_>,
    ward: Place,
    day: chrono::NaiveDate,
    is_small_team: bool,
) -> Vec<PostNo> {
    const WARDS: [Place; 4] = [
        Place::Akuttpost,
        Place::AkuttC,
        Place::Sikkerhetspost,
        Place::DpsDogn,
    ];
    let own = chart.site.nurses(ward, day);
    let people = if is_small_team {
        own
    } else {
        let of = |place: &Place| {
            let nurses = chart.site.nurses(*place, day);
            nurses.into_iter().chain(chart.site.clinicians(*place, day))
        };
        WARDS.iter().flat_map(of).collect()
    };
    let mut posts: Vec<PostNo> = people.iter().map(|placement| placement.post).collect();
    posts.sort_unstable();
    posts.dedup();
    posts
}
