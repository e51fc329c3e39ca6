//! A report as a file: CSV, and a workbook with typed cells and the definitions beside them.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::figures::words;
use super::period_words;
use crate::app::AppError;
use crate::app::report::Answer;
use crate::domain::report::kept::Kept;
use crate::domain::report::measure::Shape;
use crate::domain::report::{Figure, Shown};
use crate::web::Text;

/// The columns of the file; they stand in documents and are not translated.
const COLUMNS: [&str; 12] = [
    "measure",
    "part",
    "value",
    "numerator",
    "denominator",
    "n",
    "missing",
    "first_quartile",
    "median",
    "third_quartile",
    "previous",
    "last_year",
];

/// The cells of a row after its name and its part; `None` is not shown or undefined.
fn cells(answer: &Answer, place: usize) -> [Option<f64>; 10] {
    let row = &answer.report.rows[place];
    let value = |figure: &Figure| figure.shown().and_then(|shown| shown.value);
    let whole = |part: fn(&Shown) -> i64| {
        let shown = row.now.shown()?;
        Some(crate::domain::report::float(part(shown)))
    };
    let quartile = |place: usize| Some(row.spread?.quartiles?[place]);
    [
        value(&row.now),
        whole(|shown| shown.numerator),
        whole(|shown| shown.denominator),
        whole(|shown| shown.n),
        whole(|shown| shown.missing),
        quartile(0),
        quartile(1),
        quartile(2),
        value(&row.previous),
        value(&row.last_year),
    ]
}

/// The report as CSV.
pub(super) fn csv(answer: &Answer) -> Result<Vec<u8>, AppError> {
    let broken = |_| AppError::Internal("a report could not be written as CSV");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(broken)?;
    for (place, row) in answer.report.rows.iter().enumerate() {
        let cells = cells(answer, place);
        let cells = cells.map(|cell| cell.map(|cell| cell.to_string()).unwrap_or_default());
        let named = [row.measure.code(), row.measure.part().unwrap_or_default()];
        let record = named.map(str::to_owned).into_iter().chain(cells);
        writer.write_record(record).map_err(broken)?;
    }
    writer
        .into_inner()
        .map_err(|_| AppError::Internal("a report could not be written as CSV"))
}

/// The report as a workbook.
pub(super) fn xlsx(answer: &Answer, kept: Option<&Kept>, text: Text) -> Result<Vec<u8>, AppError> {
    workbook(answer, kept, text)
        .map_err(|_| AppError::Internal("a report could not be written as a workbook"))
}

fn workbook(answer: &Answer, kept: Option<&Kept>, text: Text) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let share = Format::new().set_num_format("0 %");
    let decimal = Format::new().set_num_format("0.00");
    let figures = workbook.add_worksheet();
    figures.set_name(text.say("report-sheet-figures"))?;
    let unit = answer.name.clone();
    figures.write(0, 0, unit.unwrap_or_else(|| text.say("report-whole")))?;
    figures.write(0, 1, period_words(answer.report.period, text))?;
    figures.write(0, 2, text.word("report-book", answer.report.book.code()))?;
    for (column, name) in (0..).zip(COLUMNS) {
        figures.write_with_format(2, column, name, &bold)?;
    }
    figures.set_column_width(0, 38)?;
    for (place, row) in answer.report.rows.iter().enumerate() {
        let line = line(place, 3);
        figures.write(line, 0, row.measure.code())?;
        if let Some(part) = row.measure.part() {
            figures.write(line, 1, part)?;
        }
        let of_value = match row.measure.shape() {
            Shape::Share | Shape::Days => Some(&share),
            Shape::Spread | Shape::Rate | Shape::Load => Some(&decimal),
            Shape::Count | Shape::Wait | Shape::Fives => None,
        };
        for ((column, cell), name) in (2..).zip(cells(answer, place)).zip(&COLUMNS[2..]) {
            let is_count = matches!(*name, "numerator" | "denominator" | "n" | "missing");
            match (cell, of_value.filter(|_| !is_count)) {
                (Some(cell), Some(format)) => {
                    figures.write_with_format(line, column, cell, format)?;
                }
                (Some(cell), None) => {
                    figures.write(line, column, cell)?;
                }
                (None, _) => {}
            }
        }
    }
    let definitions = workbook.add_worksheet();
    definitions.set_name(text.say("report-sheet-definitions"))?;
    definitions.set_column_width(0, 38)?;
    definitions.set_column_width(1, 44)?;
    definitions.set_column_width(2, 120)?;
    let mut codes: Vec<&str> = Vec::new();
    for row in &answer.report.rows {
        if !codes.contains(&row.measure.code()) {
            codes.push(row.measure.code());
        }
    }
    for (place, code) in codes.iter().enumerate() {
        let line = line(place, 0);
        definitions.write(line, 0, *code)?;
        let (title, definition) = words(code, kept, text);
        definitions.write(line, 1, title)?;
        definitions.write(line, 2, definition)?;
    }
    definitions.write(line(codes.len(), 1), 2, text.say("report-note"))?;
    workbook.save_to_buffer()
}

fn line(place: usize, first: u32) -> u32 {
    u32::try_from(place).unwrap_or(0) + first
}
