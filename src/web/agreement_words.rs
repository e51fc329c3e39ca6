//! When an agreement on patient-controlled admission can be used, in words.

use super::Text;
use crate::app::plans::Bed;
use crate::domain::agreement::{Next, Terms, Used};
use crate::domain::trajectory::Directory;
use crate::web::names;

/// When the next stay may begin; of one that lasts, how long it may.
pub(super) fn next(terms: &Terms, used: &Used, text: Text) -> String {
    let date = |key: &str, on| text.with(key, [("date", text.date(on).into())]);
    if let Some(stay) = used.lasting() {
        return match terms.last_day(stay.from) {
            Some(on) => date("agreement-lasts-until", on),
            None => text.say("agreement-lasts"),
        };
    }
    match used.next {
        Next::Now => text.say("agreement-next-now"),
        Next::On(on) => date("agreement-next-on", on),
        Next::Admitted => text.say("agreement-next-admitted"),
        Next::Ended => text.say("agreement-next-ended"),
    }
}

/// What is agreed, for whoever admits the patient: a warning where it is too early, and never a wall.
pub(super) fn on_admission(bed: &Bed, directory: &Directory, text: Text) -> String {
    let unit = bed.unit.map_or_else(
        || text.say("patient-not-recorded"),
        |unit| names::unit(directory, unit, text),
    );
    let nights = bed.terms.max_nights.and_then(|n| u64::try_from(n).ok());
    let nights = nights.map_or_else(
        || text.say("agreement-no-most"),
        |nights| text.count("plan-terms-nights", nights),
    );
    let mut said = vec![
        text.with("agreement-on-admission", [("unit", unit.into())]),
        nights,
        next(&bed.terms, &bed.used, text),
    ];
    match bed.used.next {
        Next::On(_) | Next::Ended => said.push(text.say("agreement-yours-to-decide")),
        Next::Now => said.extend(
            bed.terms
                .last_day(bed.today)
                .map(|on| text.with("agreement-if-today", [("date", text.date(on).into())])),
        ),
        Next::Admitted => {}
    }
    said.join(" ")
}
