//! When something was, as people say it: "spring 2019", "when I was 16", "2015-2018".
//!
//! Both languages are read whichever one the page is in, since people mix them. A season lies in the year that
//! is named: a winter begins in December of the year before it.
//!
//! | said | from | to | precision |
//! |---|---|---|---|
//! | `2019-03-05`, `5.3.2019` | that day | that day | day |
//! | `March 2019`, `mars 2019`, `2019-03` | 1 March | 31 March | month |
//! | `spring 2019`, `våren 2019` | 1 March | 31 May | season |
//! | `winter 2019`, `vinteren 2019` | 1 December 2018 | 28 February 2019 | season |
//! | `2019`, `2015-2018` | 1 January | 31 December | year |
//! | `about 2019`, `ca. 2019`, `rundt 2019` | as without the word | | approximate |
//! | `when I was 16`, `da jeg var 16` | the birthday | the day before the next | approximate |

use chrono::{Datelike, NaiveDate};

use crate::domain::recording::day_of;
use crate::domain::time::{add_days, add_months, add_years};
use crate::domain::vocabulary::Precision;

/// The most characters that are read.
const LONGEST: usize = 60;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar"],
    &["february", "feb", "februar"],
    &["march", "mar", "mars"],
    &["april", "apr"],
    &["may", "mai"],
    &["june", "jun", "juni"],
    &["july", "jul", "juli"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct", "oktober", "okt"],
    &["november", "nov"],
    &["december", "dec", "desember", "des"],
];

/// Seasons by the month in which they begin; winter in the year before.
const SEASONS: [(u32, &[&str]); 4] = [
    (3, &["spring", "vår", "våren"]),
    (6, &["summer", "sommer", "sommeren"]),
    (9, &["autumn", "fall", "høst", "høsten"]),
    (12, &["winter", "vinter", "vinteren"]),
];

/// Words that say that a time is not known well.
const ABOUT: [&str; 7] = ["about", "around", "ca", "ca.", "circa", "rundt", "omtrent"];

/// Words that say nothing about the time.
const SILENT: [&str; 6] = ["in", "the", "of", "i", "om", "på"];

/// When something was, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vague {
    /// The first day that it can have been.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How well it is known.
    pub precision: Precision,
}

impl Vague {
    /// Reads what somebody said; `None` for what cannot be read. An age needs the day of birth.
    pub fn read(said: &str, born: Option<NaiveDate>) -> Option<Self> {
        if said.chars().count() > LONGEST {
            return None;
        }
        if let Ok(day) = day_of(said.trim()) {
            return Some(Self::over(day, day, Precision::Day));
        }
        let said = said.to_lowercase().replace(['–', '—'], "-");
        let words: Vec<&str> = said
            .split_whitespace()
            .filter(|word| !SILENT.contains(word))
            .collect();
        match words.as_slice() {
            [about, rest @ ..] if ABOUT.contains(about) => exactly(rest).map(|when| Self {
                precision: Precision::Approximate,
                ..when
            }),
            words => exactly(words).or_else(|| at_age(words, born?)),
        }
    }

    const fn over(from: NaiveDate, to: NaiveDate, precision: Precision) -> Self {
        Self {
            from,
            to,
            precision,
        }
    }
}

fn exactly(words: &[&str]) -> Option<Vague> {
    match words {
        [word] => one(word),
        [from, "-" | "to" | "til", to] => years(from, to),
        [name, year] => named(name, year_of(year)?),
        _ => None,
    }
}

/// One word: a year, a span of years, or a month in figures.
fn one(word: &str) -> Option<Vague> {
    if let Some(year) = year_of(word) {
        return years_over(year, year);
    }
    let (first, second) = word.split_once('-')?;
    if second.len() == 2 {
        let month = second.parse().ok()?;
        return month_of(year_of(first)?, month);
    }
    years(first, second)
}

fn years(from: &str, to: &str) -> Option<Vague> {
    years_over(year_of(from)?, year_of(to)?)
}

fn years_over(from: i32, to: i32) -> Option<Vague> {
    let first = NaiveDate::from_ymd_opt(from, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(to, 12, 31)?;
    (first <= last).then(|| Vague::over(first, last, Precision::Year))
}

fn named(name: &str, year: i32) -> Option<Vague> {
    let month = MONTHS.iter().position(|names| names.contains(&name));
    if let Some(month) = month {
        return month_of(year, u32::try_from(month).ok()? + 1);
    }
    let (month, _) = SEASONS.iter().find(|(_, names)| names.contains(&name))?;
    let began = if *month == 12 { year - 1 } else { year };
    let from = NaiveDate::from_ymd_opt(began, *month, 1)?;
    Some(Vague::over(
        from,
        add_days(add_months(from, 3), -1),
        Precision::Season,
    ))
}

fn month_of(year: i32, month: u32) -> Option<Vague> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Vague::over(
        from,
        add_days(add_months(from, 1), -1),
        Precision::Month,
    ))
}

/// "when I was 16", "da jeg var 16 år": the year of that age.
fn at_age(words: &[&str], born: NaiveDate) -> Option<Vague> {
    let (["when", "was", age]
    | ["when", "i", "was", age]
    | ["age", age]
    | ["da", "jeg", "var", age]
    | ["da", "jeg", "var", age, "år"]) = words
    else {
        return None;
    };
    let age: i32 = age.parse().ok().filter(|age| (0..=120).contains(age))?;
    let from = add_years(born, age);
    let to = add_days(add_years(born, age + 1), -1);
    Some(Vague::over(from, to, Precision::Approximate))
}

fn year_of(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse()
        .ok()
        .filter(|year| is_year && (1900..=2100).contains(year))
}

/// The season that begins on a day, by the month: 3, 6, 9 or 12; and the year it is named after.
pub fn season_of(from: NaiveDate) -> (u32, i32) {
    let year = if from.month() == 12 {
        from.year() + 1
    } else {
        from.year()
    };
    (from.month(), year)
}
