//! The patient's own hand: a screen that staff hand over, and what answers on it.

use axum::http::StatusCode;
use redthread::app::own;
use redthread::domain::ids::PatientId;
use redthread::domain::pin::PIN_FAILURES;
use sea_orm::EntityTrait;

use super::gate::confidence;
use super::*;
use crate::flags_life::written;
use crate::hostile::routes::{OF_THE_LOCK, OPEN_FORMS, PAGES, WAYS_BACK};
use crate::support::both;

/// The password of tests, as a form writes it.
const PASSWORD_FORM: &str = "a+long+password+for+tests";

/// The code that the patient chose.
const CODE: &str = "290471";

/// A screen in the patient's hands: the browser of a nurse, whose pages answer no more.
pub(super) struct Hands<'a, 'b>(&'a Caller<'b>);

impl<'a, 'b> Hands<'a, 'b> {
    /// Handed over by a nurse, and opened by the patient's code, which they choose the first time.
    pub(super) async fn of(nurse: &'a Caller<'b>) -> Self {
        let screen = Self::handed(nurse).await;
        let code = format!("code_secret={CODE}&again_secret={CODE}");
        screen.done("/own/code", &code).await;
        screen
    }

    /// Handed over, before the code.
    async fn handed(nurse: &'a Caller<'b>) -> Self {
        let page = format!("/patients/{}/screen", id(PATIENT));
        assert_eq!(nurse.page(&page).await.status, StatusCode::OK);
        let answer = nurse.form(&page, "act=hand_over").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(answer.headers[header::LOCATION], "/own");
        Self(nurse)
    }

    pub(super) async fn page(&self, path: &str) -> Answer {
        self.0.page(path).await
    }

    pub(super) async fn form(&self, path: &str, fields: &str) -> Answer {
        self.0.form(path, fields).await
    }

    /// Sends a form that is to be taken.
    pub(super) async fn done(&self, path: &str, fields: &str) {
        let answer = self.form(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} {fields} {}",
            answer.text
        );
    }

    /// Gives the screen back, and has the nurse open it.
    pub(super) async fn back(self, nurse: &Caller<'_>) {
        self.done("/own/close", "").await;
        let answer = nurse
            .form("/unlock", &format!("secret={PASSWORD_FORM}"))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

fn leads_to(answer: &Answer, address: &str) -> bool {
    let to = answer.headers.get(header::LOCATION);
    to.is_some_and(|to| to.to_str().unwrap().starts_with(address))
}

fn filled(path: &str) -> String {
    path.replace("{id}", &id(PATIENT).to_string())
        .replace("{act}", "met")
        .replace("{entry}", &id(601).to_string())
}

#[tokio::test]
async fn in_a_patients_hands_a_screen_answers_nothing_but_their_own_pages() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "promise", 0, "They would call")).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        for is_open in [false, true] {
            let screen = if is_open {
                Hands::of(&nurse).await
            } else {
                Hands::handed(&nurse).await
            };
            let all = PAGES
                .iter()
                .chain(&OPEN_FORMS)
                .chain(&OF_THE_LOCK)
                .chain(&WAYS_BACK);
            let mut asked = 0;
            for (method, path) in all {
                let is_own = *path == "/own" || path.starts_with("/own/");
                let is_for_anybody = matches!(
                    *path,
                    "/style" | "/assets/{file}" | "/preferences" | "/lock/state"
                );
                if is_own || is_for_anybody {
                    continue;
                }
                let address = filled(path);
                let answer = match *method {
                    "GET" => screen.page(&address).await,
                    _ => screen.form(&address, "act=end&secret=x&username=x").await,
                };
                let is_back = leads_to(&answer, "/own");
                let is_refused = *method == "POST" && answer.status == StatusCode::FORBIDDEN;
                assert!(is_back || is_refused, "{method} {path} {}", answer.status);
                assert!(!answer.text.contains("They would call"), "{path}");
                asked += 1;
            }
            assert!(asked > 90, "{asked}");
            // Before the code was given, nothing of the patient's is there either.
            for path in ["/own/write", "/own/people", "/own/entries/{entry}"] {
                let answer = screen.page(&filled(path)).await;
                assert_eq!(answer.status == StatusCode::OK, is_open, "{path}");
            }
            let home = screen.page("/own").await.text;
            assert_eq!(home.contains("They would call"), is_open, "{home}");
            // Open pages of the browser, and what they ask by themselves, are covered.
            assert!(screen.page("/lock/state").await.text.contains("\"left\":0"));
            // A token of the browser is none of the API's.
            let request = Request::get(format!("/api/v1{}", at("")))
                .header(header::COOKIE, nurse.cookie())
                .body(Body::empty());
            let answer = app.send(request.unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            screen.back(&nurse).await;
        }
    })
    .await;
}

/// Whatever the timeline says of the patient: an important person, a meeting without them, a shift, a visit, a talk.
async fn said_of_the_patient(app: &TestApp) {
    use crate::store::fixtures::{contact, relationship};

    let db = &app.db;
    let mut tie = relationship(PATIENT, 310, 11, 41);
    tie.important_to_patient = true;
    insert(db, tie).await;
    let mut about = contact(PATIENT, 311, 1, 42);
    about.patient_present = Some(false);
    about.main_professional_id = Some(id(11));
    insert(db, about).await;
    let shift = entity::shift_assignment::Model {
        patient_id: id(PATIENT),
        id: id(312),
        source_system: "local".to_owned(),
        source_value: "s312".to_owned(),
        professional_id: id(11),
        unit_id: id(1),
        from_at: day(41),
        to_at: Some(day(42)),
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, shift).await;
    let visit = entity::measure_visit::Model {
        patient_id: id(PATIENT),
        id: id(313),
        source_system: "local".to_owned(),
        source_value: "v313".to_owned(),
        measure_id: id(700),
        professional_id: id(11),
        at: day(41),
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(db, visit).await;
}

/// A screen in the patient's hands speaks to them, and not about them.
#[tokio::test]
async fn their_own_pages_say_you() {
    both(|db| async move {
        let app = service(db).await;
        super::beside::recorded(&app).await;
        said_of_the_patient(&app).await;
        insert(&app.db, words(601, "promise", 0, "They would call")).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let screen = Hands::of(&nurse).await;
        let differing = super::beside::things()
            .map(|about| format!("/own/write?kind=sees_differently&about={about}"));
        let own = PAGES.iter().filter(|(method, path)| {
            *method == "GET" && (*path == "/own" || path.starts_with("/own/"))
        });
        let pages: Vec<String> = own.map(|(_, path)| filled(path)).chain(differing).collect();
        assert!(pages.len() > 10, "{pages:?}");
        for address in pages.iter().filter(|address| *address != "/own/copy.json") {
            let page = screen.page(address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            let said = crate::access::plain(&page.text).to_lowercase();
            assert!(!said.contains("the patient"), "{address}: {said}");
            if address == "/own/copy" {
                for to_them in [
                    "marked as important by you",
                    "without you",
                    "as your nurse",
                    "one person with you",
                ] {
                    assert!(said.contains(to_them), "{to_them}: {said}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn it_goes_back_by_a_sign_in_and_by_nothing_else() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let patient = format!("/patients/{}", id(PATIENT));
        let screen = Hands::of(&nurse).await;
        // Neither unlocking nor signing in or out gets past it while it is in the patient's hands.
        let secret = format!(
            "secret={PASSWORD_FORM}&username={}&password={PASSWORD_FORM}",
            nurse.username()
        );
        for address in ["/unlock", "/sign-in", "/sign-out", "/lock"] {
            nurse.form(address, &secret).await;
            assert!(leads_to(&nurse.page(&patient).await, "/own"), "{address}");
        }
        screen.done("/own/close", "").await;
        for address in ["/own", "/own/write", patient.as_str(), "/"] {
            assert!(leads_to(&nurse.page(address).await, "/lock"), "{address}");
        }
        let wrong = nurse
            .form("/unlock", "secret=something+else+entirely")
            .await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
        assert!(leads_to(&nurse.page("/own").await, "/lock"));
        nurse
            .form("/unlock", &format!("secret={PASSWORD_FORM}"))
            .await;
        assert_eq!(nurse.page(&patient).await.status, StatusCode::OK);
        // The patient's pages are no nurse's.
        assert!(leads_to(&nurse.page("/own").await, "/"));
        let answer = nurse
            .form("/own/write", "kind=promise&text=x&level=0")
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // Left alone it closes by itself, and what is written then is shown to nobody.
        let _screen = Hands::of(&nurse).await;
        app.clock.advance(chrono::TimeDelta::minutes(15));
        assert!(leads_to(&nurse.page("/own").await, "/lock"));
        let late = nurse
            .form("/own/write", "kind=promise&text=Quockerwodger&level=0")
            .await;
        assert!(!late.text.contains("Quockerwodger"));
        assert!(!nurse.page("/lock").await.text.contains("Quockerwodger"));
    })
    .await;
}

#[tokio::test]
async fn five_wrong_codes_close_it_until_staff_let_another_be_chosen() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let screen = Hands::handed(&nurse).await;
        // 1 May 1990 is the patient's birthday.
        for code in ["12345", "123456", "010590", "01051990", "111111", "abcdef"] {
            let form = format!("code_secret={code}&again_secret={code}");
            let answer = screen.form("/own/code", &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        }
        let form = format!("code_secret={CODE}&again_secret=290472");
        let answer = screen.form("/own/code", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("code_secret={CODE}&again_secret={CODE}");
        screen.done("/own/code", &form).await;
        screen.back(&nurse).await;
        let row = entity::own_code::Entity::find_by_id(id(PATIENT));
        let row = row.one(&app.db.read).await.unwrap().unwrap();
        assert!(row.code_hash.starts_with("$argon2id$"));
        let screen = Hands::handed(&nurse).await;
        for _ in 0..PIN_FAILURES {
            let answer = screen.form("/own/code", "code_secret=830517").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        // The right one comes too late.
        let answer = screen
            .form("/own/code", &format!("code_secret={CODE}"))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(
            screen
                .page("/own")
                .await
                .text
                .contains("your pages are closed")
        );
        screen.back(&nurse).await;
        let page = format!("/patients/{}/screen", id(PATIENT));
        let wrong = nurse
            .form(&page, "act=renew&password=no+password+of+theirs")
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let state = own::code_state(&app.app, PatientId(id(PATIENT))).await;
        assert_eq!(state.unwrap(), own::CodeState::Closed);
        let renew = format!("act=renew&password={PASSWORD_FORM}");
        assert!(leads_to(&nurse.form(&page, &renew).await, "/own"));
        let screen = Hands(&nurse);
        screen
            .done("/own/code", "code_secret=8305174&again_secret=8305174")
            .await;
        assert_eq!(screen.page("/own/write").await.status, StatusCode::OK);
        let actions = written(&app, nurse.username()).await;
        for action in ["own.hand_over", "own.renew_code"] {
            assert!(
                actions.contains(&action.to_owned()),
                "{action}: {actions:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_patient_writes_confirms_shares_and_takes_back() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let one_told = tell(&app, &author, &told("I play the acordion", 2)).await;
        let other = tell(&app, &author, &told("I hate music", 2)).await;
        let screen = Hands::of(&nurse).await;
        let own = |entry: &Value| format!("/own/entries/{}", entry["id"].as_str().unwrap());
        screen.done(&own(&one_told), "act=confirm&version=1").await;
        screen.done(&own(&other), "act=dispute&version=1").await;
        // What was told to staff is not the patient's to rewrite: they write it themselves.
        let answer = screen.form(&own(&other), "act=reword&text=x&version=2").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let form = "kind=outside_crisis&text=I+sing&when=spring+2019&level=0&form_key=k1&authorship=next_of_kin";
        screen.done("/own/write", form).await;
        screen.done("/own/write", form).await;
        let rows = entity::narrative_entry::Entity::find().all(&app.db.read).await.unwrap();
        assert_eq!(rows.len(), 3, "sent twice, written once");
        let row = rows.iter().find(|row| row.text == "I sing").unwrap();
        assert_eq!((row.authorship.as_str(), row.author_id, row.level), ("patient_verbatim", None, 0));
        let mine = format!("/own/entries/{}", row.id);
        screen.done(&mine, "act=reword&text=I+sing+%3Cb%3E&version=1").await;
        let late = screen.form(&mine, "act=reword&text=Other&version=1").await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        assert!(late.text.contains(">Other</textarea>"), "what was typed stays");
        assert_eq!(texts(&author).await.len(), 2, "nobody reads it yet");
        screen.done(&mine, "act=share&level=2&version=2").await;
        let story = author.page(&format!("/patients/{}/story", id(PATIENT))).await.text;
        for said in [
            "I sing &#60;b&#62;",
            "spring 2019",
            "The patient found it right",
            "this is not how they said it",
        ] {
            assert!(story.contains(said), "{said}: {story}");
        }
        let home = screen.page("/own").await.text;
        assert!(home.contains("You said that it is right") && home.contains("May be read by those"));
        // Whoever wrote it down puts it right, and it is asked about anew.
        let shown = one(&author, &other).await.done()["entry"].clone();
        assert_ne!(shown["disputed_at"], Value::Null);
        let text = serde_json::json!({"text": "I like quiet"});
        act(&app, &author, &shown, "reword", text).await.done();
        assert_eq!(one(&author, &other).await.done()["entry"]["disputed_at"], Value::Null);
        screen.done(&mine, "act=withdraw&version=3").await;
        let page = screen.page(&mine).await.text;
        assert!(!page.contains("I sing") && page.contains("Taken back"));
        let actions = written_by(&app, &format!("patient:{}", id(PATIENT))).await;
        for action in ["own.choose_code", "story.write", "story.confirm", "story.dispute", "story.share", "story.withdraw"] {
            assert!(actions.contains(&action.to_owned()), "{action}: {actions:?}");
        }
    })
    .await;
}

async fn written_by(app: &TestApp, actor: &str) -> Vec<String> {
    let all = entity::audit_entry::Entity::find()
        .all(app.db.writer())
        .await
        .unwrap();
    let own = all.into_iter().filter(|entry| entry.actor == actor);
    own.map(|entry| entry.action).collect()
}

#[tokio::test]
async fn what_kin_tell_in_confidence_is_on_none_of_the_patients_pages() {
    both(|db| async move {
        let app = service(db).await;
        let mark = "Xylographer";
        let mut kin = words(605, "what_matters", 2, mark);
        "next_of_kin".clone_into(&mut kin.authorship);
        kin.author_id = Some(id(12));
        insert(&app.db, kin).await;
        insert(&app.db, confidence(605)).await;
        let mut open = words(606, "what_matters", 2, "We worry");
        "next_of_kin".clone_into(&mut open.authorship);
        insert(&app.db, open).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        assert_eq!(texts(&nurse).await.len(), 2, "staff read it by its level");
        let screen = Hands::of(&nurse).await;
        let home = screen.page("/own").await.text;
        assert!(home.contains("something in confidence on"), "{home}");
        assert!(home.contains("We worry"));
        for path in ["/own", "/own/write", "/own/people"] {
            let page = screen.page(path).await.text;
            assert!(
                !page.contains(mark) && !page.contains(&id(605).to_string()),
                "{path}"
            );
        }
        let entry = format!("/own/entries/{}", id(605));
        assert_eq!(screen.page(&entry).await.status, StatusCode::NOT_FOUND);
        for act in ["withdraw", "confirm", "share&level=3", "open_replies"] {
            let form = format!("act={act}&version=1");
            let answer = screen.form(&entry, &form).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
            // Nor is what kin tell openly the patient's to take back.
            let open = screen
                .form(&format!("/own/entries/{}", id(606)), &form)
                .await;
            let is_nothing = act == "confirm" && open.status == StatusCode::SEE_OTHER;
            assert!(
                is_nothing || open.status == StatusCode::FORBIDDEN,
                "{act} {}",
                open.status
            );
        }
        screen.back(&nurse).await;
        // In confidence is for next of kin, and the reason is said.
        let mut body = told("Not this", 0);
        body["is_confidential"] = serde_json::json!(true);
        let refused = post(&app, &nurse, &at(""), &body, &[]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains("next of kin"), "{}", refused.text);
        body["authorship"] = serde_json::json!("next_of_kin");
        let entry = tell(&app, &nurse, &body).await;
        assert_eq!(entry["is_confidential"], true);
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_there_is_shown_as_it_was_written_and_never_run() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let screen = Hands::of(&nurse).await;
        for (n, (typed, shown)) in [
            ("%D7%A9%D7%9C%D7%95%D7%9D", "שלום"),
            ("%F0%9F%99%82%F0%9F%99%83", "🙂🙃"),
            (
                "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                "&#60;script&#62;alert(1)",
            ),
            ("a%E2%80%AEb", "a\u{202e}b"),
        ]
        .into_iter()
        .enumerate()
        {
            let form = format!("kind=promise&text={typed}&level=0&form_key=k{n}");
            screen.done("/own/write", &form).await;
            let home = screen.page("/own").await.text;
            assert!(home.contains(shown), "{shown}");
            assert!(!home.contains("<script>alert"));
        }
        // The longest text, in a script whose every letter a form writes with twelve.
        let longest = "%F0%9F%99%82".repeat(10_000);
        let form = format!("kind=promise&text={longest}&level=0&form_key=long");
        screen.done("/own/write", &form).await;
        let more = format!(
            "kind=promise&text={}&level=0&form_key=longer",
            "x".repeat(10_001)
        );
        let answer = screen.form("/own/write", &more).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let huge = format!("kind=promise&text={}&level=0", "x".repeat(5_000_000));
        let answer = screen.form("/own/write", &huge).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        let answer = screen
            .form("/own/write", "kind=promise&text=x&when=once&level=0")
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("id=\"when-fault\""));
        for address in [
            "/own/entries/nothing",
            "/own/entries/0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f",
        ] {
            assert_eq!(screen.page(address).await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}
