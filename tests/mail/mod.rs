//! E-mail: what is put into the outbox, what leaves it, and what no letter ever says.

mod account;
mod digests;
mod outbox;
mod page;
mod served;
mod urgent;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use redthread::app::accounts::{self, MailChoice};
use redthread::app::{Actor, App, Mailing, outbox as letters};
use redthread::domain::access::Granted;
use redthread::domain::ids::{AccountId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use redthread::jobs;
use redthread::jobs::outbox::Tally;
use redthread::mail::Mailer;
use redthread::runtime::{Clock, FixedClock, RandomIds};
use sea_orm::{EntityTrait, QueryOrder};

use crate::store::fixtures::{day, id, insert, patient, professional, relationship, unit};
use crate::support::TestDb;
use crate::support::smtp::MailServer;

pub use urgent::secrets;

const PASSWORD: &str = "thread through the maze";
/// Kari and Ola, professionals at the unit.
const KARI: u128 = 11;
const OLA: u128 = 12;
/// The unit where both work.
const UNIT: u128 = 1;
/// Patients of Kari; Ola has no tie to the second.
const BOTH_KNOW: u128 = 21;
const KARI_KNOWS: u128 = 22;
/// A patient whom neither reaches.
const STRANGER: u128 = 23;

/// The service, its mail server, and what is in the database.
struct World {
    app: App,
    clock: Arc<FixedClock>,
    server: MailServer,
    db: TestDb,
}

/// The beginning of tests: six in the morning of 2 March in Oslo.
fn six() -> DateTime<Utc> {
    day(60) - TimeDelta::hours(7)
}

impl World {
    async fn new(db: TestDb) -> Self {
        insert(&db, unit(UNIT, "outpatient_clinic")).await;
        for n in [KARI, OLA] {
            insert(&db, professional(n)).await;
        }
        for n in [BOTH_KNOW, KARI_KNOWS, STRANGER] {
            let mut row = patient(n, &format!("nr{n}"));
            row.family_name = Some(format!("Fjelltvedt{n}"));
            row.given_name = Some(format!("Ragnfrid{n}"));
            insert(&db, row).await;
        }
        for (n, who, knows) in [
            (31, BOTH_KNOW, KARI),
            (32, BOTH_KNOW, OLA),
            (33, KARI_KNOWS, KARI),
        ] {
            insert(&db, relationship(who, n, knows, 0)).await;
        }
        let server = MailServer::start().await;
        let clock = Arc::new(FixedClock::new(six()));
        let app = service(&db, &clock, Some(server.mailer()));
        Self {
            app,
            clock,
            server,
            db,
        }
    }

    /// Another instance of the service on the same database.
    fn another(&self) -> App {
        service(&self.db, &self.clock, Some(self.server.mailer()))
    }

    /// An account of a professional, at the unit.
    async fn account(&self, username: &str, professional: u128, mail: MailChoice) -> AccountId {
        let new = accounts::NewAccount {
            username: username.to_owned(),
            password: PASSWORD.into(),
            professional: Some(ProfessionalId(id(professional))),
            roles: vec![Granted {
                role: Role::CareCoordinator,
                unit: Some(UnitId(id(UNIT))),
            }],
        };
        accounts::create_with(&self.app, &Actor::System, &new, &mail)
            .await
            .unwrap()
    }

    /// Kari's account, with an address.
    async fn kari(&self) -> AccountId {
        self.account("kari", KARI, to("kari@service.example")).await
    }

    /// Moves time.
    fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// Moves time to an hour of the day in Oslo.
    fn at_hour(&self, hour: i64) {
        let now = self.clock.now();
        let day = now.with_timezone(&self.app.zone).date_naive();
        let midnight = redthread::domain::time::start_of_day(day, self.app.zone);
        self.later(midnight + TimeDelta::hours(hour) - now);
    }

    /// Does what is due now: letters into the outbox, and out of it.
    async fn round(&self) -> Tally {
        jobs::digest::run_once(&self.app).await.unwrap();
        self.send().await
    }

    /// Sends what is in the outbox.
    async fn send(&self) -> Tally {
        jobs::outbox::run_once(&self.app).await.unwrap()
    }

    /// The entries of the outbox, oldest first.
    async fn entries(&self) -> Vec<entity::outbox::Model> {
        entity::outbox::Entity::find()
            .order_by_asc(entity::outbox::Column::Id)
            .all(self.db.writer())
            .await
            .unwrap()
    }

    async fn standing(&self) -> letters::Standing {
        letters::standing(&self.app).await.unwrap()
    }

    /// What was written down about letters, in order.
    async fn audit(&self) -> Vec<String> {
        let entries = entity::audit_entry::Entity::find()
            .order_by_asc(entity::audit_entry::Column::Id)
            .all(self.db.writer())
            .await
            .unwrap();
        let about_letters = entries
            .into_iter()
            .filter(|entry| entry.purpose == "notification");
        about_letters.map(|entry| entry.action).collect()
    }
}

fn service(
    db: &TestDb,
    clock: &Arc<FixedClock>,
    mailer: Option<Arc<impl Mailer + 'static>>,
) -> App {
    let app = App::new(
        (**db).clone(),
        Arc::<FixedClock>::clone(clock),
        Arc::new(RandomIds),
        chrono_tz::Europe::Oslo,
    );
    app.with_mailing(Mailing {
        mailer: mailer.map(|mailer| mailer as Arc<dyn Mailer>),
        address: Some("https://red.service.example".to_owned()),
        ..Mailing::default()
    })
}

/// Written to at an address, the digest included.
fn to(address: &str) -> MailChoice {
    MailChoice {
        address: Some(address.to_owned()),
        ..MailChoice::default()
    }
}

/// A flag of Kari's, found an hour before the tests begin and about the patient's care as a whole.
fn flag(n: u128, patient: u128, severity: &str) -> entity::flag::Model {
    let found = six() - TimeDelta::hours(1);
    entity::flag::Model {
        patient_id: id(patient),
        id: id(n),
        code: "no_follow_up_7d".to_owned(),
        subject_kind: "admission".to_owned(),
        subject_id: id(n + 1000),
        severity: severity.to_owned(),
        evidence: serde_json::json!({}),
        owner_role: "named_contact".to_owned(),
        raised_at: found,
        recorded_at: found,
        policy_version_id: None,
        state: "open".to_owned(),
        cleared_at: None,
        is_recorded_late: false,
        owner_professional_id: Some(id(KARI)),
        owner_unit_id: None,
        is_private: false,
        snoozed_until: None,
        settled_by: None,
        settled_at: None,
        reason: None,
        done_elsewhere_by: None,
        done_elsewhere_on: None,
        version: 1,
    }
}

/// The same flag, found so many days earlier.
fn older(days: i64, flag: entity::flag::Model) -> entity::flag::Model {
    entity::flag::Model {
        raised_at: flag.raised_at - TimeDelta::days(days),
        recorded_at: flag.recorded_at - TimeDelta::days(days),
        ..flag
    }
}

/// The same flag, owned by the unit's pool.
fn pooled(flag: entity::flag::Model) -> entity::flag::Model {
    entity::flag::Model {
        owner_professional_id: None,
        owner_unit_id: Some(id(UNIT)),
        owner_role: "unit_pool".to_owned(),
        ..flag
    }
}
