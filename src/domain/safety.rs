//! The safety person card: whom a patient wants called before something is decided, and by which route of the
//! service. No telephone number is in its words.
//!
//! A private number that somebody gave would have to be answered day and night, by one person, for ever; and it
//! would stand where everybody in the care reads it. What the patient needs is that somebody who knows them can be
//! reached: so a card names a route that the service keeps. [`holds_number`] finds what looks like a number, also
//! written in words, and lets hours and dates be.

use super::trajectory::Relationship;
use super::vocabulary::RelationshipKind;

/// Digits from which a run of them is a telephone number.
const DIGITS: usize = 5;

/// Digits that are enough where a word such as *tlf* stands before them.
const DIGITS_AFTER_HINT: usize = 3;

/// Words after which even a short number is one to call.
const HINTS: &[&str] = &[
    "tlf",
    "telefon",
    "telefonnummer",
    "mob",
    "mobil",
    "mobilen",
    "mobilnummer",
    "phone",
    "telephone",
    "tel",
    "mobile",
];

/// Number words, each with the digits that it stands for.
const NUMBERS: &[(&[&str], usize)] = &[
    (
        &[
            "null", "en", "ett", "to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni",
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ],
        1,
    ),
    (
        &[
            "ti",
            "elleve",
            "tolv",
            "tretten",
            "fjorten",
            "femten",
            "seksten",
            "sytten",
            "atten",
            "nitten",
            "tjue",
            "tyve",
            "tretti",
            "tredve",
            "førti",
            "femti",
            "seksti",
            "sytti",
            "åtti",
            "nitti",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
        ],
        2,
    ),
];

/// Whether somebody may be named on a card: who helps the patient, or is theirs.
pub fn may_be_named(tie: &Relationship) -> bool {
    let is_theirs = matches!(
        tie.kind,
        RelationshipKind::TrustedPerson
            | RelationshipKind::NextOfKin
            | RelationshipKind::Guardian
            | RelationshipKind::Advocate
    );
    let decides = tie.kind == RelationshipKind::DecisionMaker;
    tie.to.is_none() && !decides && (is_theirs || tie.holder.professional().is_some())
}

/// Whether a text holds what looks like a telephone number.
pub fn holds_number(text: &str) -> bool {
    text.lines()
        .any(|line| holds_digits(line) || holds_words(line))
}

/// A digit, in the scripts that telephones are written in.
fn digit(letter: char) -> Option<char> {
    let zero = match u32::from(letter) {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6F0..=0x6F9 => 0x6F0,
        0xFF10..=0xFF19 => 0xFF10,
        _ => return None,
    };
    char::from_digit(u32::from(letter) - zero, 10)
}

/// What may stand between the digits of one number, as one letter of each sort.
fn separator(letter: char) -> Option<char> {
    match letter {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '.' | '·' => Some('.'),
        ':' => Some(':'),
        '/' | '(' | ')' | '[' | ']' | '+' | '_' | '*' => Some(' '),
        other if other.is_whitespace() => Some(' '),
        // Invisible letters part no number.
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Some('\0'),
        _ => None,
    }
}

fn holds_digits(line: &str) -> bool {
    let mut run = String::new();
    let mut word = String::new();
    let mut is_hinted = false;
    for letter in line.chars().chain(['\n']) {
        if let Some(digit) = digit(letter) {
            if run.is_empty() {
                is_hinted = is_hint(&word);
            }
            run.push(digit);
        } else if let Some(sign) = separator(letter).filter(|_| letter != '\n') {
            if sign != '\0' && !run.is_empty() {
                run.push(sign);
            }
            if sign == ' ' && run.is_empty() {
                word.push(' ');
            }
        } else {
            if is_number(&run, is_hinted) {
                return true;
            }
            if !run.is_empty() {
                run.clear();
                word.clear();
            }
            word.extend(letter.to_lowercase());
        }
    }
    false
}

/// Whether the last word before a run of digits asks for a number.
fn is_hint(before: &str) -> bool {
    let mut words = before.split(|letter: char| !letter.is_alphabetic());
    let last = words.rfind(|word| !word.is_empty());
    last.is_some_and(|last| HINTS.contains(&last))
}

/// Whether a run of digits is a number that is called: hours, days and years are none.
fn is_number(run: &str, is_hinted: bool) -> bool {
    let groups = run.split(' ').filter(|group| !is_clock(group));
    let digits: usize = groups.map(digits).sum();
    digits >= if is_hinted { DIGITS_AFTER_HINT } else { DIGITS }
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// An hour, a date or a year; or from one to another.
fn is_clock(group: &str) -> bool {
    let group = group.trim_matches(['-', '.', ':']);
    let parts: Vec<&str> = group.split('-').collect();
    match parts[..] {
        [one] => is_time(one) || is_date(one) || is_year(one),
        [from, to] => {
            let is_hour =
                |part: &str| is_time(part) || within(part, 0, 24) || is_clock_of_four(part);
            is_hour(from) && is_hour(to)
                || is_year(from) && is_year(to)
                || is_date(from) && is_date(to)
        }
        [year, month, day] => is_year(year) && within(month, 1, 12) && within(day, 1, 31),
        _ => false,
    }
}

/// `08:00`, `8.30`.
fn is_time(part: &str) -> bool {
    let split = part.split_once(':').or_else(|| part.split_once('.'));
    split.is_some_and(|(hour, minute)| {
        minute.len() == 2 && within(hour, 0, 24) && within(minute, 0, 59)
    })
}

/// `0800`.
fn is_clock_of_four(part: &str) -> bool {
    part.len() == 4
        && part.is_char_boundary(2)
        && within(&part[..2], 0, 24)
        && within(&part[2..], 0, 59)
}

/// `1.3.2026`, `01.03.26`.
fn is_date(part: &str) -> bool {
    let parts: Vec<&str> = part.split('.').collect();
    match parts[..] {
        [day, month, year] => {
            within(day, 1, 31) && within(month, 1, 12) && (is_year(year) || year.len() == 2)
        }
        _ => false,
    }
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && within(part, 1900, 2099)
}

fn within(part: &str, least: u32, most: u32) -> bool {
    let is_plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = part.parse::<u32>().ok().filter(|_| is_plain);
    number.is_some_and(|number| (least..=most).contains(&number))
}

/// A number that is spelled out, at least in part: several number words on end.
fn holds_words(line: &str) -> bool {
    let folded = line.to_lowercase();
    let (mut sum, mut is_spelled) = (0, false);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        match stands_for(word) {
            Some(digits) => {
                sum += digits;
                is_spelled |= !word.chars().all(|letter| digit(letter).is_some());
            }
            // *forty and seven*; *double four*.
            None if matches!(word, "og" | "and") => {}
            None if matches!(word, "double" | "dobbelt") => sum += 1,
            None => (sum, is_spelled) = (0, false),
        }
        if is_spelled && sum > DIGITS {
            return true;
        }
    }
    false
}

/// The digits that a word stands for; compounds such as *førtisju* too. Plain digits are looked at by
/// [`holds_digits`], and count here where they stand among words.
fn stands_for(word: &str) -> Option<usize> {
    if word.chars().all(|letter| digit(letter).is_some()) {
        return (word.chars().count() <= 2).then(|| word.chars().count());
    }
    let of = |word: &str| {
        let mut numbers = NUMBERS.iter();
        numbers
            .find(|(words, _)| words.contains(&word))
            .map(|(_, digits)| *digits)
    };
    of(word).or_else(|| {
        let tens = NUMBERS[1].0.iter();
        let mut rests = tens.filter_map(|ten| word.strip_prefix(ten));
        rests
            .find_map(|rest| of(rest).filter(|digits| *digits == 1))
            .map(|_| 2)
    })
}
