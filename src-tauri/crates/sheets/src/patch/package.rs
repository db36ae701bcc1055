//! The package around the parts: relationships, kinds of content, and the container itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Change;
use super::tags::{Edits, Outline};
use crate::archive::{Archive, part_name};
use crate::error::SheetError;

/// The beginning of every relationship's type.
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    </Relationships>";

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
/// there, packed bytes and all.
pub(super) fn rewrite(
    archive: &Archive,
    mut changed: BTreeMap<String, Change>,
) -> Result<Vec<u8>, SheetError> {
    let mut zip = archive.zip();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        match changed.remove(&part_name(&name)) {
            Some(change) => write(archive, &mut out, &name, change)?,
            None => out.raw_copy_file(file).map_err(broken)?,
        }
    }
    for (name, change) in changed {
        write(archive, &mut out, &name, change)?;
    }
    Ok(out.finish().map_err(broken)?.into_inner())
}

fn write(
    archive: &Archive,
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    change: Change,
) -> Result<(), SheetError> {
    // No clock: the same changes give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    out.start_file(name, options).map_err(broken)?;
    match change {
        Change::Whole(bytes) => out.write_all(&bytes).map_err(|_| SheetError::broken(name)),
        Change::Edits(edits) => edits.write(&super::whole(archive, &part_name(name))?, name, out),
    }
}

fn broken(_: ZipError) -> SheetError {
    SheetError::broken("zip")
}
