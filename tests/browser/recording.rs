//! Recording as it is done: one tap on a phone, a discharge with who meets the patient, an ending.

use super::people::sign_in;
use super::{Scripts, axe, browse, site::Site, tab::Tab};

/// Opens the first patient of the home page whose page has a link to a form.
async fn open_with(tab: &Tab, form: &str) -> String {
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
async fn choose_first(tab: &Tab, name: &str) {
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

/// Whoever is on a ward is on that of the account.
const ON_ONE_WARD: &str = "UPDATE treatment_period SET unit_id =
        (SELECT r.unit_id FROM account_role r JOIN account a ON a.id = r.account_id
            JOIN unit u ON u.id = r.unit_id
            WHERE a.username = 'ward' AND u.setting = 'acute_ward')
    WHERE to_at IS NULL AND unit_id IN (SELECT id FROM unit WHERE setting = 'acute_ward')";

#[tokio::test]
async fn a_shift_with_three_patients_is_handed_over_by_keys_alone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 800, 1).await;
        site.execute(ON_ONE_WARD).await;
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
