//! Every figure once more from the raw records: each patient's measures over the period, added up.

use std::collections::BTreeMap;

use redthread::app::Actor;
use redthread::app::report::{Asked, over_period};
use redthread::domain::admission::admissions;
use redthread::domain::continuity::measures::{self, ClockMode, Measure as OfPatient, Observed};
use redthread::domain::continuity::{Gatherer, Window};
use redthread::domain::flags::Policy;
use redthread::domain::report::{Figure, Measure, Measure as M, Period};
use redthread::domain::time::local_date;
use redthread::store::{patients, trajectories};

use crate::support::app::TestApp;
use crate::support::both;

#[derive(Default)]
struct Expected {
    shares: BTreeMap<Measure, (f64, f64)>,
    values: BTreeMap<Measure, Vec<f64>>,
    patients: i64,
}

impl Expected {
    fn share(&mut self, measure: Measure, of: OfPatient) {
        let sum = self.shares.entry(measure).or_default();
        sum.0 += of.numerator;
        sum.1 += of.denominator;
    }
}

async fn expected(app: &TestApp, period: Period) -> Expected {
    let read = &app.app.db.read;
    let directory = app.app.directory().await.unwrap();
    let policy = Policy::default();
    let now = app.app.clock.now();
    let ids = patients::ids(read, None, 1000).await.unwrap();
    let mut expected = Expected::default();
    for trajectory in trajectories::load(read, &ids, None).await.unwrap() {
        let trajectory = trajectory.as_of(now, app.app.zone);
        let gap = chrono::TimeDelta::hours(policy.gap_hours);
        let own = admissions(&trajectory.periods, &directory, gap);
        let seen = |window| Observed {
            trajectory: &trajectory,
            directory: &directory,
            admissions: &own,
            as_of: now,
            window,
            count_messages: policy.count_messages,
        };
        let observed = seen(period.window());
        for (measure, of) in [
            (M::KnownAtAdmission, measures::known_at_admission(&observed)),
            (
                M::SameProfessionalAcrossDischarge,
                measures::same_professional_across_discharge(&observed).either,
            ),
            (M::FollowUp72h, measures::fu72(&observed, ClockMode::Dates)),
            (M::FollowUp7d, measures::fu7(&observed)),
            (M::FollowUp30d, measures::fu30(&observed)),
            (M::Readmission30d, measures::readmit30(&observed)),
            (
                M::NamedContactCoverage,
                measures::named_contact_coverage(&observed).share,
            ),
        ] {
            expected.share(measure, of);
        }
        let mut warm = trajectory.clone();
        warm.relationships.retain(|tie| !tie.is_temporary_cover);
        let of = measures::warm_handover_rate(&Observed {
            trajectory: &warm,
            ..observed
        });
        expected.share(M::WarmHandoverRate, of.warm);
        for tie in &warm.relationships {
            let (_, ended) = tie.dates(&directory);
            let is_in = ended.is_some_and(|day| period.window().contains(day));
            if is_in && tie.kind.is_helping() && tie.holder.professional().is_some() {
                let sum = expected.shares.entry(M::PlannedEndings).or_default();
                sum.1 += 1.0;
                let is_agreed = tie
                    .end_reason
                    .is_some_and(|reason| reason.code() == "agreed_completion");
                if tie.planned_end.is_some() || tie.told_in_time == Some(true) || is_agreed {
                    sum.0 += 1.0;
                }
            }
        }
        let indices = Gatherer::new(&directory, policy.count_messages)
            .report(&trajectory, &own, period.window())
            .indices();
        if indices.contacts >= 4 {
            for (measure, value) in [
                (M::UpcNamed, indices.upc_named),
                (M::Coc, indices.coc),
                (M::Secon, indices.secon),
            ] {
                expected.values.entry(measure).or_default().extend(value);
            }
        }
        let days = observed.service_days().count();
        expected.patients += i64::from(days > 0 || indices.contacts > 0);
        for admission in &own {
            let left = admission.to_on.filter(|day| period.window().contains(*day));
            let rate = measures::responsible(&seen(Window::EVERYTHING), admission).per_30d;
            if let Some(value) = rate.value.filter(|value| left.is_some() && *value > 0.0) {
                expected
                    .values
                    .entry(M::ResponsiblePer30d)
                    .or_default()
                    .push(value);
            }
        }
    }
    expected
}

/// Type 7 of Hyndman and Fan at one half, the slow way.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    f64::midpoint(values[(n - 1) / 2], values[n / 2])
}

#[tokio::test]
async fn every_figure_is_what_the_raw_records_say() {
    both(async |db| {
        let app = TestApp::with_patients(db, 160).await;
        let today = local_date(app.app.clock.now(), app.app.zone);
        let mut shown = std::collections::BTreeSet::new();
        for name in ["2025", "2025-Q4", "2025-Q2", "2024"] {
            let period: Period = name.parse().unwrap();
            assert!(period.is_over(today));
            let asked = Asked {
                unit: None,
                period: Some(period),
            };
            let cli = Actor::CommandLine(None);
            let answer = over_period(&app.app, &cli, asked).await.unwrap();
            let mut expected = expected(&app, period).await;
            for row in &answer.report.rows {
                let Figure::Shown(figure) = row.now else {
                    continue;
                };
                shown.insert(row.measure);
                let (measure, what) = (row.measure, row.measure.code());
                if measure == Measure::Patients {
                    assert_eq!(figure.n, expected.patients, "{name} {what}");
                } else if let Some((hits, all)) = expected.shares.get(&measure) {
                    let found = (figure.numerator, figure.denominator);
                    #[expect(clippy::cast_possible_truncation, reason = "counts")]
                    let expected = (*hits as i64, *all as i64);
                    assert_eq!(found, expected, "{name} {what}");
                } else if let Some(values) = expected.values.get_mut(&measure) {
                    assert_eq!(
                        usize::try_from(figure.n).unwrap(),
                        values.len(),
                        "{name} {what}"
                    );
                    if values.len() >= 10 {
                        let found = figure.value.unwrap();
                        assert!((found - median(values)).abs() < 1e-9, "{name} {what}");
                    }
                }
            }
        }
        for measure in [
            Measure::Patients,
            Measure::UpcNamed,
            Measure::Coc,
            Measure::Secon,
            Measure::NamedContactCoverage,
            Measure::PlannedEndings,
            Measure::FollowUp7d,
        ] {
            assert!(shown.contains(&measure), "{} was compared", measure.code());
        }
    })
    .await;
}
