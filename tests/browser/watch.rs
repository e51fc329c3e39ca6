//! What the browser itself reports: what it asked for, what it was answered, what it complained of.

use std::collections::HashSet;

use serde_json::Value;
use thirtyfour::BrowserLogEntry;

/// Everything since the tab was opened.
#[derive(Debug, Default)]
pub(super) struct Watch {
    complaints: Vec<String>,
    foreign: Vec<String>,
    documents: HashSet<String>,
    document: Option<u16>,
}

impl Watch {
    /// Takes in entries of the browser's console; those of the network come first. A page that answers
    /// with an error status is one that the test asked for; everything else that a page needs must be
    /// there.
    pub(super) fn console(&mut self, entries: Vec<BrowserLogEntry>) {
        let is_a_page = |message: &str| {
            message
                .split_once(" - Failed to load resource: the server responded")
                .is_some_and(|(address, _)| self.documents.contains(address))
        };
        let complaints = entries
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .map(|entry| entry.message)
            .filter(|message| !is_a_page(message));
        self.complaints.extend(complaints);
    }

    /// Takes in events of the network; `base` is the only place that may be asked.
    pub(super) fn network(&mut self, entries: Vec<BrowserLogEntry>, base: &str) {
        for entry in entries {
            let event: Value = serde_json::from_str(&entry.message).unwrap();
            let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
            match method.as_str() {
                Some("Network.requestWillBeSent") => {
                    let url = params["request"]["url"].as_str().unwrap();
                    if !url.starts_with(base) && !url.starts_with("data:") {
                        self.foreign.push(url.to_owned());
                    }
                }
                Some("Network.responseReceived") if params["type"] == "Document" => {
                    let response = &params["response"];
                    let url = response["url"].as_str().unwrap();
                    self.documents.insert(url.to_owned());
                    let status = response["status"].as_u64().unwrap();
                    self.document = Some(u16::try_from(status).unwrap());
                }
                _ => {}
            }
        }
    }

    /// The status of the page that came last.
    pub(super) fn status(&self) -> Option<u16> {
        self.document
    }

    /// What the console said: errors, violations of the Content-Security-Policy, missing files.
    pub(super) fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// Addresses elsewhere that a page asked for, or tried to.
    pub(super) fn foreign(&self) -> &[String] {
        &self.foreign
    }
}
