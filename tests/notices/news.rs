//! What is news of a patient: tables.

use chrono::{DateTime, TimeDelta, Utc};
use redthread::domain::flags::{Case, Policy};
use redthread::domain::ids::{PatientId, RecordId, UnitId};
use redthread::domain::intake::Leave;
use redthread::domain::news::{HORIZON, OVERSTAYED, news, next};
use redthread::domain::trajectory::{Directory, Patient, Trajectory, TreatmentPeriod, Unit};
use redthread::domain::vocabulary::Setting;
use uuid::Uuid;

/// A stay: unit, from, to, in hours before now.
type Stay = (u128, i64, Option<i64>);

fn now() -> DateTime<Utc> {
    "2026-03-02T11:00:00Z".parse().unwrap()
}

fn hours(n: i64) -> DateTime<Utc> {
    now() - TimeDelta::hours(n)
}

/// Wards 1 and 2, and a clinic, 3.
fn directory() -> Directory {
    let mut directory = Directory::empty(chrono_tz::Europe::Oslo);
    for (n, setting) in [
        (1, Setting::AcuteWard),
        (2, Setting::SubacuteWard),
        (3, Setting::OutpatientClinic),
    ] {
        let id = UnitId(Uuid::from_u128(n));
        let unit = Unit {
            id,
            source: redthread::domain::ids::SourceId::new("local", n.to_string()),
            name: n.to_string(),
            setting,
            zone: chrono_tz::Europe::Oslo,
            parent: None,
        };
        directory.units.insert(id, unit);
    }
    directory
}

fn patient(stays: &[Stay]) -> Trajectory {
    let mut trajectory = Trajectory::of(Patient {
        id: PatientId(Uuid::from_u128(1)),
        in_service_from: None,
        in_service_to: None,
        deceased_at: None,
    });
    trajectory.periods = (100..)
        .zip(stays)
        .map(|(n, (unit, from, to))| TreatmentPeriod {
            id: RecordId(Uuid::from_u128(n)),
            source: n.to_string(),
            unit: UnitId(Uuid::from_u128(*unit)),
            from: hours(*from),
            to: to.map(hours),
            admission_kind: None,
            leave: Vec::new(),
        })
        .collect();
    trajectory.sort();
    trajectory
}

/// News as `kind unit`, in order.
fn told(trajectory: Trajectory) -> Vec<String> {
    let (directory, policy) = (directory(), Policy::default());
    let case = Case::new(trajectory, &directory, &policy, now());
    let told = news(&case).into_iter().map(|news| {
        let from = news.from_unit.map(|unit| format!("{}>", unit.0.as_u128()));
        let unit = news.unit.unwrap().0.as_u128();
        format!("{} {}{unit}", news.kind.code(), from.unwrap_or_default())
    });
    told.collect()
}

#[test]
fn what_is_news_of_stays() {
    let edge = HORIZON.num_hours();
    let table: [(&[Stay], &[&str]); 11] = [
        (&[], &[]),
        (&[(1, 5, None)], &["admitted 1"]),
        (&[(1, edge, None)], &[]),
        (&[(1, edge - 1, None)], &["admitted 1"]),
        (&[(1, 200, Some(5))], &["discharged 1"]),
        (&[(1, 200, Some(5)), (2, 5, None)], &["transferred 1>2"]),
        // Two hours on the way are one admission.
        (&[(1, 200, Some(7)), (2, 5, None)], &["transferred 1>2"]),
        // Home for a night, and back on the same ward.
        (&[(1, 200, Some(20)), (1, 5, None)], &["admitted 1"]),
        // The same stay written down twice.
        (&[(1, 200, None), (1, 5, None)], &[]),
        // Neither comes nor goes to a ward.
        (&[(3, 5, None)], &[]),
        // Ahead.
        (&[(1, -5, None)], &[]),
    ];
    for (stays, expected) in table {
        assert_eq!(told(patient(stays)), expected, "{stays:?}");
    }
}

#[test]
fn nothing_is_told_of_the_dead() {
    let mut trajectory = patient(&[(1, 20, Some(2))]);
    trajectory.patient.deceased_at = Some(hours(2));
    assert_eq!(told(trajectory), Vec::<String>::new());
}

#[test]
fn a_leave_is_overstayed_when_nobody_ended_it_for_a_day() {
    let (directory, policy) = (directory(), Policy::default());
    let long = OVERSTAYED.num_hours();
    for (from, to, is_told) in [
        (long - 1, None, false),
        (long, None, true),
        (long + 10, None, true),
        (long + 10, Some(2), false),
        // Long told, or from another system's past.
        (long + HORIZON.num_hours(), None, false),
    ] {
        let mut trajectory = patient(&[(1, 500, None)]);
        trajectory.periods[0].leave = vec![Leave {
            from: hours(from),
            to: to.map(hours),
        }];
        let case = Case::new(trajectory, &directory, &policy, now());
        assert_eq!(!news(&case).is_empty(), is_told, "{from} {to:?}");
        let ahead = (from < long).then(|| hours(from) + OVERSTAYED);
        assert_eq!(next(&case), ahead, "{from} {to:?}");
    }
}
