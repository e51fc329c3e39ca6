//! Finding texts: what is found is what a slow reading of everything that the reader may see finds, and nothing
//! tells of what they may not.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use redthread::domain::access::Way;
use redthread::domain::ids::{PatientId, ProfessionalId};
use redthread::domain::search::Query;
use redthread::store::narratives::{self, Listener};
use redthread::store::texts::{self, Looker, Source};
use redthread::store::{Db, migrate};
use serde_json::json;

use super::*;
use crate::recording::import;
use crate::support::{both, on_sqlite};

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Oslo;

/// Words that texts are drawn from: several begin alike, and several are forms of one.
const WORDS: [&str; 10] = [
    "natt",
    "natten",
    "nattevakt",
    "Sjøen",
    "sjo",
    "trygg",
    "tryggheten",
    "dagen",
    "snakke",
    "snakket",
];

/// What is looked for.
const TYPED: [&str; 9] = [
    "natt",
    "na",
    "natten",
    "SJØ",
    "sjoe",
    "trygghet",
    "snakker",
    "dag trygg",
    "n",
];

/// An entry: level, author, text, whether it was taken back.
type Drawn = (u8, Option<u8>, Vec<usize>, bool);

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        0..=4_u8,
        prop::option::of(1..=3_u8),
        prop::collection::vec(0..WORDS.len(), 0..6),
        prop::bool::weighted(0.15),
    )
}

fn entries(drawn: &[Drawn]) -> String {
    let mut file =
        "id,patient_id,kind,authorship,written_at,level,text,author_id,withdrawn_at\n".to_owned();
    for (n, (level, author, text, is_gone)) in drawn.iter().enumerate() {
        let text: Vec<&str> = text.iter().map(|word| WORDS[*word]).collect();
        let text = if text.is_empty() {
            "–".to_owned()
        } else {
            text.join(" ")
        };
        let author = author.map(|n| format!("p{n}")).unwrap_or_default();
        let gone = if *is_gone { "2024-03-05T10:00" } else { "" };
        let (day, patient) = (n % 28 + 1, if n % 5 == 0 { "b" } else { "a" });
        writeln!(
            file,
            "n{n},{patient},promise,told_to_staff,2024-02-{day:02}T10:00,{level},{text},{author},{gone}"
        )
        .unwrap();
    }
    file
}

const BASICS: [(&str, &str); 6] = [
    ("units.csv", "id,name,setting\nward,Ward,acute_ward\n"),
    (
        "professionals.csv",
        "id,name,profession\np1,A,nurse\np2,B,nurse\np3,C,nurse\n",
    ),
    ("patients.csv", "id\na\nb\n"),
    (
        "plans.csv",
        "id,patient_id,kind,agreed_on,version,text_patient,text_staff\n\
         c1,a,crisis_plan,2024-02-01,1,\"trygg ved sjøen\",natten\n\
         c2,b,crisis_plan,2024-02-01,1,trygg,natten\n",
    ),
    (
        "requests.csv",
        "id,patient_id,subject,text,asked_at\nq1,a,rom,Et rom om natten,2024-03-01T10:00\n",
    ),
    (
        "handovers.csv",
        "id,patient_id,type,offered_at,summary,accepted_at\n\
         h1,a,shift,2024-03-01T10:00,Snakket om natten,2024-03-01T11:00\n\
         h2,a,shift,2024-03-02T10:00,Snakket om natten,\n",
    ),
];

async fn person(db: &Db, value: &str) -> ProfessionalId {
    use sea_orm::EntityTrait;
    let all = entity::professional::Entity::find()
        .all(&db.read)
        .await
        .unwrap();
    let row = all.iter().find(|row| row.source_value == value).unwrap();
    ProfessionalId(row.id)
}

async fn patient_a(db: &Db) -> PatientId {
    use sea_orm::EntityTrait;
    let all = entity::patient::Entity::find().all(&db.read).await.unwrap();
    PatientId(all.iter().find(|row| row.source_value == "a").unwrap().id)
}

/// Every way, reader and search: what is found of the story is what reading all that is shared finds, and the
/// rest is what there is of plans, requests and accepted handovers. Answers how much was found.
async fn check(app: &TestApp) -> usize {
    let db: &Db = &app.db;
    let patient = patient_a(db).await;
    let now = app.app.clock.now();
    let mut found = 0;
    for way in Way::ALL {
        for who in ["p1", "p2"] {
            let listener = Listener {
                way,
                professional: person(db, who).await,
            };
            let page = (None, 1000);
            let shared = narratives::of_patient(&db.read, patient, &listener, now, page)
                .await
                .unwrap();
            for typed in TYPED {
                let query = Query::read(typed);
                let looker = Looker {
                    listener: Some(&listener),
                    now,
                    zone: ZONE,
                };
                let texts = texts::find(&db.read, patient, &query, looker)
                    .await
                    .unwrap();
                let (words, rest): (Vec<_>, Vec<_>) = texts
                    .iter()
                    .partition(|text| matches!(text.source, Source::Narrative { .. }));
                let words: BTreeSet<_> = words.iter().map(|text| text.id).collect();
                let slow: BTreeSet<_> = shared
                    .iter()
                    .filter(|entry| entry.withdrawn_at.is_none())
                    .filter(|entry| query.fit([entry.text.as_str()]).is_some())
                    .map(|entry| entry.id)
                    .collect();
                assert_eq!(words, slow, "{way:?} {who} {typed}");
                found += words.len();
                let rest: Vec<&str> = rest
                    .iter()
                    .map(|text| match text.source {
                        Source::Plan(_) => "plan",
                        Source::Request(_) => "request",
                        Source::Handover(_) => "handover",
                        Source::Narrative { .. } => unreachable!(),
                    })
                    .collect();
                let expected: &[&str] = match typed {
                    "natt" | "na" | "natten" => &["plan", "request", "handover"],
                    "SJØ" | "sjoe" | "trygghet" => &["plan"],
                    "snakker" => &["handover"],
                    _ => &[],
                };
                assert_eq!(rest, expected, "{typed}");
            }
        }
    }
    found
}

#[tokio::test]
async fn the_index_finds_what_reading_everything_finds_after_imports_and_corrections_and_is_made_anew()
 {
    let mut runner = TestRunner::deterministic();
    let mut draw = || -> Vec<Drawn> {
        (0..120)
            .map(|_| drawn().new_tree(&mut runner).unwrap().current())
            .collect()
    };
    let (first, second) = (draw(), draw());
    both(|db| {
        let (first, second) = (first.clone(), second.clone());
        async move {
            let app = TestApp::empty(db);
            let mut files = BASICS.to_vec();
            let narrative = entries(&first);
            files.push(("narrative.csv", &narrative));
            let report = import(&app, &files).await;
            assert!(report.faults.is_empty(), "{:?}", report.faults);
            assert!(check(&app).await > 300);
            let corrected = entries(&second);
            let report = import(&app, &[("narrative.csv", &corrected)]).await;
            assert!(report.faults.is_empty(), "{:?}", report.faults);
            assert!(check(&app).await > 300);
            // Taken back and applied again, the schema keeps the words of what is there.
            let status = migrate::status(&app.db).await.unwrap();
            let after = status
                .iter()
                .rev()
                .position(|it| it.name.ends_with("_search"));
            let steps = u32::try_from(after.unwrap() + 1).unwrap();
            migrate::down(&app.db, steps).await.unwrap();
            migrate::up(&app.db).await.unwrap();
            assert!(check(&app).await > 300);
        }
    })
    .await;
}

async fn search(who: &Caller<'_>, words: &str) -> Answer {
    let end = format!("/patients/{}/search", id(PATIENT));
    post(who.app(), who, &end, &json!({ "words": words }), &[]).await
}

#[tokio::test]
async fn what_is_not_shared_is_in_no_answer_count_or_page() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        tell(&app, &author, &told("Xylographer on the sea", 0)).await;
        tell(&app, &author, &told("The sea at night", 2)).await;
        let mine = search(&author, "sea").await.done();
        assert_eq!(mine["total"]["count"], 2);
        let theirs = search(&colleague, "sea").await;
        assert!(!theirs.text.contains("Xylographer"));
        let theirs = theirs.done();
        assert_eq!(theirs["total"], json!({"count": 1, "is_exact": true}));
        let marked: Vec<&str> = theirs["items"][0]["snippet"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["is_found"] == true)
            .map(|it| it["text"].as_str().unwrap())
            .collect();
        assert_eq!(marked, ["sea"]);
        assert_eq!(
            search(&colleague, "xylographer").await.done()["total"]["count"],
            0
        );
        // What was found is what was seen: its author learns of it, and the log does not hold the words.
        let items = author.get(&at("")).await.done()["items"].clone();
        let entry = items
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["text"] == "The sea at night")
            .unwrap()
            .clone();
        let read = one(&author, &entry).await.done();
        assert_eq!(read["readers"].as_array().unwrap().len(), 1);
        let actions = crate::flags_life::written(&app, &colleague.username).await;
        assert!(actions.contains(&"texts.find".to_owned()), "{actions:?}");
        // The page: marked, escaped, and nothing of the other entry.
        tell(&app, &author, &told("<b>sea</b> & salt", 2)).await;
        let page = format!("/patients/{}/search", id(PATIENT));
        let found = colleague.form(&page, "words=SEA").await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(
            found
                .text
                .contains("&#60;b&#62;<mark>sea</mark>&#60;/b&#62;"),
            "{}",
            found.text
        );
        assert!(found.text.contains("2 texts.") && !found.text.contains("Xylographer"));
        let none = colleague.form(&page, "words=xylographer").await;
        assert!(none.text.contains("Nothing was found."));
        assert_eq!(colleague.page(&page).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_is_a_search() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        tell(&app, &author, &told("שלום and привет, the sea", 2)).await;
        for (typed, count) in [
            ("", 0),
            ("'", 0),
            ("\"sea", 1),
            ("sea\" OR words : *", 0),
            ("sea:* & !and | (", 1),
            ("NEAR(sea and, 2)", 0),
            ("-sea +and ^the", 1),
            ("שלום", 1),
            ("\u{202e}ПРИВЕТ", 1),
            ("🙂 sea", 1),
            ("sea\u{0}and", 1),
            ("%", 0),
            ("; DROP TABLE search_word", 0),
        ] {
            let answer = search(&author, typed).await.done();
            assert_eq!(answer["total"]["count"], count, "{typed:?}");
        }
        let long = "sea ".repeat(2500);
        assert_eq!(search(&author, &long).await.done()["total"]["count"], 1);
        let long = "s".repeat(10_000);
        assert_eq!(search(&author, &long).await.done()["total"]["count"], 0);
    })
    .await;
}

#[tokio::test]
async fn pages_reach_every_text_once_and_the_best_first() {
    on_sqlite(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        for n in 0..7 {
            tell(&app, &author, &told(&format!("seaside {n}"), 2)).await;
        }
        tell(&app, &author, &told("the sea, the sea", 2)).await;
        let end = format!("/patients/{}/search", id(PATIENT));
        let mut cursor = Value::Null;
        let mut seen = Vec::new();
        loop {
            let body = json!({"words": "sea", "limit": 3, "cursor": cursor});
            let page = post(&app, &author, &end, &body, &[]).await.done();
            assert_eq!(page["total"]["count"], 8);
            let items = page["items"].as_array().unwrap().clone();
            seen.extend(
                items
                    .iter()
                    .map(|item| item["id"].as_str().unwrap().to_owned()),
            );
            if seen.len() <= 3 {
                assert_eq!(items[0]["snippet"][1]["text"], "sea");
            }
            cursor = page["next_cursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(seen.len(), 8);
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 8);
        let body = json!({"words": "night", "cursor": "AR9hbnl0aGluZw"});
        let wrong = post(&app, &author, &end, &body, &[]).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn what_was_put_right_or_taken_back_is_found_no_more() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let entry = tell(&app, &author, &told("The harbour", 2)).await;
        let text = json!({"text": "The lighthouse"});
        act(&app, &author, &entry, "reword", text).await.done();
        let count =
            async |words: &str| search(&author, words).await.done()["total"]["count"].clone();
        assert_eq!(count("harbour").await, 0);
        assert_eq!(count("lighthouse").await, 1);
        let entry = one(&author, &entry).await.done()["entry"].clone();
        let wish = json!({"patients_wish": true});
        act(&app, &author, &entry, "withdraw", wish).await.done();
        assert_eq!(count("lighthouse").await, 0);
    })
    .await;
}
