//! Who reads a page: extractors for pages that anybody may see, and for those behind the sign-in.

use super::shell::Shell;
use crate::app::Actor;
use crate::domain::access::Viewer;

/// Anybody: the page's frame only.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The frame of the page.
    pub shell: Shell,
}

/// Somebody who signed in. A request without a living session is sent to the sign-in page, which
/// keeps what was typed.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The frame of the page.
    pub shell: Shell,
    /// Who.
    pub viewer: Viewer,
}

impl Reader {
    /// The actor of the use cases this page calls.
    pub fn actor(&self) -> Actor {
        Actor::Account(self.viewer.clone())
    }
}
