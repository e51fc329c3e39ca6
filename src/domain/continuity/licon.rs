//! LICON: would chance have scattered the contacts more?

/// Likelihood of continuity: `P(D > k)`, D being the number of distinct professionals met when n
/// contacts fall uniformly at random on m professionals.
///
/// Range 0 to 1: the chance that random allocation would have been more scattered than this.
/// Undefined (`None`) below two contacts, for m below 2 and for m below k. With m = k it is 0 by
/// construction; do not show it for m below 2k. For researchers' exports, not for the patient view.
/// After Steinwachs, Med Care 1979;17:551; the strict inequality and the uniform allocation are
/// choices of this project.
///
/// The distribution of D is built contact by contact (each meets someone new with chance
/// `(m − d) / m`), so that nothing overflows: factorials and Stirling numbers would, from about
/// n = 170. Time n · min(n, m).
///
/// * `contacts`: n.
/// * `providers`: distinct professionals met, k.
/// * `available`: professionals who could have been met, m.
pub fn licon(contacts: u32, providers: u32, available: u32) -> Option<f64> {
    if contacts < 2 || available < 2 || available < providers {
        return None;
    }
    let met = occupancy(contacts, available);
    // Not `sum`: of nothing, that is a negative zero.
    let more = met
        .iter()
        .skip(providers as usize + 1)
        .fold(0.0, |a, b| a + b);
    Some(f64::min(more, 1.0))
}

/// `P(D = d)` at index d, after `contacts` draws among `available`.
fn occupancy(contacts: u32, available: u32) -> Vec<f64> {
    let most = contacts.min(available);
    let m = f64::from(available);
    let mut met = vec![0.0; most as usize + 1];
    met[0] = 1.0;
    for _ in 0..contacts {
        // Downwards, so that each entry still reads its lower neighbour of the round before.
        for d in (1..=most).rev() {
            let at = d as usize;
            let again = met[at] * f64::from(d) / m;
            let first = met[at - 1] * (m - f64::from(d - 1)) / m;
            met[at] = again + first;
        }
        met[0] = 0.0;
    }
    met
}
