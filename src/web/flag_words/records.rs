//! What flags about plans, measures, requests, scores, breaks and the patient's words rest on.

use super::rest::Rest;
use crate::domain::flags::Value;
use crate::web::names::{enumeration, unit};

impl Rest<'_> {
    pub(super) fn no_crisis_plan(&self) -> Vec<String> {
        if self.day("reviewed").is_none() {
            return vec![self.text().say("flag-no_crisis_plan-none")];
        }
        let mut said = vec![self.one("no_crisis_plan", [self.date("date", "reviewed")])];
        if self.day("ended").is_some() {
            let ended = [self.date("ended", "ended")];
            said.push(self.text().with("flag-no_crisis_plan-ended", ended));
        }
        said
    }

    pub(super) fn pca_not_considered(&self) -> String {
        match self.day("last_decided") {
            Some(_) => self.one("pca_not_considered", [self.date("date", "last_decided")]),
            None => self.text().say("flag-pca_not_considered-none"),
        }
    }

    pub(super) fn no_coordinator(&self) -> Vec<String> {
        let text = self.text();
        let mut said = Vec::new();
        if let Some(Value::List(because)) = self.evidence.get("because")
            && because.contains(&Value::from("extensive_hospitalisation"))
        {
            said.push(text.say("flag-no_coordinator-hospital"));
        }
        if let Some(Value::List(teams)) = self.evidence.get("teams")
            && !teams.is_empty()
        {
            let names: Vec<String> = teams
                .iter()
                .filter_map(|team| match team {
                    Value::Unit(id) => Some(unit(self.teller.directory, *id, text)),
                    _ => None,
                })
                .collect();
            let teams = [
                ("n", teams.len().into()),
                self.date("date", "since"),
                ("teams", enumeration(text, &names).into()),
            ];
            said.push(text.with("flag-no_coordinator-teams", teams));
        }
        said.push(text.say("flag-no_coordinator-evidence"));
        said
    }

    pub(super) fn rupture(&self) -> Vec<String> {
        let noticed = [
            self.date("date", "opened"),
            self.number("days", "days"),
            ("who", self.person("who").into()),
            ("kind", self.word("rupture", "kind").into()),
        ];
        let next = match self.time("next_contact") {
            Some(time) => {
                let time = [("time", time.into())];
                self.text().with("flag-rupture_unresolved-next", time)
            }
            None => self.text().say("flag-rupture_unresolved-unbooked"),
        };
        vec![self.one("rupture_unresolved", noticed), next]
    }

    pub(super) fn alliance_drop(&self) -> Vec<String> {
        let text = self.text();
        let curve: Vec<(Option<String>, String)> = self
            .groups("scores")
            .map(|score| {
                let on = score.day("on").map(|day| text.date(day));
                (on, score.points("score").unwrap_or_default())
            })
            .collect();
        let on = curve.last().and_then(|(on, _)| on.clone());
        let mut said = vec![self.one(
            "alliance_drop",
            [
                ("who", self.person("who").into()),
                ("last", self.points("last").unwrap_or_default().into()),
                ("date", on.unwrap_or_default().into()),
                ("instrument", self.words("instrument").into()),
            ],
        )];
        if let Some(before) = self.points("before") {
            let before = [("before", before.into())];
            said.push(text.with("flag-alliance_drop-before", before));
        }
        if let Some(cut) = self.points("cut") {
            said.push(text.with("flag-alliance_drop-cut", [("cut", cut.into())]));
        }
        let scores: Vec<String> = curve.into_iter().map(|(_, score)| score).collect();
        let scores = enumeration(text, &scores);
        said.push(text.with("flag-alliance_drop-scores", [("scores", scores.into())]));
        said
    }

    pub(super) fn debrief(&self) -> Vec<String> {
        let ended = [
            ("time", self.time("ended").unwrap_or_default().into()),
            ("kind", self.word("measure", "measure").into()),
            ("who", self.person("decided_by").into()),
        ];
        let offer = match self.day("declined") {
            Some(_) => {
                let declined = [self.date("date", "declined")];
                self.text()
                    .with("flag-coercion_without_debrief-declined", declined)
            }
            None => self.text().say("flag-coercion_without_debrief-none"),
        };
        vec![self.one("coercion_without_debrief", ended), offer]
    }

    pub(super) fn seclusion(&self) -> Vec<String> {
        let mut said = vec![self.one(
            "seclusion_many_staff",
            [
                self.number("n", "staff"),
                self.number("visits", "visits"),
                self.date("from", "from"),
                self.percent("share", "top3_share"),
            ],
        )];
        if self.day("ended").is_some() {
            let ended = [self.date("date", "ended")];
            said.push(self.text().with("flag-seclusion_many_staff-ended", ended));
        }
        said
    }

    pub(super) fn request(&self) -> Vec<String> {
        let mut said = vec![self.one(
            "request_unanswered",
            [
                self.date("date", "asked"),
                self.number("days", "days"),
                ("request", self.words("request").into()),
            ],
        )];
        if let Some(Value::Person(_)) = self.evidence.get("received_by") {
            let who = [("who", self.person("received_by").into())];
            said.push(self.text().with("flag-request_unanswered-received", who));
        }
        said
    }

    pub(super) fn narrative(&self) -> Vec<String> {
        let waiting = [self.number("n", "entries"), self.date("date", "since")];
        let mut said = vec![self.one("narrative_unread", waiting)];
        let count = |name| self.count(name).unwrap_or(0);
        let opened = count("entries") - count("unopened");
        if opened > 0 {
            let opened = [("n", opened.into())];
            said.push(self.text().with("flag-narrative_unread-opened", opened));
        }
        said
    }

    pub(super) fn known_face(&self) -> Vec<String> {
        let text = self.text();
        let is_on_ward = self.evidence.get("place") == Some(&Value::from("ward"));
        let place = if is_on_ward {
            text.say("flag-known_face_available-ward")
        } else {
            text.say("flag-known_face_available-in_reach")
        };
        let who = match self.evidence.get("who") {
            Some(Value::Person(_)) => text.with(
                "flag-known_face_available-who",
                [
                    ("who", self.person("who").into()),
                    ("kind", self.word("relationship", "kind").into()),
                ],
            ),
            _ => text.say("flag-known_face_available-unnamed"),
        };
        let since = [self.date("date", "admitted")];
        vec![place, who, self.one("known_face_available", since)]
    }
}
