//! What a departure would break, and who takes the thread.

mod assignment;
mod command;
mod confirming;
mod outlook;
mod pages;
mod share;
