//! The use case behind `redthread report departure`, on both databases: who is concerned, who takes over, who may ask.

use redthread::app::report::{self, Leaving, Plan};
use redthread::app::{Actor, AppError};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::recording::{World, import};
use crate::support::both;

/// Two therapists beside the one who leaves: one has met a patient, and one has no room at all.
const MORE: [(&str, &str); 3] = [
    (
        "professionals.csv",
        "id,name,profession\nstays,Siv Stays,psychologist\nfull,Finn Full,psychiatrist\n",
    ),
    (
        "employments.csv",
        "professional_id,unit_id,from,caseload_limit\nstays,clinic,2020-01-01,1\n\
         full,clinic,2020-01-01,0\n",
    ),
    (
        "contacts.csv",
        "id,patient_id,unit_id,at,status,main_professional_id\n\
         knows,out,clinic,2026-02-20T10:00,attended,stays\n",
    ),
];

fn asked(world: &World, day: &str) -> Leaving {
    Leaving {
        who: vec![ProfessionalId(world.id("therapist"))],
        on: day.parse().unwrap(),
    }
}

fn names(plan: &Plan) -> Vec<(String, Option<uuid::Uuid>)> {
    plan.affected
        .iter()
        .map(|one| {
            let source = one.patient.reference.source.value.clone();
            (source, one.successor.as_ref().map(|(who, ..)| who.0))
        })
        .collect()
}

#[tokio::test]
async fn the_strongest_tie_stands_first_and_who_knows_whom_decides() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let plan = report::departure(&world.app.app, &Actor::System, &asked(&world, "2026-05-01"))
            .await
            .unwrap();
        let directory = world.app.app.directory().await.unwrap();
        let stays = directory
            .professionals
            .values()
            .find(|one| one.source.value == "stays");
        let stays = stays.unwrap().id.0;
        // Room for one: it is the patient who has met them, though the other tie is the stronger.
        assert_eq!(
            names(&plan),
            [("in".to_owned(), None), ("out".to_owned(), Some(stays))]
        );
        assert_eq!(plan.unplaced, 1);
        assert!(plan.affected[0].loss.is_important);
        let entries = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("departure.plan"))
            .all(world.app.db.writer())
            .await
            .unwrap();
        let purposes: Vec<_> = entries.iter().map(|entry| entry.purpose.as_str()).collect();
        assert_eq!(
            purposes, ["administration"; 2],
            "one for each patient who is named"
        );
    })
    .await;
}

#[tokio::test]
async fn managers_plan_for_their_own_units_and_others_do_not() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let manager = async |unit: &str| {
            let granted = Granted {
                role: Role::ServiceManager,
                unit: Some(UnitId(world.id(unit))),
            };
            somebody(&world, unit, granted).await
        };
        let asked = asked(&world, "2026-05-01");
        let past = self::asked(&world, "2026-03-01");
        let here = manager("clinic").await;
        let plan = report::departure(&world.app.app, &here, &asked)
            .await
            .unwrap();
        assert_eq!(plan.affected.len(), 2);
        let elsewhere = manager("ward").await;
        let plan = report::departure(&world.app.app, &elsewhere, &asked)
            .await
            .unwrap();
        assert!(plan.affected.is_empty(), "none of their units");
        for actor in [&world.nurse, &world.therapist] {
            let refused = report::departure(&world.app.app, actor, &asked).await;
            assert!(
                matches!(refused, Err(AppError::Forbidden(_))),
                "{refused:?}"
            );
        }
        let refused = report::departure(&world.app.app, &here, &past).await;
        assert!(matches!(
            refused,
            Err(AppError::InvalidInput { field: "on", .. })
        ));
    })
    .await;
}

async fn somebody(world: &World, unit: &str, granted: Granted) -> Actor {
    use redthread::app::accounts::{self, NewAccount};
    use redthread::app::sign_in::browser;
    let name = format!("manager-{unit}");
    let new = NewAccount {
        username: name.clone(),
        password: secrecy::SecretString::from(crate::support::app::PASSWORD),
        professional: None,
        roles: vec![granted],
    };
    accounts::create(&world.app.app, &Actor::System, &new)
        .await
        .unwrap();
    let (session, _) = browser::begin(&world.app.app, &crate::recording::credentials(&name))
        .await
        .unwrap();
    Actor::Account(session.viewer)
}
