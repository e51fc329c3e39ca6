//! axe-core: the rules of accessibility that a program can check.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;

use super::tab::Tab;
use super::{Scripts, not_run};

/// WCAG 2.2 up to AA, and what axe-core calls best practice.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then(result => done({
            passes: result.passes.length,
            violations: result.violations.flatMap(v => v.nodes.map(n => [
                v.id, v.help, n.target.join(' '), n.html.slice(0, 200), n.failureSummary
            ].join('\\n      '))),
        }))
        .catch(error => done({ fault: String(error) }));";

/// The page that is shown breaks none of the rules. Where pages may not run scripts, axe-core cannot
/// either; they are the same pages.
pub(super) async fn check(tab: &Tab, what: &str) {
    if tab.scripts == Scripts::Off {
        return;
    }
    let Some(found) = violations(tab).await else {
        return;
    };
    let path = tab.path().await;
    assert!(found.is_empty(), "{path} ({what}): {}", found.join("\n  "));
}

/// Every place of the page that breaks a rule; nothing where axe-core is not installed.
pub(super) async fn violations(tab: &Tab) -> Option<Vec<String>> {
    let source = source()?;
    let loaded = tab.script("return 'axe' in window;", vec![]).await;
    if loaded == false {
        tab.driver.execute(source, vec![]).await.unwrap();
    }
    let result = tab.driver.execute_async(RUN, vec![]).await.unwrap();
    let result = result.json();
    assert_eq!(result["fault"], Value::Null, "axe-core ran to its end");
    assert!(
        result["passes"].as_u64().unwrap() > 0,
        "axe-core saw a page"
    );
    let places = result["violations"].as_array().unwrap();
    Some(
        places
            .iter()
            .map(|place| place.as_str().unwrap().to_owned())
            .collect(),
    )
}

fn source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    let source = SOURCE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
        std::fs::read_to_string(folder.join("axe-core/axe.min.js")).ok()
    });
    if source.is_none() {
        not_run("axe-core: `npm ci` in tests/browser installs it");
    }
    source.as_deref()
}
