//! The caseload: its order, its pages and its filters.

use redthread::app::caseload::{Asked, Way, caseload};
use redthread::app::evaluate::{Which, keep};
use redthread::app::paging::Count;
use redthread::app::{Actor, NoProgress};
use redthread::domain::access::{Granted, Viewer};
use redthread::domain::ids::{AccountId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::{Role, Severity};
use sea_orm::EntityTrait as _;

use super::World;
use crate::store::fixtures::{contact, date, day, id, insert, patient, period, relationship};
use crate::support::both;

fn coordinator() -> Actor {
    Actor::Account(Viewer {
        account: AccountId(id(900)),
        username: "kari".to_owned(),
        professional: Some(ProfessionalId(id(11))),
        roles: vec![Granted {
            role: Role::CareCoordinator,
            unit: Some(UnitId(id(1))),
        }],
    })
}

/// The patients of every page, and how many there are said to be.
async fn all(world: &World, asked: &Asked) -> (Vec<uuid::Uuid>, Count) {
    let mut asked = asked.clone();
    let mut patients = Vec::new();
    loop {
        let page = caseload(&world.app, &coordinator(), &asked).await.unwrap();
        assert!(page.rows.len() <= 25);
        patients.extend(page.rows.iter().map(|row| row.patient.reference.id.0));
        asked.after = page.next;
        if asked.after.is_none() {
            return (patients, page.count);
        }
        assert_eq!(page.rows.len(), 25);
    }
}

/// A patient of professional 11 with somebody named, so that nothing is flagged.
async fn held(world: &World, n: u128) {
    insert(&world.db, patient(n, &format!("p{n}"))).await;
    insert(&world.db, relationship(n, n + 1000, 11, 1)).await;
}

#[tokio::test]
async fn those_who_need_somebody_soon_come_first() {
    both(|db| async move {
        let world = World::new(db).await;
        // Nothing flagged: no contact agreed, one in ten days, one tomorrow.
        for n in [301, 302, 303] {
            held(&world, n).await;
        }
        for (n, at) in [(302, 70), (303, 61)] {
            let mut booked = contact(n, n + 2000, 2, at);
            booked.status = "planned".to_owned();
            insert(&world.db, booked).await;
        }
        // Attention: an agreed contact is overdue. Urgent: a marked relationship ends in ten days.
        insert(&world.db, patient(304, "p304")).await;
        let mut lapsed = relationship(304, 1304, 11, 1);
        lapsed.agreed_interval_days = Some(14);
        insert(&world.db, lapsed).await;
        insert(&world.db, patient(305, "p305")).await;
        let mut ending = relationship(305, 1305, 11, 1);
        ending.important_to_patient = true;
        ending.planned_end_on = Some(date(70));
        insert(&world.db, ending).await;
        keep(&world.app, &Actor::System, Which::All, &NoProgress)
            .await
            .unwrap();

        let page = caseload(&world.app, &coordinator(), &Asked::default())
            .await
            .unwrap();
        let order: Vec<_> = page
            .rows
            .iter()
            .map(|row| row.patient.reference.id.0)
            .collect();
        assert_eq!(order, [305, 304, 303, 302, 301].map(id));
        assert_eq!(page.count, Count::Exactly(5));
        assert_eq!(page.rows[0].flags[0].severity, Severity::Urgent);
        assert_eq!(page.rows[1].flags[0].severity, Severity::Attention);
        assert_eq!(page.rows[2].next.map(|next| next.0), Some(day(61)));

        let flagged = Asked {
            flagged: true,
            ..Asked::default()
        };
        assert_eq!(
            all(&world, &flagged).await,
            (vec![id(305), id(304)], Count::Exactly(2))
        );
    })
    .await;
}

#[tokio::test]
async fn pages_neither_leave_out_nor_repeat_anybody() {
    both(|db| async move {
        let world = World::new(db).await;
        for n in 0..60 {
            held(&world, 400 + n).await;
            if n % 3 == 0 {
                // Several with the same next contact, so that the order falls back on identity.
                let mut booked = contact(400 + n, 7000 + n, 2, 65);
                booked.status = "planned".to_owned();
                insert(&world.db, booked).await;
            }
        }
        let (patients, count) = all(&world, &Asked::default()).await;
        assert_eq!(count, Count::Exactly(60));
        let booked = (0..60).filter(|n| n % 3 == 0);
        let rest = (0..60).filter(|n| n % 3 != 0);
        let expected: Vec<_> = booked.chain(rest).map(|n| id(400 + n)).collect();
        assert_eq!(patients, expected);
    })
    .await;
}

#[tokio::test]
async fn the_list_narrows_to_ones_own_or_to_a_unit_of_ones_own() {
    both(|db| async move {
        let world = World::new(db).await;
        held(&world, 501).await;
        insert(&world.db, patient(502, "p502")).await;
        insert(&world.db, period(502, 1502, 1, 10)).await;
        // Within reach both ways: once in the list.
        held(&world, 503).await;
        insert(&world.db, period(503, 1503, 1, 10)).await;
        let by = |way| Asked {
            way,
            ..Asked::default()
        };
        for (asked, expected) in [
            (by(Way::Either), 3),
            (by(Way::Relationship), 2),
            (by(Way::TreatmentPeriod), 2),
            (
                Asked {
                    unit: Some(UnitId(id(1))),
                    ..Asked::default()
                },
                2,
            ),
        ] {
            let (patients, count) = all(&world, &asked).await;
            assert_eq!(
                (patients.len(), count),
                (expected, Count::Exactly(expected as u64))
            );
        }
        let elsewhere = Asked {
            unit: Some(UnitId(id(3))),
            ..Asked::default()
        };
        let refused = caseload(&world.app, &coordinator(), &elsewhere).await;
        assert_eq!(refused.unwrap_err().code(), "invalid_input");
        for mark in ["", "x", "!!", "MC4wLg"] {
            let asked = Asked {
                after: Some(mark.to_owned()),
                ..Asked::default()
            };
            let refused = caseload(&world.app, &coordinator(), &asked).await;
            assert_eq!(refused.unwrap_err().code(), "invalid_input", "{mark:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn more_than_a_thousand_are_not_counted() {
    both(|db| async move {
        let world = World::new(db).await;
        let patients = (0..1002)
            .map(|n| entity::patient::ActiveModel::from(patient(2000 + n, &format!("p{n}"))));
        let ties = (0..1002).map(|n| {
            entity::relationship::ActiveModel::from(relationship(2000 + n, 9000 + n, 11, 1))
        });
        for chunk in patients.collect::<Vec<_>>().chunks(200) {
            entity::patient::Entity::insert_many(chunk.to_vec())
                .exec_without_returning(world.db.writer())
                .await
                .unwrap();
        }
        for chunk in ties.collect::<Vec<_>>().chunks(200) {
            entity::relationship::Entity::insert_many(chunk.to_vec())
                .exec_without_returning(world.db.writer())
                .await
                .unwrap();
        }
        let page = caseload(&world.app, &coordinator(), &Asked::default())
            .await
            .unwrap();
        assert_eq!(page.count, Count::MoreThan(1000));
        assert_eq!(page.rows.len(), 25);
    })
    .await;
}
