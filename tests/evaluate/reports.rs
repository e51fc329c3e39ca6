//! Reports against a slow recount of the lines that `evaluate` prints.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Cli, TOLD};
use crate::support::both;

fn rows(csv: &str) -> Vec<Vec<String>> {
    csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect())
        .collect()
}

fn hidden(count: usize) -> String {
    if count < 5 {
        "<5".to_owned()
    } else {
        count.to_string()
    }
}

#[tokio::test]
async fn the_flags_report_counts_patients_by_rule_and_severity() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        cli.ok(&[
            "generate",
            "--patients",
            "150",
            "--seed",
            "6",
            "--out",
            "cohort",
        ]);
        cli.ok(&["import", "csv", "cohort"]);
        let mut counts: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for line in cli.parsed(&["evaluate", "--as-of", TOLD, "--format", "json"]) {
            let patient = line["patient"].as_str().unwrap().to_owned();
            for flag in line["flags"].as_array().unwrap() {
                let text = |key: &str| flag[key].as_str().unwrap().to_owned();
                let kind = (text("code"), text("severity"));
                counts.entry(kind).or_default().insert(patient.clone());
            }
        }
        let report = rows(&cli.ok(&["report", "flags", "--as-of", TOLD, "--format", "csv"]));
        let found: BTreeMap<(String, String), String> = report
            .into_iter()
            .map(|row| ((row[0].clone(), row[1].clone()), row[2].clone()))
            .collect();
        let expected: BTreeMap<_, _> = counts
            .into_iter()
            .map(|(kind, who)| (kind, hidden(who.len())))
            .collect();
        assert!(expected.values().any(|cell| cell == "<5"));
        assert!(expected.values().any(|cell| cell != "<5"));
        assert_eq!(found, expected);
    })
    .await;
}

const BANDS: [(&str, u64, u64); 3] = [("4-9", 4, 9), ("10-24", 10, 24), ("25+", 25, u64::MAX)];

/// Type 7 of Hyndman and Fan, the slow way.
fn quartile(sorted: &[f64], share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few patients")]
    let place = share * (sorted.len() - 1) as f64;
    let mut value = sorted[0];
    for (n, pair) in sorted.windows(2).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few patients")]
        let past = (place - n as f64).clamp(0.0, 1.0);
        value += (pair[1] - pair[0]) * past;
    }
    value
}

#[tokio::test]
async fn the_continuity_report_gives_distributions_and_hides_small_groups() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        cli.ok(&[
            "generate",
            "--patients",
            "150",
            "--seed",
            "6",
            "--out",
            "cohort",
        ]);
        cli.ok(&["import", "csv", "cohort"]);
        let mut some_hidden = false;
        for days in ["60", "365", "5000"] {
            let options = ["--as-of", TOLD, "--window-days", days, "--format"];
            let lines = cli.parsed(&[&["evaluate"], &options[..], &["json"]].concat());
            let report = cli.ok(&[&["report", "continuity"], &options[..], &["csv"]].concat());
            let report = rows(&report);
            assert_eq!(report.len(), 9);
            for (place, index) in ["upc_named", "coc", "secon"].into_iter().enumerate() {
                let of_index = &report[place * 3..place * 3 + 3];
                let mut cells = Vec::new();
                for (row, (band, from, to)) in of_index.iter().zip(BANDS) {
                    assert_eq!([row[0].as_str(), row[1].as_str()], [index, band]);
                    let (values, missing) = recount(&lines, index, from, to);
                    for (shown, count) in [(&row[2], values.len()), (&row[3], missing)] {
                        if count < 5 {
                            assert_eq!(shown, "<5", "{days} {index} {band}");
                        } else if shown != "<5" {
                            assert_eq!(*shown, count.to_string(), "{days} {index} {band}");
                        }
                        cells.push((shown == "<5", count));
                    }
                    if row[2] == "<5" {
                        assert_eq!(row[4..], ["", "", ""], "{days} {index} {band}");
                        some_hidden = true;
                    } else {
                        for (share, cell) in [0.25, 0.5, 0.75].into_iter().zip(&row[4..]) {
                            let expected = quartile(&values, share);
                            let found: f64 = cell.parse().unwrap();
                            assert!((found - expected).abs() < 1e-6, "{days} {index} {band}");
                        }
                    }
                }
                // With the patients of too few contacts the cells add up to everyone: no single
                // one may be hidden, or it can be had by subtraction.
                let few = lines
                    .iter()
                    .filter(|l| l["contacts"].as_u64().unwrap() < 4)
                    .count();
                let total: usize = cells.iter().map(|(_, count)| count).sum();
                assert_eq!(total + few, 150);
                let alone = cells.iter().filter(|(is_hidden, _)| *is_hidden).count();
                assert!(
                    alone != 1 || few < 5 || few_is_hidden(&cli, &options),
                    "{days} {index}"
                );
            }
        }
        assert!(some_hidden);
    })
    .await;
}

fn recount(lines: &[Value], index: &str, from: u64, to: u64) -> (Vec<f64>, usize) {
    let in_band = lines.iter().filter(|line| {
        let contacts = line["contacts"].as_u64().unwrap();
        (from..=to).contains(&contacts)
    });
    let (mut values, mut missing) = (Vec::new(), 0);
    for line in in_band {
        match line["indices"][index].as_f64() {
            Some(value) => values.push(value),
            None => missing += 1,
        }
    }
    values.sort_by(f64::total_cmp);
    (values, missing)
}

/// Whether the number of patients with too few contacts is held back in the sentence beside.
fn few_is_hidden(cli: &Cli, options: &[&str]) -> bool {
    let arguments = [&["report", "continuity"], options, &["csv"]].concat();
    let told = cli.run(&arguments).stderr;
    String::from_utf8(told)
        .unwrap()
        .contains("fewer than 5 of them")
}
