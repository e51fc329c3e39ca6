//! Flags, summaries and policies: what an evaluation leaves behind.

use redthread::domain::flags::Owner;
use redthread::domain::flags::life::{Answer, Event, State, Why};
use redthread::domain::flags::policy::{Change, PolicyVersion};
use redthread::domain::ids::{FlagId, PolicyVersionId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::{OwnerRole, Severity};
use redthread::runtime::CountingIds;
use redthread::store::flags::{self, Changes, Findings, NewFlag, StoredFlag};
use redthread::store::policies;
use redthread::store::summaries::{self, Counters, Summary};
use redthread::store::{flag_events, flag_lives};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde_json::json;

use super::fixtures::{date, day, id, insert, patient, patient_id, professional, unit};
use crate::support::{TestDb, both};

fn flag(code: &'static str, subject: u128) -> NewFlag {
    NewFlag {
        code,
        subject_kind: "treatment_period",
        subject_id: id(subject),
        severity: Severity::Urgent,
        evidence: json!({"discharged_at": "2026-01-01T12:00:00Z", "attempts": [1, 2.5, null]}),
        owner_role: OwnerRole::UnitPool,
        owner: Owner::default(),
        is_private: false,
        raised_at: day(1),
        is_recorded_late: false,
    }
}

async fn store(db: &TestDb, ids: &CountingIds, now: i64, flags: &[(u128, &[NewFlag])]) -> Changes {
    let findings: Vec<_> = flags
        .iter()
        .map(|(patient, flags)| Findings {
            patient: patient_id(*patient),
            flags: flags.to_vec(),
        })
        .collect();
    flags::store(db.writer(), &findings, None, day(now), ids)
        .await
        .unwrap()
}

fn changes(raised: u64, updated: u64, cleared: u64) -> Changes {
    Changes {
        raised,
        updated,
        cleared,
    }
}

#[tokio::test]
async fn flags_are_raised_kept_updated_and_cleared_with_their_history() {
    both(|db| async move {
        let ids = CountingIds::default();
        insert(&db, patient(1, "a")).await;
        insert(&db, patient(2, "b")).await;
        let late = flag("no_follow_up_72h", 10);
        let thin = flag("single_thread", 20);
        let mine = [late.clone(), thin.clone()];
        let hers = [late.clone()];
        let found: [(u128, &[NewFlag]); 2] = [(1, &mine), (2, &hers)];
        assert_eq!(store(&db, &ids, 2, &found).await, changes(3, 0, 0));
        // The same again changes nothing.
        assert_eq!(store(&db, &ids, 3, &found).await, changes(0, 0, 0));
        let before = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
        assert_eq!(before.len(), 2);
        assert_eq!(before[0].code, "no_follow_up_72h");
        assert_eq!(before[0].evidence, late.evidence);
        assert_eq!(before[0].state, State::Open);

        // One changes, one goes; the other patient is not spoken of and keeps hers.
        let mut worse = thin.clone();
        worse.severity = Severity::Attention;
        worse.raised_at = day(9);
        assert_eq!(
            store(&db, &ids, 4, &[(1, &[worse])]).await,
            changes(0, 1, 1)
        );
        let after = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
        assert_eq!(after.len(), 1);
        assert_eq!(after[0].id, before[1].id);
        assert_eq!(after[0].severity, Severity::Attention);
        assert_eq!(after[0].raised_at, day(1));
        assert_eq!(
            flags::living(&db.read, &[patient_id(2)])
                .await
                .unwrap()
                .len(),
            1
        );

        // What went can come back, as another.
        assert_eq!(
            store(&db, &ids, 5, &[(1, &[late, thin])]).await,
            changes(1, 1, 0)
        );
        let all = entity::flag::Entity::find()
            .order_by_asc(entity::flag::Column::RecordedAt)
            .all(&db.read)
            .await
            .unwrap();
        assert_eq!(all.len(), 4);
        let cleared: Vec<_> = all
            .iter()
            .filter(|flag| flag.cleared_at.is_some())
            .collect();
        assert_eq!(cleared.len(), 1);
        assert_eq!(cleared[0].state, "cleared");
        assert_eq!(cleared[0].cleared_at, Some(day(4)));
        let counts = flags::counts(&db.read).await.unwrap();
        assert_eq!(
            counts,
            [
                ("no_follow_up_72h".to_owned(), Severity::Urgent, 2),
                ("single_thread".to_owned(), Severity::Urgent, 1)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_people_did_with_a_flag_outlives_evaluations() {
    both(|db| async move {
        let ids = CountingIds::default();
        insert(&db, patient(1, "a")).await;
        let found = [flag("single_thread", 1), flag("no_named_contact", 1)];
        store(&db, &ids, 1, &[(1, &found)]).await;
        for (code, state) in [
            ("single_thread", "resolved"),
            ("no_named_contact", "snoozed"),
        ] {
            db.writer()
                .execute_unprepared(&format!(
                    "UPDATE flag SET state = '{state}', snoozed_until = '2026-02-01 12:00:00+00:00' \
                     WHERE code = '{code}'"
                ))
                .await
                .unwrap();
        }
        assert_eq!(store(&db, &ids, 2, &[(1, &found)]).await, changes(0, 0, 0));
        assert_eq!(store(&db, &ids, 3, &[(1, &[])]).await, changes(0, 0, 2));
        let all = entity::flag::Entity::find()
            .order_by_asc(entity::flag::Column::Code)
            .all(&db.read)
            .await
            .unwrap();
        let states: Vec<_> = all.iter().map(|flag| flag.state.as_str()).collect();
        assert_eq!(states, ["cleared", "resolved"]);
    })
    .await;
}

/// What somebody did, straight into the table.
async fn put(db: &TestDb, code: &str, state: &State, at: i64) {
    let living = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
    let flag = living.into_iter().find(|flag| flag.code == code).unwrap();
    flag_lives::set(db.writer(), &flag, state, "account:anna", day(at))
        .await
        .unwrap();
}

async fn one(db: &TestDb, code: &str) -> StoredFlag {
    let living = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
    living.into_iter().find(|flag| flag.code == code).unwrap()
}

async fn events(db: &TestDb) -> Vec<(String, Event, i64)> {
    let rows = entity::flag::Entity::find().all(&db.read).await.unwrap();
    let ids: Vec<_> = rows.iter().map(|flag| FlagId(flag.id)).collect();
    let told = flag_events::of(&db.read, patient_id(1), &ids)
        .await
        .unwrap();
    told.into_iter()
        .map(|told| (told.actor, told.event, (told.at - day(0)).num_days()))
        .collect()
}

fn snoozed(until: i64) -> State {
    State::Snoozed {
        until: day(until),
        reason: "later".to_owned(),
    }
}

#[tokio::test]
async fn what_was_put_aside_opens_again_when_it_changes_and_wakes_when_its_time_comes() {
    both(|db| async move {
        let ids = CountingIds::default();
        insert(&db, patient(1, "a")).await;
        let mut found = flag("single_thread", 1);
        found.severity = Severity::Attention;
        store(&db, &ids, 1, &[(1, &[found.clone()])]).await;
        let raised = one(&db, "single_thread").await;

        // Less pressing: it stays as it is.
        put(&db, "single_thread", &State::Acknowledged, 2).await;
        found.severity = Severity::Info;
        store(&db, &ids, 3, &[(1, &[found.clone()])]).await;
        assert_eq!(one(&db, "single_thread").await.state, State::Acknowledged);
        // More pressing than it was: open, and it is told why.
        found.severity = Severity::Urgent;
        store(&db, &ids, 4, &[(1, &[found.clone()])]).await;
        let open = one(&db, "single_thread").await;
        assert_eq!((&open.state, &open.settled), (&State::Open, &None));
        assert_eq!((open.id, open.raised_at), (raised.id, raised.raised_at));
        assert!(open.version > raised.version);

        // Other evidence, on one that somebody settled.
        let answer = State::Resolved(Answer::Words("rang".to_owned()));
        put(&db, "single_thread", &answer, 5).await;
        found.evidence = json!({"attempts": 2});
        store(&db, &ids, 6, &[(1, &[found.clone()])]).await;
        assert_eq!(one(&db, "single_thread").await.state, State::Open);

        // Snoozed until day 9: not a day before.
        put(&db, "single_thread", &snoozed(9), 7).await;
        for (at, state) in [(8, snoozed(9)), (9, State::Open)] {
            store(&db, &ids, at, &[(1, &[found.clone()])]).await;
            assert_eq!(one(&db, "single_thread").await.state, state, "day {at}");
        }
        let told: Vec<_> = events(&db).await;
        let system = |event, at| ("system".to_owned(), event, at);
        assert_eq!(
            told,
            [
                system(Event::Reopened(Why::Severity), 4),
                system(Event::Reopened(Why::Evidence), 6),
                system(Event::Woken, 9),
            ]
        );
    })
    .await;
}

#[expect(clippy::cast_possible_truncation, reason = "days of one month")]
#[tokio::test]
async fn a_flag_keeps_the_thresholds_it_was_raised_by_and_takes_a_new_owner_quietly() {
    both(|db| async move {
        let ids = CountingIds::default();
        insert(&db, patient(1, "a")).await;
        insert(&db, unit(1, "acute_ward")).await;
        insert(&db, professional(11)).await;
        for n in [1, 2] {
            let version = PolicyVersion {
                id: PolicyVersionId(id(n)),
                unit: None,
                valid_from: day(0),
                author: "test".to_owned(),
                reason: "because".to_owned(),
                recorded_at: day(0),
                change: Change::from_texts([("fu_days_2", "9")]).unwrap(),
            };
            policies::add(db.writer(), &version).await.unwrap();
        }
        let mut found = flag("single_thread", 1);
        let by = |n: u128, flag: &NewFlag| {
            let findings = vec![Findings {
                patient: patient_id(1),
                flags: vec![flag.clone()],
            }];
            let (db, ids) = (&db, &ids);
            async move {
                let version = Some(PolicyVersionId(id(n)));
                flags::store(db.writer(), &findings, version, day(n as i64), ids)
                    .await
                    .unwrap()
            }
        };
        by(1, &found).await;
        put(&db, "single_thread", &State::Acknowledged, 1).await;
        found.owner = Owner {
            professional: Some(ProfessionalId(id(11))),
            unit: Some(UnitId(id(1))),
        };
        assert_eq!(by(2, &found).await, changes(0, 1, 0));
        let kept = one(&db, "single_thread").await;
        assert_eq!(kept.policy, Some(PolicyVersionId(id(1))));
        assert_eq!(kept.owner, found.owner);
        assert_eq!(kept.state, State::Acknowledged);
        assert!(events(&db).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_done_elsewhere_for_three_days_was_done_for_the_week() {
    both(|db| async move {
        let ids = CountingIds::default();
        insert(&db, patient(1, "a")).await;
        let first = [flag("no_follow_up_72h", 1), flag("no_follow_up_72h", 2)];
        store(&db, &ids, 1, &[(1, &first)]).await;
        let elsewhere = Answer::Elsewhere {
            by: "the municipality".to_owned(),
            on: date(1),
        };
        let state = State::Resolved(elsewhere.clone());
        let living = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
        let answered = living.iter().find(|flag| flag.subject_id == id(1)).unwrap();
        flag_lives::set(db.writer(), answered, &state, "account:anna", day(2))
            .await
            .unwrap();

        let second = [flag("no_follow_up_7d", 1), flag("no_follow_up_7d", 2)];
        assert_eq!(store(&db, &ids, 5, &[(1, &second)]).await, changes(2, 0, 2));
        let living = flags::living(&db.read, &[patient_id(1)]).await.unwrap();
        assert_eq!(living[0].state, state);
        let by = Some(("account:anna".to_owned(), day(2)));
        assert_eq!(living[0].settled, by);
        assert_eq!(
            living[1].state,
            State::Open,
            "another discharge is asked about"
        );
        let told = ("account:anna".to_owned(), Event::Resolved(elsewhere), 5);
        assert_eq!(events(&db).await, [told]);
        // And it stays so.
        assert_eq!(store(&db, &ids, 6, &[(1, &second)]).await, changes(0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn many_patients_are_stored_in_one_go() {
    both(|db| async move {
        let ids = CountingIds::default();
        let mut findings = Vec::new();
        for n in 1..=1200 {
            insert(&db, patient(n, &format!("p{n}"))).await;
            findings.push(Findings {
                patient: patient_id(n),
                flags: vec![flag("single_thread", n), flag("no_named_contact", n)],
            });
        }
        let stored = flags::store(db.writer(), &findings, None, day(1), &ids)
            .await
            .unwrap();
        assert_eq!(stored, changes(2400, 0, 0));
        for found in &mut findings {
            found.flags.truncate(1);
        }
        let stored = flags::store(db.writer(), &findings, None, day(2), &ids)
            .await
            .unwrap();
        assert_eq!(stored, changes(0, 0, 1200));
    })
    .await;
}

fn summary(n: u128, next: Option<i64>) -> Summary {
    Summary {
        patient: patient_id(n),
        evaluated_at: day(1),
        next_evaluation_at: next.map(day),
        counters: Counters {
            admissions: 3,
            nights_365: 40,
            contacts_365: 50,
            providers_365: 6,
            sum_squares: 700,
            max_with_one: 8,
            same_pairs: 9,
            named_hits: 10,
            named_contacts: 11,
        },
        policy: None,
        policy_unit: None,
        held_by: None,
        // As `mark_stale` left it: the records have not moved on.
        revision: 1,
    }
}

#[tokio::test]
async fn summaries_tell_who_is_due() {
    both(|db| async move {
        for n in 1..=4 {
            insert(&db, patient(n, &format!("p{n}"))).await;
        }
        let everyone: Vec<_> = (1..=4).map(patient_id).collect();
        summaries::mark_stale(db.writer(), &everyone).await.unwrap();
        assert_eq!(
            summaries::due(&db.read, None, None, 10).await.unwrap(),
            everyone
        );
        assert_eq!(
            summaries::due(&db.read, None, Some(everyone[0]), 2)
                .await
                .unwrap(),
            everyone[1..3]
        );
        assert!(
            summaries::load(&db.read, &everyone)
                .await
                .unwrap()
                .is_empty()
        );

        let stored = [summary(3, None), summary(1, Some(5)), summary(2, Some(7))];
        summaries::store(db.writer(), &stored).await.unwrap();
        let due = summaries::due(&db.read, Some(day(5)), None, 10)
            .await
            .unwrap();
        assert_eq!(due, [patient_id(1), patient_id(4)]);
        let loaded = summaries::load(&db.read, &everyone).await.unwrap();
        assert_eq!(loaded, [stored[1], stored[2], stored[0]]);

        // A change keeps what is known until it is computed anew.
        summaries::mark_stale(db.writer(), &[patient_id(3), patient_id(3)])
            .await
            .unwrap();
        assert_eq!(
            summaries::due(&db.read, None, None, 10).await.unwrap(),
            [patient_id(3), patient_id(4)]
        );
        assert_eq!(summaries::load(&db.read, &everyone).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_policy_in_force_is_the_newest_that_has_begun() {
    both(|db| async move {
        assert!(policies::book(&db.read).await.unwrap().is_empty());
        let version = |n: u128, from: i64| PolicyVersion {
            id: PolicyVersionId(id(n)),
            unit: None,
            valid_from: day(from),
            author: "test".to_owned(),
            reason: "because".to_owned(),
            recorded_at: day(0),
            change: Change::from_texts([("fu_days_2", "9")]).unwrap(),
        };
        for (n, from) in [(1, 5), (2, 10)] {
            policies::add(db.writer(), &version(n, from)).await.unwrap();
        }
        assert_eq!(policies::count(&db.read).await.unwrap(), 2);
        let book = policies::book(&db.read).await.unwrap();
        assert_eq!(book.own(None, day(4)), None);
        assert_eq!(book.own(None, day(9)), Some(&version(1, 5)));
        assert_eq!(book.own(None, day(10)), Some(&version(2, 10)));
        let history: Vec<_> = book.versions_of(None).cloned().collect();
        assert_eq!(history, [version(1, 5), version(2, 10)]);
    })
    .await;
}
