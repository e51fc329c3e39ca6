//! A year in one row of a list, drawn: settings as bars, admissions hatched, the named contact as a
//! line beneath, red where the patient marked the relationship as important.

use std::fmt::Write as _;

use super::names;
use super::text::Text;
use crate::domain::overview::{Bar, Strip};
use crate::domain::trajectory::Directory;

/// Width of the year, in the picture's units.
const WIDTH: f64 = 240.0;

/// A strip as drawn: the picture, and the same in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnStrip {
    /// The shapes within the `svg`.
    pub shapes: String,
    /// What it shows, in words.
    pub words: String,
}

/// Draws a strip.
pub fn draw(strip: &Strip, directory: &Directory, text: Text) -> DrawnStrip {
    let mut shapes = String::new();
    for bar in &strip.teams {
        rect(&mut shapes, bar, "team", 7, 6);
    }
    for bar in &strip.admissions {
        rect(&mut shapes, bar, "bed", 2, 11);
        rect(&mut shapes, bar, "hatch", 2, 11);
    }
    for bar in &strip.people {
        let class = if bar.what.1 { "thread" } else { "person" };
        let height = if bar.what.1 { 3 } else { 2 };
        rect(&mut shapes, bar, class, 19, height);
        if !bar.lasts {
            let at = bar.end * WIDTH;
            let _ = write!(shapes, r#"<path class="{class}-end" d="M{at:.1} 17v7"/>"#);
        }
    }
    DrawnStrip {
        shapes,
        words: words(strip, directory, text),
    }
}

fn rect<T>(shapes: &mut String, bar: &Bar<T>, class: &str, y: u8, height: u8) {
    let (x, width) = (bar.start * WIDTH, (bar.end - bar.start) * WIDTH);
    let width = width.max(1.0);
    let _ = write!(
        shapes,
        r#"<rect class="{class}" x="{x:.1}" y="{y}" width="{width:.1}" height="{height}"/>"#
    );
}

fn words(strip: &Strip, directory: &Directory, text: Text) -> String {
    let mut said = Vec::new();
    let nights: i64 = strip.admissions.iter().map(|bar| bar.what).sum();
    let admissions = strip.admissions.len();
    said.push(text.with(
        "caseload-strip-admissions",
        [("n", admissions.into()), ("nights", nights.into())],
    ));
    let mut teams: Vec<String> = Vec::new();
    for bar in &strip.teams {
        let name = names::unit(directory, bar.what, text);
        if !teams.contains(&name) {
            teams.push(name);
        }
    }
    if !teams.is_empty() {
        let teams = names::enumeration(text, &teams);
        said.push(text.with("caseload-strip-teams", [("teams", teams.into())]));
    }
    let people: Vec<String> = strip
        .people
        .iter()
        .map(|bar| {
            let name = names::holder(directory, &bar.what.0, text);
            let key = match (bar.lasts, bar.what.1) {
                (true, true) => "caseload-strip-person-important",
                (true, false) => "caseload-strip-person",
                (false, true) => "caseload-strip-person-ended-important",
                (false, false) => "caseload-strip-person-ended",
            };
            text.with(key, [("who", name.into())])
        })
        .collect();
    said.push(if people.is_empty() {
        text.say("caseload-strip-nobody")
    } else {
        let people = names::enumeration(text, &people);
        text.with("caseload-strip-people", [("people", people.into())])
    });
    said.join(" ")
}
