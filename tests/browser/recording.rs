//! Recording as it is done: one tap on a phone, a discharge with who meets the patient, an ending.

use super::people::sign_in;
use super::{Scripts, axe, browse, site::Site, tab::Tab};

/// Opens the first patient of the home page whose page has a link to a form.
pub(super) async fn open_with(tab: &Tab, form: &str) -> String {
    let found = tab.script(
        "return [...document.querySelectorAll(\"main a[href^='/patients/']\")]
            .map(a => new URL(a.href).pathname).filter(path => /^.patients.[0-9a-f-]{36}$/.test(path));",
        vec![],
    );
    let found = found.await;
    let paths: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|path| path.as_str())
        .collect();
    assert!(!paths.is_empty(), "somebody is on the home page");
    for path in paths {
        tab.open(path).await;
        if tab.has(&format!("a[href*='/record/{form}?']")).await {
            return path.to_owned();
        }
    }
    panic!("no patient's page leads to {form}");
}

/// Sets a time in a form, some hours from now.
async fn set_time(tab: &Tab, name: &str, hours: i64) {
    let set = "const at = new Date(Date.now() + arguments[1] * 3600e3);
        at.setMinutes(at.getMinutes() - at.getTimezoneOffset());
        document.querySelector(`[name=${arguments[0]}]`).value = at.toISOString().slice(0, 16);";
    tab.script(set, vec![name.into(), hours.into()]).await;
}

/// Chooses the first thing that can be chosen.
pub(super) async fn choose_first(tab: &Tab, name: &str) {
    let choose = "const box = document.querySelector(`[name=${arguments[0]}]`);
        box.value = [...box.options].find(one => one.value).value;";
    tab.script(choose, vec![name.into()]).await;
}

#[tokio::test]
async fn a_ward_records_a_meeting_and_a_discharge_on_a_phone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(360, 740, 1).await;
        // Nobody has booked anything: the discharge asks.
        site.execute("UPDATE contact SET status = 'cancelled' WHERE status = 'planned'")
            .await;
        sign_in(tab, site.account("ward_staff")).await;
        let patient = open_with(tab, "discharge").await;
        tab.check_no_sideways_scroll().await;
        // Pressed twice before the answer is there: one meeting.
        let twice = "const form = document.querySelector('nav.record form[action*=met]');
            form.requestSubmit(); form.requestSubmit();";
        tab.script(twice, vec![]).await;
        assert!(tab.text("#recorded").await.contains("recorded"));
        let met = site
            .count("SELECT count(*) FROM contact WHERE source_system = 'redthread'")
            .await;
        assert_eq!(met, 1);
        axe::check(tab, "a patient of whom something was recorded").await;

        tab.click("nav.record summary").await;
        tab.go("nav.record a[href*='/record/discharge?']").await;
        axe::check(tab, "the form of a discharge").await;
        tab.check_no_sideways_scroll().await;
        choose_first(tab, "end_reason").await;
        tab.go("main form button.primary").await;
        // Nobody meets the patient yet: told beside the line, and what was chosen stays.
        assert_eq!(tab.status().await, 422);
        assert!(tab.text("#contact_at-fault").await.contains("72 hours"));
        assert!(tab.text(".severity .fault").await.contains("settled"));
        assert_eq!(tab.value("[name=end_reason]").await, "home");
        axe::check(tab, "a discharge with something wrong").await;
        set_time(tab, "contact_at", 24).await;
        choose_first(tab, "contact_main").await;
        choose_first(tab, "contact_unit").await;
        tab.click("input[name=severity][value=settled]").await;
        tab.go("main form button.primary").await;
        let booked = site
            .count(
                "SELECT count(*) FROM contact WHERE source_system = 'redthread' AND status = 'planned'",
            )
            .await;
        assert_eq!(booked, 1);
        let offered = site
            .count("SELECT count(*) FROM handover WHERE kind = 'discharge_to_community' AND state = 'offered' AND source_system = 'redthread'")
            .await;
        assert_eq!(offered, 1, "handed over in the same step");
        let path = tab.path().await;
        assert!(path.starts_with(&patient) || path == "/handovers?tab=sent", "{path}");
    })
    .await;
}

#[tokio::test]
async fn a_relationship_is_ended_by_keys_with_how_it_was() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("care_coordinator")).await;
        open_with(tab, "relationship-end").await;
        tab.go("a[href*='/record/relationship-end?']").await;
        axe::check(tab, "the form of an ending").await;
        tab.find("[name=end_reason]").await.focus().await.unwrap();
        tab.press("retirement").await;
        tab.press(thirtyfour::Key::Tab).await;
        tab.press("y").await;
        tab.press(thirtyfour::Key::Tab).await;
        tab.press("y").await;
        assert_eq!(tab.value("[name=end_reason]").await, "retired");
        assert_eq!(tab.value("[name=told_in_time]").await, "true");
        tab.go("main form button.primary").await;
        assert!(tab.text("#recorded").await.contains("has ended"));
        let ended = site
            .count("SELECT count(*) FROM relationship WHERE end_reason = 'retired' AND goodbye = 1 AND version > 1")
            .await;
        assert_eq!(ended, 1);
        // Going back shows the form and records nothing.
        tab.script("history.back();", vec![]).await;
        tab.find("[name=end_reason]").await;
        let versions = site
            .count("SELECT count(*) FROM record_version WHERE reason = 'relationship.end'")
            .await;
        assert_eq!(versions, 1);
    })
    .await;
}

/// Sends a form once: death and what takes it back, on a phone and without scripts.
#[tokio::test]
async fn a_death_is_recorded_gently_and_taken_back_on_a_phone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 844, 1).await;
        sign_in(tab, site.account("care_coordinator")).await;
        // One with whom they have a relationship: that it was so lets them read on.
        tab.open("/?whose=mine").await;
        let patient = open_with(tab, "relationship-end").await;
        tab.click("nav.record summary").await;
        tab.go("nav.record a[href$='/record/death']").await;
        axe::check(tab, "the form of a death").await;
        tab.check_no_sideways_scroll().await;
        set_time(tab, "at", 0).await;
        tab.script(
            "document.querySelector('[name=confirmed]').required = false;",
            vec![],
        )
        .await;
        tab.go("main form button.primary").await;
        // Nobody dies by a slip of the finger.
        assert_eq!(tab.status().await, 422);
        assert!(tab.has("#confirmed-fault").await);
        axe::check(tab, "a death that is not confirmed").await;
        tab.click("[name=confirmed]").await;
        tab.go("main form button.primary").await;
        assert!(
            tab.path().await.starts_with(&patient),
            "their part ended a moment ago"
        );
        assert!(
            tab.text("#recorded")
                .await
                .contains("The death is recorded")
        );
        axe::check(tab, "a patient who has died").await;
        tab.check_no_sideways_scroll().await;
        let open = "SELECT count(*) FROM relationship r JOIN patient p ON p.id = r.patient_id
            WHERE p.deceased_at IS NOT NULL AND p.version = 2 AND r.to_at IS NULL";
        assert_eq!(site.count(open).await, 0);
        tab.click("nav.record summary").await;
        tab.go("nav.record a[href$='/record/death-undo']").await;
        axe::check(tab, "the form that takes a death back").await;
        tab.fill("[name=reason]", "Another patient").await;
        tab.go("main form button.primary").await;
        assert!(tab.text("#recorded").await.contains("taken back"));
    })
    .await;
}

#[tokio::test]
async fn several_take_part_in_a_contact_by_keys_alone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account("care_coordinator")).await;
        let patient = open_with(tab, "relationship-end").await;
        tab.open(&format!("{patient}/record/contact")).await;
        axe::check(tab, "the form of a contact").await;
        choose_first(tab, "unit").await;
        choose_first(tab, "main").await;
        // The next name differs from the first: the one who is met is not among the others.
        let choose = "const box = document.querySelector(`#${arguments[0]}`);
            box.selectedIndex = arguments[1];";
        for (n, id) in [(3, "others"), (4, "others-2")] {
            tab.script(choose, vec![id.into(), n.into()]).await;
            tab.find("button[name=more]").await.focus().await.unwrap();
            tab.go("button[name=more]").await;
        }
        assert!(tab.has("#others-3").await, "a line more each time");
        // The enter key records, and asks for no further line.
        tab.find("[name=minutes]").await.focus().await.unwrap();
        tab.press("30").await;
        tab.press(thirtyfour::Key::Enter).await;
        tab.until("the contact is recorded", async || {
            tab.has("#recorded").await.then_some(())
        })
        .await;
        let others =
            "SELECT count(*) FROM contact_professional o JOIN contact c ON c.id = o.contact_id
            WHERE c.source_system = 'redthread'";
        assert_eq!(site.count(others).await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_begins_a_service_on_a_phone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 844, 1).await;
        sign_in(tab, site.account("administrator")).await;
        for (path, what) in [
            ("/units", "the units"),
            ("/professionals", "those who work here"),
        ] {
            tab.open(path).await;
            axe::check(tab, what).await;
            tab.check_no_sideways_scroll().await;
        }
        tab.fill("#name", "Solveig Berg").await;
        choose_first(tab, "profession").await;
        tab.go("main form button.primary").await;
        choose_first(tab, "unit").await;
        tab.fill("[name=caseload_limit]", "20").await;
        tab.go("main form button.primary").await;
        assert!(tab.text("#done").await.contains("recorded"));
        assert!(tab.text("main table").await.contains("0 of 20"));
        tab.go("main table a").await;
        axe::check(tab, "an employment that is changed").await;
        tab.check_no_sideways_scroll().await;
    })
    .await;
}

/// Presses Enter on what leads to another page, once the focus is there by the tabulator.
async fn enter(tab: &Tab, css: &str) {
    tab.script("window.isLeft = true;", vec![]).await;
    tab.until_focused(thirtyfour::Key::Tab, css).await;
    tab.press(thirtyfour::Key::Enter).await;
    let arrived = "return !window.isLeft && document.readyState === 'complete';";
    tab.until(&format!("{css} leads somewhere"), async || {
        let result = tab.driver.execute(arrived, vec![]).await.ok()?;
        (result.json() == &serde_json::Value::Bool(true)).then_some(())
    })
    .await;
}

/// Five patients are on the ward of the account, whoever was elsewhere.
const ON_ONE_WARD: &str = "UPDATE treatment_period SET unit_id =
        (SELECT r.unit_id FROM account_role r JOIN account a ON a.id = r.account_id
            WHERE a.username = 'ward')
    WHERE id IN (SELECT min(id) FROM treatment_period WHERE to_at IS NULL
        GROUP BY patient_id ORDER BY patient_id LIMIT 5)";

#[tokio::test]
async fn a_shift_with_three_patients_is_handed_over_by_keys_alone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 800, 1).await;
        site.execute(ON_ONE_WARD).await;
        // By day the demonstration has its nurses on shift already.
        site.execute("DELETE FROM shift_assignment").await;
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        assert!(tab.all(".board-card").await.len() >= 3);
        enter(tab, "a[href^='/patients/take-over']").await;
        for _ in 0..3 {
            let next = "input[name=patient]:not(:checked)";
            tab.until_focused(thirtyfour::Key::Tab, next).await;
            tab.press(" ").await;
        }
        enter(tab, "main form button.primary").await;
        enter(tab, "main a[href$='/board']").await;
        enter(tab, "a[href$='/end-of-shift']").await;
        axe::check(tab, "the patients of a shift").await;
        tab.check_no_sideways_scroll().await;
        assert_eq!(tab.all(".shift-list > li").await.len(), 3);
        enter(tab, ".shift-list h2 a").await;
        for number in 1..=3 {
            let progress = tab.text(".shift-progress b").await;
            assert_eq!(progress, format!("{number} of 3"));
            if number == 1 {
                axe::check(tab, "the handover of one of them").await;
                tab.check_no_sideways_scroll().await;
            }
            tab.until_focused(thirtyfour::Key::Tab, "input[name=severity]").await;
            tab.press(" ").await;
            assert!(tab.has("input[value=settled]:checked").await);
            enter(tab, "button[value=next]").await;
        }
        assert!(tab.path().await.ends_with("/end-of-shift"));
        enter(tab, "main form button.primary").await;
        axe::check(tab, "what became of a shift").await;
        let done = tab.text("main").await;
        assert!(done.contains("Your shift with 3 patients has ended"), "{done}");
        let offered = site
            .count("SELECT count(*) FROM handover WHERE kind = 'shift' AND severity = 'settled' AND source_system = 'redthread' AND state = 'offered'")
            .await;
        assert_eq!(offered, 3);
        let lasting = site
            .count("SELECT count(*) FROM shift_assignment WHERE source_system = 'redthread' AND to_at > strftime('%Y-%m-%dT%H:%M:%f', 'now', '+1 minute')")
            .await;
        assert_eq!(lasting, 0, "and their shifts have ended");
        tab.check_quiet().await;
    })
    .await;
}
