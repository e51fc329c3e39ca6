//! A professional's own numbers are theirs, and nobody else's.

use chrono::NaiveDate;
use redthread::app::Actor;
use redthread::domain::ids::ProfessionalId;
use redthread::domain::report::Period;
use redthread::domain::time::local_date;
use redthread::domain::trajectory::Relationship;
use redthread::domain::vocabulary::Role;
use redthread::store::{patients, trajectories};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::both;

/// The helping relationships of a professional, from the raw records.
async fn ties(app: &TestApp, who: ProfessionalId) -> Vec<Relationship> {
    let read = &app.app.db.read;
    let ids = patients::ids(read, None, 1000).await.unwrap();
    let now = app.app.clock.now();
    let loaded = trajectories::load(read, &ids, None).await.unwrap();
    let all = loaded.into_iter().map(|one| one.as_of(now, app.app.zone));
    all.flat_map(|one| one.relationships)
        .filter(|tie| {
            tie.holder.professional() == Some(who)
                && tie.kind.is_helping()
                && !tie.is_temporary_cover
        })
        .collect()
}

#[tokio::test]
async fn everybody_reads_their_own_and_nobody_elses() {
    both(async |db| {
        let app = TestApp::with_patients(db, 60).await;
        let directory = app.app.directory().await.unwrap();
        let today = local_date(app.app.clock.now(), app.app.zone);
        let mut compared = 0;
        let mut everybody: Vec<ProfessionalId> = directory.professionals.keys().copied().collect();
        everybody.sort_unstable();
        for (place, who) in everybody.into_iter().take(12).enumerate() {
            let token = app.account_of(&format!("member-{place}"), who).await;
            let own = app.get(&token, "/api/v1/me/numbers").await.ok();
            let ties = ties(&app, who).await;
            let dates: Vec<(NaiveDate, Option<NaiveDate>)> =
                ties.iter().map(|tie| tie.dates(&directory)).collect();
            let lasting = dates
                .iter()
                .filter(|(from, to)| *from <= today && to.is_none_or(|to| to > today));
            assert_eq!(own["relationships"], json!(lasting.count()));
            for quarter in own["quarters"].as_array().unwrap() {
                let period: Period = quarter["period"].as_str().unwrap().parse().unwrap();
                let is_in = |day: NaiveDate| period.from() <= day && day < period.to();
                let begun = dates.iter().filter(|(from, _)| is_in(*from)).count();
                let ended = dates.iter().filter(|(_, to)| to.is_some_and(is_in)).count();
                assert_eq!(quarter["begun"], json!(begun));
                let told = |key: &str| quarter[key].as_u64().unwrap();
                let all = told("ended_planned") + told("ended_unplanned");
                assert_eq!(all, ended as u64);
                compared += begun + ended;
            }
        }
        assert!(compared > 10, "{compared} relationships were compared");
        let administrator = app.token(Role::Administrator).await;
        let nobody = app.get(&administrator, "/api/v1/me/numbers").await.ok();
        assert_eq!(nobody, Value::Null);
        let written = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("report.own"))
            .filter(entity::audit_entry::Column::Purpose.eq("supervision_of_self"))
            .count(&app.app.db.read)
            .await
            .unwrap();
        assert_eq!(written, 12);
        let cli = redthread::app::report::own_numbers(&app.app, &Actor::System).await;
        assert_eq!(cli.unwrap(), None);
    })
    .await;
}
