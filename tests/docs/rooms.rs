//! The table of rooms in `docs/architecture.md` against what the sources name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{files, page, quoted, root};

/// What each room may name, as the page says. Its own name is always among it.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let page = page("architecture.md");
    page.lines()
        .filter(|line| line.starts_with("| `src/"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let room = cells[0].trim_matches('`').trim_start_matches("src/");
            let room = room.trim_end_matches(".rs").to_owned();
            let mut names: BTreeSet<String> =
                quoted(cells[2]).into_iter().map(str::to_owned).collect();
            names.insert(room.clone());
            (room, names)
        })
        .collect()
}

/// The code of a file, without comments and without what is for tests only.
fn code(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Modules of the root that code names: `crate::a::b` and `crate::{a, b::c}`.
fn named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let group = match rest.strip_prefix('{') {
            Some(inside) => inside.split('}').next().unwrap(),
            None => rest,
        };
        let heads: Vec<&str> = if rest.starts_with('{') {
            group.split(',').collect()
        } else {
            vec![group]
        };
        for head in heads {
            let name: String = head
                .trim()
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            found.insert(name);
        }
    }
    found
}

/// Every file of a room with its code: a folder, or one file.
fn sources(room: &str) -> Vec<(String, String)> {
    let folder = root().join("src").join(room);
    let paths = if folder.is_dir() {
        files(&folder, "rs")
    } else {
        vec![folder.with_extension("rs")]
    };
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.display().to_string(), code(&text))
        })
        .collect()
}

#[test]
fn every_room_imports_only_what_the_page_says() {
    let allowed = allowed();
    let declared: BTreeSet<String> = code(&fs::read_to_string(root().join("src/lib.rs")).unwrap())
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert_eq!(
        allowed.keys().cloned().collect::<BTreeSet<_>>(),
        declared,
        "every room has its line"
    );
    for (room, may) in &allowed {
        let mut used = BTreeSet::from([room.clone()]);
        for (path, code) in sources(room) {
            let names: BTreeSet<String> = named(&code).intersection(&declared).cloned().collect();
            let others: Vec<&String> = names.difference(may).collect();
            assert!(others.is_empty(), "{path} names {others:?}");
            used.extend(names);
        }
        let unused: Vec<&String> = may
            .intersection(&declared)
            .filter(|name| !used.contains(*name))
            .collect();
        assert!(unused.is_empty(), "{room} does not name {unused:?}");
    }
}

#[test]
fn the_database_is_reached_from_the_store_and_requests_from_the_front_ends_only() {
    let has = |code: &str, name: &str| code.contains(&format!("{name}::"));
    for room in allowed().keys() {
        for (path, code) in sources(room) {
            for name in ["sea_orm", "entity", "migration"] {
                assert!(room == "store" || !has(&code, name), "{path} names {name}");
            }
            let is_below = ["domain", "interop", "store", "app"].contains(&room.as_str());
            assert!(!(is_below && has(&code, "axum")), "{path} names axum");
        }
    }
}
