//! Named provider continuity: does the patient meet the person who is supposed to be theirs?

use super::ratio;

/// UPC of the named provider: the share of contacts whose main professional was one of the
/// patient's named contacts on that local day, among contacts on days when there was a named
/// contact.
///
/// Range 0 to 1. Undefined (`None`) when no contact fell on a day with a named contact: whether
/// nobody was named or nothing happened, it is not zero. Breslau & Reeb 1975; Breslau & Haug 1976.
///
/// * `contacts_when_named`: contacts on days with a named contact.
/// * `with_named`: contacts with a named contact as main professional.
pub fn upc_named(contacts_when_named: u64, with_named: u64) -> Option<f64> {
    ratio(with_named, contacts_when_named)
}
