//! Letters in words. They hold counts and the address of the service, nothing else: an e-mail passes
//! through many hands.

use chrono::NaiveDate;

use super::text::Text;
use crate::domain::digest::Counts;

/// A letter's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// The rest.
    pub body: String,
}

/// The daily digest. `address` is where browsers find the service, if that is known.
pub fn digest(text: Text, day: NaiveDate, counts: Counts, address: Option<&str>) -> Words {
    let date = || [("date", text.date(day).into())];
    let told = [
        (counts.urgent, "letter-digest-urgent"),
        (counts.attention, "letter-digest-attention"),
        (counts.info, "letter-digest-info"),
        (counts.returned, "letter-digest-returned"),
        (counts.cleared, "letter-digest-cleared"),
        (counts.news, "letter-digest-news"),
    ];
    let lines: Vec<String> = told
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, key)| format!("- {}", text.count(key, n)))
        .collect();
    let lead = text.with("letter-digest-lead", date());
    Words {
        subject: text.with("letter-digest-subject", date()),
        body: body(text, &format!("{lead}\n\n{}", lines.join("\n")), address),
    }
}

/// Word of urgent flags.
pub fn urgent(text: Text, n: u64, address: Option<&str>) -> Words {
    Words {
        subject: text.count("letter-urgent-subject", n),
        body: body(text, &text.count("letter-urgent-lead", n), address),
    }
}

/// Word that something happened to patients.
pub fn news(text: Text, n: u64, address: Option<&str>) -> Words {
    let place = place(text, ("/notices", "notices-title"), address);
    let (why, stop) = (text.say("letter-news-why"), text.say("letter-stop"));
    let lead = text.count("letter-news-lead", n);
    Words {
        subject: text.say("letter-news-subject"),
        body: format!("{lead}\n\n{place}\n\n{why}\n\n{stop}\n"),
    }
}

fn body(text: Text, matter: &str, address: Option<&str>) -> String {
    let place = place(text, ("/digest", "digest-title"), address);
    let (why, stop) = (text.say("letter-why"), text.say("letter-stop"));
    format!("{matter}\n\n{place}\n\n{why}\n\n{stop}\n")
}

/// Where to look: the address of a page where it is known, else what the page is called.
fn place(text: Text, (path, title): (&str, &str), address: Option<&str>) -> String {
    match address {
        Some(address) => {
            let page = format!("{address}{path}");
            text.with("letter-where", [("address", page.into())])
        }
        None => text.with("letter-where-unknown", [("page", text.say(title).into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    #[test]
    fn a_digest_says_how_many_there_are_of_each_kind_and_of_no_other() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let counts = Counts {
            urgent: 1,
            returned: 2,
            ..Counts::default()
        };
        let words = digest(
            Text(Language::English),
            day,
            counts,
            Some("https://red.example"),
        );
        assert_eq!(words.subject, "Red Thread: your digest of 2 March 2026");
        let lines: Vec<_> = words.body.lines().collect();
        assert_eq!(
            lines[2..6],
            [
                "- 1 urgent flag, to be looked at today",
                "- 2 flags that are back after they were put aside or settled",
                "",
                "Your page in Red Thread: https://red.example/digest",
            ]
        );
        let words = urgent(Text(Language::Bokmal), 2, None);
        assert_eq!(words.subject, "Red Thread: 2 varsler haster");
        assert!(words.body.contains("velg «I dag»"), "{}", words.body);
    }
}
