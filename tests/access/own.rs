//! Own and family records, entered by administrators.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;

use super::world::{HEDDA, Person, entries, hedda, plain, service};
use crate::store::fixtures::id;
use crate::support::both;

#[tokio::test]
async fn an_own_record_is_closed_until_it_is_ended_and_administrators_see_an_id() {
    both(async |db| {
        let app = service(db).await;
        let holder = Person::staff(&app, 11, 2).await;
        let administrator = Person::new(&app, Role::Administrator, None, None).await;
        assert!(holder.reads().await);
        let fields = "professional=Professional+11&patient=hedda";
        for _ in 0..2 {
            let done = administrator.post("/own-records", fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        }
        assert_eq!(entries(&app, "own_record.enter").await.len(), 1);
        let page = administrator.get("/own-records").await;
        assert!(
            plain(&page.text).contains("Professional 11 hedda"),
            "{}",
            page.text
        );
        assert!(!page.text.contains("Secretname"));

        assert!(!holder.reads().await);
        let words = plain(&holder.get(&hedda("")).await.text);
        assert!(words.contains("This record is closed to you"), "{words}");
        let glass = holder.get(&hedda("/break-glass")).await;
        assert_eq!(glass.status, StatusCode::FORBIDDEN);
        let denied = entries(&app, "access.deny").await;
        assert!(denied.iter().all(|(_, told)| told["because"] == "own"));

        let own = page.text.split("name=\"own\" value=\"").nth(1).unwrap();
        let own = own.split('"').next().unwrap();
        let end = format!("act=end&patient={}&own={own}", id(HEDDA));
        for _ in 0..2 {
            let done = administrator.post("/own-records", &end).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
        }
        assert!(holder.reads().await);
        assert_eq!(entries(&app, "own_record.end").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn it_is_administrators_who_keep_them_and_who_is_unknown_is_told() {
    both(async |db| {
        let app = service(db).await;
        let administrator = Person::new(&app, Role::Administrator, None, None).await;
        for fields in [
            "professional=Nobody&patient=hedda",
            "professional=Professional+11&patient=nobody",
            "",
        ] {
            let again = administrator.post("/own-records", fields).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        }
        let holder = Person::staff(&app, 11, 2).await;
        let fields = "professional=Professional+12&patient=hedda";
        let refused = holder.post("/own-records", fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(entries(&app, "own_record.enter").await, []);
    })
    .await;
}
