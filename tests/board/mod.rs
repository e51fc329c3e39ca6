//! A ward's board: what a card says, who sees it, and how an open one is kept true.

mod cards;
mod live;
mod pages;
