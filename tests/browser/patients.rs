//! Coming to a patient: caseload, search, the patient's page and what is not there.

use super::people::{STORIES, open_patient, sign_in};
use super::{Scripts, axe, browse, looks, site::Site};

const COORDINATOR: &str = "care_coordinator";
const NOBODY: &str = "/patients/00000000-0000-7000-8000-000000000001";

#[tokio::test]
async fn the_caseload_leads_to_every_patient_in_it() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        looks::check(tab, "/", "caseload").await;
        let names = tab
            .script("return [...document.querySelectorAll('.caseload tbody th a')].map(a => a.textContent.trim());", vec![])
            .await;
        let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(|n| n.as_str()).collect();
        assert!(STORIES.iter().any(|story| names.contains(story)), "{names:?}");
        let first = names[0].to_owned();
        tab.open("/").await;
        tab.go(".caseload tbody th a").await;
        assert_eq!(tab.text("h1").await, first);
    })
    .await;
}

#[tokio::test]
async fn every_story_patient_is_found_and_opens() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(COORDINATOR)).await;
            for story in STORIES {
                open_patient(tab, story).await;
                assert_eq!(tab.status().await, 200, "{story}");
                assert!(tab.has("#timeline").await, "{story} has a timeline");
                axe::check(tab, story).await;
                tab.check_no_sideways_scroll().await;
                let name = story
                    .to_lowercase()
                    .replace([' ', '-'], "_")
                    .replace('å', "a");
                if scripts == Scripts::On {
                    tab.screenshot(&format!("patient-{name}")).await;
                }
            }
        })
        .await;
    }
}

#[tokio::test]
async fn the_day_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        // Nothing yet, then something of every part.
        site.execute("UPDATE flag SET owner_professional_id = NULL, owner_unit_id = NULL")
            .await;
        assert_eq!(tab.open("/digest").await, 200);
        looks::check(tab, "/digest", "digest-empty").await;
        site.execute(OWNED).await;
        site.execute(BACK).await;
        site.execute(GONE).await;
        tab.open("/digest").await;
        for part in ["urgent", "new", "returned", "cleared"] {
            assert!(tab.has(&format!("#part-{part}")).await, "{part}");
        }
        looks::check(tab, "/digest", "digest").await;
        assert_eq!(tab.open("/account").await, 200);
        looks::check(tab, "/account", "account").await;
        tab.open("/digest").await;
        tab.go("#part-urgent ~ .hits a").await;
        assert!(tab.has("#timeline").await, "a line leads to the patient");
        assert!(tab.has(".in-view").await, "with what it rests on in view");
    })
    .await;
}

/// The flags of some stories are the coordinator's own.
const OWNED: &str = "UPDATE flag SET is_private = 0, owner_unit_id = NULL, owner_professional_id =
    (SELECT professional_id FROM account WHERE username = 'coordinator')
    WHERE patient_id IN (SELECT id FROM patient WHERE source_value IN ('jonas', 'hedda', 'nadia'))";
/// Some were put aside until just now, and some were told long ago and are gone since just now.
const BACK: &str =
    "UPDATE flag SET state = 'snoozed', snoozed_until = recorded_at,
    recorded_at = date(recorded_at, '-9 days') || substr(recorded_at, 11) WHERE code = 'fragmented_care'";
const GONE: &str =
    "UPDATE flag SET state = 'cleared', cleared_at = recorded_at,
    recorded_at = date(recorded_at, '-9 days') || substr(recorded_at, 11) WHERE code = 'handover_unacknowledged'";

#[tokio::test]
async fn a_patient_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        // The most there is to show, and a person whom nobody has met yet.
        for (story, name) in [
            ("Hedda Moen", "patient-most"),
            ("Maren Hauge", "patient-least"),
        ] {
            open_patient(tab, story).await;
            let path = tab.path().await;
            looks::check(tab, &path, name).await;
            looks::check(
                tab,
                &format!("{path}/contacts"),
                &format!("{name}-contacts"),
            )
            .await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_keeps_what_was_typed_and_says_what_it_found() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        looks::check(tab, "/patients/search", "search").await;
        tab.open("/patients/search").await;
        tab.fill("[name=name]", "nygard per").await;
        tab.go("main form button").await;
        assert!(
            tab.text(".hits").await.contains("Per-Ole Nygård"),
            "folded letters, any order"
        );
        axe::check(tab, "found").await;

        let names = ["Zzyzx", "李小龙", "محمد", "<b>bold</b>"];
        for name in names {
            tab.fill("[name=name]", name).await;
            tab.go("main form button").await;
            assert_eq!(tab.value("[name=name]").await, name);
            assert!(!tab.has(".hits a").await, "{name}");
            assert!(tab.has("#found").await, "{name}: nobody, and it says so");
        }
        axe::check(tab, "nobody").await;

        tab.fill("[name=name]", "").await;
        tab.fill("[name=born]", "soon").await;
        tab.go("main form button").await;
        assert_eq!(tab.value("[name=born]").await, "soon");
        assert!(tab.has("[name=born][aria-invalid=true]").await);
        axe::check(tab, "not a date").await;
    })
    .await;
}

#[tokio::test]
async fn a_patient_who_is_not_there_or_out_of_reach() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        open_patient(tab, STORIES[0]).await;
        let patient = tab.path().await;
        assert_eq!(tab.open(NOBODY).await, 404);
        looks::check(tab, NOBODY, "patient-unknown").await;
        assert_eq!(tab.open("/patients/nonsense").await, 404);
        axe::check(tab, "not an id").await;

        tab.go("form[action='/sign-out'] button").await;
        sign_in(tab, site.account("administrator")).await;
        assert_eq!(tab.open(&patient).await, 403);
        let page = tab.text("body").await;
        assert!(
            !page.contains("Dahl"),
            "administrators see no patient: {page}"
        );
        looks::check(tab, &patient, "patient-forbidden").await;
    })
    .await;
}
