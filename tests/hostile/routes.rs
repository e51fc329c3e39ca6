//! Every address there is, so that no test that goes through all of them forgets one.

use std::collections::BTreeSet;
use std::path::Path;

/// The pages: method and path, as their routes are written.
pub const PAGES: [(&str, &str); 148] = [
    ("GET", "/"),
    ("GET", "/account"),
    ("GET", "/account/numbers"),
    ("GET", "/assets/{file}"),
    ("GET", "/audit"),
    ("GET", "/board"),
    ("GET", "/break-glass"),
    ("GET", "/digest"),
    ("GET", "/flags"),
    ("GET", "/glass-reviews"),
    ("GET", "/handovers"),
    ("GET", "/imports"),
    ("GET", "/imports/new"),
    ("GET", "/imports/runs/{run}"),
    ("GET", "/imports/uploads/{upload}"),
    ("GET", "/imports/uploads/{upload}/rows/{fault}"),
    ("GET", "/language"),
    ("GET", "/lock/alive"),
    ("GET", "/notices"),
    ("GET", "/own"),
    ("GET", "/own/copy"),
    ("GET", "/own/copy.json"),
    ("GET", "/own/entries/{entry}"),
    ("GET", "/own/others"),
    ("GET", "/own/people"),
    ("GET", "/own/write"),
    ("GET", "/own-records"),
    ("GET", "/patients"),
    ("GET", "/patients/new"),
    ("GET", "/patients/search"),
    ("GET", "/patients/take-over"),
    ("GET", "/patients/{id}"),
    ("GET", "/patients/{id}/access-log"),
    ("GET", "/patients/{id}/access-log.csv"),
    ("GET", "/patients/{id}/arrivals"),
    ("GET", "/patients/{id}/bars"),
    ("GET", "/patients/{id}/capacity"),
    ("GET", "/patients/{id}/crisis-plan"),
    ("GET", "/patients/{id}/measures"),
    ("GET", "/patients/{id}/screen"),
    ("GET", "/patients/{id}/requests"),
    ("GET", "/patients/{id}/copy"),
    ("GET", "/patients/{id}/copy.json"),
    ("GET", "/patients/{id}/together"),
    ("GET", "/patients/{id}/search"),
    ("GET", "/patients/{id}/plans"),
    ("GET", "/patients/{id}/plans/{record}"),
    ("GET", "/patients/{id}/agreement"),
    ("GET", "/patients/{id}/safety"),
    ("GET", "/units/{id}/routes"),
    ("GET", "/patients/{id}/story"),
    ("GET", "/patients/{id}/story/new"),
    ("GET", "/patients/{id}/story/{entry}"),
    ("GET", "/patients/{id}/break-glass"),
    ("GET", "/patients/{id}/contacts"),
    ("GET", "/patients/{id}/flags/for-patient"),
    ("GET", "/patients/{id}/flags/{flag}"),
    ("GET", "/patients/{id}/handovers/new"),
    ("GET", "/patients/{id}/handovers/{handover}"),
    ("GET", "/patients/{id}/handovers/{handover}/sheet"),
    ("GET", "/patients/{id}/people"),
    ("GET", "/patients/{id}/record/{act}"),
    ("GET", "/patients/{id}/timeline.csv"),
    ("GET", "/policy"),
    ("GET", "/policy/history"),
    ("GET", "/policy/previews/{preview}"),
    ("GET", "/professionals"),
    ("GET", "/professionals/{id}"),
    ("GET", "/reports/continuity"),
    ("GET", "/reports/continuity.csv"),
    ("GET", "/reports/continuity.xlsx"),
    ("GET", "/reports/departure"),
    ("GET", "/reports/departure/plans"),
    ("GET", "/reports/assignment"),
    ("GET", "/reports/flags"),
    ("GET", "/reports/flags.csv"),
    ("GET", "/reports/flags.xlsx"),
    ("GET", "/reports/handovers"),
    ("GET", "/reports/handovers.csv"),
    ("GET", "/reports/handovers.xlsx"),
    ("GET", "/reports/saved"),
    ("GET", "/reports/saved/{report}/{period}"),
    ("GET", "/reports/saved/{report}/{period}/csv"),
    ("GET", "/reports/saved/{report}/{period}/xlsx"),
    ("GET", "/reports/turnover"),
    ("GET", "/reports/turnover.csv"),
    ("GET", "/reports/turnover.xlsx"),
    ("GET", "/sign-in"),
    ("GET", "/style"),
    ("GET", "/units"),
    ("GET", "/units/{id}/board"),
    ("GET", "/units/{id}/board/cards/{patient}"),
    ("GET", "/units/{id}/board/events"),
    ("GET", "/units/{id}/guests"),
    ("GET", "/units/{id}/end-of-shift"),
    ("GET", "/units/{id}/end-of-shift/{patient}"),
    ("POST", "/account/mail"),
    ("POST", "/account/others"),
    ("POST", "/account/password"),
    ("POST", "/account/pin"),
    ("POST", "/audit"),
    ("POST", "/break-glass"),
    ("POST", "/glass-reviews"),
    ("POST", "/handovers"),
    ("POST", "/imports/new"),
    ("POST", "/imports/uploads/{upload}/apply"),
    ("POST", "/imports/uploads/{upload}/discard"),
    ("POST", "/language"),
    ("POST", "/lock/typed"),
    ("POST", "/notices"),
    ("POST", "/own/close"),
    ("POST", "/own/code"),
    ("POST", "/own/entries/{entry}"),
    ("POST", "/own/people"),
    ("POST", "/own/write"),
    ("POST", "/own-records"),
    ("POST", "/patients/new"),
    ("POST", "/patients/search"),
    ("POST", "/patients/take-over"),
    ("POST", "/patients/{id}/arrivals"),
    ("POST", "/patients/{id}/bars"),
    ("POST", "/patients/{id}/search"),
    ("POST", "/patients/{id}/story/told"),
    ("POST", "/patients/{id}/crisis-plan"),
    ("POST", "/patients/{id}/safety"),
    ("POST", "/units/{id}/routes"),
    ("POST", "/patients/{id}/capacity"),
    ("POST", "/patients/{id}/screen"),
    ("POST", "/patients/{id}/story/new"),
    ("POST", "/patients/{id}/story/{entry}"),
    ("POST", "/patients/{id}/break-glass"),
    ("POST", "/patients/{id}/flags/for-patient"),
    ("POST", "/patients/{id}/flags/{flag}"),
    ("POST", "/patients/{id}/handovers/new"),
    ("POST", "/patients/{id}/handovers/{handover}"),
    ("POST", "/patients/{id}/record/{act}"),
    ("POST", "/policy"),
    ("POST", "/professionals"),
    ("POST", "/professionals/{id}"),
    ("POST", "/reports/departure"),
    ("POST", "/reports/saved"),
    ("POST", "/reports/saved/{report}/end"),
    ("POST", "/reports/departure/plans/{plan}"),
    ("POST", "/sign-out"),
    ("POST", "/units/{id}/guests"),
    ("POST", "/units"),
    ("POST", "/units/{id}/end-of-shift"),
    ("POST", "/units/{id}/end-of-shift/{patient}"),
];

/// A verb for addresses of recording: one that only adds.
pub const ACT: &str = "met";

/// Pages that change something for whoever is not signed in: no session, so no token.
/// The lock is among them: it looks for the token itself, since a locked session has one as well.
pub const OPEN_FORMS: [(&str, &str); 5] = [
    ("POST", "/lock"),
    ("POST", "/preferences"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/person"),
    ("POST", "/unlock"),
];

/// Pages of the lock that anybody may ask for: they show nothing but whether a session is locked.
pub const OF_THE_LOCK: [(&str, &str); 2] = [("GET", "/lock"), ("GET", "/lock/state")];

/// Addresses of forms, asked for as pages: they lead back to the page of the form and show nothing.
pub const WAYS_BACK: [(&str, &str); 9] = [
    ("GET", "/account/mail"),
    ("GET", "/account/others"),
    ("GET", "/account/password"),
    ("GET", "/account/pin"),
    ("GET", "/imports/uploads/{upload}/apply"),
    ("GET", "/imports/uploads/{upload}/discard"),
    ("GET", "/sign-in/person"),
    ("GET", "/sign-out"),
    ("GET", "/unlock"),
];

/// Addresses for those who run the service: no account opens them, and nothing of a patient is there.
pub const FOR_OPERATORS: [(&str, &str); 3] =
    [("GET", "/healthz"), ("GET", "/metrics"), ("GET", "/readyz")];

/// The operations of the API: method and path.
pub fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(redthread::api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut operations = Vec::new();
    for (path, item) in paths {
        for method in item.as_object().unwrap().keys() {
            operations.push((method.to_uppercase(), path.clone()));
        }
    }
    operations
}

#[test]
fn every_page_there_is_is_known_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let mut found = BTreeSet::new();
    scan(&folder, &mut found);
    let known: BTreeSet<(String, String)> = PAGES
        .iter()
        .chain(&OPEN_FORMS)
        .chain(&OF_THE_LOCK)
        .chain(&WAYS_BACK)
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(found, known);
}

#[test]
fn every_address_for_operators_is_known_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut found = BTreeSet::new();
    for name in ["health.rs", "metrics.rs", "mod.rs"] {
        routes_of(
            &std::fs::read_to_string(folder.join(name)).unwrap(),
            &mut found,
        );
    }
    let known: BTreeSet<(String, String)> = FOR_OPERATORS
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(found, known);
}

fn scan(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            routes_of(&std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

fn routes_of(source: &str, found: &mut BTreeSet<(String, String)>) {
    for call in source.split(".route(").skip(1) {
        let (path, handlers) = call.split_once(',').unwrap();
        let path = path.trim();
        let path = path.strip_prefix('"').map_or_else(
            || {
                let told = format!("const {path}: &str = \"");
                let (_, rest) = source.split_once(&told).expect("a constant of the file");
                rest.split('"').next().unwrap()
            },
            |path| path.trim_end_matches('"'),
        );
        for (name, method) in [
            ("get(", "GET"),
            ("post(", "POST"),
            ("put(", "PUT"),
            ("delete(", "DELETE"),
            ("patch(", "PATCH"),
            ("any(", "ANY"),
        ] {
            if argument(handlers).contains(name) {
                found.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
}

/// The text up to the parenthesis that closes the call.
fn argument(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}
