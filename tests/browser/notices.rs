//! News as people meet it: somebody moves a patient, and whoever belongs to the patient finds it in the head
//! of the page, reads it and is taken to the patient.

use super::people::{open_patient, sign_in};
use super::{Scripts, browse, looks, site::Site};

const COORDINATOR: &str = "care_coordinator";
const STAFF: &str = "ward_staff";
const PATIENT: &str = "Maren Hauge";

/// The coordinator has a relationship with the patient, and the nurse works where the patient is.
const BOTH_KNOW: &str = "
    UPDATE account SET professional_id = (SELECT r.professional_id FROM relationship r
            JOIN patient p ON p.id = r.patient_id
            WHERE p.source_value = 'maren' AND r.to_at IS NULL AND r.professional_id NOT IN
                (SELECT professional_id FROM account WHERE professional_id IS NOT NULL) LIMIT 1)
        WHERE username = 'coordinator';
    UPDATE account_role SET unit_id = (SELECT t.unit_id FROM treatment_period t
            JOIN patient p ON p.id = t.patient_id
            WHERE p.source_value = 'maren' AND t.to_at IS NULL ORDER BY t.from_at DESC LIMIT 1)
        WHERE account_id IN (SELECT id FROM account WHERE username = 'ward');
    DELETE FROM notice;";

/// Where the patient is not yet.
const OTHER_WARD: &str = "Sikkerhetspost";

const NEWS: &str = ".nav a[href='/notices']";

#[tokio::test]
async fn whoever_belongs_to_a_patient_finds_out_that_they_were_moved() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        site.execute(BOTH_KNOW).await;
        sign_in(tab, site.account(STAFF)).await;
        assert!(
            tab.path().await.ends_with("/board"),
            "where ward staff begin"
        );
        open_patient(tab, PATIENT).await;
        let patient = tab.path().await;
        tab.go("a[href$='/people']").await;
        assert_eq!(tab.text("#people").await, "Who knows this patient");
        tab.open(&patient).await;
        let form = tab.find("a[href*='/record/transfer']").await;
        tab.open(&form.attr("href").await.unwrap().unwrap()).await;
        tab.find("[name=unit]")
            .await
            .send_keys(OTHER_WARD)
            .await
            .unwrap();
        tab.click("[name=pass][value=later]").await;
        tab.go("main form button.primary").await;
        tab.open("/account").await;
        tab.go("form[action='/sign-out'] button").await;

        sign_in(tab, site.account(COORDINATOR)).await;
        assert_eq!(tab.text("h1").await, "My patients");
        assert_eq!(tab.text(NEWS).await, "News (1 new)");
        tab.go(NEWS).await;
        let said = tab.text(".notices li").await;
        assert!(
            said.contains(PATIENT) && said.contains("moved from"),
            "{said}"
        );
        tab.go(".notices li a").await;
        assert_eq!(tab.text("h1").await, PATIENT);
        tab.open("/notices").await;
        assert_eq!(tab.text(NEWS).await, "News", "looking is reading");
        assert!(!tab.has("[name=one]").await);
    })
    .await;
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        looks::check(tab, "/notices", "notices").await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        looks::check(tab, &format!("{patient}/people"), "people").await;
        looks::check(tab, &format!("{patient}/record/admit"), "admit").await;
    })
    .await;
}
