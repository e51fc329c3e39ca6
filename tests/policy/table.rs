//! The table of thresholds against the policy itself, and what it refuses.

use redthread::domain::flags::Policy;
use redthread::domain::flags::policy::{
    Amount, COMMON, Change, Kind, ORDERS, PLANNING, THRESHOLDS, Threshold,
};
use redthread::domain::flags::rules::RULES;
use redthread::domain::vocabulary::Setting;
use serde_json::{Map, Value, json};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// The keys of an object, those of an object within it as `outer.inner`.
fn keys(policy: &Policy) -> Vec<String> {
    let mut keys = Vec::new();
    for (outer, value) in object(serde_json::to_value(policy).unwrap()) {
        match value {
            Value::Object(held) => keys.extend(held.keys().map(|inner| format!("{outer}.{inner}"))),
            _ => keys.push(outer),
        }
    }
    keys.sort_unstable();
    keys
}

#[test]
fn every_field_of_the_policy_is_one_threshold_of_the_table() {
    let mut listed: Vec<_> = THRESHOLDS.iter().map(|t| t.key.to_owned()).collect();
    listed.sort_unstable();
    assert_eq!(listed, keys(&Policy::default()));
}

#[test]
fn every_group_is_a_rule_common_or_for_planning() {
    let rules = RULES.iter().map(|rule| rule.code);
    let groups: Vec<_> = rules.chain([COMMON, PLANNING]).collect();
    for threshold in THRESHOLDS {
        // Rules without a threshold of their own have no group.
        assert!(groups.contains(&threshold.group), "{}", threshold.key);
    }
}

#[test]
fn the_table_writes_and_reads_the_field_that_serde_calls_by_the_same_key() {
    let defaults = Policy::default();
    for threshold in THRESHOLDS {
        let other = match (threshold.kind, threshold.of(&defaults)) {
            (Kind::Number { least, .. }, amount) => {
                if amount == Amount::Number(least) {
                    Amount::Number(least + 1)
                } else {
                    Amount::Number(least)
                }
            }
            (Kind::Share { .. }, _) => Amount::Share(0.33),
            (Kind::YesNo, Amount::YesNo(yes)) => Amount::YesNo(!yes),
            (Kind::Settings, _) => Amount::Settings(vec![Setting::AcuteWard]),
            (kind, amount) => panic!("{}: {amount:?} is no {kind:?}", threshold.key),
        };
        let mut change = Change::default();
        change.put(threshold, other.clone());
        let changed = change.applied_to(&defaults);
        assert_eq!(threshold.of(&changed), other);
        assert_eq!(Change::between(&defaults, &changed), change);
        // By way of its object, and of its object alone.
        let read = Change::from_json(&change.to_json()).unwrap();
        assert_eq!(read.applied_to(&defaults), changed);
        let mut whole = serde_json::to_value(&defaults).unwrap();
        merge(&mut whole, Value::Object(change.to_json()));
        assert_eq!(serde_json::from_value::<Policy>(whole).unwrap(), changed);
        // And as somebody types it.
        let typed = Change::from_texts([(threshold.key, other.to_text().as_str())]).unwrap();
        assert_eq!(typed, change);
    }
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(&mut into[&key], value);
            }
        }
        (into, from) => *into = from,
    }
}

#[test]
fn the_defaults_can_be_meant() {
    assert_eq!(Policy::default().check(), []);
}

/// What is told of a policy with these texts set.
fn told(texts: &[(&str, &str)]) -> Vec<String> {
    match Change::from_texts(texts.iter().copied()) {
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
        Ok(change) => {
            let policy = change.applied_to(&Policy::default());
            policy.check().iter().map(ToString::to_string).collect()
        }
    }
}

#[test]
fn both_ends_of_every_range_are_accepted_and_nothing_beyond() {
    for threshold in THRESHOLDS {
        let only = |amount: Amount| {
            let mut policy = Policy::default();
            let was_set = threshold.set(&mut policy, &amount);
            was_set && threshold.kind.accepts(&threshold.of(&policy))
        };
        match threshold.kind {
            Kind::Number { least, most, .. } => {
                for (number, expected) in [
                    (least - 1, false),
                    (least, true),
                    (most, true),
                    (most + 1, false),
                    (i64::MIN, false),
                    (i64::MAX, false),
                ] {
                    let accepted = only(Amount::Number(number));
                    assert_eq!(accepted, expected, "{} = {number}", threshold.key);
                }
            }
            Kind::Share { least, most, .. } => {
                for (share, expected) in [
                    (least - 0.001, false),
                    (least, true),
                    (most, true),
                    (most + 0.001, false),
                    (f64::NAN, false),
                    (f64::INFINITY, false),
                ] {
                    let accepted = only(Amount::Share(share));
                    assert_eq!(accepted, expected, "{} = {share}", threshold.key);
                }
            }
            Kind::YesNo | Kind::Settings => {}
        }
        let is_never = matches!(threshold.kind, Kind::Number { or_never: true, .. });
        assert_eq!(only(Amount::Never), is_never, "{}", threshold.key);
    }
}

#[test]
fn what_cannot_be_meant_is_told_in_words() {
    let settings =
        "counted_settings must be at least one inpatient setting, each once: acute_ward, ";
    for (texts, expected) in [
        (&[("fu_days_1", "2")][..], ""),
        (
            &[("more_than_admissions", "0")],
            "more_than_admissions must be a whole number from 1 to 100",
        ),
        (
            &[("gap_hours", "-1")],
            "gap_hours must be a whole number from 0 to 168 (hours)",
        ),
        (
            &[("gap_hours", "many")],
            "gap_hours must be a whole number from 0 to 168 (hours)",
        ),
        (
            &[("gap_hours", "1.5")],
            "gap_hours must be a whole number from 0 to 168 (hours)",
        ),
        (
            &[("gap_hours", "")],
            "gap_hours must be a whole number from 0 to 168 (hours)",
        ),
        (&[("ext_recency_years", "never")], ""),
        (&[("ext_recency_years", "")], ""),
        (
            &[("ext_recency_years", "0")],
            "ext_recency_years must be a whole number from 1 to 50 (years), or `never`",
        ),
        (&[("single_share", "0,75")], ""),
        (
            &[("single_share", "1.01")],
            "single_share must be a share from 0.01 to 1",
        ),
        (
            &[("single_share", "NaN")],
            "single_share must be a share from 0.01 to 1",
        ),
        (
            &[("count_messages", "perhaps")],
            "count_messages must be `true` or `false`",
        ),
        (&[("no_such", "1")], "there is no such threshold"),
        (&[("counted_settings", "")], settings),
        (&[("counted_settings", "home")], settings),
        (&[("counted_settings", "acute_ward,acute_ward")], settings),
        (&[("counted_settings", "acute_ward, dps_inpatient")], ""),
        // Attention above urgent, and what is ahead of both.
        (&[("loss_attention_days", "14")], ""),
        (
            &[("loss_attention_days", "13")],
            "loss_urgent_days must be at most loss_attention_days",
        ),
        (
            &[("loss_attention_days", "91")],
            "loss_attention_days must be at most loss_horizon_days",
        ),
        (
            &[("turnover_info_distinct", "5")],
            "turnover_info_distinct must be at most turnover_distinct",
        ),
        (
            &[("fu_days_1", "7")],
            "fu_days_1 must be less than fu_days_2",
        ),
        (
            &[("fu_days_2", "30")],
            "fu_days_2 must be less than fu_close_days",
        ),
        (
            &[("named_gap_days", "2")],
            "named_gap_inpatient_days must be at most named_gap_days",
        ),
        (
            &[("rupture_days", "6")],
            "rupture_inpatient_days must be at most rupture_days",
        ),
        (
            &[("abrupt_lookback_days", "13")],
            "abrupt_mutes_days must be at most abrupt_lookback_days",
        ),
    ] {
        let told = told(texts);
        assert!(
            told.len() <= 1 && told.join("").starts_with(expected),
            "{texts:?}: {told:?}"
        );
        assert_eq!(told.is_empty(), expected.is_empty(), "{texts:?}: {told:?}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    assert_eq!(
        told(&[("gap_hours", "999"), ("fu_days_1", "20")]),
        [
            "gap_hours must be a whole number from 0 to 168 (hours)",
            "fu_days_1 must be less than fu_days_2"
        ]
    );
    assert_eq!(
        told(&[("gap_hours", "x"), ("count_messages", "y")]).len(),
        2
    );
}

#[test]
fn orders_name_thresholds_that_exist() {
    for order in ORDERS {
        assert!(Threshold::find(order.smaller).is_some(), "{order:?}");
        assert!(Threshold::find(order.larger).is_some(), "{order:?}");
    }
}

#[test]
fn an_object_of_some_thresholds_is_read_and_anything_else_refused() {
    let read = |value: Value| Change::from_json(&object(value));
    let change =
        read(json!({"fu_days_2": 9, "ack_hours": {"shift": 4}, "ext_recency_years": null}));
    let change = change.unwrap();
    let keys: Vec<_> = change.iter().map(|(t, a)| (t.key, a.to_text())).collect();
    assert_eq!(
        keys,
        [
            ("ext_recency_years", "never".to_owned()),
            ("fu_days_2", "9".to_owned()),
            ("ack_hours.shift", "4".to_owned()),
        ]
    );
    for wrong in [
        json!({"fu_days_2": "9"}),
        json!({"fu_days_2": 9.5}),
        json!({"fu_days_2": null}),
        json!({"fu_days_2": {"days": 9}}),
        json!({"ack_hours": 3}),
        json!({"ack_hours": {"night": 3}}),
        json!({"counted_settings": "acute_ward"}),
        json!({"counted_settings": ["moon"]}),
        json!({"count_messages": 1}),
        json!({"single_share": "0.5"}),
        json!({"": 1}),
    ] {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn the_documents_list_every_threshold_with_its_default_and_range() {
    let document = include_str!("../../docs/policy.md");
    let defaults = Policy::default();
    let row_of = |threshold: &Threshold| {
        let begins = format!("| `{}` | ", threshold.key);
        let row = document.lines().find(|line| line.starts_with(&begins));
        row.unwrap_or_else(|| panic!("{} is not there", threshold.key))
    };
    for threshold in THRESHOLDS {
        let default = match threshold.of(&defaults) {
            Amount::Settings(_) => "all of them".to_owned(),
            amount => amount.to_text(),
        };
        let accepted = match threshold.kind {
            Kind::Number {
                of,
                least,
                most,
                or_never,
            } => {
                let unit = match of.code() {
                    "count" => String::new(),
                    unit => format!(" {unit}"),
                };
                let never = if or_never { ", `never`" } else { "" };
                format!("{least}–{most}{unit}{never}")
            }
            Kind::Share { least, most, .. } => format!("{least}–{most}"),
            Kind::YesNo => "`true`, `false`".to_owned(),
            Kind::Settings => "inpatient settings".to_owned(),
        };
        let expected = format!("| `{}` | {default} | {accepted} | ", threshold.key);
        let row = row_of(threshold);
        assert!(row.starts_with(&expected), "{row}\nexpected: {expected}");
    }
    let listed = document
        .lines()
        .filter(|line| line.starts_with("| `"))
        .count();
    assert_eq!(listed, THRESHOLDS.len());
    for order in ORDERS {
        let sign = if order.or_equal { "≤" } else { "<" };
        let (smaller, larger) = (order.smaller, order.larger);
        let said = format!("`{smaller}` {sign} `{larger}`");
        assert!(document.contains(&said), "{said}");
    }
}
