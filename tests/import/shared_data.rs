//! Real data that nobody here wrote: every folder that holds patients imports, with every rejected
//! row explained, and a second run changes nothing.

use redthread::app::import::ImportReport;

use super::{Folder, app, csv, fhir};
use crate::support::{both, shared_data};

/// A folder, the mapping it needs (`fhir` is read as FHIR), and what became of it: created,
/// repeated in the input, rejected.
const FOLDERS: [(&str, &str, [u64; 3]); 7] = [
    ("mimic_iv_demo", "mimic_iv", [625, 0, 0]),
    ("mimic_iii_demo", "mimic_iii", [9_026, 8, 3]),
    ("synthea_csv", "synthea_csv", [3_841, 0, 5]),
    ("bhsim", "bhsim", [1_169, 0, 0]),
    ("synthea_bulk_10", "fhir", [1_363, 0, 7]),
    ("synthea_careteam_bundles", "fhir", [59, 0, 18]),
    ("synthea_hiv_bundles", "fhir", [1_327, 0, 0]),
];

#[tokio::test]
async fn every_folder_that_holds_patients_imports() {
    let Some(data) = shared_data() else { return };
    both(move |db| {
        let data = data.clone();
        async move {
            for (name, mapping, expected) in FOLDERS {
                let (app, folder) = (app(&db), Folder::new());
                let mut command = folder.command();
                command.paths = vec![data.join(name)];
                name.clone_into(&mut command.source);
                let is_fhir = mapping == "fhir";
                command.mapping = (!is_fhir).then(|| mapping.to_owned());
                let run = async || {
                    if is_fhir {
                        fhir(&app, &command).await
                    } else {
                        csv(&app, &command).await
                    }
                };
                let first = run().await;
                show(name, &first);
                let total = first.total();
                assert_eq!(
                    [total.created, total.unchanged, total.rejected],
                    expected,
                    "{name}"
                );
                assert_eq!(Folder::rejects(&first).len() as u64, total.rejected);
                let again = run().await.total();
                assert_eq!(
                    [again.created, again.updated, again.rejected],
                    [0, 0, total.rejected],
                    "{name}"
                );
                assert_eq!(again.unchanged, total.created + total.unchanged, "{name}");
            }
        }
    })
    .await;
}

/// Counts only: rows may be of real people.
fn show(name: &str, report: &ImportReport) {
    println!("{name}");
    for file in &report.files {
        for (kind, counts) in &file.kinds {
            println!("  {} {}: {counts:?}", file.name, kind.code());
        }
        for (what, times) in &file.ignored {
            println!("  {} {what}: {times}", file.name);
        }
        if file.unreadable > 0 {
            println!("  {} unreadable: {}", file.name, file.unreadable);
        }
    }
    for fault in &report.faults {
        println!(
            "  {} {} {}: {} ({})",
            fault.file,
            fault.field,
            fault.reason.code(),
            fault.count,
            fault.message
        );
    }
}
