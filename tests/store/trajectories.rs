//! Records read back as trajectories.

use chrono::TimeDelta;
use redthread::domain::ids::{ProfessionalId, RecordId, UnitId};
use redthread::domain::trajectory::Holder;
use redthread::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverState, HandoverType, RelationshipKind, RelationshipMode, Setting,
};
use redthread::store::{directory, patients, trajectories};

use super::fixtures::{
    contact, date, day, handover, id, insert, one_patient, patient, patient_id, period,
    relationship,
};
use crate::support::{TestDb, both};

async fn records(db: &TestDb) {
    one_patient(db).await;
    let mut stay = period(100, 1000, 1, 1);
    stay.to_at = Some(day(20));
    stay.admission_kind = Some("planned".to_owned());
    insert(db, stay).await;
    for (n, from, to) in [(1, 8, None), (2, 4, Some(5))] {
        let leave = entity::treatment_period_leave::Model {
            patient_id: id(100),
            id: id(1100 + n),
            treatment_period_id: id(1000),
            from_at: day(from),
            to_at: to.map(day),
        };
        insert(db, leave).await;
    }
    let mut meeting = contact(100, 2000, 2, 30);
    meeting.at += TimeDelta::microseconds(123_456);
    meeting.minutes = Some(45);
    meeting.mode = Some("video".to_owned());
    meeting.main_professional_id = Some(id(11));
    meeting.purpose = Some("therapy".to_owned());
    insert(db, meeting).await;
    let other = entity::contact_professional::Model {
        patient_id: id(100),
        contact_id: id(2000),
        position: 1,
        professional_id: id(12),
    };
    insert(db, other).await;
    let mut missed = contact(100, 2001, 2, 29);
    "no_show".clone_into(&mut missed.status);
    insert(db, missed).await;
    let mut tie = relationship(100, 3000, 11, 1);
    "therapist".clone_into(&mut tie.kind);
    tie.unit_id = Some(id(2));
    tie.to_at = Some(day(40));
    tie.planned_end_on = Some(date(41));
    tie.end_reason = Some("retired".to_owned());
    tie.told_in_time = Some(false);
    tie.goodbye = Some(true);
    tie.successor_id = Some(id(12));
    tie.agreed_interval_days = Some(28);
    tie.important_to_patient = true;
    tie.mode = Some("maintenance".to_owned());
    tie.deputy_id = Some(id(12));
    insert(db, tie).await;
    let mut sister = relationship(100, 3001, 11, 2);
    "next_of_kin".clone_into(&mut sister.kind);
    sister.professional_id = None;
    sister.person_name = Some("Sister".to_owned());
    insert(db, sister).await;
    insert(db, handover(100, 4000, 20)).await;
    let mut accepted = handover(100, 4001, 21);
    accepted.accepted_at = Some(day(22));
    accepted.to_professional_id = Some(id(12));
    accepted.to_unit_id = Some(id(2));
    insert(db, accepted).await;
    few(db).await;
}

async fn few(db: &TestDb) {
    let shift = entity::shift_assignment::Model {
        patient_id: id(100),
        id: id(5000),
        source_system: "local".to_owned(),
        source_value: "s".to_owned(),
        professional_id: id(11),
        unit_id: id(1),
        from_at: day(2),
        to_at: None,
        recorded_at: day(2),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, shift).await;
    let decision = entity::decision::Model {
        patient_id: id(100),
        id: id(6000),
        source_system: "local".to_owned(),
        source_value: "d".to_owned(),
        subject: "follow_up".to_owned(),
        outcome: "declined_by_patient".to_owned(),
        decided_at: day(19),
        reason: None,
        recorded_at: day(19),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, decision).await;
    let review = entity::relational_review::Model {
        patient_id: id(100),
        id: id(7000),
        source_system: "local".to_owned(),
        source_value: "v".to_owned(),
        held_at: day(25),
        professional_id: None,
        recorded_at: day(25),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, review).await;
}

#[tokio::test]
async fn every_kind_of_record_is_read() {
    both(|db| async move {
        records(&db).await;
        let loaded = trajectories::load(&db.read, &[patient_id(100)], None)
            .await
            .unwrap();
        let [t] = loaded.as_slice() else {
            panic!("one patient")
        };

        let [stay] = t.periods.as_slice() else {
            panic!("one stay")
        };
        assert_eq!((stay.id, stay.unit), (RecordId(id(1000)), UnitId(id(1))));
        assert_eq!((stay.from, stay.to), (day(1), Some(day(20))));
        assert_eq!(stay.source, "t1000");
        assert_eq!(stay.admission_kind, Some(AdmissionKind::Planned));
        let leave: Vec<_> = stay.leave.iter().map(|l| (l.from, l.to)).collect();
        assert_eq!(leave, [(day(4), Some(day(5))), (day(8), None)]);

        let [missed, met] = t.contacts.as_slice() else {
            panic!("two contacts")
        };
        assert_eq!(missed.status, ContactStatus::NoShow);
        assert!(!missed.patient_present);
        assert_eq!((missed.main, missed.others.len()), (None, 0));
        assert!(met.patient_present);
        assert_eq!(met.at, day(30) + TimeDelta::microseconds(123_456));
        assert_eq!(met.mode, Some(ContactMode::Video));
        assert_eq!(met.purpose, Some(ContactPurpose::Therapy));
        assert_eq!(met.minutes, Some(45));
        assert_eq!(met.main, Some(ProfessionalId(id(11))));
        assert_eq!(met.others, [ProfessionalId(id(12))]);

        let [tie, sister] = t.relationships.as_slice() else {
            panic!("two relationships")
        };
        assert_eq!(tie.kind, RelationshipKind::Therapist);
        assert_eq!(tie.holder, Holder::Professional(ProfessionalId(id(11))));
        assert_eq!(tie.unit, Some(UnitId(id(2))));
        assert_eq!((tie.from, tie.to), (day(1), Some(day(40))));
        assert_eq!(tie.planned_end, Some(date(41)));
        assert_eq!(tie.end_reason, Some(EndReason::Retired));
        assert_eq!(
            (
                tie.told_in_time,
                tie.goodbye,
                tie.joint_meeting,
                tie.successor_known
            ),
            (Some(false), Some(true), None, None)
        );
        assert_eq!(tie.successor, Some(ProfessionalId(id(12))));
        assert_eq!(tie.deputy, Some(ProfessionalId(id(12))));
        assert_eq!(tie.agreed_interval_days, Some(28));
        assert_eq!(tie.mode, Some(RelationshipMode::Maintenance));
        assert!(tie.important_to_patient && !tie.is_temporary_cover);
        assert!(matches!(&sister.holder, Holder::Person(name) if !name.is_empty()));

        let states: Vec<_> = t.handovers.iter().map(|h| h.state).collect();
        assert_eq!(states, [HandoverState::Offered, HandoverState::Accepted]);
        assert_eq!(t.handovers[1].kind, HandoverType::WardTransfer);
        assert_eq!(t.handovers[1].to_professional, Some(ProfessionalId(id(12))));
        assert_eq!(t.handovers[1].to_unit, Some(UnitId(id(2))));
        assert_eq!(
            (t.shifts[0].from, t.shifts[0].unit),
            (day(2), UnitId(id(1)))
        );
        assert_eq!(t.decisions[0].subject, DecisionSubject::FollowUp);
        assert_eq!(t.decisions[0].outcome, DecisionOutcome::DeclinedByPatient);
        assert_eq!(t.reviews[0].held_at, day(25));
    })
    .await;
}

#[tokio::test]
async fn trajectories_come_in_the_order_asked_for() {
    both(|db| async move {
        one_patient(&db).await;
        // More than one chunk of ids.
        let mut wanted = Vec::new();
        for n in (1000..1700).rev() {
            insert(&db, patient(n, &format!("p{n}"))).await;
            wanted.push(patient_id(n));
        }
        insert(&db, contact(1650, 1, 2, 5)).await;
        insert(&db, contact(1001, 2, 2, 6)).await;
        wanted.insert(3, patient_id(9999));
        let loaded = trajectories::load(&db.read, &wanted, None).await.unwrap();
        wanted.remove(3);
        let ids: Vec<_> = loaded.iter().map(|t| t.patient.id).collect();
        assert_eq!(ids, wanted);
        for t in &loaded {
            let contacts =
                usize::from(t.patient.id == patient_id(1650) || t.patient.id == patient_id(1001));
            assert_eq!(t.contacts.len(), contacts);
        }
        assert!(
            trajectories::load(&db.read, &[], None)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn ranges_hold_everyone_once() {
    both(|db| async move {
        one_patient(&db).await;
        for n in 200..225 {
            insert(&db, patient(n, &format!("p{n}"))).await;
            insert(&db, contact(n, 1, 2, 5)).await;
        }
        let ranges = patients::ranges(&db.read, 10).await.unwrap();
        assert_eq!(ranges.len(), 3);
        let mut seen = Vec::new();
        for range in ranges {
            for t in trajectories::load_range(&db.read, range, None)
                .await
                .unwrap()
            {
                assert_eq!(
                    t.contacts.len(),
                    usize::from(t.patient.id != patient_id(100))
                );
                seen.push(t.patient.id);
            }
        }
        let mut expected: Vec<_> = (200..225).map(patient_id).collect();
        expected.insert(0, patient_id(100));
        assert_eq!(seen, expected);
    })
    .await;
}

#[tokio::test]
async fn the_directory_knows_who_works_where() {
    both(|db| async move {
        one_patient(&db).await;
        let mut abroad = super::fixtures::unit(3, "day_unit");
        abroad.time_zone = Some("Atlantic/Reykjavik".to_owned());
        abroad.parent_id = Some(id(1));
        insert(&db, abroad).await;
        let employment = entity::employment::Model {
            id: id(50),
            professional_id: id(11),
            unit_id: id(3),
            from_on: date(0),
            to_on: None,
            planned_end_on: Some(date(90)),
            is_locum: false,
            caseload_limit: None,
            recorded_at: day(0),
            version: 1,
            import_file_id: None,
            import_row: None,
        };
        insert(&db, employment).await;
        let directory = directory::load(&db.read, chrono_tz::Europe::Oslo, None)
            .await
            .unwrap();
        assert_eq!(directory.setting(UnitId(id(1))), Some(Setting::AcuteWard));
        assert_eq!(directory.zone(Some(UnitId(id(1)))), chrono_tz::Europe::Oslo);
        assert_eq!(
            directory.zone(Some(UnitId(id(3)))),
            chrono_tz::Atlantic::Reykjavik
        );
        assert_eq!(directory.units[&UnitId(id(3))].parent, Some(UnitId(id(1))));
        assert_eq!(directory.professionals.len(), 2);
        let employments = &directory.employments[&ProfessionalId(id(11))];
        assert_eq!(employments[0].planned_end, Some(date(90)));
    })
    .await;
}
