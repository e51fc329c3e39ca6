//! The form of `evaluate --format json`, to the byte.

use chrono::DateTime;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::{Cli, PEOPLE, TOLD, UNITS};
use crate::support::both;

/// An object's keys in the order in which they are written.
struct Keys(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Walk;
        impl<'de> Visitor<'de> for Walk {
            type Value = Keys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    keys.push(entry);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Walk)
    }
}

/// The text of the first object or list under a key, up to its own end.
fn under<'a>(line: &'a str, key: &str) -> &'a str {
    let start = line.find(&format!("\"{key}\":")).unwrap() + key.len() + 3;
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (place, c) in line[start..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => depth += 1,
            '}' | ']' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return &line[start..=start + place];
                }
            }
            _ => {}
        }
    }
    panic!("no end");
}

fn keys(text: &str) -> Vec<String> {
    let Keys(entries) = serde_json::from_str(text).unwrap();
    entries.into_iter().map(|(key, _)| key).collect()
}

/// Every number with a point, wherever it stands outside strings.
fn decimals(line: &str) -> Vec<String> {
    let outside: String = line.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    outside
        .split(|c: char| !(c.is_ascii_digit() || ".-+eE".contains(c)))
        .filter(|token| token.contains('.'))
        .map(ToOwned::to_owned)
        .collect()
}

const INDICES: [&str; 9] = [
    "upc",
    "upc_named",
    "coc",
    "secon",
    "k_index",
    "mci",
    "mmci",
    "herfindahl",
    "entropy_bits",
];

#[tokio::test]
async fn every_line_has_the_documented_form() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        cli.ok(&[
            "generate",
            "--patients",
            "60",
            "--seed",
            "3",
            "--out",
            "cohort",
        ]);
        cli.ok(&["import", "csv", "cohort"]);
        let out = cli.ok(&["evaluate", "--as-of", TOLD, "--format", "json"]);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 60);
        let mut patients = Vec::new();
        let (mut stays, mut flags, mut fractions) = (0, 0, 0);
        for line in lines {
            let value: Value = serde_json::from_str(line).unwrap();
            patients.push(value["patient"].as_str().unwrap().to_owned());
            let expected = [
                "patient",
                "admissions",
                "contacts",
                "providers",
                "indices",
                "flags",
            ];
            assert_eq!(keys(line), expected);
            let indices = under(line, "indices");
            assert_eq!(keys(indices), INDICES);
            for entry in indices.trim_matches(['{', '}']).split(',') {
                let (_, number) = entry.split_once(':').unwrap();
                assert!(number == "null" || number.contains('.'), "{entry}");
            }
            for number in decimals(line) {
                assert!(number.split_once('.').unwrap().1.len() >= 6, "{number}");
                fractions += 1;
            }
            assert!(value["contacts"].is_u64() && value["providers"].is_u64());
            let admissions = value["admissions"].as_array().unwrap();
            for admission in admissions {
                let text = serde_json::to_string(admission).unwrap();
                assert!(line.contains("\"admissions\":[{\"from\":"), "{text}");
                let from = DateTime::parse_from_rfc3339(admission["from"].as_str().unwrap());
                let from = from.unwrap();
                if let Some(to) = admission["to"].as_str() {
                    assert!(DateTime::parse_from_rfc3339(to).unwrap() >= from);
                } else {
                    assert!(admission["to"].is_null());
                }
                assert!(admission["nights"].as_i64().unwrap() >= 0);
                assert!(admission["kind"].is_string() || admission["kind"].is_null());
                stays += 1;
            }
            if !admissions.is_empty() {
                let first = &under(line, "admissions")[1..];
                let first = &first[..=first.find('}').unwrap()];
                assert_eq!(keys(first), ["from", "to", "nights", "kind"]);
            }
            let raised = value["flags"].as_array().unwrap();
            let order: Vec<(&str, &str)> = raised
                .iter()
                .map(|f| (f["code"].as_str().unwrap(), f["subject"].as_str().unwrap()))
                .collect();
            assert!(order.is_sorted(), "{order:?}");
            let mut once = order.clone();
            once.dedup();
            assert_eq!(once, order, "one per rule and subject");
            for flag in raised {
                assert!(!flag["subject"].as_str().unwrap().is_empty());
                assert!(flag["evidence"].is_object());
                let severity = flag["severity"].as_str().unwrap();
                assert!(["info", "attention", "urgent"].contains(&severity));
                flags += 1;
            }
            if flags > 0 && !raised.is_empty() {
                assert!(under(line, "flags").starts_with("[{\"code\":\""));
            }
        }
        assert!(patients.is_sorted());
        assert!(stays > 50 && flags > 20 && fractions > 100);
        // Nothing but lines on standard output, also where flags are stored on the way.
        let stored = cli.ok(&["evaluate", "--format", "json"]);
        assert!(stored.lines().all(|line| line.starts_with("{\"patient\":")));
    })
    .await;
}

#[tokio::test]
async fn lines_are_ordered_by_bytes_whatever_the_database_collates() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        let ids = [
            "b", "B", "a", "\u{e5}", "10", "9", "a-1", "a 1", "a|1", "Z", "_", "~",
        ];
        cli.put("in", "units.csv", UNITS)
            .put("in", "professionals.csv", PEOPLE)
            .put("in", "patients.csv", &format!("id\n{}\n", ids.join("\n")));
        cli.ok(&["import", "csv", "in"]);
        let found: Vec<String> = cli
            .parsed(&["evaluate", "--as-of", TOLD, "--format", "json"])
            .iter()
            .map(|line| line["patient"].as_str().unwrap().to_owned())
            .collect();
        let mut expected: Vec<&str> = ids.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected);
    })
    .await;
}
