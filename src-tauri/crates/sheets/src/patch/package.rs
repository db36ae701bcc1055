//! The package around the parts: relationships, kinds of content, and the container itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::LARGEST_PART;
use super::tags::{Edits, Outline};
use crate::archive::{Archive, Bytes, part_name, read_error};
use crate::error::SheetError;
use crate::limits::Limits;
use crate::sniff::{Found, sniff};
use crate::wide::Wide;
use crate::xlsx::{main_part, relations, sheet_list};

/// The beginning of every relationship's type.
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    </Relationships>";

/// What becomes of a part.
pub(super) enum Change {
    /// It is new, or small.
    Whole(Vec<u8>),
    /// It may be large: a sheet is held only while it is looked at.
    Edits(Edits),
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    /// Its part; `None` where it is no worksheet or its part is not named.
    pub(super) part: Option<String>,
}

/// The package that is being changed. Parts go by their names in lower case.
pub(super) struct Package {
    pub(super) archive: Archive,
    pub(super) limits: Limits,
    /// The workbook's own part.
    pub(super) main: String,
    /// Its sheets, in their order.
    pub(super) sheets: Vec<Listed>,
    pub(super) from_1904: bool,
    pub(super) styles: Option<String>,
    pub(super) changed: BTreeMap<String, Change>,
    /// New parts with their kind of content.
    pub(super) added: Vec<(String, &'static str)>,
}

/// The package as it was rewritten.
pub(super) struct Rewritten {
    pub(super) bytes: Vec<u8>,
    /// The names of the parts that were changed, as the container writes them.
    pub(super) changed: Vec<String>,
    /// How many were copied.
    pub(super) copied: u64,
}

impl Package {
    /// Opens an `.xlsx` or `.xlsm`.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, SheetError> {
        let limits = Limits::default();
        let not = |found| Err(SheetError::NotFillable { found });
        match sniff("", &Bytes(Arc::new(bytes.to_vec())), &limits)? {
            Found::Xlsx(archive) => Self::open(archive, limits),
            Found::Xlsb(_) => not(".xlsb"),
            Found::Ods(_) => not(".ods"),
            Found::Xls(_) => not(".xls"),
            Found::Text => not("CSV"),
        }
    }

    fn open(archive: Archive, limits: Limits) -> Result<Self, SheetError> {
        let main = main_part(&archive, &limits)?;
        let relations = relations(&archive, &main, &limits)?;
        let list = sheet_list(&archive, &main, &limits)?;
        let sheets = list.sheets.into_iter().map(|listed| {
            let relation = relations.get(&listed.relation);
            let relation = relation.filter(|relation| relation.kind == "worksheet");
            let part = relation.map(|relation| part_name(&relation.target));
            Listed { name: listed.name, part }
        });
        let sheets = sheets.collect();
        let styles = relations.values().find(|relation| relation.kind == "styles");
        let styles = styles.map(|relation| part_name(&relation.target));
        let styles = styles.filter(|part| archive.has(part));
        let (changed, added) = (BTreeMap::new(), Vec::new());
        let from_1904 = list.from_1904;
        Ok(Self { archive, limits, main, sheets, from_1904, styles, changed, added })
    }

    /// The part of a worksheet.
    pub(super) fn part_of(&self, name: &str) -> Result<&str, SheetError> {
        let worksheets = || self.sheets.iter().filter(|sheet| sheet.part.is_some());
        let found = worksheets().find(|sheet| sheet.name == name);
        found.and_then(|sheet| sheet.part.as_deref()).ok_or_else(|| SheetError::SheetNotFound {
            name: name.to_owned(),
            sheets: worksheets().map(|sheet| sheet.name.clone()).collect(),
        })
    }

    /// The whole of a part.
    pub(super) fn whole(&self, part: &str) -> Result<Vec<u8>, SheetError> {
        whole(&self.archive, part)
    }

    /// The whole of a part as it is stored.
    pub(super) fn stored(&self, part: &str) -> Result<Vec<u8>, SheetError> {
        Ok(stored(&self.archive, part)?.0)
    }

    /// The package with its changes.
    pub(super) fn finish(self) -> Result<Rewritten, SheetError> {
        rewrite(&self.archive, self.changed)
    }
}

/// The whole of a part, as UTF-8.
fn whole(archive: &Archive, part: &str) -> Result<Vec<u8>, SheetError> {
    let (bytes, wide) = stored(archive, part)?;
    match wide {
        Some(wide) => wide.decode(&bytes, part),
        None => Ok(bytes),
    }
}

/// The whole of a part as it is stored, and whether that is UTF-16.
fn stored(archive: &Archive, part: &str) -> Result<(Vec<u8>, Option<Wide>), SheetError> {
    let read = archive.read_as_it_is(part, "part_bytes", LARGEST_PART, |reader| {
        let mut bytes = Vec::new();
        match reader.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(read_error(&error, part)),
        }
    });
    let bytes = read.unwrap_or_else(|| Err(SheetError::broken(part)))?;
    let wide = Wide::of(&bytes);
    Ok((bytes, wide))
}

/// The part that holds the relationships of a part.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let joint = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{joint}_rels/{file}.rels")
}

/// The relationships of a part with further ones: kind and target each. Gives the ids too.
pub(super) fn related(
    bytes: Option<&[u8]>,
    part: &str,
    more: &[(&str, &str)],
) -> Result<(Vec<u8>, Vec<String>), SheetError> {
    let bytes = bytes.unwrap_or(EMPTY.as_bytes());
    let outline = Outline::of(bytes, part)?;
    let taken: Vec<String> =
        outline.children.iter().filter_map(|child| child.open.attributes.text(b"Id")).collect();
    let mut free = (1..).map(|n| format!("rId{n}")).filter(|id| !taken.contains(id));
    let (mut added, mut ids) = (String::new(), Vec::new());
    let prefix = outline.root.prefix;
    for (kind, target) in more {
        let id = free.next().unwrap_or_default();
        added.push_str(&format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{TYPE}{kind}\" Target=\"/{target}\"/>"
        ));
        ids.push(id);
    }
    let mut edits = Edits::default();
    edits.append(&outline.root, outline.close, added.as_bytes());
    Ok((edits.apply(bytes, part)?, ids))
}

/// The list of kinds of content with further parts.
pub(super) fn typed(
    bytes: &[u8],
    part: &str,
    more: &[(String, &str)],
) -> Result<Vec<u8>, SheetError> {
    let outline = Outline::of(bytes, part)?;
    let prefix = outline.root.prefix;
    let mut added = String::new();
    for (name, kind) in more {
        added.push_str(&format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"));
    }
    let mut edits = Edits::default();
    edits.append(&outline.root, outline.close, added.as_bytes());
    edits.apply(bytes, part)
}

/// The container with some parts exchanged and some added. All others are copied as they lie
/// there, packed bytes and all, in the same order.
fn rewrite(
    archive: &Archive,
    mut changed: BTreeMap<String, Change>,
) -> Result<Rewritten, SheetError> {
    let mut zip = archive.zip();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.set_raw_comment(zip.comment().into()).map_err(broken)?;
    let (mut names, mut copied) = (Vec::new(), 0);
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        match changed.remove(&part_name(&name)) {
            Some(change) => {
                write(archive, &mut out, &name, file.compression(), change)?;
                names.push(name);
            }
            None => {
                out.raw_copy_file(file).map_err(broken)?;
                copied += 1;
            }
        }
    }
    for (name, change) in changed {
        write(archive, &mut out, &name, CompressionMethod::Deflated, change)?;
        names.push(name);
    }
    let bytes = out.finish().map_err(broken)?.into_inner();
    Ok(Rewritten { bytes, changed: names, copied })
}

fn write(
    archive: &Archive,
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    method: CompressionMethod,
    change: Change,
) -> Result<(), SheetError> {
    // No clock: the same changes give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default());
    out.start_file(name, options).map_err(broken)?;
    let own = part_name(name);
    let wide = if archive.has(&own) { archive.wide(&own)? } else { None };
    let bytes = match (change, wide) {
        (Change::Edits(edits), None) => return edits.write(&whole(archive, &own)?, name, out),
        (Change::Edits(edits), Some(_)) => edits.apply(&whole(archive, &own)?, name)?,
        (Change::Whole(bytes), _) => bytes,
    };
    let bytes = match wide {
        Some(wide) => wide.encode(&bytes, name)?,
        None => bytes,
    };
    out.write_all(&bytes).map_err(|_| SheetError::broken(name))
}

fn broken(_: ZipError) -> SheetError {
    SheetError::broken("zip")
}
