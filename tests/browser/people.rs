//! What tests do with people: signing in, and coming to a patient's page.

use super::site::Account;
use super::tab::Tab;

/// The eight story-patients, by the name that is searched for.
pub(super) const STORIES: [&str; 8] = [
    "Solveig Dahl",
    "Jonas Lervik",
    "Maren Hauge",
    "Eirik Sunde",
    "Nadia Rahimi",
    "Per-Ole Nygård",
    "Hedda Moen",
    "Amir Saleh",
];

/// Fills in the form of the sign-in page that is shown, and sends it.
pub(super) async fn type_credentials(tab: &Tab, name: &str, password: &str) {
    tab.fill("[name=username]", name).await;
    tab.fill("[name=password]", password).await;
    tab.go("form[action='/sign-in'] button").await;
}

/// Signs in by the page.
pub(super) async fn sign_in(tab: &Tab, account: &Account) {
    tab.open("/sign-in").await;
    type_credentials(tab, &account.name, &account.password).await;
    // Each role begins elsewhere.
    let path = tab.path().await;
    assert_ne!(path, "/sign-in", "signed in as {}", account.role);
}

/// Searches by the page, and opens the only one that is found.
pub(super) async fn open_patient(tab: &Tab, name: &str) {
    tab.open("/patients/search").await;
    tab.fill("[name=name]", name).await;
    tab.go("main form button").await;
    let hits = tab.all(".hits a").await;
    assert_eq!(hits.len(), 1, "{name}");
    assert_eq!(
        tab.path().await,
        "/patients/search",
        "no name is in an address"
    );
    tab.go(".hits a").await;
    assert_eq!(tab.text("h1").await, name);
}
