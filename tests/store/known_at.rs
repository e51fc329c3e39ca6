//! What was known at a moment: later records hidden, corrected ones as they stood.

use chrono_tz::Europe::Oslo;
use redthread::domain::ids::{ProfessionalId, RecordId, UnitId};
use redthread::domain::trajectory::Trajectory;
use redthread::domain::vocabulary::{EndReason, HandoverState, Setting};
use redthread::store::versions::{contact_payload, payload, period_payload};
use redthread::store::{directory, trajectories};

use super::fixtures::{
    contact, date, day, handover, id, insert, one_patient, patient_id, period, relationship, unit,
    version_of,
};
use crate::support::{TestDb, both};

async fn at(db: &TestDb, known: i64) -> Trajectory {
    let mut loaded = trajectories::load(&db.read, &[patient_id(100)], Some(day(known)))
        .await
        .unwrap();
    loaded.remove(0)
}

#[tokio::test]
async fn a_record_is_hidden_until_it_was_recorded() {
    both(|db| async move {
        one_patient(&db).await;
        let mut late = contact(100, 1000, 2, 5);
        late.recorded_at = day(9);
        insert(&db, late).await;
        assert!(at(&db, 8).await.contacts.is_empty());
        assert_eq!(at(&db, 9).await.contacts.len(), 1);
    })
    .await;
}

/// Three versions of a stay: each is read for as long as it was the newest, and never two at once.
#[tokio::test]
async fn a_corrected_record_is_read_as_it_stood() {
    both(|db| async move {
        one_patient(&db).await;
        let first = period(100, 1000, 1, 1);
        let mut second = first.clone();
        second.to_at = Some(day(8));
        let mut third = second.clone();
        third.to_at = Some(day(6));
        third.recorded_at = day(20);
        third.version = 3;
        insert(&db, third).await;
        let mut one = version_of(100, 1, "treatment_period", id(1000), (1, 1, 10), &first);
        let leave = entity::treatment_period_leave::Model {
            patient_id: id(100),
            id: id(1),
            treatment_period_id: id(1000),
            from_at: day(2),
            to_at: Some(day(3)),
        };
        one.payload = period_payload(&first, &[leave]);
        insert(&db, one).await;
        insert(
            &db,
            version_of(100, 2, "treatment_period", id(1000), (2, 10, 20), &second),
        )
        .await;

        let stay = |t: &Trajectory| {
            t.periods
                .iter()
                .map(|p| (p.id, p.to, p.leave.len()))
                .collect::<Vec<_>>()
        };
        let id = RecordId(id(1000));
        assert_eq!(stay(&at(&db, 0).await), []);
        assert_eq!(stay(&at(&db, 1).await), [(id, None, 1)]);
        assert_eq!(stay(&at(&db, 9).await), [(id, None, 1)]);
        assert_eq!(stay(&at(&db, 10).await), [(id, Some(day(8)), 0)]);
        assert_eq!(stay(&at(&db, 20).await), [(id, Some(day(6)), 0)]);
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_payload_is_read_back() {
    both(|db| async move {
        one_patient(&db).await;
        let mut met = contact(100, 2000, 2, 3);
        met.main_professional_id = Some(id(11));
        met.minutes = Some(30);
        let mut version = version_of(100, 1, "contact", id(2000), (1, 3, 20), &met);
        version.payload = contact_payload(&met, &[id(12)]);
        insert(&db, version).await;
        met.recorded_at = day(20);
        met.status = "cancelled".to_owned();
        insert(&db, met).await;

        let mut tie = relationship(100, 3000, 11, 2);
        tie.to_at = Some(day(4));
        tie.end_reason = Some("discharge".to_owned());
        tie.planned_end_on = Some(date(5));
        tie.important_to_patient = true;
        insert(
            &db,
            version_of(100, 2, "relationship", id(3000), (1, 4, 20), &tie),
        )
        .await;
        tie.recorded_at = day(20);
        tie.to_at = None;
        insert(&db, tie).await;

        let mut passed = handover(100, 4000, 3);
        insert(
            &db,
            version_of(100, 3, "handover", id(4000), (1, 3, 20), &passed),
        )
        .await;
        passed.accepted_at = Some(day(19));
        passed.recorded_at = day(20);
        insert(&db, passed).await;

        let then = at(&db, 10).await;
        assert!(then.contacts[0].patient_present);
        assert_eq!(then.contacts[0].main, Some(ProfessionalId(id(11))));
        assert_eq!(then.contacts[0].others, [ProfessionalId(id(12))]);
        assert_eq!(then.relationships[0].to, Some(day(4)));
        assert_eq!(then.relationships[0].planned_end, Some(date(5)));
        assert_eq!(then.relationships[0].end_reason, Some(EndReason::Discharge));
        assert!(then.relationships[0].important_to_patient);
        assert_eq!(then.handovers[0].state, HandoverState::Offered);

        let now = at(&db, 20).await;
        assert!(!now.contacts[0].patient_present);
        assert_eq!(now.relationships[0].to, None);
        assert_eq!(now.handovers[0].state, HandoverState::Accepted);
    })
    .await;
}

#[tokio::test]
async fn the_patient_is_always_there_in_the_earliest_version_at_least() {
    both(|db| async move {
        one_patient(&db).await;
        let mut row = super::fixtures::patient(200, "b");
        row.in_service_from_on = Some(date(1));
        let version = version_of(200, 1, "patient", id(200), (1, 5, 10), &row);
        row.recorded_at = day(10);
        row.deceased_at = Some(day(9));
        row.version = 2;
        insert(&db, row).await;
        insert(&db, version).await;
        let mut died = Vec::new();
        for known in [1, 5, 9, 10] {
            let t = trajectories::load(&db.read, &[patient_id(200)], Some(day(known)))
                .await
                .unwrap()
                .remove(0);
            assert_eq!(t.patient.in_service_from, Some(date(1)));
            died.push(t.patient.deceased_at);
        }
        assert_eq!(died, [None, None, None, Some(day(9))]);
    })
    .await;
}

#[tokio::test]
async fn the_directory_is_read_as_it_stood() {
    both(|db| async move {
        let mut ward = unit(1, "acute_ward");
        let version = entity::directory_version::Model {
            id: id(900),
            kind: "unit".to_owned(),
            record_id: ward.id,
            version: 1,
            recorded_at: day(3),
            superseded_at: day(10),
            actor: "test".to_owned(),
            reason: None,
            import_file_id: None,
            payload: payload(&ward),
        };
        insert(&db, version).await;
        ward.setting = "rehab_ward".to_owned();
        ward.recorded_at = day(10);
        ward.version = 2;
        insert(&db, ward).await;
        for (known, setting) in [
            (1, Setting::AcuteWard),
            (9, Setting::AcuteWard),
            (10, Setting::RehabWard),
        ] {
            let directory = directory::load(&db.read, Oslo, Some(day(known)))
                .await
                .unwrap();
            assert_eq!(directory.setting(UnitId(id(1))), Some(setting), "{known}");
        }
        let directory = directory::load(&db.read, Oslo, None).await.unwrap();
        assert_eq!(directory.setting(UnitId(id(1))), Some(Setting::RehabWard));
    })
    .await;
}
