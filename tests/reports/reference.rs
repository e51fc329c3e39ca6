//! Every figure of continuity once more from the raw records, of every unit: each patient's measures over the period,
//! one after the other, added up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, TimeDelta};
use redthread::app::Actor;
use redthread::app::report::{Answer, Asked, over_period};
use redthread::domain::admission::{Admission, admissions};
use redthread::domain::continuity::measures::{self, ClockMode, Measure as OfPatient, Observed};
use redthread::domain::continuity::{Gatherer, Window};
use redthread::domain::flags::Policy;
use redthread::domain::ids::UnitId;
use redthread::domain::report::period::Span;
use redthread::domain::report::{Book, Measure, Measure as M, Period, Shown};
use redthread::domain::time::local_date;
use redthread::domain::trajectory::{Directory, Relationship, Trajectory};
use redthread::domain::vocabulary::SettingClass;
use redthread::store::{patients, trajectories};

use super::curves::curves;
use crate::support::app::TestApp;
use crate::support::both;

/// What a measure is made of.
#[derive(Debug, Clone, Default)]
struct Made {
    numerator: f64,
    denominator: f64,
    n: i64,
    values: Vec<f64>,
    /// Waits in days, and whether they ended with a contact.
    waits: Vec<(i64, bool)>,
}

/// One patient, and how they are looked at.
struct One<'a> {
    trajectory: &'a Trajectory,
    directory: &'a Directory,
    admissions: &'a [Admission],
    policy: &'a Policy,
    now: redthread::domain::time::Instant,
}

impl<'a> One<'a> {
    fn seen(&self, window: Window) -> Observed<'a> {
        Observed {
            trajectory: self.trajectory,
            directory: self.directory,
            admissions: self.admissions,
            as_of: self.now,
            window,
            count_messages: self.policy.count_messages,
        }
    }

    /// Where the patient belongs on a day: to the named contact, to an agreed one, to where they are treated
    /// outside hospital, within; before all of that, to what ended last.
    fn unit_on(&self, day: NaiveDate) -> Option<UnitId> {
        let mut places = Vec::new();
        for tie in &self.trajectory.relationships {
            let (from, to) = tie.dates(self.directory);
            if let Some(unit) = tie.unit.filter(|_| tie.kind.is_named_contact(true)) {
                let rank = if tie.kind.is_named_contact(false) {
                    3
                } else {
                    1
                };
                places.push((rank, from, to, unit));
            }
        }
        for stay in &self.trajectory.periods {
            let zone = self.directory.zone(Some(stay.unit));
            let is_ward = self.directory.class(stay.unit) == SettingClass::Inpatient;
            let to = stay.to.map(|to| local_date(to, zone));
            let rank = if is_ward { 0 } else { 2 };
            places.push((rank, local_date(stay.from, zone), to, stay.unit));
        }
        places.retain(|(_, from, to, _)| to.is_none_or(|to| to > *from));
        places.retain(|(_, from, _, _)| *from <= day);
        let lasting = places
            .iter()
            .filter(|(_, _, to, _)| to.is_none_or(|to| to > day));
        let held = lasting.max_by_key(|(rank, from, _, unit)| (*rank, *from, *unit));
        held.or_else(|| {
            places
                .iter()
                .max_by_key(|(rank, from, to, unit)| (*to, *rank, *from, *unit))
        })
        .map(|(_, _, _, unit)| *unit)
    }

    fn last_ward(&self, admission: &Admission) -> UnitId {
        let stays = admission
            .stays
            .iter()
            .map(|place| &self.trajectory.periods[*place]);
        let last = stays.max_by_key(|stay| (stay.to.is_none(), stay.to));
        last.unwrap().unit
    }
}

/// Whether an end was announced, told in time or agreed.
pub fn is_planned(tie: &Relationship) -> bool {
    let is_agreed = tie
        .end_reason
        .is_some_and(|reason| reason.code() == "agreed_completion");
    tie.planned_end.is_some() || tie.told_in_time == Some(true) || is_agreed
}

/// Which units are asked about.
pub type Within<'a> = &'a (dyn Fn(Option<UnitId>) -> bool + Sync);

#[derive(Default)]
struct Expected(BTreeMap<Measure, Made>);

impl Expected {
    fn of(&mut self, measure: Measure) -> &mut Made {
        self.0.entry(measure).or_default()
    }

    fn share(&mut self, measure: Measure, of: &OfPatient) {
        let made = self.of(measure);
        made.numerator += of.numerator;
        made.denominator += of.denominator;
        #[expect(clippy::cast_possible_truncation, reason = "a count")]
        let n = of.denominator as i64;
        made.n += n;
    }

    fn yes(&mut self, measure: Measure, is_so: bool) {
        let made = self.of(measure);
        made.n += 1;
        made.denominator += 1.0;
        made.numerator += f64::from(u8::from(is_so));
    }

    fn person(&mut self, one: &One<'_>, period: Period) {
        let observed = one.seen(period.window());
        let indices = Gatherer::new(one.directory, one.policy.count_messages)
            .report(one.trajectory, one.admissions, period.window())
            .indices();
        let days = observed.service_days().count();
        if days == 0 && indices.contacts == 0 {
            return;
        }
        self.of(M::Patients).n += 1;
        if indices.contacts >= 4 {
            for (measure, value) in [
                (M::UpcNamed, indices.upc_named),
                (M::Coc, indices.coc),
                (M::Secon, indices.secon),
            ] {
                self.of(measure).values.extend(value);
            }
        }
        if days > 0 {
            let covered = measures::named_contact_coverage(&observed).share;
            let made = self.of(M::NamedContactCoverage);
            made.n += 1;
            made.numerator += covered.numerator;
            made.denominator += covered.denominator;
        }
        if days >= 90 {
            for (measure, changes) in [
                (M::TeamChanges, measures::moves::team_changes(&observed)),
                (M::SettingMoves, measures::moves::setting_moves(&observed)),
            ] {
                let made = self.of(measure);
                made.n += 1;
                made.numerator += f64::from(u32::try_from(changes).unwrap());
                made.denominator += f64::from(i32::try_from(days).unwrap());
            }
        }
        let lost = one.trajectory.relationships.iter().any(|tie| {
            let (_, to) = tie.dates(one.directory);
            tie.kind.is_helping()
                && tie.holder.professional().is_some()
                && !tie.is_temporary_cover
                && to.is_some_and(|to| period.window().contains(to))
        });
        self.yes(M::PatientsAffected, lost);
    }

    fn admission(&mut self, one: &One<'_>, admission: &Admission, period: Period) {
        let is_in = |day: NaiveDate| period.window().contains(day);
        let on = |day: NaiveDate| Window::between(day, day + Days::new(1));
        if is_in(admission.from_on) {
            let of = measures::known_at_admission(&one.seen(on(admission.from_on)));
            self.share(M::KnownAtAdmission, &of);
        }
        let Some(left) = admission.to_on.filter(|day| is_in(*day)) else {
            return;
        };
        let observed = one.seen(on(left));
        let across = measures::same_professional_across_discharge(&observed).either;
        for (measure, of) in [
            (M::SameProfessionalAcrossDischarge, across),
            (M::FollowUp72h, measures::fu72(&observed, ClockMode::Dates)),
            (M::FollowUp7d, measures::fu7(&observed)),
            (M::FollowUp30d, measures::fu30(&observed)),
            (M::Readmission30d, measures::readmit30(&observed)),
        ] {
            self.share(measure, &of);
        }
        for wait in measures::waits(&observed) {
            self.yes(M::DaysToFirstContact, wait.is_over);
            self.of(M::DaysToFirstContact)
                .waits
                .push((wait.days, wait.is_over));
        }
        let nights = (left - admission.from_on).num_days();
        if nights > 0 {
            let held = admission
                .from_on
                .iter_days()
                .take_while(|day| *day < left)
                .filter(|day| {
                    one.trajectory.measures.iter().any(|measure| {
                        let zone = one.directory.zone(measure.unit);
                        let last = measure.to.unwrap_or(one.now);
                        local_date(measure.from, zone) <= *day && *day <= local_date(last, zone)
                    })
                });
            let made = self.of(M::MeasureDayShare);
            made.n += 1;
            made.numerator += f64::from(u32::try_from(held.count()).unwrap());
            made.denominator += f64::from(i32::try_from(nights).unwrap());
        }
        let rate = measures::responsible(&one.seen(Window::EVERYTHING), admission).per_30d;
        if let Some(value) = rate.value.filter(|value| *value > 0.0) {
            self.of(M::ResponsiblePer30d).values.push(value);
        }
    }

    fn events(&mut self, one: &One<'_>, within: Within<'_>, period: Period) {
        let is_in = |day: NaiveDate| period.window().contains(day);
        let mut own = one.trajectory.clone();
        own.relationships
            .retain(|tie| !tie.is_temporary_cover && within(tie.unit));
        let observed = Observed {
            trajectory: &own,
            ..one.seen(period.window())
        };
        self.share(
            M::WarmHandoverRate,
            &measures::warm_handover_rate(&observed).warm,
        );
        for tie in &own.relationships {
            let (_, ended) = tie.dates(one.directory);
            let is_meant = tie.kind.is_helping() && tie.holder.professional().is_some();
            if is_meant && ended.is_some_and(is_in) {
                self.yes(M::PlannedEndings, is_planned(tie));
            }
        }
        for measure in &one.trajectory.measures {
            let ward = one.trajectory.periods.iter().rev().find(|stay| {
                one.directory.class(stay.unit) == SettingClass::Inpatient
                    && stay.from <= measure.from
                    && stay.to.is_none_or(|to| measure.from < to)
            });
            let unit = measure.unit.or(ward.map(|stay| stay.unit));
            let zone = one.directory.zone(unit);
            let Some(ended) = measure.to.map(|to| local_date(to, zone)) else {
                continue;
            };
            let has_passed = local_date(one.now, one.directory.service_zone) > ended + Days::new(7);
            if within(unit) && is_in(ended) && has_passed {
                let offered = measure.debrief_offered_at.map(|at| local_date(at, zone));
                let is_offered = offered.is_some_and(|day| day <= ended + Days::new(7));
                self.yes(M::DebriefOfferedRate, is_offered);
            }
        }
    }
}

/// The cohort, loaded once.
pub struct Cohort {
    pub directory: std::sync::Arc<Directory>,
    pub trajectories: Vec<(Trajectory, Vec<Admission>)>,
    policy: Policy,
    now: redthread::domain::time::Instant,
}

impl Cohort {
    async fn of(app: &TestApp) -> Self {
        let read = &app.app.db.read;
        let directory = app.app.directory().await.unwrap();
        let policy = Policy::default();
        let now = app.app.clock.now();
        let ids = patients::ids(read, None, 1000).await.unwrap();
        let loaded = trajectories::load(read, &ids, None).await.unwrap();
        let gap = TimeDelta::hours(policy.gap_hours);
        let each = loaded.into_iter().map(|trajectory| {
            let trajectory = trajectory.as_of(now, app.app.zone);
            let own = admissions(&trajectory.periods, &directory, gap);
            (trajectory, own)
        });
        Self {
            trajectories: each.collect(),
            directory,
            policy,
            now,
        }
    }

    fn expected(&self, period: Period, within: Within<'_>) -> Expected {
        let mut expected = Expected::default();
        for (trajectory, admissions) in &self.trajectories {
            let one = One {
                trajectory,
                directory: &self.directory,
                admissions,
                policy: &self.policy,
                now: self.now,
            };
            if within(one.unit_on(period.last_day())) {
                expected.person(&one, period);
            }
            for admission in admissions {
                if within(Some(one.last_ward(admission))) {
                    expected.admission(&one, admission, period);
                }
            }
            expected.events(&one, within, period);
        }
        expected
    }
}

/// Type 7 of Hyndman and Fan at one half, the slow way.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    f64::midpoint(values[(n - 1) / 2], values[n / 2])
}

/// The first day by which, of those still watched each day, half have ended: Kaplan and Meier by hand.
fn median_wait(waits: &[(i64, bool)]) -> Option<f64> {
    let mut lasting = 1.0;
    for day in 0..=365_i32 {
        let count = |wanted: &dyn Fn(&&(i64, bool)) -> bool| {
            f64::from(u32::try_from(waits.iter().filter(wanted).count()).unwrap())
        };
        let risk = count(&|(days, _)| *days >= day.into());
        let ended = count(&|(days, is_over)| *is_over && *days == i64::from(day));
        if ended > 0.0 {
            lasting *= 1.0 - ended / risk;
        }
        if lasting <= 0.5 + 1e-12 {
            return Some(day.into());
        }
    }
    None
}

fn compare(measure: Measure, figure: &Shown, made: &mut Made, what: &str) {
    #[expect(clippy::cast_possible_truncation, reason = "counts")]
    let parts = (made.numerator as i64, made.denominator as i64);
    match measure {
        M::Patients => assert_eq!(figure.n, made.n, "{what}"),
        M::UpcNamed | M::Coc | M::Secon | M::ResponsiblePer30d => {
            assert_eq!(
                usize::try_from(figure.n).unwrap(),
                made.values.len(),
                "{what}"
            );
            if made.values.len() >= 10 {
                let found = figure.value.unwrap();
                assert!((found - median(&mut made.values)).abs() < 1e-9, "{what}");
            }
        }
        M::DaysToFirstContact => {
            assert_eq!((figure.numerator, figure.denominator), parts, "{what}");
            assert_eq!(figure.value, median_wait(&made.waits), "{what}");
        }
        M::TeamChanges | M::SettingMoves => {
            assert_eq!(
                (figure.numerator, figure.denominator, figure.n),
                (parts.0, parts.1, made.n)
            );
            let expected = made.numerator / (made.denominator / 365.25);
            assert!((figure.value.unwrap() - expected).abs() < 1e-9, "{what}");
        }
        _ => {
            assert_eq!((figure.numerator, figure.denominator), parts, "{what}");
            assert_eq!(figure.n, made.n, "{what}");
            if let Some(value) = figure.value {
                assert!(
                    (value - made.numerator / made.denominator).abs() < 1e-9,
                    "{what}"
                );
            }
        }
    }
}

pub async fn answer(app: &TestApp, book: Book, unit: Option<UnitId>, period: Period) -> Answer {
    let asked = Asked {
        book,
        unit,
        period: Some(period),
    };
    let cli = Actor::CommandLine(None);
    over_period(&app.app, &cli, asked).await.unwrap()
}

#[tokio::test]
async fn every_figure_is_what_the_raw_records_say() {
    both(async |db| {
        let app = TestApp::with_patients(db, 200).await;
        let cohort = Cohort::of(&app).await;
        let mut units: Vec<Option<UnitId>> =
            cohort.directory.units.keys().copied().map(Some).collect();
        units.sort_unstable();
        units.push(None);
        let (mut shown, mut of_units) = (BTreeSet::new(), BTreeSet::new());
        let mut points = 0;
        for name in ["2025", "2024", "2025-Q4", "2025-Q2", "2025-11", "2026-01"] {
            let period: Period = name.parse().unwrap();
            assert!(period.is_over(local_date(cohort.now, app.app.zone)));
            for unit in &units {
                let below = |of: Option<UnitId>| match *unit {
                    None => true,
                    Some(top) => {
                        of.is_some_and(|of| cohort.directory.upwards(of).any(|at| at == top))
                    }
                };
                points += curves(&app, &cohort, (*unit, period), &below).await;
                let mut expected = cohort.expected(period, &below);
                for book in [Book::Continuity, Book::Turnover] {
                    let report = answer(&app, book, *unit, period).await.report;
                    let has_moves = report.row(M::TeamChanges).is_some();
                    assert!(!has_moves || period.span() != Span::Month);
                    for row in &report.rows {
                        let Some(figure) = row.now.shown() else {
                            continue;
                        };
                        let is_of_staff = matches!(
                            row.measure,
                            M::Employed
                                | M::EmploymentsBegun
                                | M::EmploymentsEnded
                                | M::RelationshipsBegun
                        );
                        if is_of_staff {
                            continue;
                        }
                        let what = format!("{name} {unit:?} {}", row.measure.code());
                        compare(row.measure, figure, expected.of(row.measure), &what);
                        shown.insert(row.measure);
                        if unit.is_some() {
                            of_units.insert(row.measure);
                        }
                    }
                }
            }
        }
        for measure in [
            M::Patients,
            M::UpcNamed,
            M::Coc,
            M::Secon,
            M::NamedContactCoverage,
            M::PlannedEndings,
            M::PatientsAffected,
            M::FollowUp7d,
            M::DaysToFirstContact,
            M::TeamChanges,
        ] {
            assert!(shown.contains(&measure), "{} was compared", measure.code());
        }
        assert!(of_units.len() > 5, "of single units: {of_units:?}");
        assert!(points > 300, "{points} points of curves were compared");
    })
    .await;
}
