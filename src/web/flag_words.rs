//! A flag as people read it: a sentence about the service, what it rests on, and what can be done.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::names::{enumeration, professional, unit};
use super::text::Text;
use crate::domain::flags::{Evidence, Flag, Policy, Value};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::{HandoverType, Severity};

/// A flag in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagWords {
    /// Its key in addresses.
    pub key: String,
    /// What the service has not done.
    pub title: String,
    /// What that rests on, in one or two plain sentences.
    pub evidence: String,
    /// What can be done.
    pub advice: String,
    /// How soon, in a phrase.
    pub soon: String,
    /// The code of how soon, for the shape of the mark beside it.
    pub severity: &'static str,
    /// Whether it is about a relationship that the patient marked as important.
    pub is_important: bool,
}

/// What flags are put into words with.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The language.
    pub text: Text,
    /// Names of units and professionals.
    pub directory: &'a Directory,
    /// The thresholds in force.
    pub policy: &'a Policy,
    /// The day on which it is read.
    pub today: NaiveDate,
}

type Argument<'v> = (&'static str, FluentValue<'v>);

impl Teller<'_> {
    /// A flag in words. `is_important`: it is about a relationship that the patient marked.
    pub fn tell(&self, flag: &Flag, is_important: bool) -> FlagWords {
        FlagWords {
            key: flag.key(),
            title: self.title(flag),
            evidence: self.evidence(flag, is_important).join(" "),
            advice: self.text.say(&format!("flag-{}-do", flag.code)),
            soon: self.text.with(
                "patient-flag-soon",
                [(
                    "soon",
                    self.text.word("severity", flag.severity.code()).into(),
                )],
            ),
            severity: flag.severity.code(),
            is_important,
        }
    }

    /// What the service has not done.
    pub fn title(&self, flag: &Flag) -> String {
        self.text.say(&format!("flag-{}-title", flag.code))
    }

    fn evidence(&self, flag: &Flag, is_important: bool) -> Vec<String> {
        let evidence = &flag.evidence;
        let rest = Rest {
            teller: self,
            evidence,
        };
        match flag.code {
            "extensive_hospitalisation" => rest.extensive(),
            "tipping_point" => vec![rest.one(flag.code, [rest.date("date", "third_admission")])],
            "high_clinician_turnover" => vec![rest.turnover()],
            "fragmented_care" => rest.fragmented(),
            "abrupt_ending" => rest.abrupt(is_important || flag.severity == Severity::Urgent),
            "lapsed_maintenance" => vec![rest.lapsed()],
            "no_follow_up_72h" | "no_follow_up_7d" => rest.follow_up(flag.code),
            "readmission_30d" => vec![rest.one(
                flag.code,
                [
                    rest.number("days", "gap_days"),
                    rest.date("discharged", "discharged"),
                    rest.date("admitted", "admitted"),
                ],
            )],
            "no_named_contact" => rest.no_named_contact(),
            "handover_unacknowledged" => rest.handover(),
            "upcoming_loss" => vec![rest.one(
                flag.code,
                [
                    ("who", rest.person("who").into()),
                    rest.date("date", "planned_end"),
                    rest.number("days", "days_left"),
                    rest.number("others", "other_active"),
                ],
            )],
            "single_thread" => vec![rest.one(
                flag.code,
                [
                    ("who", rest.person("who").into()),
                    rest.percent("share", "share"),
                    rest.number("n", "contacts"),
                ],
            )],
            _ => Vec::new(),
        }
    }
}

/// The evidence of one flag, piece by piece.
struct Rest<'a> {
    teller: &'a Teller<'a>,
    evidence: &'a Evidence,
}

impl Rest<'_> {
    fn text(&self) -> Text {
        self.teller.text
    }

    fn one(&self, code: &str, arguments: impl IntoIterator<Item = Argument<'static>>) -> String {
        self.text()
            .with(&format!("flag-{code}-evidence"), arguments)
    }

    fn extensive(&self) -> Vec<String> {
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

    fn turnover(&self) -> String {
        let mut who = Vec::new();
        if let Some(Value::List(spans)) = self.evidence.get("who") {
            for span in spans {
                let Value::Group(span) = span else { continue };
                let span = Rest {
                    teller: self.teller,
                    evidence: span,
                };
                let dates = [span.day("from"), span.day("to")]
                    .map(|day| day.map_or_else(String::new, |day| self.text().short_date(day)));
                let [from, to] = dates;
                who.push(format!("{} ({from}–{to})", span.person("who")));
            }
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

    fn fragmented(&self) -> Vec<String> {
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

    fn abrupt(&self, is_important: bool) -> Vec<String> {
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

    fn lapsed(&self) -> String {
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

    fn follow_up(&self, code: &str) -> Vec<String> {
        let since = [self.date("date", "discharged"), self.number("days", "days")];
        let mut said = vec![self.one(code, since)];
        if self.count("attempts").is_some_and(|attempts| attempts > 0) {
            let attempts = [self.number("n", "attempts")];
            said.push(self.text().with("flag-no_follow_up-attempts", attempts));
        }
        said
    }

    fn no_named_contact(&self) -> Vec<String> {
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

    fn handover(&self) -> Vec<String> {
        let text = self.text();
        let code = match self.evidence.get("kind") {
            Some(Value::Code(code)) => code.as_ref(),
            _ => "",
        };
        let sent = match self.evidence.get("sent") {
            Some(Value::At(at, zone)) => text.time(*at, *zone),
            _ => String::new(),
        };
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

    /// The name of a professional.
    fn person(&self, name: &str) -> String {
        match self.evidence.get(name) {
            Some(Value::Person(id)) => professional(self.teller.directory, *id, self.text()),
            _ => self.text().say("flag-nobody"),
        }
    }

    fn day(&self, name: &str) -> Option<NaiveDate> {
        match self.evidence.get(name) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    fn count(&self, name: &str) -> Option<i64> {
        match self.evidence.get(name) {
            Some(Value::Count(count)) => Some(*count),
            Some(Value::DaysSince(date)) => Some(time::days_between(*date, self.teller.today)),
            Some(Value::DaysUntil(date)) => Some(time::days_between(self.teller.today, *date)),
            _ => None,
        }
    }

    /// A date under the name of an argument.
    fn date(&self, argument: &'static str, name: &str) -> Argument<'static> {
        let date = self.day(name).map(|day| self.text().date(day));
        (argument, date.unwrap_or_default().into())
    }

    /// A count, or days counted to the day it is read, under the name of an argument.
    fn number(&self, argument: &'static str, name: &str) -> Argument<'static> {
        (argument, self.count(name).unwrap_or(0).into())
    }

    /// A share in whole hundredths under the name of an argument.
    fn percent(&self, argument: &'static str, name: &str) -> Argument<'static> {
        let share = match self.evidence.get(name) {
            Some(Value::Ratio(share)) => *share,
            _ => 0.0,
        };
        (argument, format!("{:.0}", share * 100.0).into())
    }
}
