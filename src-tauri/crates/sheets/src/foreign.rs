//! The border to calamine, which reads `.xls` and `.xlsb`: values taken over, panics caught.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Sheet, SheetType, SheetVisible};

use crate::error::SheetError;
use crate::value::{Value, serial_date};
use crate::workbook::{SheetInfo, SheetKind};
use crate::xlsx::iso_date;

/// Runs `read`, which calls calamine, and takes a panic in it for a damaged file. Both binary
/// formats are read there by indexing into records whose lengths the file states, so a hostile
/// file can make it panic; nothing of it is used afterwards.
pub(crate) fn guarded<T>(
    part: &str,
    read: impl FnOnce() -> Result<T, SheetError>,
) -> Result<T, SheetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(SheetError::broken(part)))
}

/// What we know of a sheet.
pub(crate) fn sheet_info(sheet: &Sheet) -> SheetInfo {
    SheetInfo {
        name: sheet.name.clone(),
        hidden: sheet.visible != SheetVisible::Visible,
        kind: match sheet.typ {
            SheetType::WorkSheet => SheetKind::Worksheet,
            SheetType::DialogSheet => SheetKind::Dialog,
            SheetType::MacroSheet => SheetKind::Macro,
            SheetType::ChartSheet => SheetKind::Chart,
            SheetType::Vba => SheetKind::Vba,
        },
    }
}

fn date(moment: &ExcelDateTime, from_1904: bool) -> Value<'static> {
    let serial = moment.as_f64();
    // calamine takes times of day for dates; below one day there is no date.
    match serial_date(serial, from_1904).filter(|_| moment.is_datetime() && serial >= 1.0) {
        Some(moment) => Value::Date(moment),
        None => Value::Number(serial),
    }
}

fn error(kind: &CellErrorType) -> Value<'static> {
    Value::Error(Cow::Owned(kind.to_string()))
}

fn text(text: &str) -> Option<Value<'_>> {
    (!text.is_empty()).then_some(Value::Text(Cow::Borrowed(text)))
}

/// A cell of a whole range.
pub(crate) fn value(data: &Data, from_1904: bool) -> Option<Value<'_>> {
    Some(match data {
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(string) => return text(string),
        Data::Bool(yes) => Value::Bool(*yes),
        Data::DateTime(moment) => date(moment, from_1904),
        Data::DateTimeIso(string) => iso_date(string),
        Data::DurationIso(string) => return text(string),
        Data::Error(kind) => error(kind),
        Data::Empty => return None,
    })
}

/// A cell of a stream.
pub(crate) fn value_ref(data: DataRef<'_>, from_1904: bool) -> Option<Value<'_>> {
    Some(match data {
        DataRef::Int(number) => Value::Number(number as f64),
        DataRef::Float(number) => Value::Number(number),
        DataRef::String(string) | DataRef::DurationIso(string) => {
            return (!string.is_empty()).then_some(Value::Text(Cow::Owned(string)));
        }
        DataRef::SharedString(string) => return text(string),
        DataRef::Bool(yes) => Value::Bool(yes),
        DataRef::DateTime(moment) => date(&moment, from_1904),
        DataRef::DateTimeIso(string) => iso_date(&string),
        DataRef::Error(kind) => error(&kind),
        DataRef::Empty => return None,
    })
}
