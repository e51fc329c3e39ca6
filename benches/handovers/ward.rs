//! Wards with patients and nurses.

use anyhow::{Result, ensure};
use redthread::app::accounts::{self, NewAccount};
use redthread::app::generate::{Cohort, Parameters};
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, App, NoProgress, demo};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::{Role, SettingClass};
use redthread::store::migrate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::nurse::{Nurse, SignedIn};

/// A ward, who is there, and who works there.
struct Ward {
    unit: UnitId,
    patients: Vec<Uuid>,
    staff: Vec<ProfessionalId>,
}

/// Migrates the database and fills it.
pub async fn fill(app: &App, patients: u64) -> Result<()> {
    migrate::up(&app.db).await?;
    println!("filling with {patients} patients ...");
    let parameters = Parameters {
        patients,
        seed: 1,
        as_of: app.clock.now(),
        zone: app.zone,
    };
    let actor = Actor::CommandLine(None);
    demo::fill(app, &actor, &Cohort::new(parameters), &NoProgress).await?;
    // As the database's own housekeeping leaves tables that it has been through.
    app.db.writer().execute_unprepared("VACUUM ANALYZE").await?;
    Ok(())
}

/// As many nurses, spread over the wards, each with one who comes after them.
pub async fn nurses(app: &App, count: usize) -> Result<Vec<Nurse>> {
    let wards = wards(app).await?;
    ensure!(!wards.is_empty(), "the cohort is too small for a ward");
    let there: usize = wards.iter().map(|ward| ward.patients.len()).sum();
    println!(
        "{} wards with {there} patients, {count} nurses",
        wards.len()
    );
    let mut nurses = Vec::with_capacity(count);
    for n in 0..count {
        let ward = &wards[n % wards.len()];
        let staff = |which: usize| ward.staff[(2 * n + which) % ward.staff.len()];
        nurses.push(Nurse {
            unit: ward.unit.0,
            patients: ward.patients.clone(),
            one: sign_in(app, &format!("bench-{n}-one"), staff(0), ward.unit).await?,
            next: sign_in(app, &format!("bench-{n}-next"), staff(1), ward.unit).await?,
            turn: n,
        });
    }
    Ok(nurses)
}

async fn wards(app: &App) -> Result<Vec<Ward>> {
    use entity::treatment_period::{Column, Entity};

    let directory = app.directory().await?;
    let today = app.clock.now().date_naive();
    let mut wards = Vec::new();
    for unit in directory.units.values() {
        if unit.setting.class() != SettingClass::Inpatient {
            continue;
        }
        let open = Entity::find()
            .filter(Column::UnitId.eq(unit.id.0))
            .filter(Column::ToAt.is_null())
            .all(&app.db.read)
            .await?;
        let works_here = directory
            .employments
            .values()
            .flatten()
            .filter(|employment| {
                employment.unit == unit.id && employment.to.is_none_or(|to| to > today)
            });
        let mut staff: Vec<_> = works_here
            .map(|employment| employment.professional)
            .collect();
        staff.sort_unstable();
        staff.dedup();
        if !open.is_empty() && staff.len() >= 2 {
            wards.push(Ward {
                unit: unit.id,
                patients: open.into_iter().map(|period| period.patient_id).collect(),
                staff,
            });
        }
    }
    wards.sort_by_key(|ward| ward.unit);
    Ok(wards)
}

async fn sign_in(
    app: &App,
    username: &str,
    professional: ProfessionalId,
    unit: UnitId,
) -> Result<SignedIn> {
    let password = accounts::draw_password(username)?;
    let new = NewAccount {
        username: username.to_owned(),
        password: password.clone(),
        professional: Some(professional),
        roles: vec![Granted {
            role: Role::WardStaff,
            unit: Some(unit),
        }],
    };
    accounts::create(app, &Actor::CommandLine(None), &new).await?;
    let credentials = Credentials {
        username: username.to_owned(),
        password,
    };
    let (_, cookie) = browser::begin(app, &credentials).await?;
    let bearer = tokens::issue(app, &credentials).await?.access_token;
    Ok(SignedIn {
        cookie: format!("Cookie: redthread={cookie}\r\n"),
        bearer: format!("Authorization: Bearer {bearer}\r\n"),
    })
}
