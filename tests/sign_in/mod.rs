//! Signing in: sessions of browsers, tokens of programs, and who is kept out.

mod accounts;
mod api;
mod browser;
mod lock_out;
mod logs;
mod pages;
mod pin;
mod switching;
mod tokens;
mod visitor;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use redthread::app::sign_in::Credentials;
use redthread::app::{Actor, App, accounts as use_cases};
use redthread::domain::access::Granted;
use redthread::domain::ids::{AccountId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use redthread::runtime::{Clock, FixedClock, RandomIds};
use sea_orm::{EntityTrait, QueryOrder};

use crate::store::fixtures::id;
use crate::support::TestDb;

const PASSWORD: &str = "thread through the maze";

/// A service with one unit, one professional and a clock that is moved by hand.
struct World {
    app: App,
    clock: Arc<FixedClock>,
    unit: UnitId,
    professional: ProfessionalId,
    db: TestDb,
}

impl World {
    async fn new(db: TestDb) -> Self {
        let start: DateTime<Utc> = "2026-11-22T20:00:00Z".parse().unwrap();
        let clock = Arc::new(FixedClock::new(start));
        let conn = db.writer();
        let unit: entity::unit::ActiveModel = entity::unit::Model {
            name: "Fjellsiden outpatient clinic".to_owned(),
            ..unit_row()
        }
        .into();
        entity::unit::Entity::insert(unit)
            .exec_without_returning(conn)
            .await
            .unwrap();
        let professional: entity::professional::ActiveModel = professional_row().into();
        entity::professional::Entity::insert(professional)
            .exec_without_returning(conn)
            .await
            .unwrap();
        Self {
            app: App::new(
                (*db).clone(),
                clock.clone(),
                Arc::new(RandomIds),
                chrono_tz::Europe::Oslo,
            ),
            clock,
            unit: UnitId(id(1)),
            professional: ProfessionalId(id(50)),
            db,
        }
    }

    /// [`World::new`] with the coordinator `solveig`, whose password is [`PASSWORD`].
    async fn with_solveig(db: TestDb) -> Self {
        let world = Self::new(db).await;
        world.solveig().await;
        world
    }

    async fn solveig(&self) -> AccountId {
        let new = self.coordinator("solveig");
        use_cases::create(&self.app, &Actor::System, &new)
            .await
            .unwrap()
    }

    fn coordinator(&self, username: &str) -> use_cases::NewAccount {
        use_cases::NewAccount {
            username: username.to_owned(),
            password: PASSWORD.into(),
            professional: Some(self.professional),
            roles: vec![Granted {
                role: Role::CareCoordinator,
                unit: Some(self.unit),
            }],
        }
    }

    fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// What was written down, in order: actor and action.
    async fn audit(&self) -> Vec<String> {
        let entries = entity::audit_entry::Entity::find()
            .order_by_asc(entity::audit_entry::Column::At)
            .order_by_asc(entity::audit_entry::Column::Id)
            .all(self.db.writer())
            .await
            .unwrap();
        entries
            .into_iter()
            .map(|entry| format!("{} {}", entry.actor, entry.action))
            .collect()
    }
}

fn unit_row() -> entity::unit::Model {
    crate::store::fixtures::unit(1, "outpatient_clinic")
}

fn professional_row() -> entity::professional::Model {
    crate::store::fixtures::professional(50)
}

fn credentials(username: &str, password: &str) -> Credentials {
    Credentials {
        username: username.to_owned(),
        password: password.into(),
    }
}

fn solveigs() -> Credentials {
    credentials("solveig", PASSWORD)
}
