//! Whatever happens to a form that writes into a patient's record, nothing that was typed is lost and
//! nothing is written twice: connections that break, two clicks, the way back, a session that ended, and
//! somebody else who was first. On each kind of page that has such forms: recording, handovers, glass.

use super::access::STRANGER;
use super::handovers::ONE_WARD;
use super::people::{open_patient, sign_in, type_credentials};
use super::recording::{choose_first, open_with};
use super::site::Site;
use super::tab::Tab;
use super::wire::{Cut, Wire};
use super::{Scripts, axe, browse, browse_both};

const PATIENT: &str = "Maren Hauge";

const CUTS: [Cut; 2] = [Cut::BeforeItIsThere, Cut::BeforeTheAnswer];

/// A form, half filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Contact,
    Handover,
    Glass,
}

impl Paper {
    const ALL: [Self; 3] = [Self::Contact, Self::Handover, Self::Glass];

    const fn role(self) -> &'static str {
        match self {
            Self::Contact | Self::Handover => "care_coordinator",
            Self::Glass => "ward_staff",
        }
    }

    /// The field that is typed into, and what.
    const fn typed(self) -> (&'static str, &'static str) {
        match self {
            Self::Contact => ("[name=minutes]", "37"),
            Self::Handover => ("[name=promises]", "Somebody she knows comes along"),
            Self::Glass => ("[name=words]", "Came in unconscious"),
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::Handover => "[data-offer]",
            Self::Contact | Self::Glass => "main form button.primary",
        }
    }

    /// What only the form that is sent holds.
    const fn mark(self) -> &'static str {
        match self {
            Self::Contact => "minutes=37",
            Self::Handover => "act=offer",
            Self::Glass => "words=Came",
        }
    }

    /// What is there once it was written.
    const fn written(self) -> &'static str {
        match self {
            Self::Contact => "SELECT count(*) FROM contact WHERE minutes = 37",
            Self::Handover => {
                "SELECT count(*) FROM handover WHERE state = 'offered'
                AND promises = 'Somebody she knows comes along'"
            }
            Self::Glass => "SELECT count(*) FROM glass_opening WHERE words = 'Came in unconscious'",
        }
    }

    /// What was ever written down of it.
    const fn told(self) -> &'static str {
        match self {
            Self::Contact => "SELECT count(*) FROM recorded_form",
            Self::Handover => "SELECT count(*) FROM handover_step WHERE kind = 'offered'",
            Self::Glass => {
                "SELECT count(*) FROM audit_entry WHERE action = 'glass.break'
                AND subject LIKE 'glass/%'"
            }
        }
    }

    async fn site(self) -> Site {
        let site = Site::start();
        match self {
            Self::Contact => {}
            Self::Handover => site.execute(ONE_WARD).await,
            Self::Glass => site.execute(STRANGER).await,
        }
        site
    }

    /// Signs in and opens the form. Its address.
    async fn open(self, tab: &Tab, site: &Site) -> String {
        sign_in(tab, site.account(self.role())).await;
        match self {
            Self::Contact => {
                open_patient(tab, PATIENT).await;
                tab.click("nav.record summary").await;
                tab.go("nav.record a[href$='/record/contact']").await;
            }
            Self::Handover => {
                open_patient(tab, PATIENT).await;
                tab.go("form[action$='/handovers/new'] button").await;
            }
            Self::Glass => {
                tab.open("/break-glass").await;
                tab.fill("[name=identifier]", "hedda").await;
                tab.go("main form button").await;
            }
        }
        tab.path().await
    }

    /// Types into the form.
    async fn fill(self, tab: &Tab) {
        match self {
            Self::Contact => {
                if tab.value("[name=main]").await.is_empty() {
                    choose_first(tab, "main").await;
                }
            }
            Self::Handover => tab.click("[name=severity][value=settled]").await,
            Self::Glass => choose_first(tab, "reason").await,
        }
        let (field, words) = self.typed();
        tab.fill(field, words).await;
    }

    async fn is_kept(self, tab: &Tab) {
        let (field, words) = self.typed();
        assert_eq!(
            tab.value(field).await,
            words,
            "{self:?} keeps what was typed"
        );
    }

    /// It was written once, and once only.
    async fn is_written_once(self, site: &Site, why: &str) {
        assert_eq!(site.count(self.written()).await, 1, "{self:?}, {why}");
        assert_eq!(site.count(self.told()).await, 1, "{self:?}, {why}: as told");
    }

    /// The page that it leads to.
    async fn is_done(self, tab: &Tab) {
        match self {
            Self::Contact => assert!(tab.text("#recorded").await.contains("recorded")),
            Self::Handover => {
                let main = tab.text("main").await;
                assert!(main.contains("Somebody she knows comes along"), "{main}");
                assert!(
                    !tab.has("form[data-handing]").await,
                    "it is read, not written"
                );
            }
            Self::Glass => assert!(tab.has(".glass").await, "the record is open"),
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_the_page_with_what_was_typed() {
    for paper in Paper::ALL {
        for cut in CUTS {
            let site = paper.site().await;
            let wire = Wire::to(&site).await;
            browse(&wire.base, Scripts::On, async |tab| {
                paper.open(tab, &site).await;
                paper.fill(tab).await;
                wire.cut(cut, paper.mark());
                tab.click(paper.button()).await;
                tab.until("it says so", async || {
                    let said = tab.script(
                        "return document.querySelector('[data-sent]')?.textContent ?? '';",
                        vec![],
                    );
                    let said = said.await;
                    let is_said = said.as_str()?.contains("The connection was lost");
                    is_said.then_some(())
                })
                .await;
                assert!(wire.mend() > 0, "{paper:?}, {cut:?}: a connection broke");
                tab.complaints().await;
                paper.is_kept(tab).await;
                let there = i64::from(cut == Cut::BeforeTheAnswer);
                assert_eq!(
                    site.count(paper.written()).await,
                    there,
                    "{paper:?}, {cut:?}"
                );
                if cut == Cut::BeforeItIsThere {
                    axe::check(tab, "a form that was not sent").await;
                    tab.screenshot(&format!("not-sent-{paper:?}")).await;
                }
                tab.go(paper.button()).await;
                paper.is_done(tab).await;
                paper.is_written_once(&site, &format!("{cut:?}")).await;
            })
            .await;
        }
    }
}

#[tokio::test]
async fn without_scripts_the_browser_sends_the_same_form_again() {
    for paper in Paper::ALL {
        for cut in CUTS {
            let site = paper.site().await;
            let wire = Wire::to(&site).await;
            browse(&wire.base, Scripts::Off, async |tab| {
                paper.open(tab, &site).await;
                paper.fill(tab).await;
                wire.cut(cut, paper.mark());
                tab.go(paper.button()).await;
                assert!(wire.mend() > 0, "{paper:?}, {cut:?}: a connection broke");
                tab.complaints().await;
                let there = i64::from(cut == Cut::BeforeTheAnswer);
                assert_eq!(
                    site.count(paper.written()).await,
                    there,
                    "{paper:?}, {cut:?}"
                );
                tab.leave("loading it again", async || {
                    tab.driver.refresh().await.unwrap();
                })
                .await;
                paper.is_done(tab).await;
                paper.is_written_once(&site, &format!("{cut:?}")).await;
            })
            .await;
        }
    }
}

#[tokio::test]
async fn two_clicks_are_one() {
    for scripts in [Scripts::On, Scripts::Off] {
        for paper in Paper::ALL {
            let site = paper.site().await;
            browse(&site.base, scripts, async |tab| {
                paper.open(tab, &site).await;
                paper.fill(tab).await;
                let twice = "const button = document.querySelector(arguments[0]);
                    button.click(); button.click();";
                tab.leave("two clicks", async || {
                    tab.script(twice, vec![paper.button().into()]).await;
                })
                .await;
                paper.is_done(tab).await;
                paper.is_written_once(&site, "two clicks").await;
            })
            .await;
        }
    }
}

#[tokio::test]
async fn the_way_back_writes_nothing() {
    for paper in Paper::ALL {
        let site = paper.site().await;
        browse(&site.base, Scripts::On, async |tab| {
            let form = paper.open(tab, &site).await;
            paper.fill(tab).await;
            tab.go(paper.button()).await;
            paper.is_done(tab).await;
            tab.leave("the way back", async || tab.driver.back().await.unwrap())
                .await;
            assert_eq!(tab.path().await, form, "{paper:?}");
            paper.is_written_once(&site, "the way back").await;
            match paper {
                // What was offered is no draft any more: it is read.
                Paper::Handover => paper.is_done(tab).await,
                // An empty form: whatever is sent from it is meant.
                Paper::Contact => assert_eq!(tab.value("[name=minutes]").await, ""),
                // The glass is broken: doing it again does nothing.
                Paper::Glass => {
                    paper.fill(tab).await;
                    tab.go(paper.button()).await;
                    paper.is_done(tab).await;
                    paper.is_written_once(&site, "sent again").await;
                }
            }
            // Forward again: it is shown, not sent.
            tab.open(&form).await;
            paper.is_written_once(&site, "opened again").await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_session_that_ended_takes_nothing_along() {
    for paper in [Paper::Contact, Paper::Glass] {
        for scripts in [Scripts::On, Scripts::Off] {
            let site = paper.site().await;
            browse(&site.base, scripts, async |tab| {
                paper.open(tab, &site).await;
                paper.fill(tab).await;
                site.execute("DELETE FROM browser_session").await;
                tab.go(paper.button()).await;
                // The browser tells of the refusal, as it should.
                tab.complaints().await;
                assert!(
                    tab.has("[name=username]").await,
                    "{paper:?}: the sign-in page"
                );
                assert_eq!(site.count(paper.written()).await, 0);
                let account = site.account(paper.role());
                type_credentials(tab, &account.name, &account.password).await;
                tab.go("main form button").await;
                paper.is_done(tab).await;
                paper.is_written_once(&site, "after signing in").await;
            })
            .await;
        }
    }
}

/// Both work where the patient is: the coordinator changes the stay as well as the ward does.
async fn open_stay(tab: &Tab, patient: Option<&str>) -> String {
    let patient = match patient {
        Some(patient) => {
            tab.open(patient).await;
            patient.to_owned()
        }
        None => open_with(tab, "stay").await,
    };
    let link = tab
        .script(
            "return document.querySelector(\"a[href*='/record/stay?']\").getAttribute('href');",
            vec![],
        )
        .await;
    tab.open(link.as_str().unwrap()).await;
    patient
}

#[tokio::test]
async fn of_two_who_change_one_stay_the_second_sees_both_and_loses_nothing() {
    let site = Site::start();
    site.execute(ONE_WARD).await;
    browse_both(&site.base, async |first, second| {
        sign_in(first, site.account("ward_staff")).await;
        sign_in(second, site.account("care_coordinator")).await;
        let patient = open_stay(first, None).await;
        open_stay(second, Some(&patient)).await;
        first.fill("[name=room]", "12 A").await;
        second.fill("[name=room]", "14 B").await;
        first.go("main form button.primary").await;
        assert!(first.has("#recorded").await);
        second.go("main form button.primary").await;
        assert_eq!(second.status().await, 412);
        second.complaints().await;
        assert_eq!(second.value("[name=room]").await, "14 B");
        assert!(second.text("#room-now").await.contains("12 A"));
        axe::check(second, "two who change one stay").await;
        second.screenshot("two-writers-stay").await;
        second.go("main form button.primary").await;
        assert!(second.has("#recorded").await);
        let rooms = site
            .count("SELECT count(*) FROM record_version WHERE payload LIKE '%12 A%'")
            .await;
        assert_eq!(rooms, 1, "the one before is kept");
        let now = "SELECT count(*) FROM treatment_period WHERE room = '14 B'";
        assert_eq!(site.count(now).await, 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_answers_a_handover_that_was_taken_back_keeps_their_words() {
    let site = Site::start();
    site.execute(ONE_WARD).await;
    browse_both(&site.base, async |author, receiver| {
        Paper::Handover.open(author, &site).await;
        author.click("[name=severity][value=watch]").await;
        author
            .fill("[name=severity_reason]", "Slept two hours")
            .await;
        author.go("[data-offer]").await;
        let handover = author.path().await;
        let handover = handover.split('?').next().unwrap();
        sign_in(receiver, site.account("ward_staff")).await;
        receiver.open(handover).await;
        receiver.fill("[name=synthesis]", "Keep Vik close").await;
        author.go("button[value=withdraw]").await;
        receiver.go("button[value=accept]").await;
        receiver.complaints().await;
        let said = receiver.text("main").await;
        assert!(said.contains("Keep Vik close"), "{said}");
        assert!(
            !receiver.has("[name=synthesis]").await,
            "there is nothing to accept"
        );
        axe::check(receiver, "words that are left over").await;
        receiver.screenshot("left-over-words").await;
        let accepted = "SELECT count(*) FROM handover_step WHERE kind = 'accepted'";
        assert_eq!(site.count(accepted).await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_a_page_is_shown_and_not_asked_for_again() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::http::{StatusCode, header};
    use axum::response::Html;
    use axum::routing::get;

    const FORM: &str = "<!doctype html><html lang='en'><head><title>Form</title></head><body>
        <form method='post' action='/'><input name='form_key' value='1'><button>Send</button></form>
        <script type='module' src='/send.js' id='send' data-lost='lost' data-sending='sending'></script>
        </body></html>";
    const SCRIPT: &str = include_str!("../../src/web/assets/send.js");

    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let answer = async move || {
        let n = count.fetch_add(1, Ordering::SeqCst) + 1;
        Html(format!(
            "<!doctype html><title>Done</title><h1>Done {n}</h1>"
        ))
    };
    let script = [(header::CONTENT_TYPE, "text/javascript")];
    let routes = Router::new()
        .route("/", get(async || Html(FORM)).post(answer))
        .route("/send.js", get(async move || (script, SCRIPT)))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    browse(&base, Scripts::On, async |tab| {
        tab.open("/").await;
        tab.click("form button").await;
        assert_eq!(tab.text("h1").await, "Done 1");
        assert_eq!(sent.load(Ordering::SeqCst), 1);
    })
    .await;
}
