//! The tables and the pure decision give the same answer, of everybody about everybody.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use redthread::domain::access::{
    Action, Barred, Resource, Situation, Viewer, Way, decide, ties, until,
};
use redthread::domain::ids::PatientId;
use redthread::store::Db;
use redthread::store::reach::{self, Way as By};
use sea_orm::{EntityTrait, IntoActiveModel};

use super::draw::{carers, now, reach as reach_of, situations};
use crate::store::fixtures::{self, day, id, insert};
use crate::support::both;

const PATIENTS: u128 = 120;
const VIEWERS: usize = 25;

/// The rows of many tables, inserted together.
#[derive(Default)]
struct Rows {
    patients: Vec<entity::patient::Model>,
    summaries: Vec<entity::patient_summary::Model>,
    relationships: Vec<entity::relationship::Model>,
    periods: Vec<entity::treatment_period::Model>,
    contacts: Vec<entity::contact::Model>,
    others: Vec<entity::contact_professional::Model>,
    handovers: Vec<entity::handover::Model>,
    arrivals: Vec<entity::planned_arrival::Model>,
    glasses: Vec<entity::glass_opening::Model>,
    bars: Vec<entity::access_bar::Model>,
    owns: Vec<entity::own_record::Model>,
}

async fn put<M>(db: &Db, rows: Vec<M>)
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
    M::Entity: EntityTrait<Model = M>,
{
    let rows: Vec<_> = rows
        .into_iter()
        .map(IntoActiveModel::into_active_model)
        .collect();
    for rows in rows.chunks(100) {
        M::Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(db.writer())
            .await
            .unwrap();
    }
}

impl Rows {
    fn add(&mut self, n: u128, situation: &Situation) {
        let mut next = n * 1000;
        let mut fresh = || {
            next += 1;
            next
        };
        let patient = id(n);
        self.patients.push(fixtures::patient(n, &format!("p{n}")));
        if let Some(unit) = situation.held_by {
            self.summaries
                .push(fixtures::summary(patient, Some(unit.0)));
        }
        for tie in &situation.relationships {
            let mut row = fixtures::relationship(n, fresh(), 11, 0);
            row.professional_id = Some(tie.professional.0);
            (row.from_at, row.to_at) = (tie.from, tie.to);
            self.relationships.push(row);
        }
        for stay in &situation.periods {
            let mut row = fixtures::period(n, fresh(), 1, 0);
            row.unit_id = stay.unit.0;
            (row.from_at, row.to_at) = (stay.from, stay.to);
            self.periods.push(row);
        }
        for (place, met) in situation.contacts.iter().enumerate() {
            let mut row = fixtures::contact(n, fresh(), 1, 0);
            row.at = met.at;
            met.status.code().clone_into(&mut row.status);
            if place % 2 == 0 {
                row.main_professional_id = Some(met.professional.0);
            } else {
                self.others.push(entity::contact_professional::Model {
                    patient_id: patient,
                    contact_id: row.id,
                    position: 1,
                    professional_id: met.professional.0,
                });
            }
            self.contacts.push(row);
        }
        for offer in &situation.offers {
            let mut row = fixtures::handover(n, fresh(), 0);
            row.offered_at = offer.at;
            row.to_unit_id = offer.unit.map(|unit| unit.0);
            row.to_professional_id = offer.professional.map(|who| who.0);
            row.state = Some(offer.state.code().to_owned());
            self.handovers.push(row);
        }
        self.add_rest(n, situation);
    }

    /// What opens and closes the record besides care.
    fn add_rest(&mut self, n: u128, situation: &Situation) {
        let mut next = n * 1000 + 500;
        let mut fresh = || {
            next += 1;
            next
        };
        let patient = id(n);
        for arrival in &situation.arrivals {
            let is_settled = arrival.state.code() != "expected";
            self.arrivals.push(entity::planned_arrival::Model {
                patient_id: patient,
                id: id(fresh()),
                unit_id: arrival.unit.0,
                expected_at: arrival.expected_at,
                state: arrival.state.code().to_owned(),
                recorded_by: "test".to_owned(),
                recorded_at: day(0),
                settled_by: is_settled.then(|| "test".to_owned()),
                settled_at: is_settled.then(|| day(1)),
                version: 1,
            });
        }
        for pane in &situation.panes {
            self.glasses.push(entity::glass_opening::Model {
                patient_id: patient,
                id: id(fresh()),
                account_id: pane.account.0,
                reason: "other".to_owned(),
                words: "Words".to_owned(),
                opened_at: pane.opened_at,
                until_at: until(pane.opened_at),
                ended_at: pane.ended_at,
                reviewed_at: None,
                reviewed_by: None,
                outcome: None,
                review_words: None,
                version: 1,
            });
        }
        for bar in &situation.bars {
            let (professional_id, unit_id) = match bar.whom {
                Barred::Professional(who) => (Some(who.0), None),
                Barred::Unit(unit) => (None, Some(unit.0)),
            };
            self.bars.push(entity::access_bar::Model {
                patient_id: patient,
                id: id(fresh()),
                professional_id,
                unit_id,
                from_at: bar.from,
                to_at: bar.to,
                reason: None,
                recorded_by: "test".to_owned(),
                recorded_at: day(0),
                lifted_by: None,
                version: 1,
            });
        }
        for own in &situation.own {
            self.owns.push(entity::own_record::Model {
                patient_id: patient,
                id: id(fresh()),
                professional_id: own.professional.0,
                from_at: own.from,
                to_at: own.to,
                recorded_by: "test".to_owned(),
                recorded_at: day(0),
                ended_by: None,
                version: 1,
            });
        }
    }

    async fn store(self, db: &Db) {
        put(db, self.patients).await;
        put(db, self.summaries).await;
        put(db, self.relationships).await;
        put(db, self.periods).await;
        put(db, self.contacts).await;
        put(db, self.others).await;
        put(db, self.handovers).await;
        put(db, self.arrivals).await;
        put(db, self.glasses).await;
        put(db, self.bars).await;
        put(db, self.owns).await;
    }
}

async fn ground(db: &Db) {
    for n in 1..4 {
        insert(db, fixtures::unit(n, "acute_ward")).await;
        insert(db, fixtures::professional(10 + n)).await;
        let account = entity::account::Model {
            id: id(20 + n),
            username: format!("a{n}"),
            professional_id: None,
            password_hash: String::new(),
            is_disabled: false,
            recorded_at: day(0),
            email: None,
            language: None,
            is_digest_mailed: false,
            told_at: None,
            ends_at: None,
            news_mail: "at_once".to_owned(),
        };
        insert(db, account).await;
    }
}

fn drawn<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).unwrap().current()
}

#[tokio::test]
async fn the_store_reaches_whom_the_decision_lets_in_and_nobody_else() {
    both(async |db| {
        ground(&db).await;
        let mut runner = TestRunner::default();
        let situations: Vec<(u128, Situation)> = (0..PATIENTS)
            .map(|n| (1000 + n, drawn(&situations(), &mut runner)))
            .collect();
        let mut rows = Rows::default();
        for (n, situation) in &situations {
            rows.add(*n, situation);
        }
        rows.store(&db).await;
        let mut seen = BTreeSet::new();
        for _ in 0..VIEWERS {
            let viewer = drawn(&carers(), &mut runner);
            compare(&db, &viewer, &situations, &mut seen).await;
        }
        // It was about something: every way was met, and so was every kind of denial.
        for what in Way::ALL
            .map(Way::code)
            .iter()
            .chain(&["own", "barred", "no_part_in_care"])
        {
            assert!(seen.contains(what), "{what} never occurred");
        }
    })
    .await;
}

async fn compare(
    db: &Db,
    viewer: &Viewer,
    situations: &[(u128, Situation)],
    seen: &mut BTreeSet<&'static str>,
) {
    let reach = reach_of(viewer);
    let (mut open, mut mine) = (BTreeSet::new(), BTreeSet::new());
    for (n, situation) in situations {
        let patient = PatientId(id(*n));
        let pure = ties(&reach, situation, now());
        let sought = reach::seek(&db.read, patient, Some(&reach), now())
            .await
            .unwrap();
        let stored = sought.unwrap().ties.unwrap();
        assert_eq!(stored, pure, "{viewer:?}\n{situation:#?}");
        match decide(viewer, Action::Read, Resource::Record(&pure)) {
            Err(denied) => {
                seen.insert(denied.code());
            }
            Ok(allowed) => {
                seen.insert(allowed.way.code());
                open.insert(patient);
                if allowed.way <= Way::Incoming {
                    mine.insert(patient);
                }
            }
        }
    }
    for (by, expected) in [(By::Any, &open), (By::Either, &mine)] {
        let listed = reach::all(&db.read, &reach, by, now()).await.unwrap();
        let count = listed.len();
        let listed: BTreeSet<_> = listed.into_iter().collect();
        assert_eq!(count, listed.len(), "each once");
        assert_eq!(&listed, expected, "{by:?} {viewer:?}");
    }
}
