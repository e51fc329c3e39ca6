//! Guests as a colleague lets them in by the page.

use axum::http::StatusCode;

use super::{HERE, world};
use crate::flags_life::Caller;
use crate::store::fixtures::id;
use crate::support::app::TestApp;
use crate::support::both;

#[tokio::test]
async fn the_page_shows_the_password_once_and_says_who_is_in() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let caller = Caller::staff(&app, 8111, HERE).await;
        let path = format!("/units/{}/guests", id(HERE));
        let page = caller.page(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        let key = page
            .text
            .split("name=\"form_key\" value=\"")
            .nth(1)
            .unwrap();
        let key = key.split('"').next().unwrap();
        let form = format!("act=give&form_key={key}&name=&profession=nurse");
        let answer = caller.form(&path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("Nobody was let in"));
        let form = format!("act=give&form_key={key}&name=Ane+Lie&profession=nurse");
        let answer = caller.form(&path, &form).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("The password is shown this once"));
        assert_eq!(answer.text.matches("<code>guest-").count(), 1);
        let page = caller.page(&path).await;
        assert!(page.text.contains("Ane Lie") && !page.text.contains("<code>"));
        let guest = page.text.split("name=\"guest\" value=\"").nth(1).unwrap();
        let guest = guest.split('"').next().unwrap();
        let answer = caller.form(&path, &format!("act=end&guest={guest}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = caller.page(&path).await;
        assert!(!page.text.contains("name=\"guest\""), "nobody is in");
    })
    .await;
}
