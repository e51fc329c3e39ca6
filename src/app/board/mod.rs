//! A ward's board: who is there, who is with them, whom they know, and what is next.

mod show;

pub use show::{Board, Shown, Whose, board, card, present};
