//! Templates: text with source columns in braces.

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself.
    Text(String),
    /// A source column; only its first ten characters, the date of an ISO time, when asked for.
    Column {
        /// The column's name.
        name: String,
        /// Whether only the date.
        date: bool,
    },
}

/// Cuts a template into its pieces; the error says what would be accepted.
pub fn parse(template: &str) -> Result<Vec<Piece>, &'static str> {
    const ACCEPTED: &str = "not a template; write text with columns in braces, {id}#{started:date}";
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (text, after) = (&rest[..open], &rest[open + 1..]);
        let close = after.find('}').ok_or(ACCEPTED)?;
        let (name, date) = match after[..close].split_once(':') {
            None => (&after[..close], false),
            Some((name, "date")) => (name, true),
            Some(_) => return Err(ACCEPTED),
        };
        if name.is_empty() || name.contains('{') {
            return Err(ACCEPTED);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Column {
            name: name.to_owned(),
            date,
        });
        rest = &after[close + 1..];
    }
    if rest.contains('}') {
        return Err(ACCEPTED);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}
