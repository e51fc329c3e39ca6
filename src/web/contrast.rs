//! That the colours of `assets/tokens.css` can be told apart (WCAG 2.2, 1.4.3 and 1.4.11), measured
//! for every pair that is used, in every theme and on paper.

use std::collections::HashMap;

const TOKENS: &str = include_str!("assets/tokens.css");

/// Roles of text, and the grounds they stand on.
const TEXTS: &[(&str, &[&str])] = &[
    ("ink", &["paper", "wash", "band", "tint", "bar"]),
    ("ink-2", &["paper", "wash", "band", "tint"]),
    ("thread", &["paper", "wash", "band", "tint"]),
    ("on-solid", &["solid", "ink-2"]),
];

/// Roles of graphics and of the edges of controls, and what they stand out from.
const GRAPHICS: &[(&str, &[&str])] = &[
    ("edge", &["paper", "wash"]),
    ("bar-edge", &["paper", "band", "tint"]),
    ("bed", &["paper", "band", "tint"]),
    ("hatch", &["bed"]),
    ("focus", &["paper", "wash"]),
];

type Roles = HashMap<&'static str, &'static str>;

/// The colours of a block, by role.
fn block(selector: &str) -> Roles {
    let (_, rest) = TOKENS.split_once(selector).expect("the block is there");
    let (body, _) = rest.split_once('}').expect("the block ends");
    body.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(role, value)| (role, value.trim_end_matches(';')))
        .collect()
}

fn blocks() -> [(&'static str, Roles); 3] {
    [
        ("light", block(":root {\n  color-scheme")),
        ("dark", block("[data-theme=\"dark\"] {")),
        ("print", block("@media print {\n  :root {")),
    ]
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((contrast("000000", "ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("777777", "ffffff") - 4.48).abs() < 0.005);
}

#[test]
fn every_pair_in_use_can_be_told_apart() {
    for (theme, roles) in blocks() {
        for (pairs, least) in [(TEXTS, 4.5), (GRAPHICS, 3.0)] {
            for (front, grounds) in pairs {
                for ground in *grounds {
                    let ratio = contrast(roles[front], roles[ground]);
                    assert!(ratio >= least, "{theme}: {front} on {ground} is {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn every_theme_has_every_role_and_the_dark_one_is_the_same_both_ways() {
    let [(_, light), (_, dark), (_, print)] = blocks();
    assert!(light.len() > 12);
    for theme in [&dark, &print] {
        let mut missing = light.keys().filter(|role| !theme.contains_key(*role));
        assert_eq!(missing.next(), None);
    }
    assert_eq!(dark, block("[data-theme=\"auto\"] {"));
}
