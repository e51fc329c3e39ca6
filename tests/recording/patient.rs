//! Who a patient is, put right: what stays, what is kept of before, and whom it must not make the same.

use axum::http::{Method, StatusCode, header};
use redthread::app::AppError;
use redthread::app::recording::{self, Command, Corrected, Looks, Recorded};
use redthread::domain::ids::{RecordId, SourceId};
use redthread::domain::intake::{Kind, Patient, Record};
use redthread::store::records;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{World, import, out_and_in, wrong};
use crate::support::{both, on_sqlite};

fn correct(world: &World, patient: &str, version: i32, fields: &[(&str, &str)]) -> Command {
    Command {
        looks: Some(Looks {
            record: RecordId(world.id(patient)),
            version,
        }),
        ..world.command(patient, "patient", fields)
    }
}

async fn known(world: &World, patient: &str) -> Patient {
    let found = records::held_patient(&world.app.app.db.read, world.patient(patient)).await;
    match found.unwrap().unwrap().stored.record {
        Record::Patient(patient) => patient,
        other => panic!("{other:?}"),
    }
}

async fn corrected(world: &World, command: &Command) -> Result<Recorded, AppError> {
    match recording::correct(&world.app.app, &world.nurse, command).await? {
        Corrected::Recorded(recorded) => Ok(recorded),
        Corrected::Alike(alike) => panic!("{alike:?}"),
    }
}

#[tokio::test]
async fn what_is_wrong_is_put_right_and_each_version_is_kept_with_what_was_withdrawn() {
    both(async |db| {
        let world = World::new(db).await;
        let first = correct(
            &world,
            "in",
            1,
            &[
                ("family_name", "Åsen"),
                ("sex", "female"),
                ("language", "nb"),
                ("identifier_system", "nin"),
                ("identifier", "01058012345"),
                ("reason", "Misspelled"),
            ],
        );
        let made = corrected(&world, &first).await.unwrap();
        assert_eq!(made.first(Kind::Patient).unwrap().version, 2);
        let nin = SourceId::new("nin", "01058012345");
        let now = known(&world, "in").await;
        assert_eq!(now.family_name.as_deref(), Some("Åsen"));
        assert_eq!(
            now.given_name.as_deref(),
            Some("Inger"),
            "not said, so it stays"
        );
        assert_eq!(now.identifiers, std::slice::from_ref(&nin));
        // It was found wrong: withdrawn, and kept with the version that had it.
        let second = correct(&world, "in", 2, &[("withdraw", "nin|01058012345")]);
        corrected(&world, &second).await.unwrap();
        assert_eq!(known(&world, "in").await.identifiers, []);
        let versions = entity::record_version::Entity::find()
            .filter(entity::record_version::Column::RecordId.eq(world.id("in")))
            .order_by_asc(entity::record_version::Column::Version)
            .all(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(versions.len(), 2);
        assert_eq!(versions[0].payload["family_name"], "Ås");
        assert_eq!(versions[0].reason.as_deref(), Some("Misspelled"));
        let of = &versions[1].payload["identifiers"];
        assert_eq!(of[1], json!({"system": "nin", "value": "01058012345"}));
        // What says the same is no change, and two writers do not overwrite each other.
        let same = correct(&world, "in", 3, &[("family_name", "Åsen")]);
        let same = corrected(&world, &same).await.unwrap();
        assert_eq!(same.first(Kind::Patient).unwrap().version, 3);
        let late = correct(&world, "in", 2, &[("family_name", "Late")]);
        let late = corrected(&world, &late).await;
        assert!(
            matches!(late, Err(AppError::Outdated("record"))),
            "{late:?}"
        );
        // The source's next file leaves it as it is.
        let files = [(
            "patients.csv",
            "id,family_name,given_name,birth_date,in_service_from\n\
             in,Ås,Inger,1980-05-01,2024-01-01\n",
        )];
        import(&world.app, &files).await;
        assert_eq!(
            known(&world, "in").await.family_name.as_deref(),
            Some("Åsen")
        );
        // What is written out is the same when it comes in.
        let [created, updated, _, rejected] = out_and_in(&world.app.app, "local").await;
        assert_eq!([created, updated, rejected], [0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_made_another_by_an_identifier_and_those_alike_are_told_first() {
    both(async |db| {
        let world = World::new(db).await;
        let files = [(
            "patients.csv",
            "id,family_name,given_name,birth_date,identifiers\n\
             twin,Berg,Ola,1990-01-01,nin|7\n",
        )];
        import(&world.app, &files).await;
        let taken = [("identifier_system", "nin"), ("identifier", "7")];
        let taken = correct(&world, "in", 1, &taken);
        let told = wrong(world.record(&world.nurse, &taken).await);
        assert_eq!(told, ["identifier: of_another"]);
        assert_eq!(known(&world, "in").await.identifiers, []);

        let like = [
            ("family_name", "Ola"),
            ("given_name", "berg"),
            ("birth_date", "1990-01-01"),
        ];
        let like = correct(&world, "in", 1, &like);
        let told = recording::correct(&world.app.app, &world.nurse, &like).await;
        let Ok(Corrected::Alike(alike)) = told else {
            panic!("{told:?}");
        };
        assert_eq!(
            (alike.within.len(), alike.beyond),
            (0, 2),
            "nobody beyond reach is named"
        );
        assert_eq!(known(&world, "in").await.family_name.as_deref(), Some("Ås"));
        let sure = Command {
            fields: like.fields.clone().with("sure", "true"),
            ..like
        };
        corrected(&world, &sure).await.unwrap();
        assert_eq!(
            known(&world, "in").await.family_name.as_deref(),
            Some("Ola")
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_of_this_patient_is_refused_field_by_field() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        for (fields, expected) in [
            (
                &[("birth_date", "2025-01-01")][..],
                &["birth_date: after_records"][..],
            ),
            (&[("birth_date", "2027-01-01")], &["birth_date: in_future"]),
            (
                &[("birth_date", "1880-01-01")],
                &["birth_date: too_long_ago"],
            ),
            (&[("birth_date", "yesterday")], &["birth_date: no_day"]),
            (
                &[("in_service_to", "2023-01-01")],
                &["in_service_to: end_before_start"],
            ),
            (
                &[("family_name", ""), ("given_name", "")],
                &["family_name: missing"],
            ),
            (&[("identifier", "7")], &["identifier_system: missing"]),
            (&[("withdraw", "nin|7")], &["withdraw: no_choice"]),
            (&[("sex", "unsure")], &["sex: no_choice"]),
        ] {
            let command = correct(&world, "in", 1, fields);
            let told = wrong(world.record(&world.nurse, &command).await);
            assert_eq!(told, expected, "{fields:?}");
        }
        // No other patient's version is changed by naming it.
        let other = Command {
            looks: Some(Looks {
                record: RecordId(world.id("out")),
                version: 1,
            }),
            ..world.command("in", "patient", &[("family_name", "X")])
        };
        let told = world.record(&world.nurse, &other).await;
        assert!(
            matches!(told, Err(AppError::NotFound("record"))),
            "{told:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_api_gives_the_version_and_takes_it_back() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let nina = super::api::Program::of(&world, "nina").await;
        let address = format!("/api/v1/patients/{}", world.id("in"));
        let read = world.app.get(&nina.token, &address).await;
        assert_eq!(read.headers[header::ETAG], "\"1\"");
        let body = json!({"given_name": "Ingrid", "reason": "Misspelled"});
        let send = async |headers: &[(&'static str, &str)]| {
            nina.send(Method::PATCH, ("in", ""), body.clone(), headers)
                .await
        };
        assert_eq!(send(&[]).await.problem(), "precondition_required");
        let done = send(&[("if-match", "\"1\"")]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert_eq!(done.headers[header::ETAG], "\"2\"");
        assert_eq!(
            send(&[("if-match", "\"1\"")]).await.problem(),
            "precondition_failed"
        );
        let read = world.app.get(&nina.token, &address).await.ok();
        assert_eq!(read["patient"]["given_name"], "Ingrid");
        assert_eq!(read["version"], 2);
    })
    .await;
}
