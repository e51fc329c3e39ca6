//! The JSON API through the real router: who gets what, in which shape, and what it leaves behind.

mod description;
mod lists;
mod refusals;
mod resources;
mod traces;

use redthread::domain::vocabulary::Role;

use crate::support::TestDb;
use crate::support::app::TestApp;

/// The service with the eight stories, and a care coordinator's token.
async fn coordinator(db: TestDb) -> (TestApp, String) {
    let app = TestApp::with_patients(db, 8).await;
    let token = app.token(Role::CareCoordinator).await;
    (app, token)
}
