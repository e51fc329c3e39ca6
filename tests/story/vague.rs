//! When something was, as people say it.

use chrono::NaiveDate;
use proptest::prelude::*;
use redthread::domain::story::Vague;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(said: &str) -> Option<(String, String, &'static str)> {
    let when = Vague::read(said, Some(date("1990-05-01")))?;
    Some((
        when.from.to_string(),
        when.to.to_string(),
        when.precision.code(),
    ))
}

#[test]
fn times_are_read_as_people_say_them_in_both_languages() {
    let table = [
        ("2019-03-05", "2019-03-05", "2019-03-05", "day"),
        ("5.3.2019", "2019-03-05", "2019-03-05", "day"),
        ("March 2019", "2019-03-01", "2019-03-31", "month"),
        ("i mars 2019", "2019-03-01", "2019-03-31", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("spring 2019", "2019-03-01", "2019-05-31", "season"),
        ("Våren 2019", "2019-03-01", "2019-05-31", "season"),
        ("om sommeren 2019", "2019-06-01", "2019-08-31", "season"),
        (
            "in the autumn of 2019",
            "2019-09-01",
            "2019-11-30",
            "season",
        ),
        ("winter 2020", "2019-12-01", "2020-02-29", "season"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2015-2018", "2015-01-01", "2018-12-31", "year"),
        ("2015 – 2018", "2015-01-01", "2018-12-31", "year"),
        ("2015 til 2018", "2015-01-01", "2018-12-31", "year"),
        ("about 2019", "2019-01-01", "2019-12-31", "approximate"),
        ("ca. høsten 2019", "2019-09-01", "2019-11-30", "approximate"),
        ("when I was 16", "2006-05-01", "2007-04-30", "approximate"),
        (
            "da jeg var 16 år",
            "2006-05-01",
            "2007-04-30",
            "approximate",
        ),
        ("Age 0", "1990-05-01", "1991-04-30", "approximate"),
    ];
    for (said, from, to, precision) in table {
        let expected = (from.to_owned(), to.to_owned(), precision);
        assert_eq!(read(said), Some(expected), "{said}");
    }
}

#[test]
fn what_is_no_time_is_not_guessed() {
    let long = "2019 ".repeat(20);
    let no = [
        "",
        "once",
        "2018-2015",
        "19",
        "spring",
        "2019-13",
        "31.2.2019",
        "1066",
        "about",
        "when I was young",
        "when I was 300",
        "da jeg var",
        &long,
    ];
    for said in no {
        assert_eq!(read(said), None, "{said}");
    }
    // Nobody's age is known without the day of birth.
    assert_eq!(Vague::read("when I was 16", None), None);
}

proptest! {
    #[test]
    fn whatever_is_read_ends_no_earlier_than_it_begins(
        said in "(about |ca\\. |i |in )?(spring|våren|winter|mars|May|when I was|2015-|)? ?[0-9]{0,4}",
    ) {
        if let Some(when) = Vague::read(&said, Some(date("1990-05-01"))) {
            prop_assert!(when.from <= when.to, "{said}: {when:?}");
        }
    }

    #[test]
    fn nothing_that_is_typed_stops_the_reader(said in "\\PC{0,80}") {
        let _ = Vague::read(&said, None);
    }
}
