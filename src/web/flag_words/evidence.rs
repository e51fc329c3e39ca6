//! What flags about stays, teams, relationships and handovers rest on.

use fluent_bundle::FluentValue;

use super::rest::Rest;
use crate::domain::flags::Value;
use crate::domain::vocabulary::HandoverType;
use crate::web::names::{enumeration, unit};

impl Rest<'_> {
    pub(super) fn extensive(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(Value::List(admissions)) = self.evidence.get("admissions")
            && let Some(Value::Date(last)) = admissions.last()
        {
            let last = self.text().date(*last);
            said.push(self.text().with(
                "flag-extensive_hospitalisation-count",
                [("n", admissions.len().into()), ("last", last.into())],
            ));
        }
        if self.count("longest_nights").is_some() {
            said.push(self.text().with(
                "flag-extensive_hospitalisation-nights",
                [self.number("n", "longest_nights")],
            ));
        }
        said
    }

    pub(super) fn turnover(&self) -> String {
        let mut who = Vec::new();
        for span in self.groups("who") {
            let dates = [span.day("from"), span.day("to")]
                .map(|day| day.map_or_else(String::new, |day| self.text().short_date(day)));
            let [from, to] = dates;
            who.push(format!("{} ({from}–{to})", span.person("who")));
        }
        let who = enumeration(self.text(), &who);
        self.one(
            "high_clinician_turnover",
            [
                self.number("n", "distinct"),
                self.number("days", "window_days"),
                ("who", who.into()),
            ],
        )
    }

    pub(super) fn fragmented(&self) -> Vec<String> {
        let counts = [self.number("teams", "teams"), self.number("moves", "moves")];
        let mut said = vec![self.one("fragmented_care", counts)];
        let policy = self.teller.policy;
        let least = i64::try_from(policy.frag_min_contacts).unwrap_or(i64::MAX);
        if let Some(Value::Ratio(coc)) = self.evidence.get("coc")
            && *coc < policy.frag_coc_below
            && self.count("contacts").is_some_and(|n| n >= least)
        {
            said.push(self.text().with(
                "flag-fragmented_care-coc",
                [self.percent("share", "coc"), self.number("n", "contacts")],
            ));
        }
        said
    }

    pub(super) fn abrupt(&self, is_important: bool) -> Vec<String> {
        let text = self.text();
        let reason = match self.evidence.get("reason") {
            Some(Value::Code(code)) => text.word("end", code),
            _ => text.say("flag-reason-missing"),
        };
        let mut said = vec![self.one(
            "abrupt_ending",
            [
                ("who", self.person("who").into()),
                self.date("date", "ended"),
                ("reason", reason.into()),
            ],
        )];
        if let Some(Value::List(missing)) = self.evidence.get("missing") {
            let missing: Vec<String> = missing
                .iter()
                .filter_map(|element| match element {
                    Value::Code(code) => Some(text.word("flag-abrupt_ending", code)),
                    _ => None,
                })
                .collect();
            let missing = enumeration(text, &missing);
            said.push(text.with("flag-abrupt_ending-missing", [("missing", missing.into())]));
        }
        if is_important {
            said.push(text.say("flag-abrupt_ending-important"));
        }
        said
    }

    pub(super) fn lapsed(&self) -> String {
        let shared = [
            ("who", FluentValue::from(self.person("who"))),
            self.number("days", "days"),
            self.number("interval", "agreed_interval_days"),
        ];
        if self.day("last").is_none() {
            return self.text().with("flag-lapsed_maintenance-never", shared);
        }
        let last = self.date("date", "last");
        self.one("lapsed_maintenance", shared.into_iter().chain([last]))
    }

    pub(super) fn follow_up(&self, code: &str) -> Vec<String> {
        let since = [self.date("date", "discharged"), self.number("days", "days")];
        let mut said = vec![self.one(code, since)];
        if self.count("attempts").is_some_and(|attempts| attempts > 0) {
            let attempts = [self.number("n", "attempts")];
            said.push(self.text().with("flag-no_follow_up-attempts", attempts));
        }
        said
    }

    pub(super) fn no_named_contact(&self) -> Vec<String> {
        let since = [
            self.date("date", "since"),
            self.number("days", "days_without"),
        ];
        let last = match self.evidence.get("last") {
            Some(Value::Person(_)) => self.text().with(
                "flag-no_named_contact-last",
                [("who", self.person("last").into())],
            ),
            _ => self.text().say("flag-no_named_contact-never"),
        };
        vec![self.one("no_named_contact", since), last]
    }

    pub(super) fn handover(&self) -> Vec<String> {
        let text = self.text();
        let code = match self.evidence.get("kind") {
            Some(Value::Code(code)) => code.as_ref(),
            _ => "",
        };
        let sent = self.time("sent").unwrap_or_default();
        let to = match (self.evidence.get("to"), self.evidence.get("to_unit")) {
            (Some(Value::Person(_)), _) => self.person("to"),
            (_, Some(Value::Unit(id))) => unit(self.teller.directory, *id, text),
            _ => text.say("flag-nobody"),
        };
        let mut said = vec![self.one(
            "handover_unacknowledged",
            [
                ("from", self.person("from").into()),
                ("to", to.into()),
                ("time", sent.into()),
                ("kind", text.word("handover-type", code).into()),
            ],
        )];
        if let Ok(kind) = code.parse::<HandoverType>() {
            let hours = self.teller.policy.ack_hours.of(kind);
            let (key, n) = if hours > 48 && hours % 24 == 0 {
                ("flag-handover_unacknowledged-days", hours / 24)
            } else {
                ("flag-handover_unacknowledged-hours", hours)
            };
            said.push(text.with(key, [("n", n.into())]));
        }
        said
    }
}
