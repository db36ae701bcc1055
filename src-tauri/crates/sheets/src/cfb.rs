//! Compound files (OLE2), the container of `.xls`: just enough to find a stream and read it.
//!
//! Every chain of sectors is bounded by the sectors that the file really has, so a chain that
//! bites its own tail ends in an error.

use crate::archive::Bytes;
use crate::error::SheetError;

/// The first eight bytes of every compound file.
pub(crate) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const END_OF_CHAIN: u32 = 0xffff_fffe;
const LAST_SECTOR: u32 = 0xffff_fffa;

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

/// A compound file whose directory has been read.
pub(crate) struct CompoundFile {
    bytes: Bytes,
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    entries: Vec<Entry>,
}

fn broken() -> SheetError {
    SheetError::broken("ole2")
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, SheetError> {
    let two = bytes.get(at..at + 2).ok_or_else(broken)?;
    Ok(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, SheetError> {
    let four = bytes.get(at..at + 4).ok_or_else(broken)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

impl CompoundFile {
    /// Reads the tables and the directory.
    pub(crate) fn open(bytes: &Bytes) -> Result<Self, SheetError> {
        let header = bytes.as_ref();
        let sector = match u16_at(header, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(broken()),
        };
        let mut file = Self {
            bytes: bytes.clone(),
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(u32_at(header, 56)?),
            entries: Vec::new(),
        };
        file.read_fat()?;
        let directory = file.chain(u32_at(header, 48)?)?;
        for raw in directory.chunks_exact(128) {
            file.entries.extend(entry(raw, sector)?);
        }
        let root = file.entries.first().ok_or_else(broken)?;
        if root.start < LAST_SECTOR {
            file.mini_stream = file.chain(root.start)?;
            file.mini_fat = numbers(&file.chain(u32_at(header, 60)?)?).collect();
        }
        Ok(file)
    }

    /// The table of chains: its own sectors are listed in the header and in further sectors.
    fn read_fat(&mut self) -> Result<(), SheetError> {
        let header = self.bytes.clone();
        let mut lists: Vec<u32> =
            numbers(header.as_ref().get(76..512).ok_or_else(broken)?).collect();
        let mut next = u32_at(header.as_ref(), 68)?;
        let mut left = header.as_ref().len() / self.sector + 1;
        while next < LAST_SECTOR {
            left = left.checked_sub(1).ok_or_else(broken)?;
            let sector = self.sector_bytes(next)?;
            lists.extend(numbers(&sector[..self.sector - 4]));
            next = u32_at(sector, self.sector - 4)?;
        }
        for id in lists.into_iter().filter(|id| *id < LAST_SECTOR) {
            if self.fat.len() > header.as_ref().len() {
                return Err(broken());
            }
            let sector: Vec<u32> = numbers(self.sector_bytes(id)?).collect();
            self.fat.extend(sector);
        }
        Ok(())
    }

    fn sector_bytes(&self, id: u32) -> Result<&[u8], SheetError> {
        let start = (id as usize + 1).checked_mul(self.sector).ok_or_else(broken)?;
        let bytes = self.bytes.as_ref();
        // The last sector of a file may be cut short by whoever wrote it.
        bytes.get(start..(start + self.sector).min(bytes.len())).ok_or_else(broken)
    }

    fn chain(&self, start: u32) -> Result<Vec<u8>, SheetError> {
        let mut out = Vec::new();
        let mut next = start;
        while next < LAST_SECTOR {
            if out.len() > self.bytes.as_ref().len() {
                return Err(broken());
            }
            out.extend_from_slice(self.sector_bytes(next)?);
            next = *self.fat.get(next as usize).ok_or_else(broken)?;
        }
        if next == END_OF_CHAIN { Ok(out) } else { Err(broken()) }
    }

    fn mini_chain(&self, start: u32) -> Result<Vec<u8>, SheetError> {
        let mut out = Vec::new();
        let mut next = start;
        while next < LAST_SECTOR {
            if out.len() > self.mini_stream.len() {
                return Err(broken());
            }
            let at = next as usize * 64;
            let end = (at + 64).min(self.mini_stream.len());
            out.extend_from_slice(self.mini_stream.get(at..end).ok_or_else(broken)?);
            next = *self.mini_fat.get(next as usize).ok_or_else(broken)?;
        }
        Ok(out)
    }

    /// Whether there is a stream of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of the stream of that name.
    pub(crate) fn stream(&self, name: &str) -> Result<Vec<u8>, SheetError> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
        let entry = entry.ok_or_else(broken)?;
        let mut bytes = if entry.size < self.mini_cutoff {
            self.mini_chain(entry.start)?
        } else {
            self.chain(entry.start)?
        };
        if (bytes.len() as u64) < entry.size {
            return Err(broken());
        }
        bytes.truncate(usize::try_from(entry.size).map_err(|_| broken())?);
        Ok(bytes)
    }
}

/// One entry of the directory; `None` for an unused one.
fn entry(raw: &[u8], sector: usize) -> Result<Option<Entry>, SheetError> {
    if raw[66] == 0 {
        return Ok(None);
    }
    let length = usize::from(u16_at(raw, 64)?).saturating_sub(2).min(64);
    let units: Vec<u16> =
        raw[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let low = u64::from(u32_at(raw, 120)?);
    // Small sectors mean version 3, where the upper half of the size may hold anything.
    let high = if sector == 512 { 0 } else { u64::from(u32_at(raw, 124)?) };
    Ok(Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(raw, 116)?,
        size: high << 32 | low,
    }))
}
