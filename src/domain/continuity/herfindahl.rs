//! The Herfindahl index: concentration of contacts on few people.

use super::ratio;

/// Herfindahl index: `Σ (n_i / n)²`, the chance that two contacts drawn at random *with*
/// replacement were with the same professional.
///
/// Range 1/k to 1. Undefined (`None`) without contacts; trivially 1 for one contact.
/// Pollack et al., Med Care 2016;54:e30.
///
/// * `contacts`: n.
/// * `sum_of_squares`: `Σ n_i²`, `n_i` the contacts with each professional.
pub fn herfindahl(contacts: u64, sum_of_squares: u64) -> Option<f64> {
    ratio(sum_of_squares, contacts * contacts)
}
