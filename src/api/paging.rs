//! Pages of lists: an opaque cursor holds the id of the last item of a page, never a name.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::AppError;
use crate::app::paging::Count;
use crate::http::Problem;

/// Items of a page where no limit is given.
const USUAL: u16 = 50;
/// The most items of a page.
const MOST: u16 = 200;
/// Up to here a list says exactly how many there are.
pub const COUNTED: usize = 1_000;
/// The form of cursors: raised when it changes, so that older ones are refused.
const FORM: u8 = 1;

/// A list that pages; its number keeps the cursor of one from being used with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Units = 1,
    Professionals = 2,
    Contacts = 3,
    Imports = 4,
    Patients = 5,
    PolicyVersions = 6,
    Notices = 7,
    Familiar = 8,
    Decisions = 21,
    RelationalReviews = 22,
    ShiftAssignments = 23,
    NarrativeEntries = 24,
    Texts = 31,
}

/// The parameters of every list that pages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

impl Paging {
    /// The parameters of a list that has others beside them.
    pub const fn of(limit: Limit, cursor: Option<String>) -> Self {
        Self { limit, cursor }
    }

    /// How many items at most.
    pub fn limit(&self) -> usize {
        self.limit.items()
    }

    /// The id of the item after which the page begins.
    pub fn after(&self, list: List) -> Result<Option<Uuid>, Problem> {
        Cursor(self.cursor.clone()).after(list)
    }
}

/// Where a page begins, as it was sent; none is the first page.
#[derive(Debug, Clone)]
pub struct Cursor(pub Option<String>);

impl Cursor {
    /// The id of the item after which the page begins.
    pub fn after(&self, list: List) -> Result<Option<Uuid>, Problem> {
        self.0
            .as_deref()
            .map(|cursor| read(cursor, list).ok_or_else(not_a_cursor))
            .transpose()
    }

    /// The cursor of the page after an item.
    pub fn to(list: List, item: Uuid) -> String {
        write(list, item)
    }
}

/// How many items at most: 1 to 200.
#[derive(Debug, Clone, Copy)]
pub struct Limit(u16);

impl Default for Limit {
    fn default() -> Self {
        Self(USUAL)
    }
}

/// What a limit may be.
const LIMITS: &str = "a whole number from 1 to 200";

impl Limit {
    /// A limit that was sent; the usual one where none was.
    pub fn of(limit: Option<u16>) -> Result<Self, Problem> {
        match limit {
            None => Ok(Self::default()),
            Some(limit) if (1..=MOST).contains(&limit) => Ok(Self(limit)),
            Some(_) => Err(Problem::invalid("limit", LIMITS)),
        }
    }

    /// How many items at most.
    pub fn items(self) -> usize {
        usize::from(self.0)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .map(Self)
            .ok_or_else(|| de::Error::custom(LIMITS))
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// How many there are on all pages together.
    pub total: Total,
    /// The address of the next page; null on the last.
    #[schema(example = "/api/v1/units?limit=50&cursor=AQEBmfDCb258w5jE3AwMBzmP")]
    pub next: Option<String>,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    /// The number; 1000 where there are more.
    #[schema(example = 17)]
    pub count: usize,
    /// Whether it is exactly that many: false says more than 1000.
    pub is_exact: bool,
}

impl Total {
    /// Counts exactly up to 1000.
    pub fn of(count: usize) -> Self {
        Self {
            count: count.min(COUNTED),
            is_exact: count <= COUNTED,
        }
    }
}

impl From<Count> for Total {
    fn from(count: Count) -> Self {
        let (count, is_exact) = match count {
            Count::Exactly(count) => (count, true),
            Count::MoreThan(count) => (count, false),
        };
        Self {
            count: usize::try_from(count).unwrap_or(COUNTED),
            is_exact,
        }
    }
}

/// The address that was asked for: next pages are links to the same with another cursor.
#[derive(Debug, Clone)]
pub struct Here(Uri);

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.uri.clone()))
    }
}

impl Here {
    /// The link to the page after an item.
    pub fn next(&self, list: List, item: Uuid) -> String {
        self.with_cursor(&write(list, item))
    }

    /// The same address with another cursor.
    pub fn with_cursor(&self, cursor: &str) -> String {
        let mut link = format!("{}?", self.0.path());
        for pair in self.0.query().unwrap_or_default().split('&') {
            if !pair.is_empty() && !pair.starts_with("cursor=") {
                link.push_str(pair);
                link.push('&');
            }
        }
        link.push_str("cursor=");
        link.push_str(cursor);
        link
    }
}

/// The items of one page of a list that is in memory, and the link to the next.
pub fn cut<'a, T>(
    all: &'a [T],
    list: List,
    paging: &Paging,
    here: &Here,
    id: impl Fn(&T) -> Uuid,
) -> Result<(&'a [T], Option<String>), Problem> {
    let start = match paging.after(list)? {
        None => 0,
        Some(after) => {
            let place = all.iter().position(|item| id(item) == after);
            place.ok_or_else(not_a_cursor)? + 1
        }
    };
    let end = all.len().min(start + paging.limit());
    let next = (end < all.len())
        .then(|| all[start..end].last())
        .flatten()
        .map(|last| here.next(list, id(last)));
    Ok((&all[start..end], next))
}

/// What a use case that makes its own cursors says of a request: a cursor that it did not make is
/// told as every other.
pub fn told(error: AppError) -> Problem {
    match error {
        AppError::InvalidInput { field: "after", .. } => not_a_cursor(),
        other => other.into(),
    }
}

fn not_a_cursor() -> Problem {
    Problem::new(
        "invalid_cursor",
        "Begin again without a cursor, and follow the next links as they are.",
    )
}

fn write(list: List, id: Uuid) -> String {
    let mut bytes = vec![FORM, list as u8];
    bytes.extend(id.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn read(cursor: &str, list: List) -> Option<Uuid> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let [form, of, id @ ..] = bytes.as_slice() else {
        return None;
    };
    (*form == FORM && *of == list as u8)
        .then(|| Uuid::from_slice(id).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(uri: &str) -> Here {
        Here(uri.parse().unwrap())
    }

    fn paging(uri: &str) -> Paging {
        let uri = uri.parse().unwrap();
        axum::extract::Query::<Paging>::try_from_uri(&uri)
            .unwrap()
            .0
    }

    #[test]
    fn next_links_reach_every_item_once() {
        let all: Vec<Uuid> = (0..11).map(Uuid::from_u128).collect();
        let mut link = Some("/x?limit=4&from=2020-01-01".to_owned());
        let mut seen = Vec::new();
        while let Some(uri) = link {
            let (items, next) = cut(
                &all,
                List::Units,
                &paging(&uri.replace("&from=2020-01-01", "")),
                &here(&uri),
                |id| *id,
            )
            .unwrap();
            seen.extend_from_slice(items);
            assert!(
                next.as_ref()
                    .is_none_or(|next| next.contains("from=2020-01-01"))
            );
            link = next;
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn a_cursor_of_another_list_or_of_nobody_is_refused() {
        let all = [Uuid::from_u128(1)];
        let refused = |cursor: String| {
            let paging = Paging {
                cursor: Some(cursor),
                ..Paging::default()
            };
            let problem = cut(&all, List::Units, &paging, &here("/x"), |id| *id).unwrap_err();
            assert_eq!(problem.kind.code, "invalid_cursor");
        };
        refused(write(List::Contacts, all[0]));
        refused(write(List::Units, Uuid::from_u128(2)));
        refused("AAAA".to_owned());
        refused("not base64 at all!".to_owned());
    }

    #[test]
    fn more_than_a_thousand_are_not_counted() {
        assert!(Total::of(1_000).is_exact);
        assert_eq!(
            Total::of(1_001),
            Total {
                count: 1_000,
                is_exact: false
            }
        );
    }
}
