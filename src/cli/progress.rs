//! Progress bars on standard error: only where a person watches, and only after a second.

use std::io::{IsTerminal, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;
use crate::app::Progress;

const SHOWN_AFTER: Duration = Duration::from_secs(1);

/// A bar per stretch of work. Hidden when standard error is no terminal, or when asked.
#[derive(Debug)]
pub struct Bars {
    is_hidden: bool,
    current: Mutex<Option<Stretch>>,
}

#[derive(Debug)]
struct Stretch {
    bar: ProgressBar,
    began: Instant,
    is_shown: bool,
}

impl Bars {
    /// Bars as the command line asks for them.
    pub fn new(context: &Context) -> Self {
        Self {
            is_hidden: context.hides_progress || !stderr().is_terminal(),
            current: Mutex::new(None),
        }
    }

    fn with_current(&self, change: impl FnOnce(&mut Option<Stretch>)) {
        if !self.is_hidden {
            let mut current = self
                .current
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            change(&mut current);
        }
    }
}

impl Progress for Bars {
    fn begin(&self, what: &'static str, steps: Option<u64>) {
        self.with_current(|current| {
            let bar = ProgressBar::with_draw_target(steps, ProgressDrawTarget::hidden())
                .with_style(style(steps.is_some()))
                .with_message(what);
            *current = Some(Stretch {
                bar,
                began: Instant::now(),
                is_shown: false,
            });
        });
    }

    fn advance(&self, steps: u64) {
        self.with_current(|current| {
            let Some(stretch) = current else { return };
            stretch.bar.inc(steps);
            if !stretch.is_shown && stretch.began.elapsed() >= SHOWN_AFTER {
                stretch.is_shown = true;
                stretch.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        });
    }

    fn end(&self) {
        self.with_current(|current| {
            if let Some(stretch) = current.take() {
                stretch.bar.finish_and_clear();
            }
        });
    }
}

fn style(has_length: bool) -> ProgressStyle {
    let template = if has_length {
        "{msg:20} {bar:30} {percent:>3} %  {human_pos} of {human_len}  {per_sec}  {eta} left"
    } else {
        "{msg:20} {spinner} {human_pos}  {per_sec}"
    };
    // The template is ours and fixed; should it be wrong, the plain bar does.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
