//! The texts of pages: the same in both languages, all there, none too many.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use redthread::web::Language;

use super::locales::source::{Said, literals};

mod source;

/// Areas whose words stand for codes of the domain, looked up by code; a test of theirs knows which.
const BY_CODE: [&str; 1] = ["vocabulary"];

/// Texts that are rightly the same in both languages: names, symbols, words that we share.
const SHARED: &[&str] = &[
    "month-4",
    "month-8",
    "month-9",
    "month-11",
    "role-administrator",
    "timeline-csv",
    "welcome-title",
    // Invented people keep their names.
    "style-card-name",
    "style-field-name-value",
];

/// One text: its pattern as written, with the patterns of its attributes.
struct Entry {
    pattern: String,
    arguments: BTreeSet<String>,
}

/// The texts of an area. Files are checked by Fluent's own parser, too; this one is only as clever as
/// a file without faults needs.
fn entries(content: &str) -> BTreeMap<String, Entry> {
    let mut patterns: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in content.lines() {
        let continues = line.starts_with([' ', '}']);
        match line.split_once('=') {
            Some((name, text)) if !continues && !line.starts_with('#') => {
                name.trim().clone_into(&mut key);
                let before = patterns.insert(key.clone(), text.trim().to_owned());
                assert!(before.is_none(), "{key} is there twice");
            }
            _ if continues => {
                let pattern = patterns.get_mut(&key).unwrap();
                pattern.push('\n');
                pattern.push_str(line.trim());
            }
            _ => assert!(
                line.is_empty() || line.starts_with('#'),
                "what is {line:?}?"
            ),
        }
    }
    patterns
        .into_iter()
        .map(|(key, pattern)| {
            let arguments = pattern
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| is_name(*c)).collect())
                .collect();
            (key, Entry { pattern, arguments })
        })
        .collect()
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn areas(language: Language) -> BTreeMap<&'static str, BTreeMap<String, Entry>> {
    let files = language.files();
    files
        .iter()
        .map(|(area, content)| (*area, entries(content)))
        .collect()
}

/// Every key with its area; both languages hold the same, which a test of its own says.
fn keys() -> BTreeMap<String, &'static str> {
    areas(Language::English)
        .into_iter()
        .flat_map(|(area, entries)| entries.into_keys().map(move |key| (key, area)))
        .collect()
}

fn sources() -> Vec<(PathBuf, String)> {
    fn gather(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.extension().and_then(|kind| kind.to_str());
            if path.is_dir() {
                gather(&path, into);
            } else if matches!(kind, Some("rs" | "html")) {
                into.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    gather(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found
}

fn said() -> Vec<Said> {
    let said: Vec<Said> = sources()
        .iter()
        .flat_map(|(path, content)| literals(path, content))
        .collect();
    assert!(
        said.iter().any(|said| said.text == "shell-skip"),
        "templates are read"
    );
    assert!(
        said.iter().any(|said| said.text == "month-1"),
        "code is read"
    );
    said
}

#[test]
fn both_languages_hold_the_same_texts_with_the_same_arguments() {
    let (english, bokmal) = (areas(Language::English), areas(Language::Bokmal));
    for (area, entries) in &english {
        let theirs = &bokmal[area];
        let missing: Vec<_> = entries
            .keys()
            .filter(|key| !theirs.contains_key(*key))
            .collect();
        let extra: Vec<_> = theirs
            .keys()
            .filter(|key| !entries.contains_key(*key))
            .collect();
        assert!(missing.is_empty(), "{area}: not in Bokmål: {missing:?}");
        assert!(extra.is_empty(), "{area}: only in Bokmål: {extra:?}");
        for (key, entry) in entries {
            assert_eq!(
                entry.arguments, theirs[key].arguments,
                "{area}: arguments of {key}"
            );
        }
    }
    let mut seen = BTreeSet::new();
    for key in english.values().flat_map(BTreeMap::keys) {
        assert!(seen.insert(key), "{key} is in two areas");
    }
}

#[test]
fn no_text_has_a_fault_or_is_empty() {
    for language in Language::ALL {
        for (area, content) in language.files() {
            let parsed = fluent_bundle::FluentResource::try_new((*content).to_owned());
            let faults = parsed.map_or_else(|(_, faults)| faults, |_| Vec::new());
            assert!(faults.is_empty(), "{} {area}: {faults:?}", language.code());
            for (key, entry) in entries(content) {
                assert!(
                    !entry.pattern.is_empty(),
                    "{} {area}: {key}",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn every_file_of_texts_is_used() {
    for language in Language::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/web/locales")
            .join(language.code());
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let used = language
            .files()
            .iter()
            .map(|(area, _)| (*area).to_owned())
            .collect();
        assert_eq!(there, used, "{}", language.code());
    }
}

#[test]
fn every_text_that_is_said_exists() {
    let keys = keys();
    let missing: Vec<String> = said()
        .iter()
        .filter(|said| match said.call {
            source::Call::Text => !keys.contains_key(&said.text),
            source::Call::Word => !keys.keys().any(|key| begins(key, &said.text)),
            source::Call::Other => false,
        })
        .map(|said| format!("{} in {}", said.text, said.file))
        .collect();
    assert!(missing.is_empty(), "no such text: {missing:#?}");
}

#[test]
fn every_text_is_said_somewhere() {
    let said = said();
    let texts = areas(Language::English);
    let patterns: Vec<&str> = texts
        .values()
        .flat_map(BTreeMap::values)
        .map(|entry| entry.pattern.as_str())
        .collect();
    let unused: Vec<&String> = texts
        .iter()
        .filter(|(area, _)| !BY_CODE.contains(area))
        .flat_map(|(_, entries)| entries.keys())
        .filter(|key| !said.iter().any(|said| said.is_for(key)))
        .filter(|key| {
            let reference = format!("{{ {key} }}");
            !patterns.iter().any(|pattern| pattern.contains(&reference))
        })
        .collect();
    assert!(unused.is_empty(), "nobody says: {unused:#?}");
}

#[test]
fn the_languages_differ() {
    let (english, bokmal) = (areas(Language::English), areas(Language::Bokmal));
    let same: Vec<&String> = english
        .iter()
        .flat_map(|(area, entries)| {
            let theirs = &bokmal[area];
            entries
                .iter()
                .filter(|(key, entry)| entry.pattern == theirs[*key].pattern)
                // Nothing but arguments and signs.
                .filter(|(_, entry)| has_words(&entry.pattern))
                .map(|(key, _)| key)
        })
        .filter(|key| !SHARED.contains(&key.as_str()))
        .collect();
    assert!(same.is_empty(), "the same in both languages: {same:#?}");
}

/// Whether a word of more than two letters is left when arguments are taken away.
fn has_words(pattern: &str) -> bool {
    let mut depth = 0_usize;
    let bare: String = pattern
        .chars()
        .filter(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        })
        .collect();
    bare.split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 2)
}

fn begins(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix)
        .is_some_and(|rest| rest.starts_with('-'))
}
