//! What a text means as a value of a field.

use serde_json::Value;

/// Something to say of a value: a code with its facts. Its sentence is `value.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) code: &'static str,
    pub(crate) params: Vec<(&'static str, String)>,
}

impl Remark {
    pub(crate) fn new(code: &'static str) -> Self {
        Self { code, params: Vec::new() }
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}

/// The meaning of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    /// It says nothing.
    Blank,
    /// A value, and perhaps what is worth a look in it.
    Value(Value, Option<Remark>),
    /// No value of that type; what would be right.
    Unread(Remark),
}

impl Meaning {
    pub(crate) fn value(value: impl Into<Value>) -> Self {
        Self::Value(value.into(), None)
    }

    pub(crate) fn remarked(value: impl Into<Value>, remark: Remark) -> Self {
        Self::Value(value.into(), Some(remark))
    }

    pub(crate) fn unread(code: &'static str) -> Self {
        Self::Unread(Remark::new(code))
    }
}
