//! The use cases behind `redthread report departure` and `report assignment`, on both databases: who is concerned, who
//! takes over, who may ask.

use std::collections::BTreeMap;

use redthread::app::departures::{self, Leaving, Plan, Taken};
use redthread::app::{Actor, AppError, access, policy};
use redthread::domain::access::{Barred, Granted};
use redthread::domain::departure::{Choice, Unplaced};
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::recording::{World, import};
use crate::support::both;

/// Two therapists beside the one who leaves: one has met a patient, and one has no room at all.
pub const MORE: [(&str, &str); 3] = [
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

pub fn asked(world: &World, day: &str) -> Leaving {
    Leaving {
        who: vec![ProfessionalId(world.id("therapist"))],
        unit: None,
        on: day.parse().unwrap(),
        choices: BTreeMap::new(),
    }
}

/// Somebody who came with [`MORE`].
pub async fn person(world: &World, source: &str) -> ProfessionalId {
    let row = entity::professional::Entity::find()
        .filter(entity::professional::Column::SourceValue.eq(source))
        .one(world.app.db.writer())
        .await;
    ProfessionalId(row.unwrap().unwrap().id)
}

fn names(plan: &Plan) -> Vec<(String, Option<uuid::Uuid>)> {
    plan.affected
        .iter()
        .map(|one| {
            let source = one.patient.reference.source.value.clone();
            (
                source,
                one.successor.as_ref().ok().map(|to| to.professional.0),
            )
        })
        .collect()
}

#[tokio::test]
async fn the_strongest_tie_stands_first_and_who_knows_whom_decides() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let plan = departures::plan(&world.app.app, &Actor::System, &asked(&world, "2026-05-01"))
            .await
            .unwrap();
        let stays = person(&world, "stays").await.0;
        // Room for one: it is the patient who has met them, though the other tie is the stronger.
        assert_eq!(
            names(&plan),
            [("in".to_owned(), None), ("out".to_owned(), Some(stays))]
        );
        assert_eq!(plan.unplaced(), 1);
        assert_eq!(
            plan.affected[0].successor.as_ref().err(),
            Some(&Unplaced::NoRoom)
        );
        let to = plan.affected[1].successor.as_ref().unwrap();
        assert_eq!((to.days_met, to.has, to.limit), (1, 0, 1));
        assert_eq!((plan.totals.placed, plan.totals.known), (1, 1));
        assert_eq!(plan.totals.over_limit, 0);
        let load = &plan.loads[0];
        assert_eq!((load.gets, load.after, load.limit), (1, 1, 1));
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
        let manager = async |unit: &str| manager(&world, unit).await;
        let asked = asked(&world, "2026-05-01");
        let past = self::asked(&world, "2026-03-01");
        let here = manager("clinic").await;
        let plan = departures::plan(&world.app.app, &here, &asked)
            .await
            .unwrap();
        assert_eq!(plan.affected.len(), 2);
        let elsewhere = manager("ward").await;
        let plan = departures::plan(&world.app.app, &elsewhere, &asked)
            .await
            .unwrap();
        assert!(plan.affected.is_empty(), "none of their units");
        for actor in [&world.nurse, &world.therapist] {
            let refused = departures::plan(&world.app.app, actor, &asked).await;
            assert!(
                matches!(refused, Err(AppError::Forbidden(_))),
                "{refused:?}"
            );
        }
        let refused = departures::plan(&world.app.app, &here, &past).await;
        assert!(matches!(
            refused,
            Err(AppError::InvalidInput { field: "on", .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_who_manages_a_unit_plans_for_that_unit_alone() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let role = |role, unit: &str| Granted {
            role,
            unit: (role == Role::ServiceManager).then(|| UnitId(world.id(unit))),
        };
        let granted = vec![
            role(Role::Administrator, "ward"),
            role(Role::ServiceManager, "ward"),
        ];
        let two = somebody(&world, "two", granted).await;
        let asked = asked(&world, "2026-05-01");
        let plan = departures::plan(&world.app.app, &two, &asked)
            .await
            .unwrap();
        assert!(plan.affected.is_empty(), "the clinic is somebody else's");
        let alone = vec![role(Role::Administrator, "ward")];
        let alone = somebody(&world, "alone", alone).await;
        let refused = departures::plan(&world.app.app, &alone, &asked).await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))));
    })
    .await;
}

/// A relationship that names no unit belongs where its holder works.
#[tokio::test]
async fn a_tie_without_a_unit_is_where_whoever_leaves_works() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let ties = [(
            "relationships.csv",
            "id,patient_id,kind,from,professional_id\n\
             tie,in,therapist,2024-02-01,therapist\ntie2,out,therapist,2024-02-01,therapist\n",
        )];
        import(&world.app, &ties).await;
        let asked = asked(&world, "2026-05-01");
        let here = manager(&world, "clinic").await;
        let plan = departures::plan(&world.app.app, &here, &asked)
            .await
            .unwrap();
        assert_eq!(plan.affected.len(), 2);
        assert_eq!(plan.totals.placed, 1, "somebody of the clinic is found");
        let elsewhere = manager(&world, "ward").await;
        let plan = departures::plan(&world.app.app, &elsewhere, &asked)
            .await
            .unwrap();
        assert!(plan.affected.is_empty(), "they work at the clinic only");
    })
    .await;
}

#[tokio::test]
async fn what_the_manager_chooses_stands_and_is_compared_with_what_is_suggested() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let (stays, full) = (person(&world, "stays").await, person(&world, "full").await);
        let here = manager(&world, "clinic").await;
        let suggested = asked(&world, "2026-05-01");
        let own = Leaving {
            choices: BTreeMap::from([
                (world.patient("out"), Choice::Nobody),
                (world.patient("in"), Choice::Somebody(full)),
            ]),
            ..suggested.clone()
        };
        let app = &world.app.app;
        let both = departures::compare(app, &here, [&own, &suggested])
            .await
            .unwrap();
        let [own_plan, other] = &both.plans;
        assert_ne!(own_plan.mark, other.mark);
        assert_eq!((own_plan.totals.placed, other.totals.placed), (1, 1));
        assert_eq!((own_plan.totals.known, other.totals.known), (0, 1));
        assert_eq!(
            (own_plan.totals.over_limit, other.totals.over_limit),
            (1, 0)
        );
        let to: Vec<_> = both.differences.iter().map(|one| one.to).collect();
        assert_eq!(
            to,
            [
                [Taken::By(full), Taken::ByNobody],
                [Taken::ByNobody, Taken::By(stays)],
            ]
        );
        let nurse = Leaving {
            choices: BTreeMap::from([(
                world.patient("in"),
                Choice::Somebody(ProfessionalId(world.id("nurse"))),
            )]),
            ..suggested
        };
        let refused = departures::plan(app, &here, &nurse).await;
        assert!(
            matches!(
                refused,
                Err(AppError::InvalidInput {
                    field: "successor",
                    ..
                })
            ),
            "they do not work there: {refused:?}"
        );
    })
    .await;
}

/// Whom a patient does not want is neither suggested nor to be chosen; and nothing says why.
#[tokio::test]
async fn nobody_is_given_to_whom_they_do_not_want() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let stays = person(&world, "stays").await;
        // Whoever came a moment ago is known to the pages a second later.
        world.app.clock.advance(chrono::TimeDelta::seconds(2));
        let bar = access::NewBar {
            patient: world.patient("out"),
            whom: Some(Barred::Professional(stays)),
            until: None,
            reason: String::new(),
        };
        let app = &world.app.app;
        access::bar(app, &world.therapist, &bar).await.unwrap();
        let here = manager(&world, "clinic").await;
        let asked = asked(&world, "2026-05-01");
        let plan = departures::plan(app, &here, &asked).await.unwrap();
        assert_eq!(
            names(&plan),
            [("in".to_owned(), Some(stays.0)), ("out".to_owned(), None)]
        );
        let chosen = Leaving {
            choices: BTreeMap::from([(world.patient("out"), Choice::Somebody(stays))]),
            ..asked
        };
        let refused = departures::plan(app, &here, &chosen).await;
        assert!(matches!(
            refused,
            Err(AppError::InvalidInput {
                field: "successor",
                ..
            })
        ));
    })
    .await;
}

#[tokio::test]
async fn where_no_limit_was_agreed_that_of_the_thresholds_holds() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let free = [(
            "employments.csv",
            "professional_id,unit_id,from,caseload_limit\nstays,clinic,2020-01-01,\n",
        )];
        import(&world.app, &free).await;
        let app = &world.app.app;
        let asked = asked(&world, "2026-05-01");
        let plan = departures::plan(app, &Actor::System, &asked).await.unwrap();
        assert_eq!((plan.totals.placed, plan.loads[0].limit), (2, 30));
        let wish = policy::Wish {
            unit: Some(UnitId(world.id("clinic"))),
            change: redthread::domain::flags::policy::Change::from_texts([("caseload_limit", "1")])
                .unwrap(),
            reason: "Few hands".to_owned(),
            ..policy::Wish::default()
        };
        policy::set(app, &Actor::System, &wish).await.unwrap();
        let plan = departures::plan(app, &Actor::System, &asked).await.unwrap();
        assert_eq!((plan.totals.placed, plan.loads[0].limit), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn those_without_a_named_contact_are_given_whom_they_know() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let app = &world.app.app;
        let here = manager(&world, "clinic").await;
        let none = departures::assign(app, &here, None).await.unwrap();
        assert!(none.patients.is_empty(), "both have a therapist");
        let ended = [(
            "relationships.csv",
            "id,patient_id,kind,from,to,professional_id,unit_id\n\
             tie2,out,therapist,2024-02-01,2026-02-25,therapist,clinic\n",
        )];
        import(&world.app, &ended).await;
        let found = departures::assign(app, &here, None).await.unwrap();
        let [one] = found.patients.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(one.patient.reference.source.value, "out");
        assert_eq!(one.last, Some(ProfessionalId(world.id("therapist"))));
        assert_eq!(one.since, "2026-02-25".parse().ok());
        let to = one.to.unwrap();
        let stays = person(&world, "stays").await;
        assert_eq!((to.0, to.2), (stays, 1), "the one who has met them");
        let ward = manager(&world, "ward").await;
        let other = departures::assign(app, &ward, None).await.unwrap();
        assert!(other.patients.is_empty(), "not a patient of the ward's");
        let refused = departures::assign(app, &ward, Some(UnitId(world.id("clinic")))).await;
        assert!(matches!(
            refused,
            Err(AppError::InvalidInput { field: "unit", .. })
        ));
        for actor in [&world.nurse, &world.therapist] {
            let refused = departures::assign(app, actor, None).await;
            assert!(matches!(refused, Err(AppError::Forbidden(_))));
        }
        let written = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("assignment.plan"))
            .all(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(written.len(), 1, "one for the one who was named");
    })
    .await;
}

/// A service manager of a unit.
pub async fn manager(world: &World, unit: &str) -> Actor {
    let granted = Granted {
        role: Role::ServiceManager,
        unit: Some(UnitId(world.id(unit))),
    };
    somebody(world, &format!("manager-{unit}"), vec![granted]).await
}

async fn somebody(world: &World, name: &str, roles: Vec<Granted>) -> Actor {
    use redthread::app::accounts::{self, NewAccount};
    use redthread::app::sign_in::browser;
    let new = NewAccount {
        username: name.to_owned(),
        password: secrecy::SecretString::from(crate::support::app::PASSWORD),
        professional: None,
        roles,
    };
    accounts::create(&world.app.app, &Actor::System, &new)
        .await
        .unwrap();
    let (session, _) = browser::begin(&world.app.app, &crate::recording::credentials(name))
        .await
        .unwrap();
    Actor::Account(session.viewer)
}
