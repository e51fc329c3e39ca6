//! The HTML front end: pages that work without JavaScript. Calls use cases only; never the store.

pub mod pages;
pub mod reader;
pub mod shell;
pub mod text;
pub mod timeline;

pub use reader::{Guest, Reader};
pub use shell::{Shell, Theme};
pub use text::{Language, Text};
