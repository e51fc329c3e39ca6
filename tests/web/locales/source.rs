//! String literals of our own source, and what each is handed to.

use std::path::Path;

/// What a literal is the first argument of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// `Text::say`, `with` or `count`: a whole key.
    Text,
    /// `Text::word` and its like: the beginning of a key.
    Word,
    /// Anything else; a key may still come from here.
    Other,
}

/// A literal.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) file: String,
    pub(super) text: String,
    pub(super) call: Call,
}

impl Said {
    /// Whether the text of `key` may be asked for through this literal.
    pub(super) fn is_for(&self, key: &str) -> bool {
        match self.call {
            Call::Word => super::begins(key, &self.text),
            Call::Text | Call::Other => self.text == key || composes(&self.text, key),
        }
    }
}

/// Whether `format!` makes `key` of `pattern`, as `"shell-{part}-title"` makes `shell-theme-title`.
fn composes(pattern: &str, key: &str) -> bool {
    let mut parts = pattern.split('{');
    let Some(mut rest) = parts.next().and_then(|first| {
        // Something must be said in the source, or every pattern would stand for every key.
        (first.len() > 3 && first.contains('-')).then(|| key.strip_prefix(first))?
    }) else {
        return false;
    };
    let mut open = false;
    for part in parts {
        let Some((_, literal)) = part.split_once('}') else {
            return false;
        };
        open = literal.is_empty();
        match rest.find(literal) {
            Some(at) => rest = &rest[at + literal.len()..],
            None => return false,
        }
    }
    open || rest.is_empty()
}

/// The literals of a file: all of Rust, and what is between `{{ }}` and `{% %}` of a template.
pub(super) fn literals(path: &Path, content: &str) -> Vec<Said> {
    let is_template = path.extension().is_some_and(|kind| kind == "html");
    let code = if is_template {
        template_code(content)
    } else {
        rust_code(content)
    };
    let file = path.display().to_string();
    let mut found = Vec::new();
    let mut rest = code.as_str();
    let mut before = String::new();
    while let Some(at) = rest.find('"') {
        before.extend(rest[..at].chars().filter(|c| !c.is_whitespace()));
        rest = &rest[at + 1..];
        let end = end_of_literal(rest);
        found.push(Said {
            file: file.clone(),
            text: rest[..end].to_owned(),
            call: call(&before),
        });
        before.push('_');
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    found
}

fn end_of_literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// What is called with a literal that follows `before`, which has no blanks.
fn call(before: &str) -> Call {
    let Some(head) = before.strip_suffix('(') else {
        return Call::Other;
    };
    let name_at = head
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(0, |at| at + 1);
    let (receiver, name) = head.split_at(name_at);
    let Some(receiver) = receiver.strip_suffix('.') else {
        return Call::Other;
    };
    let last = receiver
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next();
    let is_text = last == Some("text") || is_made(receiver);
    match name {
        "say" | "with" | "count" if is_text => Call::Text,
        name if name.ends_with("word") => Call::Word,
        _ => Call::Other,
    }
}

/// `Text(language)`.
fn is_made(receiver: &str) -> bool {
    receiver
        .strip_suffix(')')
        .and_then(|head| head.rsplit_once("Text("))
        .is_some_and(|(_, inside)| {
            inside
                .chars()
                .all(|c| c.is_alphanumeric() || ":._".contains(c))
        })
}

fn template_code(content: &str) -> String {
    let mut code = String::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        for part in content.split(open).skip(1) {
            let (inside, _) = part.split_once(close).unwrap_or((part, ""));
            code.push_str(inside);
            code.push('\n');
        }
    }
    code
}

/// Without comments and single quotes around a double one, which would begin a literal.
fn rust_code(content: &str) -> String {
    content
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.replace("'\"'", "' '"))
        .collect::<Vec<_>>()
        .join("\n")
}
