//! A service that is killed again and again while a departure is confirmed and undone: a plan is there with every
//! announced end and every draft, or there is nothing of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{Days, NaiveDate};
use redthread::app::accounts::{self, NewAccount};
use redthread::app::{Actor, App};
use redthread::domain::access::Granted;
use redthread::domain::ids::UnitId;
use redthread::domain::vocabulary::Role;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::Db;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::killed::{Browser, PASSWORD};
use super::postgres::empty_database;
use super::service::Service;
use super::worker_killed::{Dice, kills, run, wait};
use super::*;
use crate::recording::pages::hidden;

/// Of each relationship what is announced, and who comes next.
type Ties = BTreeMap<Uuid, (Option<NaiveDate>, Option<Uuid>)>;

/// Who leaves, from where, and when.
struct Leaver {
    who: Uuid,
    unit: Uuid,
    on: NaiveDate,
}

impl Leaver {
    /// Whoever has most patients.
    async fn most(app: &App) -> Self {
        let ties = entity::relationship::Entity::find();
        let ties = ties
            .filter(entity::relationship::Column::ToAt.is_null())
            .all(&app.db.read)
            .await
            .unwrap();
        let mut has: BTreeMap<(Uuid, Uuid), usize> = BTreeMap::new();
        for tie in ties {
            if let (Some(who), Some(unit)) = (tie.professional_id, tie.unit_id) {
                *has.entry((who, unit)).or_default() += 1;
            }
        }
        let most = has.into_iter().max_by_key(|(_, n)| *n);
        let ((who, unit), n) = most.expect("relationships");
        assert!(n > 2, "{n} patients");
        let on = app.clock.now().date_naive() + Days::new(60);
        Self { who, unit, on }
    }

    /// Their relationships there.
    async fn ties(&self, db: &Db) -> Ties {
        use entity::relationship::{Column, Entity};
        let ties = Entity::find()
            .filter(Column::ToAt.is_null())
            .filter(Column::ProfessionalId.eq(self.who))
            .filter(Column::UnitId.eq(self.unit));
        let ties = ties.all(&db.read).await.unwrap();
        ties.into_iter()
            .map(|tie| (tie.id, (tie.planned_end_on, tie.successor_id)))
            .collect()
    }
}

/// That a plan is there whole or not at all; how many are.
async fn standing(db: &Db, leaver: &Leaver, before: &Ties) -> usize {
    use entity::departure_plan::{Column, Entity};
    let plans = Entity::find().filter(Column::UndoneAt.is_null());
    let plans = plans.all(&db.read).await.unwrap();
    let drafts = entity::handover_draft::Entity::find();
    let drafts: Vec<Uuid> = drafts
        .all(&db.read)
        .await
        .unwrap()
        .iter()
        .map(|draft| draft.id)
        .collect();
    let ties = leaver.ties(db).await;
    let [plan] = plans.as_slice() else {
        assert!(plans.is_empty(), "one at a time: {plans:?}");
        assert_eq!(ties, *before, "no plan, and nothing is announced");
        assert_eq!(drafts, Vec::<Uuid>::new(), "no plan, and no draft");
        return 0;
    };
    let passings = entity::departure_passing::Entity::find()
        .filter(entity::departure_passing::Column::PlanId.eq(plan.id));
    let passings = passings.all(&db.read).await.unwrap();
    assert!(!passings.is_empty());
    let mut begun = Vec::new();
    for passing in &passings {
        // An end that was announced for an earlier day stays.
        let (announced, _) = before[&passing.relationship_id];
        let end = announced.map_or(leaver.on, |day| day.min(leaver.on));
        let told = (Some(end), passing.successor_id);
        assert_eq!(ties[&passing.relationship_id], told);
        begun.extend(passing.draft_id);
    }
    begun.sort_unstable();
    begun.dedup();
    let mut drafts = drafts;
    drafts.sort_unstable();
    assert_eq!(drafts, begun, "every draft, and none beside");
    1
}

/// The service while it is killed.
struct Killed<'a> {
    dir: &'a Path,
    arguments: &'a [&'a str],
    service: Service,
    browser: Browser,
    dice: Dice,
    /// Forms that had no answer.
    unanswered: usize,
}

impl Killed<'_> {
    /// Sends a form to a service that dies meanwhile; then another runs.
    fn send(&mut self, path: &str, fields: &str) {
        let (browser, service, dice) = (&self.browser, &mut self.service, &mut self.dice);
        let is_answered = std::thread::scope(|scope| {
            let sending = scope.spawn(move || browser.try_post(path, fields).is_some());
            std::thread::sleep(Duration::from_millis(dice.roll(400)));
            // SIGKILL: nothing of it is told.
            service.child.kill().unwrap();
            service.child.wait().unwrap();
            sending.join().unwrap()
        });
        self.unanswered += usize::from(!is_answered);
        self.service = Service::start(self.dir, self.arguments);
        self.browser.address.clone_from(&self.service.address);
    }

    /// Sends it again, to one that lives.
    fn again(&self, path: &str, fields: &str) {
        let answer = self.browser.try_post(path, fields).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
}

async fn killed_while_confirming(dir: &Path, url: &str, arguments: &[&str]) {
    write(&dir.join("redthread.toml"), "[log]\nfilter = 'error'\n");
    let generate = [
        "generate",
        "--patients",
        "120",
        "--seed",
        "7",
        "--out",
        "data",
    ];
    run(dir, &generate);
    run(dir, &[&["import", "csv", "data"], arguments].concat());
    let db = Db::connect(url, &crate::support::options()).await.unwrap();
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let app = App::new(db, clock, ids, chrono_tz::Europe::Oslo);
    let leaver = Leaver::most(&app).await;
    let manager = NewAccount {
        username: "manager".to_owned(),
        password: PASSWORD.into(),
        professional: None,
        roles: vec![Granted {
            role: Role::ServiceManager,
            unit: Some(UnitId(leaver.unit)),
        }],
    };
    accounts::create(&app, &Actor::System, &manager)
        .await
        .unwrap();
    let before = leaver.ties(&app.db).await;
    let service = Service::start(dir, arguments);
    let mut killed = Killed {
        browser: Browser::open_as(&service, "manager"),
        dice: Dice(0xD1CE),
        unanswered: 0,
        dir,
        arguments,
        service,
    };
    let (mut confirmed, who) = (0, leaver.who);
    for _ in 0..kills() {
        let asked = format!("who={who}&on={}", leaver.on);
        let page = killed.browser.get(&format!("/reports/departure?{asked}"));
        let (mark, key) = (hidden(&page, "mark"), hidden(&page, "form_key"));
        let confirm = format!("{asked}&act=confirm&mark={mark}&form_key={key}");
        killed.send("/reports/departure", &confirm);
        confirmed += standing(&app.db, &leaver, &before).await;
        killed.again("/reports/departure", &confirm);
        assert_eq!(standing(&app.db, &leaver, &before).await, 1);
        let page = killed.browser.get("/reports/departure/plans");
        let (_, plan) = page
            .split_once("action=\"/reports/departure/plans/")
            .expect("the plan is there");
        let path = format!(
            "/reports/departure/plans/{}",
            plan.split('"').next().unwrap()
        );
        killed.send(&path, "version=1");
        standing(&app.db, &leaver, &before).await;
        killed.again(&path, "version=1");
        assert_eq!(standing(&app.db, &leaver, &before).await, 0);
    }
    killed.service.signal("TERM");
    let (exit, said) = killed.service.end();
    assert_eq!(exit, Some(0), "{said}");
    let check = [&["evaluate", "--check", "--format", "csv"], arguments].concat();
    let told = run(dir, &check);
    assert_eq!(told.lines().count(), 1, "stored is what is found: {told}");
    let kept = ["audit", "verify", "--against", "audit-checkpoints.jsonl"];
    run(dir, &[&kept[..], arguments].concat());
    println!(
        "killed {} times, {} forms without an answer, {confirmed} of {} confirmed at the first try",
        2 * kills(),
        killed.unanswered,
        kills()
    );
}

#[test]
fn a_service_that_is_killed_while_a_plan_is_confirmed_confirms_it_whole_or_not() {
    let dir = keyed_folder();
    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    wait(killed_while_confirming(dir.path(), &url, &[]));
}

#[test]
fn a_service_that_is_killed_while_a_plan_is_confirmed_confirms_it_whole_or_not_on_postgres() {
    let Some(database) = empty_database("departures_killed") else {
        return;
    };
    let dir = keyed_folder();
    let arguments = ["--database", database.url.as_str()];
    run(dir.path(), &[&["migrate", "up"], &arguments[..]].concat());
    wait(killed_while_confirming(
        dir.path(),
        &database.url,
        &arguments,
    ));
}
