//! A fault: what went wrong as facts, before it is put into words for the border.

use std::collections::BTreeMap;

use shirube_domain::answers::{AnswerError, AnswerProblem};
use shirube_forms::FormError;
use shirube_sheets::SheetError;
use shirube_store::StoreError;

use crate::api::failure::{Exit, Failure, FailurePlace};
use crate::text::{Language, TextCatalogue};

/// What a use case fails with.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The stable name; its sentence is `error.<code>`, its hint `hint.<code>`.
    pub code: &'static str,
    /// What the sentence names.
    pub params: Vec<(&'static str, String)>,
    /// Where.
    pub place: Option<FailurePlace>,
    /// The command line's exit status.
    pub exit: Exit,
}

impl Fault {
    /// A fault without facts.
    pub fn new(code: &'static str, exit: Exit) -> Self {
        Self { code, params: Vec::new(), place: None, exit }
    }

    /// Wrong usage, or an id that is not there.
    pub fn usage(code: &'static str) -> Self {
        Self::new(code, Exit::Usage)
    }

    /// Somebody stopped it.
    pub fn cancelled() -> Self {
        Self::new("cancelled", Exit::Cancelled)
    }

    /// With one more fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// At that file.
    #[must_use]
    pub fn at_file(mut self, file: impl Into<String>) -> Self {
        let place = self.place.get_or_insert(FailurePlace { file: None, sheet: None, cell: None });
        place.file = Some(file.into());
        self
    }

    /// Put into words.
    pub fn tell(&self, text: &TextCatalogue, language: Language) -> Failure {
        // What was expected is the name of a type, a word of the text catalogue as well.
        let word = |name: &str, value: &String| {
            let word = text.template(language, &format!("type.{value}"));
            word.filter(|_| name == "expected").map_or_else(|| value.clone(), str::to_owned)
        };
        let words: Vec<String> = self.params.iter().map(|(n, value)| word(n, value)).collect();
        let params: Vec<(&str, &str)> = self
            .params
            .iter()
            .zip(&words)
            .map(|((name, _), word)| (*name, word.as_str()))
            .collect();
        let hint = format!("hint.{}", self.code);
        let hints = text
            .template(language, &hint)
            .map(|_| vec![text.say(language, &hint, &params)])
            .unwrap_or_default();
        Failure {
            code: self.code.to_owned(),
            message: text.say(language, &format!("error.{}", self.code), &params),
            params: self
                .params
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect::<BTreeMap<_, _>>(),
            place: self.place.clone(),
            hints,
            exit: self.exit,
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let exit = match &error {
            StoreError::NothingToUndo
            | StoreError::NothingToRedo
            | StoreError::UndoConflict { .. }
            | StoreError::OverlayInUse { .. }
            | StoreError::OverlayExists { .. }
            | StoreError::CatalogueInUse { .. }
            | StoreError::CatalogueExists(_) => Exit::No,
            StoreError::ActionNotFound(_)
            | StoreError::PlanNotFound(_)
            | StoreError::FirmNotFound(_)
            | StoreError::FigureNotStated(_)
            | StoreError::MappingNotFound(_)
            | StoreError::TotalNotFound(_)
            | StoreError::SelectionNotFound(_)
            | StoreError::ImportNotFound(_)
            | StoreError::RevisionNotFound(_)
            | StoreError::OverlayNotFound(_)
            | StoreError::CatalogueNotFound(_)
            | StoreError::NumbersDiffer { .. }
            | StoreError::PointNotFound(_)
            | StoreError::ConsultationNotFound(_)
            | StoreError::AttachmentNotFound(_) => Exit::Usage,
            StoreError::PlaceUnwritable { .. } => Exit::File,
            _ => Exit::Ledger,
        };
        let mut fault = Self::new(error.code(), exit);
        fault.params = error.params();
        match error.path() {
            Some(path) => fault.at_file(path.display().to_string()),
            None => fault,
        }
    }
}

impl From<FormError> for Fault {
    fn from(error: FormError) -> Self {
        let mut fault = Self::new(error.code(), Exit::File);
        fault.params = error.params();
        match fault.params.iter().find(|(name, _)| *name == "file") {
            Some((_, file)) => {
                let file = file.clone();
                fault.at_file(file)
            }
            None => fault,
        }
    }
}

impl From<SheetError> for Fault {
    fn from(error: SheetError) -> Self {
        let mut fault = Self::new(error.code(), Exit::File);
        fault.params = error.params();
        if let SheetError::Unfillable { sheet, cell, .. } = error {
            fault.place = Some(FailurePlace { file: None, sheet: Some(sheet), cell: Some(cell) });
        }
        fault
    }
}

impl From<AnswerError> for Fault {
    fn from(error: AnswerError) -> Self {
        let detail = match &error.problem {
            AnswerProblem::WrongType(expected) | AnswerProblem::BadCode(expected) => {
                (*expected).to_owned()
            }
            AnswerProblem::UnknownChoice(words) => words.join(", "),
            AnswerProblem::UnknownWord(words) => words.join("、"),
            _ => String::new(),
        };
        let mut fault = Self::new(error.problem.code(), Exit::File)
            .with("path", &error.path)
            .with("expected", detail);
        fault.place = Some(FailurePlace { file: None, sheet: None, cell: Some(error.path) });
        fault
    }
}
