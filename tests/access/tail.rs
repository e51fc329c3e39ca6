//! The tail: thirty days in which those who were in a care relation look things up, and change nothing.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

use super::world::{HEDDA, Person, hedda, plain, service};
use crate::store::fixtures::{contact, id, insert, period};
use crate::support::both;

#[tokio::test]
async fn a_wards_access_ends_with_the_stay_but_for_those_who_met_the_patient_and_they_only_read() {
    both(async |db| {
        let app = service(db).await;
        let now = app.app.clock.now();
        let mut stay = period(HEDDA, 501, 1, 0);
        stay.from_at = now - TimeDelta::days(20);
        stay.to_at = Some(now - TimeDelta::days(1));
        insert(&app.db, stay).await;
        let mut met = contact(HEDDA, 502, 1, 0);
        met.at = now - TimeDelta::days(5);
        met.main_professional_id = Some(id(12));
        insert(&app.db, met).await;
        let primary = Person::staff(&app, 12, 1).await;
        let rest = Person::staff(&app, 13, 1).await;
        assert!(primary.reads().await);
        assert!(!rest.reads().await);

        let bar = json!({"professional_id": id(13)});
        let api = format!("/api/v1{}", hedda("/bars"));
        let refused = primary.json(&api, bar, None).await;
        assert_eq!(refused.problem(), "forbidden");
        assert!(refused.text.contains("change nothing"), "{}", refused.text);
        let page = primary.post(&hedda("/bars"), "whom=Professional+13").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let words = plain(&page.text);
        assert!(
            words.contains("You can read this record, and change nothing in it"),
            "{words}"
        );
        let form = primary.get(&hedda("/bars")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(
            !form.text.contains("name=\"whom\""),
            "no form that could not be sent"
        );

        // Where something has to be changed all the same, the glass can be broken.
        let fields = "reason=other&words=x";
        primary.post(&hedda("/break-glass"), fields).await;
        let page = primary.post(&hedda("/bars"), "whom=Professional+13").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);

        app.clock.advance(TimeDelta::days(29));
        let primary = Person::again(&app, &primary.username).await;
        assert!(!primary.reads().await, "thirty days after the stay");
    })
    .await;
}

#[tokio::test]
async fn a_record_is_opened_to_change_it_by_those_only_who_may() {
    use redthread::app::{Actor, AppError, Refusal, record};
    use redthread::domain::access::{Granted, Viewer, Way};
    use redthread::domain::ids::{AccountId, PatientId, ProfessionalId, UnitId};
    use redthread::domain::vocabulary::Role;
    both(async |db| {
        let app = service(db).await;
        let now = app.app.clock.now();
        let mut ended = crate::store::fixtures::relationship(HEDDA, 601, 12, 0);
        ended.to_at = Some(now - TimeDelta::days(1));
        insert(&app.db, ended).await;
        // That somebody looked is kept by account.
        for n in [11, 12] {
            insert(&app.db, account(n)).await;
        }
        let actor = |n: u128| {
            Actor::Account(Viewer {
                account: AccountId(id(900 + n)),
                username: format!("p{n}"),
                professional: Some(ProfessionalId(id(n))),
                roles: vec![Granted {
                    role: Role::WardStaff,
                    unit: Some(UnitId(id(1))),
                }],
            })
        };
        let patient = PatientId(id(HEDDA));
        let change = async |n| record::open_to_change(&app.app, &actor(n), patient, "x.y").await;
        let opened = change(11).await.unwrap();
        assert_eq!(opened.allowed.unwrap().way, Way::Relationship);
        let read = record::open(&app.app, &actor(12), patient, "x.y").await;
        let allowed = read.unwrap().allowed.unwrap();
        assert_eq!((allowed.way, allowed.is_read_only), (Way::Tail, true));
        let refused = change(12).await.unwrap_err();
        assert!(
            matches!(refused, AppError::Forbidden(Refusal::ReadOnly)),
            "{refused:?}"
        );
        let refused = change(13).await.unwrap_err();
        assert!(
            matches!(refused, AppError::Forbidden(Refusal::NoPartInCare)),
            "{refused:?}"
        );
        let system = record::open_to_change(&app.app, &Actor::System, patient, "x.y").await;
        assert_eq!(system.unwrap().allowed, None);
    })
    .await;
}

fn account(n: u128) -> entity::account::Model {
    entity::account::Model {
        id: id(900 + n),
        username: format!("p{n}"),
        professional_id: Some(id(n)),
        password_hash: String::new(),
        is_disabled: false,
        recorded_at: crate::store::fixtures::day(0),
        email: None,
        language: None,
        is_digest_mailed: false,
        told_at: None,
        ends_at: None,
        news_mail: "none".to_owned(),
    }
}
