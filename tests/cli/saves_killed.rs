//! A service that is killed again and again while a ward writes: whatever was answered is there, whatever
//! was not is sent again, and everything is written once and whole.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use redthread::app::accounts::{self, NewAccount};
use redthread::app::{Actor, App};
use redthread::domain::access::Granted;
use redthread::domain::vocabulary::{Role, SettingClass};
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::Db;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use uuid::Uuid;

use super::killed::{Browser, PASSWORD};
use super::postgres::empty_database;
use super::service::Service;
use super::worker_killed::{Dice, kills, run, wait};
use super::*;

/// Who writes at the same time.
const NURSES: usize = 4;

/// A form on its way.
#[derive(Debug, Clone)]
struct Form {
    path: String,
    fields: String,
}

/// Somebody who writes one thing after the other.
struct Nurse {
    browser: Browser,
    unit: Uuid,
    patient: Uuid,
    name: String,
    /// Numbers what is written: no two forms of one nurse are alike.
    next: usize,
    /// The draft that is begun.
    draft: Option<String>,
    unanswered: Option<Form>,
    contacts: u64,
    offers: u64,
}

impl Nurse {
    /// Writes until nobody answers.
    fn work(&mut self) {
        while self.unanswered.is_none() {
            let form = self.form();
            self.send(form);
        }
    }

    /// What is to be written next: a contact, a draft, its offer.
    fn form(&mut self) -> Form {
        self.next += 1;
        let (patient, n) = (self.patient, self.next);
        if let Some(path) = &self.draft {
            let fields = format!(
                "act=offer&version=1&severity=settled&summary=Quiet+day+{n}+of+{}",
                self.name
            );
            let path = path.clone();
            return Form { path, fields };
        }
        if n.is_multiple_of(2) {
            return Form {
                path: format!("/patients/{patient}/handovers/new"),
                fields: "type=shift".to_owned(),
            };
        }
        Form {
            path: format!("/patients/{patient}/record/met"),
            fields: format!("form_key=form-{patient}-{n}&unit={}&minutes={n}", self.unit),
        }
    }

    /// Sends a form, and keeps it where no answer comes.
    fn send(&mut self, form: Form) {
        let Some(answer) = self.browser.try_post(&form.path, &form.fields) else {
            self.unanswered = Some(form);
            return;
        };
        assert!(answer.starts_with("HTTP/1.1 303"), "{form:?}: {answer}");
        self.unanswered = None;
        if form.fields.starts_with("act=offer") {
            self.draft = None;
            self.offers += 1;
        } else if form.path.ends_with("/new") {
            let (_, place) = answer.split_once("location: ").unwrap();
            self.draft = Some(place.split(['\r', '?']).next().unwrap().to_owned());
        } else {
            self.contacts += 1;
        }
    }
}

/// Nurses of one ward, each with a patient of their own but the last, who shares one.
async fn nurses(app: &App) -> Vec<(String, Uuid, Uuid)> {
    use entity::treatment_period::{Column, Entity};

    let directory = app.directory().await.unwrap();
    let mut units: Vec<_> = directory.units.values().collect();
    units.sort_by_key(|unit| unit.id);
    for unit in units {
        let staff: HashSet<_> = directory
            .employments
            .values()
            .flatten()
            .filter(|employment| employment.unit == unit.id)
            .map(|employment| employment.professional)
            .collect();
        let open = Entity::find()
            .filter(Column::UnitId.eq(unit.id.0))
            .filter(Column::ToAt.is_null())
            .all(&app.db.read);
        let there: Vec<Uuid> = open
            .await
            .unwrap()
            .iter()
            .map(|row| row.patient_id)
            .collect();
        let is_ward = unit.setting.class() == SettingClass::Inpatient;
        if !is_ward || staff.len() < NURSES || there.len() < NURSES - 1 {
            continue;
        }
        let mut nurses = Vec::new();
        for (n, professional) in staff.into_iter().take(NURSES).enumerate() {
            let username = format!("nurse-{n}");
            let new = NewAccount {
                username: username.clone(),
                password: PASSWORD.into(),
                professional: Some(professional),
                roles: vec![Granted {
                    role: Role::WardStaff,
                    unit: Some(unit.id),
                }],
            };
            accounts::create(app, &Actor::System, &new).await.unwrap();
            nurses.push((username, unit.id.0, there[n % (NURSES - 1)]));
        }
        return nurses;
    }
    panic!("the cohort has a ward with enough people");
}

async fn count(db: &Db, sql: &str) -> u64 {
    let statement = Statement::from_string(db.read.get_database_backend(), sql);
    let row = db.read.query_one_raw(statement).await.unwrap().unwrap();
    u64::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}

async fn killed_while_saving(dir: &Path, url: &str, arguments: &[&str]) {
    write(&dir.join("redthread.toml"), "[log]\nfilter = 'error'\n");
    let generate = [
        "generate",
        "--patients",
        "120",
        "--seed",
        "7",
        "--out",
        "data",
    ];
    run(dir, &generate);
    run(dir, &[&["import", "csv", "data"], arguments].concat());
    let db = Db::connect(url, &crate::support::options()).await.unwrap();
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let app = App::new(db, clock, ids, chrono_tz::Europe::Oslo);
    let mut service = Service::start(dir, arguments);
    let mut nurses: Vec<Nurse> = nurses(&app)
        .await
        .into_iter()
        .map(|(name, unit, patient)| Nurse {
            browser: Browser::open_as(&service, &name),
            unit,
            patient,
            name,
            next: 0,
            draft: None,
            unanswered: None,
            contacts: 0,
            offers: 0,
        })
        .collect();
    let mut dice = Dice(0x5EED);
    let mut in_the_middle = 0;
    for _ in 0..kills() {
        std::thread::scope(|scope| {
            for nurse in &mut nurses {
                scope.spawn(move || nurse.work());
            }
            std::thread::sleep(Duration::from_millis(50 + dice.roll(250)));
            // SIGKILL: nothing of it is told.
            service.child.kill().unwrap();
            service.child.wait().unwrap();
        });
        service = Service::start(dir, arguments);
        for nurse in &mut nurses {
            nurse.browser.address.clone_from(&service.address);
            let form = nurse.unanswered.take().expect("the last one had no answer");
            in_the_middle += 1;
            nurse.send(form);
            assert!(nurse.unanswered.is_none(), "it is answered now");
        }
    }
    service.signal("TERM");
    let (exit, said) = service.end();
    assert_eq!(exit, Some(0), "{said}");
    whole(&app.db, &nurses).await;
    let check = [&["evaluate", "--check", "--format", "csv"], arguments].concat();
    let told = run(dir, &check);
    assert_eq!(told.lines().count(), 1, "stored is what is found: {told}");
    let kept = ["audit", "verify", "--against", "audit-checkpoints.jsonl"];
    run(dir, &[&kept[..], arguments].concat());
    println!(
        "killed {} times, {in_the_middle} forms without an answer",
        kills()
    );
}

/// Everything was written once, and all that belongs to it.
async fn whole(db: &Db, nurses: &[Nurse]) {
    let contacts: u64 = nurses.iter().map(|nurse| nurse.contacts).sum();
    let offers: u64 = nurses.iter().map(|nurse| nurse.offers).sum();
    assert!(
        contacts > 0 && offers > 0,
        "{contacts} contacts, {offers} offers"
    );
    let written = entity::contact::Entity::find()
        .filter(entity::contact::Column::SourceSystem.eq("redthread"))
        .all(&db.read)
        .await
        .unwrap();
    let different: HashSet<_> = written
        .iter()
        .map(|contact| (contact.main_professional_id, contact.minutes))
        .collect();
    assert_eq!(different.len(), written.len(), "no contact is there twice");
    assert_eq!(written.len() as u64, contacts, "contacts");
    let forms = entity::recorded_form::Entity::find().count(&db.read).await;
    assert_eq!(forms.unwrap(), contacts, "each under its key");
    for (what, expected, sql) in [
        (
            "entries of contacts",
            contacts,
            "SELECT count(*) FROM audit_entry WHERE action = 'contact.met'",
        ),
        (
            "handovers",
            offers,
            "SELECT count(*) FROM handover WHERE summary LIKE 'Quiet day %' AND state = 'offered'",
        ),
        (
            "different ones",
            offers,
            "SELECT count(DISTINCT summary) FROM handover WHERE summary LIKE 'Quiet day %'",
        ),
        (
            "steps",
            offers,
            "SELECT count(*) FROM handover_step WHERE kind = 'offered'",
        ),
        (
            "handovers with a step",
            offers,
            "SELECT count(DISTINCT handover_id) FROM handover_step",
        ),
        (
            "entries of offers",
            offers,
            "SELECT count(*) FROM audit_entry WHERE action = 'handover.offer'",
        ),
        (
            "drafts of what was offered",
            0,
            "SELECT count(*) FROM handover_draft WHERE id IN (SELECT id FROM handover)",
        ),
    ] {
        assert_eq!(count(db, sql).await, expected, "{what}");
    }
}

#[test]
fn a_service_that_is_killed_while_a_ward_writes_loses_and_doubles_nothing() {
    let dir = keyed_folder();
    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    wait(killed_while_saving(dir.path(), &url, &[]));
}

#[test]
fn a_service_that_is_killed_while_a_ward_writes_loses_and_doubles_nothing_on_postgres() {
    let Some(database) = empty_database("saves_killed") else {
        return;
    };
    let dir = keyed_folder();
    let arguments = ["--database", database.url.as_str()];
    run(dir.path(), &[&["migrate", "up"], &arguments[..]].concat());
    wait(killed_while_saving(dir.path(), &database.url, &arguments));
}
