//! The HTML front end apart from the browser.

mod imports;
mod locales;
