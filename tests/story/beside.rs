//! What the patient sees differently, and what their words are about: both sides of it, for those who may see both.

use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::json;

use super::gate::confidence;
use super::own::Hands;
use super::*;
use crate::flags_life::written;
use crate::store::fixtures::{date, handover};
use crate::support::both;

const MEASURE: u128 = 700;
const PLAN: u128 = 701;
const REQUEST: u128 = 702;
const HANDOVER: u128 = 704;
const KIN: u128 = 605;
const STAY: u128 = 200;
const TIE: u128 = 301;

/// Everything of a record that can be seen differently, as forms name it.
pub(super) fn things() -> [String; 6] {
    [
        ("treatment_period", STAY),
        ("relationship", TIE),
        ("handover", HANDOVER),
        ("measure", MEASURE),
        ("plan", PLAN),
        ("request", REQUEST),
    ]
    .map(|(thing, n)| format!("{thing}:{}", id(n)))
}

/// That an entry is about something.
pub(super) fn link(entry: u128, about: &str) -> entity::narrative_link::Model {
    let (thing, of) = about.split_once(':').unwrap();
    entity::narrative_link::Model {
        patient_id: id(PATIENT),
        entry_id: id(entry),
        about: thing.to_owned(),
        about_id: of.parse().unwrap(),
        linked_at: day(43),
        linked_by: "test".to_owned(),
    }
}

/// Records that words can be about.
pub(super) async fn recorded(app: &TestApp) {
    let db = &app.db;
    let measure = entity::measure::Model {
        patient_id: id(PATIENT),
        id: id(MEASURE),
        source_system: "local".to_owned(),
        source_value: "m".to_owned(),
        kind: "seclusion".to_owned(),
        from_at: day(41),
        to_at: Some(day(42)),
        unit_id: Some(id(1)),
        legal_basis: None,
        decided_by_id: None,
        known_person_present: None,
        debrief_offered_at: None,
        debrief_outcome: None,
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, measure).await;
    let plan = entity::plan::Model {
        id: id(PLAN),
        agreed_on: date(41),
        ..super::plans::plan()
    };
    insert(db, plan).await;
    let request = entity::request::Model {
        patient_id: id(PATIENT),
        id: id(REQUEST),
        source_system: "local".to_owned(),
        source_value: "r".to_owned(),
        subject: "other_therapist".to_owned(),
        text: "Somebody else".to_owned(),
        asked_at: day(41),
        received_by_id: None,
        decider_id: None,
        due_on: None,
        answered_at: None,
        answer: None,
        reason: None,
        recorded_at: day(41),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, request).await;
    let mut offer = handover(PATIENT, HANDOVER, 42);
    offer.to_unit_id = Some(id(1));
    offer.state = Some("offered".to_owned());
    insert(db, offer).await;
    let mut kin = words(KIN, "what_matters", 2, "We worry");
    "next_of_kin".clone_into(&mut kin.authorship);
    kin.author_id = Some(id(12));
    insert(db, kin).await;
    evaluate(app).await;
}

fn page(end: &str) -> String {
    format!("/patients/{}{end}", id(PATIENT))
}

fn differs(about: &str, text: &str, level: u8) -> Value {
    let (kind, id) = about.split_once(':').unwrap();
    json!({
        "kind": "sees_differently", "authorship": "told_to_staff", "text": text, "level": level,
        "about": {"kind": kind, "id": id},
    })
}

/// What the patient writes beside each of these, the number of each in its words.
async fn written_beside(screen: &Hands<'_, '_>, all: &[String]) {
    for (n, about) in all.iter().enumerate() {
        let form = format!("/own/write?kind=sees_differently&about={about}");
        let form = screen.page(&form).await.text;
        let chosen = format!("value=\"{about}\" selected");
        assert!(form.contains(&chosen), "{form}");
        let sent = format!(
            "kind=sees_differently&about={about}&text=Otherwise+{n}+%3Cb%3E&level=3&form_key=k{n}"
        );
        screen.done("/own/write", &sent).await;
    }
}

#[tokio::test]
async fn what_the_patient_sees_differently_stands_wherever_the_thing_is_shown() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let mut all = things().to_vec();
        all.push(format!("narrative_entry:{}", id(KIN)));
        let screen = Hands::of(&nurse).await;
        let others = screen.page("/own/others").await;
        assert_eq!(others.status, StatusCode::OK);
        for about in &all {
            let leads = others.text.contains(&format!("about={about}"));
            assert!(leads, "{about}: {}", others.text);
        }
        written_beside(&screen, &all).await;
        let file = screen.page("/own/copy.json").await.text;
        for path in ["/own/others", "/own/copy", "/own"] {
            let page = screen.page(path).await.text;
            for n in 0..all.len() {
                let said = format!("Otherwise {n} &#60;b&#62;");
                assert!(page.contains(&said), "{path} {n}: {page}");
                assert!(file.contains(&format!("Otherwise {n} <b>")), "{file}");
            }
        }
        screen.back(&nurse).await;
        for (end, shown) in [
            (String::new(), vec![0, 1, 2, 3]),
            ("/people".to_owned(), vec![1]),
            ("/measures".to_owned(), vec![3]),
            ("/crisis-plan".to_owned(), vec![4]),
            ("/plans".to_owned(), vec![4]),
            (format!("/plans/{}", id(PLAN)), vec![4]),
            ("/requests".to_owned(), vec![5]),
            (format!("/handovers/{}", id(HANDOVER)), vec![2]),
            ("/story".to_owned(), (0..7).collect()),
            (format!("/story/{}", id(KIN)), vec![6]),
            ("/copy".to_owned(), (0..7).collect()),
            ("/together".to_owned(), (0..7).collect()),
        ] {
            let answer = nurse.page(&page(&end)).await;
            assert_eq!(answer.status, StatusCode::OK, "{end}");
            for n in 0..all.len() {
                let said = format!("Otherwise {n} &#60;b&#62;");
                let is_shown = answer.text.contains(&said);
                assert_eq!(is_shown, shown.contains(&n), "{end} {n}: {}", answer.text);
            }
        }
        // On the timeline the line of each says that there is something, and leads there.
        let timeline = nurse.page(&page("?window=all")).await.text;
        let marks = timeline.matches("The patient sees this differently</a>");
        assert!(marks.count() >= 4, "{timeline}");
        // The API says what each is about, and in the file of the copy both ends carry the same id.
        let list = nurse.get(&at("")).await.done();
        let entries = list["items"].as_array().unwrap().iter();
        let about = entries.flat_map(|entry| entry["about"].as_array().unwrap().clone());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let about: Vec<String> = about
            .map(|about| format!("{}:{}", text(&about["kind"]), text(&about["id"])))
            .collect();
        assert_eq!(about.len(), all.len());
        assert!(all.iter().all(|one| about.contains(one)), "{about:?}");
        let file: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(file["timeline"]["measures"][0]["id"], json!(id(MEASURE)));
        assert_eq!(file["plans"][0]["id"], json!(id(PLAN)));
    })
    .await;
}

#[tokio::test]
async fn told_to_staff_it_waits_to_be_found_right_and_goes_when_it_is_taken_back() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let plan = format!("plan:{}", id(PLAN));
        let entry = tell(&app, &author, &differs(&plan, "Quockerwodger", 3)).await;
        let shown = colleague.page(&page("/crisis-plan")).await.text;
        assert!(shown.contains("Quockerwodger") && shown.contains("not yet confirmed"));
        // Who saw it is written down, and staff never write in it.
        let text = json!({"text": "x"});
        let answer = act(&app, &colleague, &entry, "reword", text).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let readers = one(&author, &entry).await.done()["readers"].clone();
        assert_eq!(readers[0]["professional"]["id"], json!(id(12)));
        // It stays where it is.
        for end in ["link", "unlink"] {
            let body = json!({"kind": "plan", "id": id(PLAN)});
            let answer = act(&app, &author, &entry, end, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{end}");
            assert!(answer.text.contains("stays beside"), "{}", answer.text);
        }
        let wish = json!({"patients_wish": true});
        act(&app, &author, &entry, "withdraw", wish).await.done();
        for end in ["/crisis-plan", "/plans", "/story", "/copy"] {
            let page = colleague.page(&page(end)).await.text;
            assert!(!page.contains("Quockerwodger"), "{end}");
        }
        let tables = super::withdrawn::holding(&app.db, "Quockerwodger").await;
        assert_eq!(tables, Vec::<String>::new());
        let links = entity::narrative_link::Entity::find();
        assert!(links.all(&app.db.read).await.unwrap().is_empty());
        let story = colleague.page(&page("/story")).await.text;
        assert!(story.contains("Taken back by the patient"), "{story}");
        let gone = one(&colleague, &entry).await.done()["entry"].clone();
        assert_eq!((&gone["about"], &gone["text"]), (&json!([]), &Value::Null));
    })
    .await;
}

/// Things that nothing is written beside: another patient's, none at all, what next of kin took back or told in
/// confidence, and what is no statement of somebody else's.
async fn nowhere(app: &TestApp) -> Vec<String> {
    insert(&app.db, patient(101, "p101")).await;
    let other = entity::plan::Model {
        patient_id: id(101),
        id: id(801),
        ..super::plans::plan()
    };
    insert(&app.db, other).await;
    let of_kin = |n, text| {
        let mut row = words(n, "what_matters", 2, text);
        "next_of_kin".clone_into(&mut row.authorship);
        row
    };
    let mut gone = of_kin(806, "");
    gone.withdrawn_at = Some(day(43));
    insert(&app.db, gone).await;
    insert(&app.db, of_kin(807, "Xylographer")).await;
    insert(&app.db, confidence(807)).await;
    insert(&app.db, words(808, "what_matters", 2, "Mine")).await;
    [
        ("plan", 801),
        ("plan", 9999),
        ("measure", PLAN),
        ("narrative_entry", 806),
        ("narrative_entry", 807),
        ("narrative_entry", 808),
    ]
    .map(|(thing, n)| format!("{thing}:{}", id(n)))
    .into()
}

#[tokio::test]
async fn beside_what_is_not_there_nothing_is_written() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let mut nowhere = nowhere(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        for about in &nowhere {
            let answer = post(&app, &nurse, &at(""), &differs(about, "x", 3), &[]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{about}");
        }
        nowhere.extend(["nonsense:1".to_owned(), "plan".to_owned()]);
        let kind = "kind=sees_differently&authorship=told_to_staff";
        for about in &nowhere {
            let form = format!("{kind}&about={about}&text=Typed+it&level=3");
            let answer = nurse.form(&page("/story/new"), &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
            for said in ["id=\"about-fault\"", "was taken back", "Typed it"] {
                assert!(answer.text.contains(said), "{about} {said}");
            }
        }
        // Nothing named, and words of next of kin.
        let mut by_kin = differs(&things()[0], "x", 0);
        by_kin["authorship"] = json!("next_of_kin");
        let mut nothing = differs(&things()[0], "x", 0);
        nothing.as_object_mut().unwrap().remove("about");
        for body in [by_kin, nothing] {
            let answer = post(&app, &nurse, &at(""), &body, &[]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        }
        let screen = Hands::of(&nurse).await;
        for about in &nowhere {
            let form = format!("kind=sees_differently&about={about}&text=Typed+it&level=3");
            let answer = screen.form("/own/write", &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
            assert!(!answer.text.contains("Xylographer"), "{about}");
        }
        let links = entity::narrative_link::Entity::find();
        assert!(links.all(&app.db.read).await.unwrap().is_empty());
        let rows = entity::narrative_entry::Entity::find();
        let rows = rows.all(&app.db.read).await.unwrap();
        assert_eq!(rows.len(), 4, "nothing was written");
    })
    .await;
}

#[tokio::test]
async fn whatever_is_written_beside_something_is_shown_as_it_was_written_and_never_run() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let screen = Hands::of(&nurse).await;
        let kind = format!("kind=sees_differently&about={}", things()[3]);
        for (n, (typed, shown)) in [
            ("%D7%A9%D7%9C%D7%95%D7%9D", "שלום"),
            ("%F0%9F%99%82", "🙂"),
            ("%3Cscript%3Ealert(1)", "&#60;script&#62;alert(1)"),
        ]
        .into_iter()
        .enumerate()
        {
            let form = format!("{kind}&text={typed}&when=spring+2019&level=3&form_key=k{n}");
            screen.done("/own/write", &form).await;
            let others = screen.page("/own/others").await.text;
            assert!(others.contains(shown), "{shown}");
            assert!(!others.contains("<script>alert"));
        }
        for (size, status) in [
            (10_001, StatusCode::UNPROCESSABLE_ENTITY),
            (5_000_000, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let form = format!("{kind}&text={}&level=0", "x".repeat(size));
            let answer = screen.form("/own/write", &form).await;
            assert_eq!(answer.status, status, "{size}");
        }
        screen.back(&nurse).await;
        let shown = nurse.page(&page("/measures")).await.text;
        assert!(shown.contains("&#60;script&#62;alert(1)") && shown.contains("שלום"));
        assert!(!shown.contains("<script>alert"));
    })
    .await;
}

#[tokio::test]
async fn links_are_made_by_hand_and_shown_on_both_sides_to_those_who_see_both() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let shared = tell(&app, &author, &told("It was loud <b>", 2)).await;
        let alone = tell(&app, &author, &told("Xylographer", 0)).await;
        let measure = json!({"kind": "measure", "id": id(MEASURE)});
        for entry in [&shared, &alone, &shared] {
            act(&app, &author, entry, "link", measure.clone())
                .await
                .done();
        }
        let measures = page("/measures");
        let shown = colleague.page(&measures).await.text;
        assert!(shown.contains("It was loud &#60;b&#62;"), "{shown}");
        assert!(!shown.contains("Xylographer"));
        assert!(!shown.contains(alone["id"].as_str().unwrap()));
        assert!(author.page(&measures).await.text.contains("Xylographer"));
        let entry = page(&format!("/story/{}", shared["id"].as_str().unwrap()));
        let other_side = colleague.page(&entry).await.text;
        assert!(other_side.contains("About:"), "{other_side}");
        assert!(other_side.contains("Seclusion, "), "{other_side}");
        let about = one(&colleague, &shared).await.done()["entry"]["about"].clone();
        assert_eq!(about, json!([measure]));
        act(&app, &author, &shared, "unlink", measure.clone())
            .await
            .done();
        assert!(!colleague.page(&measures).await.text.contains("It was loud"));
        let actions = written(&app, author.username()).await;
        let times = |of: &str| actions.iter().filter(|action| *action == of).count();
        // Linking once more is not linking twice.
        assert_eq!(
            (times("story.link"), times("story.unlink")),
            (2, 1),
            "{actions:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn links_are_the_patients_or_of_whoever_was_told() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        insert(&app.db, words(610, "promise", 2, "They would call")).await;
        let shared = tell(&app, &author, &told("It was loud", 2)).await;
        let alone = tell(&app, &author, &told("Xylographer", 0)).await;
        let typed = json!({"id": id(610), "version": 1});
        let measure = json!({"kind": "measure", "id": id(MEASURE)});
        for (who, entry, status) in [
            (&colleague, &shared, StatusCode::FORBIDDEN),
            (&colleague, &alone, StatusCode::NOT_FOUND),
            (&author, &typed, StatusCode::FORBIDDEN),
        ] {
            for end in ["link", "unlink"] {
                let answer = act(&app, who, entry, end, measure.clone()).await;
                assert_eq!(answer.status, status, "{end} {}", answer.text);
            }
        }
        for about in [
            json!({"kind": "measure", "id": id(9999)}),
            json!({"kind": "request", "id": id(REQUEST)}),
            json!({"kind": "nothing", "id": id(MEASURE)}),
        ] {
            let answer = act(&app, &author, &shared, "link", about).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        }
        let own = format!("/own/entries/{}", id(610));
        let plan = page("/crisis-plan");
        for (act, is_linked) in [("link", true), ("unlink", false)] {
            let screen = Hands::of(&colleague).await;
            let form = format!("act={act}&about=plan:{}&version=1", id(PLAN));
            screen.done(&own, &form).await;
            let named = screen.page(&own).await.text;
            assert_eq!(named.contains("value=\"unlink\""), is_linked, "{named}");
            screen.back(&colleague).await;
            let shown = colleague.page(&plan).await.text;
            assert_eq!(shown.contains("They would call"), is_linked, "{act}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_break_that_others_noticed_is_not_named_to_the_patient() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let rupture = |n: u128, noticed_by: &str| entity::rupture::Model {
            patient_id: id(PATIENT),
            id: id(n),
            source_system: "local".to_owned(),
            source_value: format!("u{n}"),
            professional_id: id(13),
            kind: "withdrawal".to_owned(),
            noticed_on: date(42),
            noticed_by: Some(noticed_by.to_owned()),
            status: "open".to_owned(),
            closed_on: None,
            recorded_at: day(42),
            version: 1,
            import_file_id: None,
            import_row: None,
        };
        insert(&app.db, rupture(710, "professional")).await;
        insert(&app.db, rupture(711, "patient")).await;
        let entry = tell(&app, &author, &told("He was away", 2)).await;
        let about = |n: u128| json!({"kind": "rupture", "id": id(n)});
        for n in [710, 711] {
            act(&app, &author, &entry, "link", about(n)).await.done();
        }
        let known = one(&author, &entry).await.done()["entry"]["about"].clone();
        assert_eq!(known.as_array().unwrap().len(), 2);
        let file = author.get(&page("/copy")).await.done();
        assert_eq!(file["story"][0]["about"], json!([about(711)]));
        let screen = Hands::of(&author).await;
        let own = format!("/own/entries/{}", entry["id"].as_str().unwrap());
        for path in ["/own/copy.json", own.as_str()] {
            let page = screen.page(path).await.text;
            assert!(!page.contains(&id(710).to_string()), "{path}");
            assert!(page.contains(&id(711).to_string()), "{path}");
        }
    })
    .await;
}
