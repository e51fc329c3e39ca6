//! Importing through the page: upload, what would happen, apply, history.

use super::people::sign_in;
use super::tab::Tab;
use super::{Scripts, axe, browse, site::Site};

const UNITS: &str = "id,name,setting\nnorth,North clinic,outpatient_clinic\n";
const PATIENTS: &str = "id,family_name,given_name,birth_date\n\
    one,Imported,Ida,1980-01-01\n\
    two,Imported,Idun,the-year-of-the-comet\n";

#[tokio::test]
async fn files_are_checked_applied_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("units.csv", UNITS), ("patients.csv", PATIENTS)];
    let paths = files.map(|(name, content)| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    });
    for scripts in [Scripts::On, Scripts::Off] {
        let site = Site::start();
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account("administrator")).await;
            tab.open("/imports/new").await;
            axe::check(tab, "a new import").await;
            tab.fill("[name=source]", "ward-system").await;
            let field = tab.find("[name=files]").await;
            field.send_keys(paths.join("\n")).await.unwrap();
            tab.go("main form button.primary").await;

            until_there(tab, "form[action$='/apply'] button").await;
            let checked = tab.text("main").await;
            assert!(
                checked.contains("patients.csv") && checked.contains("birth_date"),
                "{checked}"
            );
            assert!(
                !checked.contains("comet"),
                "a fault is told without its value"
            );
            axe::check(tab, "checked").await;
            tab.check_no_sideways_scroll().await;
            tab.screenshot("import-checked").await;

            tab.go("form[action$='/apply'] button").await;
            tab.until("it is applied", async || {
                tab.open("/imports").await;
                let history = tab.text("main").await;
                (history.contains("ward-system") && tab.has("main a[href^='/imports/runs/']").await)
                    .then_some(())
            })
            .await;
            axe::check(tab, "history").await;
            tab.check_no_sideways_scroll().await;
            tab.go("main a[href^='/imports/runs/']").await;
            axe::check(tab, "a run").await;
            tab.screenshot("import-run").await;
        })
        .await;
    }
}

/// Looks again until something is there; with scripts the page does so itself.
async fn until_there(tab: &Tab, css: &str) {
    let path = tab.path().await;
    tab.until(css, async || {
        if tab.scripts == Scripts::Off {
            tab.open(&path).await;
        }
        tab.has(css).await.then_some(())
    })
    .await;
}
