//! Recording: verbs, pages and the API, over a small service of two wards, a clinic and a team.

mod api;
mod bad_input;
mod death;
mod end_of_shift;
mod flag_actions;
mod measures;
pub mod pages;
mod patient;
mod properties;
mod sending;
mod staff;
mod twice;
mod verbs;

use std::collections::BTreeMap;

use redthread::app::import::{self, ImportFiles};
use redthread::app::recording::{self, Command, Fields, Looks, Once, Recorded};
use redthread::app::sign_in::{Credentials, browser};
use redthread::app::{Actor, AppError, NoProgress, accounts, accounts::NewAccount};
use redthread::domain::access::Granted;
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::intake::Kind;
use redthread::domain::vocabulary::Role;
use redthread::store::{patients, sources};
use secrecy::SecretString;

use crate::support::TestDb;
use crate::support::app::{PASSWORD, TestApp};

/// The files of the service; noon of 2 March 2026 is now.
pub const FILES: [(&str, &str); 7] = [
    (
        "units.csv",
        "id,name,setting\nward,Ward North,acute_ward\nsouth,Ward South,subacute_ward\n\
         clinic,The clinic,outpatient_clinic\nteam,The team,assertive_outreach\n",
    ),
    (
        "professionals.csv",
        "id,name,profession\nnurse,Nina Nurse,nurse\ntherapist,Tore Therapist,psychologist\n\
         other,Oda Other,nurse\n",
    ),
    (
        "employments.csv",
        "professional_id,unit_id,from\nnurse,ward,2020-01-01\ntherapist,clinic,2020-01-01\n\
         other,ward,2020-01-01\n",
    ),
    (
        "patients.csv",
        "id,family_name,given_name,birth_date,in_service_from\n\
         in,Ås,Inger,1980-05-01,2024-01-01\nout,Berg,Ola,1990-01-01,2024-01-01\n",
    ),
    (
        "treatment_periods.csv",
        "id,patient_id,unit_id,from,admission_kind,room\n\
         stay,in,ward,2026-02-20T10:00,unplanned,12\nbooks,out,clinic,2024-01-01T10:00,,\n",
    ),
    (
        "contacts.csv",
        "id,patient_id,unit_id,at,status,main_professional_id\n\
         was,in,clinic,2026-02-10T10:00,attended,therapist\n\
         next,out,clinic,2026-03-02T11:00,planned,therapist\n\
         later,out,clinic,2026-03-09T11:00,planned,therapist\n",
    ),
    (
        "relationships.csv",
        "id,patient_id,kind,from,professional_id,unit_id,important_to_patient\n\
         tie,in,therapist,2024-02-01,therapist,clinic,true\n\
         tie2,out,therapist,2024-02-01,therapist,clinic,false\n",
    ),
];

/// The service, and who works in it.
pub struct World {
    pub app: TestApp,
    /// The nurse, ward staff of both wards.
    pub nurse: Actor,
    /// The therapist, care coordinator at clinic and team.
    pub therapist: Actor,
    /// Sources' ids to ours: patients, units, professionals and their records, each `kind id`.
    ids: BTreeMap<String, uuid::Uuid>,
}

impl World {
    pub async fn new(db: TestDb) -> Self {
        let app = TestApp::empty(db);
        import(&app, &FILES).await;
        let mut ids = BTreeMap::new();
        let directory = app.app.directory().await.unwrap();
        for unit in directory.units.values() {
            ids.insert(unit.source.value.clone(), unit.id.0);
        }
        for person in directory.professionals.values() {
            ids.insert(person.source.value.clone(), person.id.0);
        }
        for name in ["in", "out"] {
            let source = SourceId::new("local", name);
            let patient = patients::by_source(&app.app.db.read, &source).await;
            let patient = patient.unwrap().unwrap().id;
            ids.insert(name.to_owned(), patient.0);
            let kinds = [Kind::TreatmentPeriod, Kind::Contact, Kind::Relationship];
            let found = sources::of_patient(&app.app.db.read, patient, &kinds).await;
            ids.extend(
                found
                    .unwrap()
                    .into_iter()
                    .map(|(id, of)| (of.source.value, id.0)),
            );
        }
        let mut world = Self {
            app,
            nurse: Actor::System,
            therapist: Actor::System,
            ids,
        };
        world.nurse = world
            .somebody("nina", "nurse", Role::WardStaff, &["ward", "south"])
            .await;
        world.therapist = world
            .somebody(
                "tore",
                "therapist",
                Role::CareCoordinator,
                &["clinic", "team"],
            )
            .await;
        world
    }

    async fn somebody(&self, name: &str, who: &str, role: Role, at: &[&str]) -> Actor {
        let new = NewAccount {
            username: name.to_owned(),
            password: SecretString::from(PASSWORD),
            professional: Some(ProfessionalId(self.id(who))),
            roles: at
                .iter()
                .map(|unit| Granted {
                    role,
                    unit: Some(UnitId(self.id(unit))),
                })
                .collect(),
        };
        accounts::create(&self.app.app, &Actor::System, &new)
            .await
            .unwrap();
        let (session, _) = browser::begin(&self.app.app, &credentials(name))
            .await
            .unwrap();
        Actor::Account(session.viewer)
    }

    pub fn id(&self, name: &str) -> uuid::Uuid {
        *self
            .ids
            .get(name)
            .unwrap_or_else(|| panic!("{name} is known"))
    }

    pub fn patient(&self, name: &str) -> PatientId {
        PatientId(self.id(name))
    }

    /// What is to be recorded, with the names of units, people and records as values in braces.
    pub fn command(&self, patient: &str, verb: &str, fields: &[(&str, &str)]) -> Command {
        Command {
            patient: self.patient(patient),
            verb: recording::verb(verb).unwrap_or_else(|| panic!("there is a verb {verb}")),
            looks: None,
            fields: self.fields(fields),
            once: None,
        }
    }

    pub fn fields(&self, fields: &[(&str, &str)]) -> Fields {
        let value = |value: &str| match value.strip_prefix('{') {
            Some(name) => self.id(name.trim_end_matches('}')).to_string(),
            None => value.to_owned(),
        };
        let pairs = fields.iter();
        Fields::new(
            pairs
                .map(|(name, v)| ((*name).to_owned(), value(v)))
                .collect(),
        )
    }

    /// As [`World::command`], about a record as it was first.
    pub fn change(
        &self,
        patient: &str,
        verb: &str,
        record: &str,
        fields: &[(&str, &str)],
    ) -> Command {
        Command {
            looks: Some(Looks {
                record: RecordId(self.id(record)),
                version: 1,
            }),
            ..self.command(patient, verb, fields)
        }
    }

    pub async fn record(&self, actor: &Actor, command: &Command) -> Result<Recorded, AppError> {
        recording::record(&self.app.app, actor, command).await
    }
}

pub fn credentials(name: &str) -> Credentials {
    Credentials {
        username: name.to_owned(),
        password: SecretString::from(PASSWORD),
    }
}

pub fn once(key: &str) -> Once {
    Once::of(key).unwrap()
}

/// Imports files of the source `local`, and gives what was said of the run.
pub async fn import(app: &TestApp, files: &[(&str, &str)]) -> redthread::app::import::ImportReport {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let command = ImportFiles {
        paths: vec![folder.path().to_owned()],
        source: "local".to_owned(),
        mapping: None,
        dry_run: false,
        rejects: None,
        folder: folder.path().to_owned(),
    };
    let report = import::csv(&app.app, &Actor::System, &command, &NoProgress).await;
    report.unwrap()
}

/// What is wrong, as `field: code`.
pub fn wrong(outcome: Result<Recorded, AppError>) -> Vec<String> {
    match outcome {
        Err(AppError::Unfit(faults)) => faults
            .iter()
            .map(|fault| format!("{}: {}", fault.field, fault.wrong.code()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// Exports everything and imports it again into the same database: how many rows were created, updated,
/// unchanged and rejected.
pub async fn out_and_in(app: &redthread::app::App, source: &str) -> [u64; 4] {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    redthread::app::export::csv(app, &Actor::System, &out, &NoProgress)
        .await
        .unwrap();
    let command = ImportFiles {
        paths: vec![out],
        source: source.to_owned(),
        mapping: None,
        dry_run: false,
        rejects: None,
        folder: folder.path().to_owned(),
    };
    let report = import::csv(app, &Actor::System, &command, &NoProgress).await;
    let total = report.unwrap().total();
    [
        total.created,
        total.updated,
        total.unchanged,
        total.rejected,
    ]
}
