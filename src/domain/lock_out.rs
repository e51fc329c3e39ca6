//! How long a name is locked after failed attempts to sign in.
//!
//! The wait doubles with each failure instead of being fixed: whoever mistypes five times loses a
//! minute, which a night shift can bear, while whoever guesses gets about a hundred attempts a day
//! at one name however patient they are (one each quarter of an hour, or four an hour).
//! Names without an account are counted alike, so that a lock tells nothing about who exists.

use chrono::TimeDelta;

/// The failure in a row that locks first.
pub const THRESHOLD: i32 = 5;

/// Minutes of the first lock and those after it; the last one stays.
pub const MINUTES: [i64; 5] = [1, 2, 4, 8, 15];

/// After this long without an attempt, earlier failures no longer count.
pub const FORGET: TimeDelta = TimeDelta::hours(1);

/// The lock that a failure brings, the first failure being 1.
pub fn lock_after(failures: i32) -> Option<TimeDelta> {
    let step = usize::try_from(failures - THRESHOLD).ok()?;
    let minutes = MINUTES[step.min(MINUTES.len() - 1)];
    Some(TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_failure_locks_and_each_one_after_it_longer_up_to_a_quarter() {
        let minutes: Vec<_> = (1..=11)
            .map(|failures| lock_after(failures).map(|lock| lock.num_minutes()))
            .collect();
        assert_eq!(minutes[..4], [None; 4]);
        assert_eq!(
            minutes[4..],
            [1, 2, 4, 8, 15, 15, 15].map(Some),
            "and never longer"
        );
    }
}
