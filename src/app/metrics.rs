//! What operators watch: how far evaluation is behind, what it does, and how requests fare. Counts and
//! times only, with rules and routes for names: nothing here says anything about a patient.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::{App, AppError};
use crate::store::evaluations;
use crate::store::flag_checks;

/// Seconds by which an evaluation may be late: from at once to a day.
const LAGS: [f64; 10] = [
    0.1, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3_600.0, 21_600.0, 86_400.0,
];
/// Seconds that an answer may take.
const ANSWERS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Rule {
    code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counters of this process.
pub struct Metrics {
    registry: Registry,
    lag: Histogram,
    evaluated: Counter,
    batches: Counter,
    failures: Counter,
    raised: Family<Rule, Counter>,
    cleared: Family<Rule, Counter>,
    changed: Gauge,
    due: Gauge,
    late: Gauge,
    check_at: Gauge,
    check_patients: Gauge,
    check_differences: Gauge,
    answers: Family<Answered, Counter>,
    times: Family<Route, Histogram, fn() -> Histogram>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut this = Self {
            registry: Registry::with_prefix("redthread"),
            lag: Histogram::new(LAGS),
            evaluated: Counter::default(),
            batches: Counter::default(),
            failures: Counter::default(),
            raised: Family::default(),
            cleared: Family::default(),
            changed: Gauge::default(),
            due: Gauge::default(),
            late: Gauge::default(),
            check_at: Gauge::default(),
            check_patients: Gauge::default(),
            check_differences: Gauge::default(),
            answers: Family::default(),
            times: Family::new_with_constructor(|| Histogram::new(ANSWERS)),
        };
        this.register();
        this
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "evaluation_lag_seconds",
            "How late patients whose time had come were evaluated by the worker of this process",
            self.lag.clone(),
        );
        registry.register(
            "patients_evaluated",
            "Patients whose flags and summary this process stored",
            self.evaluated.clone(),
        );
        registry.register(
            "evaluation_batches",
            "Batches of patients that the worker of this process claimed",
            self.batches.clone(),
        );
        registry.register(
            "evaluation_failures",
            "Patients whom the worker of this process could not evaluate, and rounds that broke off",
            self.failures.clone(),
        );
        registry.register(
            "flags_raised",
            "Flags raised by this process, by rule",
            self.raised.clone(),
        );
        registry.register(
            "flags_cleared",
            "Flags cleared by this process, by rule",
            self.cleared.clone(),
        );
        registry.register(
            "patients_changed",
            "Patients with a change that is not evaluated yet",
            self.changed.clone(),
        );
        registry.register(
            "patients_due",
            "Patients whose time has come and who are not evaluated yet",
            self.due.clone(),
        );
        registry.register(
            "evaluation_behind_seconds",
            "For how long the patient who waits longest has been due",
            self.late.clone(),
        );
        registry.register(
            "flag_check_timestamp_seconds",
            "When the last check of stored flags ended; 0 is never",
            self.check_at.clone(),
        );
        registry.register(
            "flag_check_patients",
            "Patients whose stored flags the last check compared",
            self.check_patients.clone(),
        );
        registry.register(
            "flag_check_differences",
            "Flags that the last check found otherwise than stored",
            self.check_differences.clone(),
        );
        registry.register(
            "http_requests",
            "Requests answered, by the route's pattern",
            self.answers.clone(),
        );
        registry.register(
            "http_request_seconds",
            "Time until an answer began, by the route's pattern",
            self.times.clone(),
        );
    }

    /// The worker claimed a batch: by so much was each late who was due by time.
    pub(super) fn claimed(&self, late: impl Iterator<Item = Duration>) {
        self.batches.inc();
        late.for_each(|late| self.lag.observe(late.as_secs_f64()));
    }

    /// So many patients were evaluated and stored.
    pub(super) fn evaluated(&self, patients: u64) {
        self.evaluated.inc_by(patients);
    }

    /// A flag of a rule was raised.
    pub(super) fn raised(&self, code: &str) {
        self.raised.get_or_create(&rule(code)).inc();
    }

    /// A flag of a rule was cleared.
    pub(super) fn cleared(&self, code: &str) {
        self.cleared.get_or_create(&rule(code)).inc();
    }

    /// Something that should have been evaluated was not.
    pub fn failed(&self) {
        self.failures.inc();
    }

    /// A request was answered. `route` is its pattern, never its address.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let route = Route {
            route: route.to_owned(),
        };
        let time = self.times.get_or_create(&route);
        time.observe(took.as_secs_f64());
        drop(time);
        let answered = Answered {
            method: method.to_owned(),
            route: route.route,
            status,
        };
        self.answers.get_or_create(&answered).inc();
    }
}

fn rule(code: &str) -> Rule {
    Rule {
        code: code.to_owned(),
    }
}

/// Every metric in Prometheus' text format. What the database knows is asked of it now; where it does not
/// answer, that is as it was when it last did.
///
/// # Errors
/// [`AppError::Internal`] when they cannot be written down.
pub async fn metrics(app: &App) -> Result<String, AppError> {
    if let Err(error) = look(app).await {
        tracing::warn!(code = error.code(), "the metrics of the database are old");
    }
    let mut text = String::new();
    prometheus_text::encode(&mut text, &app.metrics.registry)
        .map_err(|_| AppError::Internal("the metrics cannot be written"))?;
    Ok(text)
}

async fn look(app: &App) -> Result<(), AppError> {
    let (read, now, metrics) = (&app.db.read, app.clock.now(), &app.metrics);
    let waiting = evaluations::waiting(read, now).await?;
    metrics.changed.set(waiting.changed);
    metrics.due.set(waiting.due);
    let late = waiting.since.map_or(0, |since| (now - since).num_seconds());
    metrics.late.set(late);
    if let Some(last) = flag_checks::last(read).await? {
        metrics.check_at.set(last.finished_at.timestamp());
        metrics.check_patients.set(last.patients);
        metrics.check_differences.set(last.differences);
    }
    Ok(())
}
