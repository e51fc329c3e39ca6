//! A ward's board: who is there, who is with them, whom they know, and what is next.

mod coming;
mod show;

pub use coming::Coming;
pub(in crate::app) use show::reach_at;
pub use show::{Board, Shown, Whose, board, card, present};
