//! What people are told at once, what changed since they looked, and where they begin.

mod letters;
mod news;
mod pages;
mod since;
mod telling;

use redthread::app::access::{Announcement, announce};
use redthread::app::notices::{self, Asked, Row};
use redthread::app::{Actor, AppError};
use redthread::domain::ids::{RecordId, UnitId};
use redthread::domain::intake::Kind;
use redthread::runtime::Clock;

use crate::recording::World;

/// What somebody was told, the newest first, as `patient: kind`; those that were read in brackets.
async fn told(world: &World, actor: &Actor) -> Vec<String> {
    let list = rows(world, actor).await.unwrap();
    let said = |row: &Row| {
        let line = format!(
            "{}: {}",
            row.patient.reference.source.value,
            row.notice.news.kind.code()
        );
        match row.notice.read_at {
            Some(_) => format!("({line})"),
            None => line,
        }
    };
    list.iter().map(said).collect()
}

async fn rows(world: &World, actor: &Actor) -> Result<Vec<Row>, AppError> {
    let asked = Asked {
        limit: Some(100),
        ..Asked::default()
    };
    Ok(notices::list(&world.app.app, actor, &asked).await?.rows)
}

async fn unread(world: &World, actor: &Actor) -> u64 {
    notices::unread(&world.app.app, actor, 99).await.unwrap()
}

/// Admits the patient whom the clinic has to the ward: the therapist announces it, the nurse does it.
async fn admit(world: &World) -> RecordId {
    let announcement = Announcement {
        patient: world.patient("out"),
        unit: Some(UnitId(world.id("ward"))),
        expected_at: Some(world.app.clock.now()),
    };
    // That opens the record to the ward.
    announce(&world.app.app, &world.therapist, &announcement)
        .await
        .unwrap();
    let command = world.command("out", "admit", &[("unit", "{ward}")]);
    let recorded = world.record(&world.nurse, &command).await;
    let made = recorded.unwrap();
    made.first(Kind::TreatmentPeriod).unwrap().id
}
