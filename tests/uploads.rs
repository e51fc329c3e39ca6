//! Uploads: received, checked by a dry run, applied or discarded.

mod cut_off;
mod files;
mod life;

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeZone, Utc};
use redthread::app::uploads::{self, Asked, Refused, Settings, State, UploadId, View};
use redthread::app::{Actor, App};
use redthread::domain::access::{Granted, Viewer};
use redthread::domain::ids::AccountId;
use redthread::domain::vocabulary::Role;
use redthread::runtime::{FixedClock, RandomIds};
use redthread::store::Db;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const UNITS: &str = "id,name,setting\nward,The ward,acute_ward\n";
pub(crate) const PATIENTS: &str = "id,family_name\na,Berg\nb,Dahl\n";
pub(crate) const PERIODS: &str = "id,patient_id,unit_id,from\n\
    t1,a,ward,2026-01-01T10:00\nt2,b,ward,2026-01-02T10:00\nt3,z,ward,2026-01-02T10:00\n";

pub(crate) struct Bench {
    pub(crate) app: App,
    pub(crate) folder: TempDir,
}

impl Bench {
    pub(crate) fn new(db: &Db) -> Self {
        Self::with(db, |settings| settings)
    }

    pub(crate) fn with(db: &Db, change: impl FnOnce(Settings) -> Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = change(Settings {
            folder: folder.path().join("uploads"),
            ..Settings::default()
        });
        let app = App::new(
            db.clone(),
            Arc::new(FixedClock::new(
                Utc.with_ymd_and_hms(2026, 3, 2, 11, 0, 0).unwrap(),
            )),
            Arc::new(RandomIds),
            chrono_tz::Europe::Oslo,
        )
        .with_uploads(settings);
        Self { app, folder }
    }

    pub(crate) async fn upload(
        &self,
        actor: &Actor,
        files: &[(&str, &[u8])],
    ) -> Result<UploadId, Refused> {
        self.upload_as(actor, asked(), files).await
    }

    pub(crate) async fn upload_as(
        &self,
        actor: &Actor,
        asked: Asked,
        files: &[(&str, &[u8])],
    ) -> Result<UploadId, Refused> {
        let mut receiving = uploads::begin(&self.app, actor, asked)?;
        for (name, content) in files {
            receiving.file(name).await?;
            // In small pieces, as they come over a network.
            for piece in content.chunks(7) {
                receiving.write(piece).await?;
            }
        }
        receiving.finish().await
    }

    /// The upload when nothing goes on any more.
    pub(crate) async fn at_rest(&self, actor: &Actor, id: UploadId) -> View {
        for _ in 0..3_000 {
            let view = uploads::show(&self.app, actor, id).unwrap();
            if !view.state.is_under_way() {
                return view;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it does not come to rest");
    }

    /// Everything that lies in the uploads' folder, by name.
    pub(crate) fn left(&self) -> Vec<String> {
        fn walk(folder: &std::path::Path, names: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, names);
                } else if path.extension().is_none_or(|ending| ending != "lock") {
                    names.push(entry.file_name().to_string_lossy().into_owned());
                }
            }
        }
        let mut names = Vec::new();
        walk(self.folder.path(), &mut names);
        names.sort();
        names
    }
}

pub(crate) fn asked() -> Asked {
    Asked {
        source: "local".to_owned(),
        mapping: String::new(),
    }
}

/// Somebody with a role that belongs to no unit.
pub(crate) fn somebody(name: &str, role: Role) -> Actor {
    Actor::Account(Viewer {
        account: AccountId(Uuid::from_u128(name.bytes().map(u128::from).sum())),
        username: name.to_owned(),
        professional: None,
        roles: vec![Granted { role, unit: None }],
    })
}

pub(crate) fn administrator() -> Actor {
    somebody("admin", Role::Administrator)
}

pub(crate) fn files() -> [(&'static str, &'static [u8]); 3] {
    [
        ("treatment_periods.csv", PERIODS.as_bytes()),
        ("units.csv", UNITS.as_bytes()),
        ("patients.csv", PATIENTS.as_bytes()),
    ]
}

pub(crate) fn report(view: &View) -> Arc<redthread::app::import::ImportReport> {
    match &view.state {
        State::Checked(report) | State::Applied(report) => Arc::clone(report),
        other => panic!("no report: {other:?}"),
    }
}
