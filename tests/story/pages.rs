//! The pages of a story.

use axum::http::StatusCode;

use super::*;
use crate::support::both;

fn page(end: &str) -> String {
    format!("/patients/{}/story{end}", id(PATIENT))
}

fn key(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"form_key\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_nurse_writes_down_what_is_told_and_shares_it_as_the_patient_wishes() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 11, 1).await;
        let form = nurse.page(&page("/new?kind=outside_crisis")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.text.contains("value=\"outside_crisis\" selected"));
        assert!(form.text.contains("Nobody reads this at once"));
        let key = key(&form.text);
        // What is wrong is said beside the line, and what was typed stays.
        let wrong = format!("form_key={key}&kind=outside_crisis&authorship=told_to_staff&text=I+sing+%3Cb%3E&when=once&level=2");
        let answer = nurse.form(&page("/new"), &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("id=\"when-fault\""), "{}", answer.text);
        assert!(answer.text.contains("I sing &#60;b&#62;"), "{}", answer.text);
        let right = wrong.replace("when=once", "when=spring+2019");
        let answer = nurse.form(&page("/new"), &right).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        nurse.form(&page("/new"), &right).await;
        let story = nurse.page(&page("?done=written")).await;
        assert_eq!(story.text.matches("I sing &#60;b&#62;").count(), 1);
        for said in ["It is written down.", "spring 2019", "not yet confirmed", "the present team"] {
            assert!(story.text.contains(said), "{said}");
        }
        // Who the patient is when well stands first on their page, for the colleague too.
        let colleague = Caller::staff(&app, 12, 1).await;
        let patient = colleague.page(&format!("/patients/{}", id(PATIENT))).await;
        assert!(patient.text.contains("I sing &#60;b&#62;"));
        assert!(patient.text.contains("/story\""), "{}", patient.text);
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_taken_back_on_its_page_only_as_the_patient_wishes() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let mut told = words(601, "promise", 2, "They would call");
        "told_to_staff".clone_into(&mut told.authorship);
        told.author_id = Some(id(12));
        insert(&app.db, told).await;
        let mut own = words(602, "promise", 2, "And they would write");
        own.author_id = Some(id(12));
        insert(&app.db, own).await;
        let entry = page(&format!("/{}", id(601)));
        let shown = nurse.page(&entry).await;
        assert!(shown.text.contains("They would call"));
        // What the patient typed has nothing for staff to put right, to confirm or to take back, also where an
        // import says that it came through them.
        let typed = nurse.page(&page(&format!("/{}", id(602)))).await.text;
        for act in ["reword", "confirm", "withdraw", "open_replies"] {
            assert!(!typed.contains(&format!("value=\"{act}\"")), "{act}");
            let is_on_own = shown.text.contains(&format!("value=\"{act}\""));
            assert!(is_on_own, "{act}");
        }
        assert!(typed.contains("id=\"hand-over\"") && typed.contains("/screen\""));
        let form = "act=withdraw&version=1&patients_wish=true";
        let refused = nurse.form(&page(&format!("/{}", id(602))), form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("Give the screen to the patient"));
        let answer = nurse.form(&entry, "act=withdraw&version=1").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("id=\"withdraw-fault\""));
        let late = nurse
            .form(&entry, "act=withdraw&version=7&patients_wish=true")
            .await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let answer = nurse
            .form(&entry, "act=withdraw&version=1&patients_wish=true")
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let story = nurse.page(&page("")).await;
        assert!(!story.text.contains("They would call"));
        assert!(story.text.contains("Taken back by the patient"));
        let shown = nurse.page(&entry).await;
        assert!(!shown.text.contains("They would call") && !shown.text.contains("promised"));
    })
    .await;
}
