//! Looking up, for a whole chunk, the names by which FHIR resources refer to each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::feed::{Body, Feed, Item};
use crate::domain::intake::Rejection;
use crate::interop::fhir::{Alias, Mapped, RefKey, Resolved, Resolver, ResourceKind};
use crate::store::imports::{self, AliasRow};
use crate::store::{StoreError, Tx};

type Targets = Vec<(String, Option<String>)>;

/// What the names of one chunk stand for.
#[derive(Debug, Default)]
struct Names(HashMap<ResourceKind, HashMap<String, Targets>>);

impl Resolver for Names {
    fn resolve(&self, key: &RefKey) -> Resolved {
        let targets = self
            .0
            .get(&key.kind)
            .and_then(|names| names.get(&key.alias));
        match targets.map(Vec::as_slice) {
            None | Some([]) => Resolved::None,
            Some([(id, label)]) => Resolved::One {
                id: id.clone(),
                label: label.clone(),
            },
            Some(_) => Resolved::Several,
        }
    }
}

/// Maps what waits for names. Each item that was mapped, or could not be, is told with its place
/// in the chunk; what the feed mapped at once is passed on.
pub(super) async fn map_all(
    tx: &Tx,
    feed: &dyn Feed,
    system: &str,
    stage: usize,
    items: &[Item],
) -> Result<Vec<Result<Mapped, Rejection>>, StoreError> {
    let names = look_up(tx, feed, system, items).await?;
    Ok(items
        .iter()
        .map(|item| match (&item.body, &item.content) {
            (Body::Mapped(mapped), _) => Ok(mapped.clone()),
            (Body::Rejected(rejection), _) => Err(rejection.clone()),
            (Body::Pending { full_url, .. }, super::feed::Content::Json(resource)) => {
                feed.map(stage, resource, full_url.as_deref(), &names)
            }
            (Body::Pending { .. }, _) => Ok(Mapped::default()),
        })
        .collect())
}

async fn look_up(
    tx: &Tx,
    feed: &dyn Feed,
    system: &str,
    items: &[Item],
) -> Result<Names, StoreError> {
    let mut wanted: BTreeMap<ResourceKind, HashSet<String>> = BTreeMap::new();
    let pending = items.iter().filter_map(|item| match &item.body {
        Body::Pending { keys, .. } => Some(keys),
        _ => None,
    });
    let mut is_any_pending = false;
    for keys in pending {
        is_any_pending = true;
        for key in keys {
            wanted
                .entry(key.kind)
                .or_default()
                .insert(key.alias.clone());
        }
    }
    let mut names = Names::default();
    if !is_any_pending {
        return Ok(names);
    }
    for key in feed.common_keys() {
        wanted.entry(key.kind).or_default().insert(key.alias);
    }
    for (kind, aliases) in wanted {
        let mut aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        aliases.sort_unstable();
        let found = imports::aliases(&**tx, system, kind.code(), &aliases).await?;
        names.0.insert(kind, found);
    }
    Ok(names)
}

/// The longest name and target that are kept, in bytes: what refers to a longer one is rejected as
/// unresolved.
const LONGEST: usize = 1_024;

/// Aliases as they are stored.
pub(super) fn rows(aliases: impl IntoIterator<Item = Alias>) -> Vec<AliasRow> {
    aliases
        .into_iter()
        .filter(|alias| alias.key.alias.len() + alias.target.len() <= LONGEST)
        .map(|alias| AliasRow {
            kind: alias.key.kind.code(),
            alias: alias.key.alias,
            target: alias.target,
            label: alias.label,
        })
        .collect()
}
