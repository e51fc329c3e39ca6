//! What a departure would break, and who takes the thread.

mod assignment;
mod command;
mod outlook;
mod pages;
mod share;
