//! Whatever is recorded, put right and imported, and in whatever order: what is kept for reports, and the
//! flags, are what the records say from scratch.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use redthread::app::evaluate::{Kept, Which, keep};
use redthread::app::recording::{Command, Looks};
use redthread::app::{Actor, AppError, NoProgress};
use redthread::domain::ids::RecordId;
use redthread::domain::intake::Kind;
use redthread::store::sources;

use super::facts::is_whole;
use crate::recording::{World, import};
use crate::support::both;

/// What happens, to which of the two patients, with which record, and how many days ago.
type Step = (u8, bool, usize, i64);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..9_u8, any::<bool>(), 0..64_usize, 2..800_i64);
    prop::collection::vec(step, 45)
}

/// A record of a patient's that may be changed, and its version; not the relationships by which whoever records
/// reaches the two.
async fn one(world: &World, patient: &str, kind: Kind, which: usize) -> Option<Looks> {
    let reach = ["tie", "tie2"].map(|name| RecordId(world.id(name)));
    let read = &world.app.app.db.read;
    let all = sources::of_patient(read, world.patient(patient), &[kind]).await;
    let mut all: Vec<(String, Looks)> = all
        .unwrap()
        .into_iter()
        .filter(|(record, _)| !reach.contains(record))
        .map(|(record, named)| {
            let version = named.version;
            (named.source.value, Looks { record, version })
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let place = which.checked_rem(all.len())?;
    Some(all.swap_remove(place).1)
}

/// One step; whether anything was written.
async fn happens(world: &World, (what, is_in, which, days): Step) -> bool {
    let patient = if is_in { "in" } else { "out" };
    let ago = |days: i64| {
        let at = world.app.app.clock.now() - TimeDelta::days(days);
        at.format("%Y-%m-%dT%H:%M").to_string()
    };
    let (at, later) = (ago(days), ago(days / 2));
    let main = ["{therapist}", "{nurse}", "{other}"][which % 3];
    let status = if which % 4 == 0 {
        "no_show"
    } else {
        "attended"
    };
    let (verb, of, fields): (&str, Option<Kind>, Vec<(&str, &str)>) = match what {
        0 | 1 => (
            "contact",
            None,
            vec![
                ("unit", "{clinic}"),
                ("main", main),
                ("at", &at),
                ("status", "attended"),
            ],
        ),
        2 => (
            "contact-correct",
            Some(Kind::Contact),
            vec![
                ("at", &at),
                ("main", main),
                ("status", status),
                ("reason", "The wrong line"),
            ],
        ),
        3 => (
            "relationship",
            None,
            vec![
                ("kind", "case_manager"),
                ("professional", main),
                ("unit", "{clinic}"),
                ("from", &at),
            ],
        ),
        4 => (
            "relationship-end",
            Some(Kind::Relationship),
            vec![("to", &later), ("end_reason", "professional_left")],
        ),
        5 => (
            "relationship-correct",
            Some(Kind::Relationship),
            vec![("from", &at), ("reason", "The wrong line")],
        ),
        6 => {
            let contacts = format!(
                "id,patient_id,unit_id,at,status,main_professional_id\n\
                 {patient}{},{patient},clinic,{at},{status},therapist\n",
                which % 6
            );
            let report = import(&world.app, &[("contacts.csv", &contacts)]).await;
            return report.total().created + report.total().updated > 0;
        }
        7 => {
            let stays = format!(
                "id,patient_id,unit_id,from,to,admission_kind\n\
                 stay-{patient}{},{patient},south,{at},{later},unplanned\n",
                which % 3
            );
            let report = import(&world.app, &[("treatment_periods.csv", &stays)]).await;
            return report.total().created + report.total().updated > 0;
        }
        _ => {
            world.app.clock.advance(TimeDelta::days(days % 45));
            while world.app.run_jobs().await.batches > 0 {}
            return true;
        }
    };
    let looks = match of {
        None => None,
        Some(kind) => match one(world, patient, kind, which).await {
            None => return false,
            looks => looks,
        },
    };
    let command = Command {
        looks,
        ..world.command(patient, verb, &fields)
    };
    match world.record(&world.therapist, &command).await {
        Ok(_) => true,
        Err(AppError::Unfit(_)) => false,
        Err(other) => panic!("{verb}: {other:?}"),
    }
}

#[tokio::test]
async fn after_any_sequence_everything_is_as_from_scratch() {
    let mut runner = TestRunner::deterministic();
    let lives: Vec<Vec<Step>> = (0..3)
        .map(|_| steps().new_tree(&mut runner).unwrap().current())
        .collect();
    both(move |db| {
        let lives = lives.clone();
        async move {
            let world = World::new(db).await;
            let app = &world.app.app;
            let all = async || {
                keep(app, &Actor::System, Which::All, &NoProgress)
                    .await
                    .unwrap()
            };
            all().await;
            for life in lives {
                let mut written = 0;
                for step in &life {
                    written += usize::from(happens(&world, *step).await);
                }
                assert!(written > life.len() / 2, "{written} of {}", life.len());
                while world.app.run_jobs().await.batches > 0 {}
                let nothing = Kept {
                    patients: 2,
                    ..Kept::default()
                };
                assert_eq!(all().await, nothing, "the flags are those from scratch");
                is_whole(app).await;
            }
        }
    })
    .await;
}
