//! What pages say, in the reader's language. Sentences live in `locales/<language>/*.ftl` (Fluent);
//! both languages hold the same keys, which a test checks.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::time::Instant;

/// The languages pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Norwegian Bokmål.
    Bokmal,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Bokmal];

    /// Its BCP 47 code, as in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Bokmal => "nb",
        }
    }

    /// What its readers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Bokmal => "Norsk",
        }
    }

    /// The language of a code; `no` is Bokmål, too.
    pub fn of_code(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next().unwrap_or(code) {
            "en" => Some(Self::English),
            "nb" | "no" => Some(Self::Bokmal),
            _ => None,
        }
    }

    /// A number that was written with a point, with the mark that the language has for it.
    pub fn decimal_mark(self, number: &str) -> String {
        match self {
            Self::English => number.to_owned(),
            Self::Bokmal => number.replace('.', ","),
        }
    }

    /// The files of sentences, by area: name and content.
    pub const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => EN,
            Self::Bokmal => NB,
        }
    }
}

macro_rules! locales {
    ($($area:literal),+ $(,)?) => {
        const EN: &[(&str, &str)] =
            &[$(($area, include_str!(concat!("locales/en/", $area, ".ftl")))),+];
        const NB: &[(&str, &str)] =
            &[$(($area, include_str!(concat!("locales/nb/", $area, ".ftl")))),+];
    };
}

// One file an area, so that what belongs together is read together.
locales!(
    "shell",
    "board",
    "errors",
    "sign_in",
    "vocabulary",
    "timeline",
    "patients",
    "access",
    "own",
    "story",
    "plans",
    "measures",
    "finding",
    "copy",
    "flags",
    "digest",
    "life",
    "handing",
    "lock",
    "guest",
    "notices",
    "recording",
    "staff",
    "shift",
    "imports",
    "policy",
    "reports",
    "leaving",
    "audit",
    "style",
);

/// Says things in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(pub Language);

impl Text {
    /// The sentence of a key. An unknown key is a fault of ours: the key itself is shown.
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The sentence of a key with its arguments.
    pub fn with<'a>(
        self,
        key: &str,
        arguments: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        let arguments: FluentArgs<'a> = arguments.into_iter().collect();
        self.format(key, Some(&arguments))
    }

    /// The sentence of a key with a count under `n`.
    pub fn count(self, key: &str, n: u64) -> String {
        self.with(key, [("n", FluentValue::from(n))])
    }

    /// The word for a code of the vocabulary: the key is `<prefix>-<code>`.
    pub fn word(self, prefix: &str, code: &str) -> String {
        self.say(&format!("{prefix}-{code}"))
    }

    /// [`Text::word`] with a capital, where it begins a line.
    pub fn capital_word(self, prefix: &str, code: &str) -> String {
        let word = self.word(prefix, code);
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    /// A date in words: `30 January 2026`, `30. januar 2026`.
    pub fn date(self, date: NaiveDate) -> String {
        let month = self.say(MONTHS[date.month0() as usize]);
        match self.0 {
            Language::English => format!("{} {month} {}", date.day(), date.year()),
            Language::Bokmal => format!("{}. {month} {}", date.day(), date.year()),
        }
    }

    /// A date in few letters: `30 Jan 2026`, `30. jan. 2026`.
    pub fn short_date(self, date: NaiveDate) -> String {
        let month = self.short_month(date);
        match self.0 {
            Language::English => format!("{} {month} {}", date.day(), date.year()),
            Language::Bokmal => format!("{}. {month} {}", date.day(), date.year()),
        }
    }

    /// The name of a date's month in few letters.
    pub fn short_month(self, date: NaiveDate) -> String {
        self.say(SHORT_MONTHS[date.month0() as usize])
    }

    /// A month and its year: `January 2026`.
    pub fn month(self, date: NaiveDate) -> String {
        format!(
            "{} {}",
            self.say(MONTHS[date.month0() as usize]),
            date.year()
        )
    }

    /// An instant as read on the clock of a zone: `30 January 2026, 14:05`.
    pub fn time(self, at: Instant, zone: Tz) -> String {
        let local = at.with_timezone(&zone);
        format!(
            "{}, {:02}:{:02}",
            self.date(local.date_naive()),
            local.hour(),
            local.minute()
        )
    }

    /// A number with some decimals, in the language's form: `0.42`, `0,42`.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        self.0.decimal_mark(&format!("{value:.decimals$}"))
    }

    fn format(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = &BUNDLES[self.0 as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(
                text.key = key,
                language = self.0.code(),
                "a text is missing"
            );
            return key.to_owned();
        };
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut faults);
        if !faults.is_empty() {
            tracing::error!(
                text.key = key,
                language = self.0.code(),
                "a text lacks an argument"
            );
        }
        text.into_owned()
    }
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolating marks around arguments would end up in attributes and in copied text.
    bundle.set_use_isolating(false);
    for (area, content) in language.files() {
        let resource = match FluentResource::try_new((*content).to_owned()) {
            Ok(resource) => resource,
            Err((resource, _)) => {
                tracing::error!(text.area = area, "a file of texts has faults");
                resource
            }
        };
        if bundle.add_resource(resource).is_err() {
            tracing::error!(text.area = area, "a text is there twice");
        }
    }
    bundle
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

const SHORT_MONTHS: [&str; 12] = [
    "month-short-1",
    "month-short-2",
    "month-short-3",
    "month-short-4",
    "month-short-5",
    "month-short-6",
    "month-short-7",
    "month-short-8",
    "month-short-9",
    "month-short-10",
    "month-short-11",
    "month-short-12",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::{
        AdmissionKind, ArrivalState, Authorship, ContactMode, ContactPurpose, ContactStatus,
        DebriefOutcome, DecisionOutcome, DecisionSubject, EndReason, FlagKind, FlagState,
        GlassOutcome, GlassReason, HandoverGrade, HandoverSeverity, HandoverState, HandoverType,
        MeasureKind, NarrativeKind, NewsKind, NewsMail, NoticedBy, OwnerRole, PeriodEndReason,
        PlanFollowed, PlanKind, PlanOrigin, Precision, Profession, RelationshipKind,
        RelationshipMode, RequestAnswer, Role, RuptureStatus, RuptureType, Setting, SettingClass,
        Severity, Sex,
    };

    const PREFIXES: &[(&str, &[&str])] = &[
        ("setting", Setting::CODES),
        ("setting-class", SettingClass::CODES),
        ("profession", Profession::CODES),
        ("relationship", RelationshipKind::CODES),
        ("relationship-mode", RelationshipMode::CODES),
        ("end", EndReason::CODES),
        ("admission", AdmissionKind::CODES),
        ("period-end", PeriodEndReason::CODES),
        ("contact-mode", ContactMode::CODES),
        ("contact-status", ContactStatus::CODES),
        ("purpose", ContactPurpose::CODES),
        ("handover-type", HandoverType::CODES),
        ("handover-grade", HandoverGrade::CODES),
        ("handover-severity", HandoverSeverity::CODES),
        ("handover-state", HandoverState::CODES),
        ("decision", DecisionSubject::CODES),
        ("outcome", DecisionOutcome::CODES),
        ("sex", Sex::CODES),
        ("severity", Severity::CODES),
        ("role", Role::CODES),
        ("owner", OwnerRole::CODES),
        ("measure", MeasureKind::CODES),
        ("debrief", DebriefOutcome::CODES),
        ("plan", PlanKind::CODES),
        ("plan-origin", PlanOrigin::CODES),
        ("plan-followed", PlanFollowed::CODES),
        ("answer", RequestAnswer::CODES),
        ("rupture", RuptureType::CODES),
        ("noticed-by", NoticedBy::CODES),
        ("rupture-status", RuptureStatus::CODES),
        ("narrative", NarrativeKind::CODES),
        ("authorship", Authorship::CODES),
        ("precision", Precision::CODES),
        ("flag-kind", FlagKind::CODES),
        ("flag-state", FlagState::CODES),
        ("glass-reason", GlassReason::CODES),
        ("glass-outcome", GlassOutcome::CODES),
        ("arrival-state", ArrivalState::CODES),
        ("news", NewsKind::CODES),
        ("news-mail", NewsMail::CODES),
    ];

    #[test]
    fn every_code_of_the_vocabulary_has_its_word_in_both_languages() {
        for language in Language::ALL {
            let bundle = &BUNDLES[language as usize];
            for (prefix, codes) in PREFIXES {
                for code in *codes {
                    let key = format!("{prefix}-{code}");
                    assert!(bundle.has_message(&key), "{}: {key}", language.code());
                }
            }
            let words: usize = PREFIXES.iter().map(|(_, codes)| codes.len()).sum();
            let (_, file) = language
                .files()
                .iter()
                .find(|f| f.0 == "vocabulary")
                .unwrap();
            assert_eq!(file.matches(" = ").count(), words, "{}", language.code());
        }
    }

    #[test]
    fn a_word_that_begins_a_line_has_a_capital() {
        let nb = Text(Language::Bokmal);
        assert_eq!(nb.capital_word("owner", "coordinator"), "Koordinatoren");
        assert_eq!(nb.capital_word("setting", "camhs"), "BUP");
    }
}
