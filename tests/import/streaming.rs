//! Memory that does not grow with the input.

use std::fmt::Write as _;
use std::process::Child;
use std::time::Duration;

use sea_orm::{EntityTrait, PaginatorTrait};

use super::Folder;
use super::interrupted::program;
use crate::support::{on_postgres, on_sqlite};

/// Fifty contacts a patient; every hundredth row gives an id that was given before.
fn put(folder: &Folder, contacts: usize) {
    let mut patients = "id\n".to_owned();
    let people = contacts / 50;
    (0..people).for_each(|n| writeln!(patients, "p{n}").unwrap());
    let mut rows = "id,patient_id,unit_id,at\n".to_owned();
    for n in 0..contacts {
        let id = if n % 100 == 99 { n - 50 } else { n };
        writeln!(
            rows,
            "contact-{id},p{},clinic,2024-03-01T10:00",
            id % people
        )
        .unwrap();
    }
    folder
        .put(
            "units.csv",
            "id,name,setting\nclinic,Clinic,outpatient_clinic\n",
        )
        .put("patients.csv", patients)
        .put("contacts.csv", rows);
}

/// The most memory that a process held, in kilobytes.
async fn peak(mut child: Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let now = text
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
            .and_then(|kilobytes| kilobytes.parse().ok());
        peak = now.unwrap_or(peak);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    peak
}

/// Imports a small file and a much larger one; the growth in kilobytes.
async fn growth(db: &crate::support::TestDb, small: usize, large: usize) -> u64 {
    let mut peaks = Vec::new();
    for contacts in [small, large] {
        let folder = Folder::new();
        put(&folder, contacts);
        let mut program = program(&folder, &db.url);
        // SQLite keeps pages of the file in the process, up to 64 MB a connection.
        program.env("REDTHREAD_DATABASE__MAX_CONNECTIONS", "1");
        peaks.push(peak(program.spawn().unwrap()).await);
    }
    let stored = entity::contact::Entity::find().count(&db.read).await;
    assert_eq!(stored.unwrap(), (large - large / 100) as u64);
    println!("{small} and {large} rows: peaks of {peaks:?} kB");
    peaks[1].saturating_sub(peaks[0])
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn ten_times_the_rows_take_no_more_memory() {
    on_postgres(async |db| {
        let growth = growth(&db, 10_000, 100_000).await;
        // Buffers of a fixed size fill on the way: 300 000 rows peak where 100 000 do.
        assert!(growth < 48 << 10, "grew by {growth} kB");
    })
    .await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn on_sqlite_memory_grows_by_its_page_caches_at_most() {
    on_sqlite(async |db| {
        let growth = growth(&db, 10_000, 100_000).await;
        assert!(growth < (48 + 2 * 64) << 10, "grew by {growth} kB");
    })
    .await;
}
