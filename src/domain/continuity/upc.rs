//! Usual provider continuity: how dense contacts are around the person met most.

use super::ratio;

/// UPC, also most frequent provider continuity: `max n_i / n`, the share of contacts that were with
/// the professional met most.
///
/// Range 1/n to 1. Undefined (`None`) without contacts; trivially 1 for one contact.
/// Breslau & Reeb 1975; Shin et al. 2014.
///
/// * `contacts`: all contacts, n.
/// * `most`: contacts with the professional met most.
pub fn upc(contacts: u64, most: u64) -> Option<f64> {
    ratio(most, contacts)
}
