//! The eight story-patients as of the day on which they are told.

use std::sync::Arc;

use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::app::record::{self, Opened};
use redthread::app::{App, NoProgress, import};
use redthread::domain::time;
use redthread::runtime::{FixedClock, RandomIds};
use redthread::store::patients;

use crate::import::{Folder, actor};
use crate::support::TestDb;

const OSLO: chrono_tz::Tz = chrono_tz::Europe::Oslo;

const STORIES: [&str; 8] = [
    "amir", "eirik", "hedda", "jonas", "maren", "nadia", "per_ole", "solveig",
];

/// Imports a small cohort and opens the records of the story-patients, in their order.
pub(super) async fn opened(db: &TestDb) -> Vec<(String, Opened)> {
    let told = time::parse_time("2026-03-02T12:00", OSLO).unwrap();
    let app = App::new(
        (**db).clone(),
        Arc::new(FixedClock::new(told)),
        Arc::new(RandomIds),
        OSLO,
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cohort");
    let cohort = Cohort::new(Parameters {
        patients: 12,
        seed: 7,
        as_of: told,
        zone: OSLO,
    });
    to_folder(&cohort, &path, |_| ()).unwrap();
    let data = Folder::new();
    let mut command = data.command();
    command.paths = vec![path];
    import::csv(&app, &actor(), &command, &NoProgress)
        .await
        .unwrap();
    let mut all = patients::all(&app.db.read).await.unwrap();
    all.sort_by(|a, b| a.source.value.cmp(&b.source.value));
    let mut stories = Vec::new();
    all.retain(|patient| STORIES.contains(&patient.source.value.as_str()));
    for patient in all {
        let opened = record::open(&app, &actor(), patient.id, "timeline.show")
            .await
            .unwrap();
        stories.push((patient.source.value, opened));
    }
    stories
}
