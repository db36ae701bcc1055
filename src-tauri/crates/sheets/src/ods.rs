//! `.ods`: the tables of `content.xml`, streamed. Repeated cells and rows are written out only
//! where they hold something, and only up to the limits.

mod scan;

use std::ops::ControlFlow;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::value::Row;
use crate::workbook::{Layout, SheetInfo};
use crate::xml::{Token, Xml};

use scan::Scan;

const CONTENT: &str = "content.xml";

/// An open `.ods`.
pub(crate) struct Ods {
    archive: Archive,
    pub(crate) sheets: Vec<SheetInfo>,
    layouts: Vec<Layout>,
}

impl Ods {
    /// Passes over the content once, for the names of the tables and their layout.
    pub(crate) fn open(archive: Archive, limits: &Limits) -> Result<Self, SheetError> {
        if let Some(manifest) = archive.bytes("META-INF/manifest.xml", limits)
            && memchr::memmem::find(&manifest?, b"encryption-data").is_some()
        {
            return Err(SheetError::Encrypted);
        }
        let mut scan = Scan::new(limits, None);
        run(&archive, limits, &mut scan, &mut |_| ControlFlow::Continue(()))?;
        let Scan { sheets, layouts, .. } = scan;
        Ok(Self { archive, sheets, layouts })
    }

    /// Streams the rows of a table.
    pub(crate) fn rows(
        &self,
        index: usize,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        run(&self.archive, limits, &mut Scan::new(limits, Some(index)), each)
    }

    pub(crate) fn layout(&self, index: usize) -> Layout {
        self.layouts[index].clone()
    }
}

fn run(
    archive: &Archive,
    limits: &Limits,
    scan: &mut Scan<'_>,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) -> Result<(), SheetError> {
    let result = archive.read(CONTENT, "part_bytes", limits.part_bytes, |reader| {
        let mut xml = Xml::new(reader, CONTENT, limits.cell_bytes);
        loop {
            let flow = match xml.next()? {
                Token::End => return Ok(()),
                Token::Open { name, attributes, empty } => {
                    scan.open(name, attributes)?;
                    if empty { scan.close(name, each)? } else { ControlFlow::Continue(()) }
                }
                Token::Close(name) => scan.close(name, each)?,
                Token::Text(text) => {
                    if scan.text(text).is_none() {
                        return Err(xml.broken());
                    }
                    ControlFlow::Continue(())
                }
                Token::Literal(_) => ControlFlow::Continue(()),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
    });
    result.unwrap_or_else(|| Err(SheetError::broken(CONTENT)))
}
