//! What a timeline is asked to show.

use std::str::FromStr;

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::api::extract::Day;
use crate::app::timeline::Asked;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::timeline::{Dates, Filter, Lane, Who, Window};
use crate::domain::vocabulary::Setting;
use crate::http::Problem;

/// Which part of a timeline.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// How much time: `30d`, `1y`, `5y` or `all`; `1y` where no window is given.
    #[param(example = "1y")]
    window: Option<String>,
    /// First day, ISO 8601; with `to`, instead of `window`.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Last day, ISO 8601; with `from`, instead of `window`.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// The `key` of a flag of this patient: what it rests on is marked.
    flag: Option<String>,
    /// Lanes to leave out, parted by commas: `admissions`, `places`, `compulsion`, `people`,
    /// `handovers`, `agreed`; `voice` is read from the story.
    #[param(example = "handovers,agreed")]
    hide: Option<String>,
    /// Only records at these units, by identity, parted by commas.
    unit_ids: Option<String>,
    /// Only records in these settings, parted by commas.
    #[param(example = "acute_ward,outpatient_clinic")]
    settings: Option<String>,
    /// Only these professionals' rows, by identity, parted by commas.
    professional_ids: Option<String>,
}

impl Wanted {
    /// The request of the use case.
    pub(super) fn asked(self) -> Result<Asked, Problem> {
        let ids = "UUIDs parted by commas";
        let units: Vec<Uuid> = several(self.unit_ids.as_deref(), "unit_ids", ids)?;
        let people: Vec<Uuid> = several(self.professional_ids.as_deref(), "professional_ids", ids)?;
        let settings = format!(
            "settings parted by commas, of {}",
            Setting::CODES.join(", ")
        );
        let lanes = "lanes parted by commas, of admissions, places, compulsion, people, handovers, agreed, voice";
        Ok(Asked {
            window: self.window()?,
            filter: Filter {
                hidden: words(self.hide.as_deref())
                    .map(Lane::of_code)
                    .collect::<Option<_>>()
                    .ok_or_else(|| Problem::invalid("hide", lanes))?,
                units: units.into_iter().map(UnitId).collect(),
                settings: several(self.settings.as_deref(), "settings", &settings)?,
                people: people
                    .into_iter()
                    .map(|person| Who::Professional(ProfessionalId(person)))
                    .collect(),
            },
            flag: self.flag,
        })
    }

    fn window(&self) -> Result<Window, Problem> {
        match (self.window.as_deref(), self.from, self.to) {
            (None, None, None) => Ok(Window::default()),
            (Some(code), None, None) => Window::preset(code)
                .ok_or_else(|| Problem::invalid("window", "one of 30d, 1y, 5y, all")),
            (None, Some(from), Some(to)) => Dates::new(from.0, to.0)
                .map(Window::Between)
                .map_err(|_| Problem::invalid("to", "a day that is not before `from`")),
            (None, Some(_), None) => Err(Problem::invalid("to", "a day, as `from` is given")),
            (None, None, Some(_)) => Err(Problem::invalid("from", "a day, as `to` is given")),
            (Some(_), ..) => Err(Problem::invalid("window", "nothing beside `from` and `to`")),
        }
    }
}

fn words(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.into_iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

fn several<T: FromStr>(
    list: Option<&str>,
    name: &'static str,
    expected: &str,
) -> Result<Vec<T>, Problem> {
    words(list)
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::invalid(name, expected))
}
