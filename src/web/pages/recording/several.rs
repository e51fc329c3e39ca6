//! Lines of which there may be several, and boxes of which several may be ticked.

use super::lines::{Group, Line, Maker};
use crate::domain::recording::person_of;

/// The button that asks for another line: it records nothing.
pub(super) const MORE: &str = "more";

impl Maker<'_> {
    /// Several professionals: those who are chosen, a line each, one that is empty, and a button for
    /// another. One that is emptied again is taken away.
    pub(super) fn people(
        &mut self,
        (name, key): (&'static str, &str),
        recorded: Option<&[String]>,
    ) {
        let directory = self.directory();
        let id = |name: &String| person_of(directory, name).map(|id| id.0.to_string());
        let recorded: Option<Vec<String>> =
            recorded.map(|names| names.iter().filter_map(id).collect());
        let filled = match self.typed {
            Some(typed) => typed.all(name).count(),
            None => recorded.as_ref().map_or(0, Vec::len) + 1,
        };
        let is_asked = self.typed.is_some_and(|typed| typed.get(MORE).is_some());
        let lines = filled.max(1) + usize::from(is_asked);
        let groups = self.everybody();
        for nth in 0..lines {
            let mut line = Line {
                nth,
                groups: groups.clone(),
                ..self.line(name, key, "choice")
            };
            if nth > 0 {
                let pair = [("what", line.label.into()), ("n", (nth + 1).into())];
                line.label = self.text.with("record-another", pair);
            }
            let before = recorded.as_ref().map(|all| all.get(nth).cloned());
            self.add(line, before.map(Option::unwrap_or_default), String::new());
        }
        let more = self.line(MORE, "record-more-people", "more");
        self.lines.push(more);
    }

    /// Boxes of one name, to be ticked: value and words.
    pub(super) fn ticks(
        &mut self,
        (name, key): (&'static str, &str),
        boxes: Vec<(String, String)>,
    ) {
        let typed: Vec<&str> = self
            .typed
            .map_or_else(Vec::new, |typed| typed.all(name).collect());
        let choices = boxes.into_iter().map(|(value, words)| {
            let is_ticked = typed.contains(&value.as_str());
            (value, words, is_ticked)
        });
        let fault = self.faults.iter().find(|fault| fault.field == name);
        let line = Line {
            groups: vec![Group {
                heading: None,
                choices: choices.collect(),
            }],
            fault: fault.map(|fault| self.text.word("record-wrong", fault.wrong.code())),
            ..self.line(name, key, "ticks")
        };
        self.lines.push(line);
    }
}
