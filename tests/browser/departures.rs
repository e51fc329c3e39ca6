//! A manager thinks a departure through, compares, confirms, sees who has met whom, and undoes it.

use super::people::sign_in;
use super::tab::Tab;
use super::{Scripts, axe, browse, looks, site::Site};

async fn day(tab: &Tab, days: u32) -> String {
    let body = format!("return new Date(Date.now() + {days} * 864e5).toISOString().slice(0, 10);");
    let day = tab.script(&body, vec![]).await;
    day.as_str().unwrap().to_owned()
}

/// Opens the plan for somebody of the manager's units with at least two patients.
async fn think(tab: &Tab, day: &str) -> String {
    tab.open("/reports/departure").await;
    let mut people = Vec::new();
    for box_ in tab.all("[name=who]").await {
        people.push(box_.value().await.unwrap().unwrap());
    }
    for who in people {
        let there = format!("/reports/departure?who={who}&on={day}");
        tab.open(&there).await;
        if tab.all(".lv-plan tbody tr").await.len() >= 2 {
            return there;
        }
    }
    panic!("nobody of the demonstration's units has two patients");
}

async fn plan_compare_confirm_undo(tab: &Tab, site: &Site) {
    sign_in(tab, site.account("service_manager")).await;
    assert_eq!(
        tab.path().await,
        "/reports/continuity",
        "nothing is under way"
    );
    let (may, june) = (day(tab, 60).await, day(tab, 90).await);
    let there = think(tab, &may).await;
    axe::check(tab, "a plan").await;
    assert!(tab.text("h1").await.starts_with("If "));

    tab.open(&format!("{there}&than={june}")).await;
    assert!(
        tab.text("main")
            .await
            .contains("Two plans beside each other")
    );
    axe::check(tab, "two plans").await;

    tab.open(&there).await;
    tab.click(".lv-plan tbody tr:first-child .lv-choose option[value=nobody]")
        .await;
    tab.go("#choose button").await;
    assert!(tab.text("main").await.contains("Your choices"));
    assert!(tab.text("main").await.contains("you chose nobody yet"));
    tab.screenshot("departure-compared").await;

    tab.go("button[value=confirm]").await;
    assert!(tab.path().await.starts_with("/reports/departure/plans"));
    assert!(tab.text("main").await.contains("The plan is confirmed"));
    axe::check(tab, "the worklist").await;
    assert!(tab.text("main").await.contains("not yet"));
    assert_eq!(tab.open("/").await, 200);
    assert!(
        tab.path().await.starts_with("/reports/departure/plans"),
        "home"
    );
    tab.go("form[action^='/reports/departure/plans/'] button")
        .await;
    assert!(tab.text("main").await.contains("The plan was undone"));
    assert!(tab.text("main").await.contains("No departure is under way"));
}

#[tokio::test]
async fn a_manager_plans_a_departure_and_undoes_it() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        plan_compare_confirm_undo(tab, &site).await;
    })
    .await;
}

#[tokio::test]
async fn plan_worklist_and_assignment_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("service_manager")).await;
        let may = day(tab, 60).await;
        let there = think(tab, &may).await;
        looks::check(tab, &there, "departure").await;
        tab.open(&there).await;
        assert!(tab.print("departure").await >= 1);
        looks::check(tab, "/reports/assignment", "assignment").await;
        tab.open(&there).await;
        tab.go("button[value=confirm]").await;
        looks::check(tab, "/reports/departure/plans", "departures-underway").await;
    })
    .await;
}
