//! Files that nobody here wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use redthread::domain::intake::{Reason, Record};
use redthread::interop::fhir::{Note, Reader, files};
use serde_json::Value;

use super::{Run, run_files};
use crate::support::shared_data;

fn folder(name: &str) -> Option<Vec<PathBuf>> {
    Some(files(&shared_data()?.join(name)).unwrap())
}

/// Every resource of a folder, read in the plainest way.
fn raw(paths: &[PathBuf]) -> Vec<(Option<String>, Value)> {
    let mut found = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        if path.extension().unwrap() == "ndjson" {
            found.extend(
                text.lines()
                    .map(|line| (None, serde_json::from_str(line).unwrap())),
            );
            continue;
        }
        let bundle: Value = serde_json::from_str(text).unwrap();
        for entry in bundle["entry"].as_array().unwrap() {
            let url = entry["fullUrl"].as_str().map(str::to_owned);
            found.push((url, entry["resource"].clone()));
        }
    }
    found
}

/// Every text by which a resource of the folder can be named.
fn names(resources: &[(Option<String>, Value)]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (url, resource) in resources {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        names.extend(url.clone());
        names.insert(format!(
            "{kind}/{}",
            resource["id"].as_str().unwrap_or_default()
        ));
        for one in resource["identifier"].as_array().into_iter().flatten() {
            let part = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            names.insert(format!(
                "{kind}?identifier={}|{}",
                part("system"),
                part("value")
            ));
        }
    }
    names
}

/// What should come of a folder: counts by kind of record, and the labels that dangle.
fn expected(
    resources: &[(Option<String>, Value)],
) -> (BTreeMap<&'static str, usize>, BTreeSet<String>) {
    let names = names(resources);
    let mut counts = BTreeMap::new();
    let mut dangling = BTreeSet::new();
    for (_, resource) in resources {
        let known = |reference: &Value| names.contains(reference["reference"].as_str().unwrap());
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        let label = format!("{}/{}", resource["resourceType"], resource["id"]);
        let mut count = |what, n| *counts.entry(what).or_default() += n;
        match kind {
            "Patient" => count("patient", 1),
            "Practitioner" => count("professional", 1),
            "Encounter" => {
                let people = resource["participant"].as_array().unwrap();
                if !known(&resource["serviceProvider"])
                    || !people.iter().all(|one| known(&one["individual"]))
                {
                    dangling.insert(label);
                } else if resource["class"]["code"] == "IMP" {
                    count("treatment_period", 1);
                    count("relationship", people.len());
                } else {
                    count("contact", 1);
                }
            }
            "CareTeam" => {
                let members = resource["participant"].as_array().unwrap();
                let doctors = members
                    .iter()
                    .filter(|one| one["role"][0]["coding"][0]["code"] == "223366009");
                if doctors.clone().all(|one| known(&one["member"])) {
                    count("relationship", doctors.count());
                } else {
                    dangling.insert(label);
                }
            }
            _ => {}
        }
    }
    (counts, dangling)
}

fn found(run: &Run) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for record in run
        .records
        .iter()
        .filter(|one| !matches!(one, Record::Unit(_)))
    {
        *counts.entry(record.kind().code()).or_default() += 1;
    }
    counts
}

/// Imports a folder and holds it against the plain count; what is left over is returned.
fn compare(name: &str) -> Option<Run> {
    let paths = folder(name)?;
    let resources = raw(&paths);
    let (counts, dangling) = expected(&resources);
    let mut run = run_files(&paths);
    assert_eq!(found(&run), counts, "{name}");
    let (unresolved, others): (Vec<_>, Vec<_>) = std::mem::take(&mut run.rejections)
        .into_iter()
        .partition(|(_, fault)| fault.reason == Reason::UnknownReference);
    let unresolved: BTreeSet<_> = unresolved.into_iter().map(|(label, _)| label).collect();
    assert_eq!(unresolved, dangling, "{name}");
    run.rejections = others;
    println!("{name}: {counts:?}, {} dangling", dangling.len());
    Some(run)
}

#[test]
fn synthea_hiv_bundles() {
    let Some(run) = compare("synthea_hiv_bundles") else {
        return;
    };
    assert!(run.rejections.is_empty(), "{:#?}", run.rejections);
    assert_eq!(found(&run)["treatment_period"], 16);
    assert_eq!(found(&run)["contact"], 94);
    assert_eq!(run.note_count(Note::RoleWithoutPeriod), 1191);
}

#[test]
fn synthea_bulk() {
    let Some(run) = compare("synthea_bulk_10") else {
        return;
    };
    // The folder also holds the log of the export, which is no FHIR.
    assert_eq!(run.rejections.len(), 4);
    for (_, fault) in &run.rejections {
        assert_eq!(
            (fault.reason, fault.field.as_deref()),
            (Reason::Missing, Some("resourceType"))
        );
    }
    assert_eq!(found(&run)["treatment_period"], 49);
    assert_eq!(found(&run)["contact"], 1133 + 9 + 1 + 23);
}

#[test]
fn synthea_care_teams() {
    let Some(run) = compare("synthea_careteam_bundles") else {
        return;
    };
    assert!(run.rejections.is_empty(), "{:#?}", run.rejections);
    assert_eq!(found(&run)["contact"], 36);
    // 4 teams of which each has the patient and an organisation beside its practitioner.
    assert_eq!(run.note_count(Note::NotAPractitioner), 8);
}

#[test]
fn units_are_the_same_wherever_they_are_named() {
    let Some(paths) = folder("synthea_bulk_10") else {
        return;
    };
    let mut units: BTreeMap<String, redthread::domain::intake::Unit> = BTreeMap::new();
    for record in run_files(&paths).records {
        if let Record::Unit(unit) = record {
            let known = units.entry(unit.id.clone()).or_insert_with(|| unit.clone());
            assert_eq!(*known, unit);
        }
    }
    assert!(units.len() > 40);
}

#[test]
fn examples_are_taken_or_told_why_not() {
    let Some(data) = shared_data() else { return };
    let mut all = Vec::new();
    for name in ["hl7-test-cases", "ms-fhir-server"] {
        all.extend(files(&data.join("fhir_r4_examples").join(name)).unwrap());
    }
    assert!(all.len() > 100);
    for path in &all {
        let run = run_files(std::slice::from_ref(path));
        let name = path.file_name().unwrap().to_string_lossy();
        let aliases_only = ["organization", "location", "Organization"]
            .iter()
            .any(|word| name.contains(word));
        assert!(
            aliases_only
                || !(run.records.is_empty() && run.notes.is_empty() && run.rejections.is_empty()),
            "{name} vanished"
        );
        for (_, fault) in &run.rejections {
            assert!(fault.message.len() > 20, "{name}: {fault:?}");
        }
    }
    let together = run_files(&all);
    assert_eq!(run_files(&all), together);
}

fn reasons(data: &Path, name: &str) -> Vec<&'static str> {
    let path = data.join("fhir_r4_examples/ms-fhir-server").join(name);
    let items = Reader::open(&path).unwrap().map(|item| item.unwrap());
    items
        .filter_map(|item| item.outcome.err())
        .map(|fault| fault.reason.code())
        .collect()
}

#[test]
fn broken_bundles_are_told_apart() {
    let Some(data) = shared_data() else { return };
    assert_eq!(
        reasons(&data, "Normative_Bundle-InvalidBundleType.json"),
        ["unmappable"]
    );
    assert_eq!(
        reasons(&data, "Normative_Bundle-TypeMissing.json"),
        ["missing"]
    );
    // Two deletions and two searches beside six resources.
    assert_eq!(
        reasons(&data, "Normative_Bundle-Batch.json"),
        ["unmappable"; 4]
    );
    assert_eq!(
        reasons(&data, "Normative_Bundle-BinaryPatch.json"),
        ["unmappable"]
    );
}

#[test]
fn the_order_of_files_and_of_lines_does_not_matter() {
    let Some(mut paths) = folder("synthea_careteam_bundles") else {
        return;
    };
    let sorted = |mut run: Run| {
        let mut records: Vec<_> = run.records.iter().map(|one| format!("{one:?}")).collect();
        records.sort();
        run.notes.sort();
        run.rejections.sort_by(|a, b| a.0.cmp(&b.0));
        (records, run.notes, run.rejections)
    };
    let forth = sorted(run_files(&paths));
    paths.reverse();
    assert_eq!(sorted(run_files(&paths)), forth);
}
