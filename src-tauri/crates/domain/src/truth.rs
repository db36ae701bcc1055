//! Three values of knowing: yes, no, not yet known (Kleene's strong logic).

use serde::{Deserialize, Serialize};

/// Whether something holds, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It is known to hold.
    Yes,
    /// It is known not to hold.
    No,
    /// Something that decides it is not written yet.
    Unknown,
}

impl Truth {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// Whether all of the parts hold: one no is enough for no; yes if there are none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        !Self::any(parts.into_iter().map(|part| !part))
    }

    /// Whether any of the parts holds: one yes is enough for yes; no if there are none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut found = Self::No;
        for part in parts {
            match part {
                Self::Yes => return Self::Yes,
                Self::Unknown => found = Self::Unknown,
                Self::No => {}
            }
        }
        found
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(known: Option<bool>) -> Self {
        known.map_or(Self::Unknown, Self::from)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    #[test]
    fn all_and_any_are_kleenes() {
        for (parts, all, any) in [
            (&[][..], Yes, No),
            (&[Yes, Yes], Yes, Yes),
            (&[Yes, No], No, Yes),
            (&[Yes, Unknown], Unknown, Yes),
            (&[No, Unknown], No, Unknown),
            (&[No, No], No, No),
            (&[Unknown, Yes, No], No, Yes),
            (&[Unknown], Unknown, Unknown),
        ] {
            let found = (Truth::all(parts.iter().copied()), Truth::any(parts.iter().copied()));
            assert_eq!(found, (all, any), "{parts:?}");
        }
    }
}
