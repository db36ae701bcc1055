//! A workbook as a zip container, opened under limits.
//!
//! What the directory declares is checked before anything is inflated. A directory can lie, so
//! every part is read through a counter that stops at what was declared and at the part's limit.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::SheetError;
use crate::limits::Limits;
use crate::wide::{self, Wide};

/// The bytes of a file, shared by everything that reads them.
#[derive(Debug, Clone)]
pub(crate) struct Bytes(pub(crate) Arc<Vec<u8>>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A zip container whose directory has been checked.
#[derive(Debug, Clone)]
pub(crate) struct Archive {
    zip: ZipArchive<Cursor<Bytes>>,
    packed: Bytes,
    /// Lower-case names with their index and declared size.
    parts: Arc<BTreeMap<String, (usize, u64)>>,
}

/// From this size a part that packs too well is refused.
const RATIO_FROM: u64 = 16 << 20;

impl Archive {
    /// Reads and checks the directory.
    pub(crate) fn open(bytes: &Bytes, limits: &Limits) -> Result<Self, SheetError> {
        refuse_many_parts(&bytes.0, limits)?;
        let zip =
            ZipArchive::new(Cursor::new(bytes.clone())).map_err(|_| SheetError::broken("zip"))?;
        if zip.len() > limits.parts {
            return Err(SheetError::TooLarge { what: "parts", limit: limits.parts as u64 });
        }
        if zip.has_duplicate_names() {
            return Err(SheetError::broken("zip"));
        }
        let mut parts = BTreeMap::new();
        let mut total = 0u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|_| SheetError::broken("zip"))?;
            let name = entry.name().map_err(|_| SheetError::broken("zip"))?;
            let name = part_name(&name);
            if entry.encrypted() {
                return Err(SheetError::Encrypted);
            }
            let size = entry.size();
            total = total.saturating_add(size);
            check_size(size, entry.compressed_size(), limits)?;
            parts.insert(name, (index, size));
        }
        if total > limits.total_bytes {
            return Err(SheetError::TooLarge { what: "total_bytes", limit: limits.total_bytes });
        }
        Ok(Self { zip, packed: bytes.clone(), parts: Arc::new(parts) })
    }

    /// The container's own bytes.
    pub(crate) fn packed(&self) -> &Bytes {
        &self.packed
    }

    /// Whether there is a part of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// The container itself, to be copied from.
    pub(crate) fn zip(&self) -> ZipArchive<Cursor<Bytes>> {
        self.zip.clone()
    }

    /// The names of all parts, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Hands the part's inflated bytes to `read`, as UTF-8 where they are UTF-16; `None` where
    /// there is no such part. No more than `limit` bytes come, and no more than the directory
    /// declares.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        what: &'static str,
        limit: u64,
        read: impl FnOnce(&mut dyn Read) -> Result<T, SheetError>,
    ) -> Option<Result<T, SheetError>> {
        let narrow = |reader: &mut dyn Read| {
            let (mut start, mut held) = ([0; 2], 0);
            while held < 2 {
                match reader.read(&mut start[held..]) {
                    Ok(0) => break,
                    Ok(count) => held += count,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(read_error(&error, name)),
                }
            }
            let mut whole = (&start[..held]).chain(reader);
            let Some(wide) = Wide::of(&start[..held]) else { return read(&mut whole) };
            let mut bytes = Vec::new();
            let read_to_end = whole.take(wide::LARGEST + 1).read_to_end(&mut bytes);
            read_to_end.map_err(|error| read_error(&error, name))?;
            if bytes.len() as u64 > wide::LARGEST {
                return Err(SheetError::TooLarge { what, limit: wide::LARGEST });
            }
            read(&mut Cursor::new(wide.decode(&bytes, name)?))
        };
        self.read_as_it_is(name, what, limit, narrow)
    }

    /// As [`Archive::read`], without a look at how the text is stored.
    pub(crate) fn read_as_it_is<T>(
        &self,
        name: &str,
        what: &'static str,
        limit: u64,
        read: impl FnOnce(&mut dyn Read) -> Result<T, SheetError>,
    ) -> Option<Result<T, SheetError>> {
        let &(index, size) = self.parts.get(&name.to_lowercase())?;
        if size > limit {
            return Some(Err(SheetError::TooLarge { what, limit }));
        }
        let mut zip = self.zip.clone();
        let file = match zip.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(text)) if text == ZipError::PASSWORD_REQUIRED => {
                return Some(Err(SheetError::Encrypted));
            }
            Err(_) => return Some(Err(SheetError::broken(name))),
        };
        Some(read(&mut Declared { inner: file, left: size }))
    }

    /// Whether a part is stored as UTF-16.
    pub(crate) fn wide(&self, name: &str) -> Result<Option<Wide>, SheetError> {
        let start = self.read_as_it_is(name, "part_bytes", u64::MAX, |reader| {
            let mut start = Vec::new();
            match reader.take(2).read_to_end(&mut start) {
                Ok(_) => Ok(Wide::of(&start)),
                Err(error) => Err(read_error(&error, name)),
            }
        });
        start.unwrap_or(Ok(None))
    }

    /// The whole of a part that is small enough to hold.
    pub(crate) fn bytes(&self, name: &str, limits: &Limits) -> Option<Result<Vec<u8>, SheetError>> {
        self.read(name, "small_part_bytes", limits.small_part_bytes, |reader| {
            let mut out = Vec::new();
            match reader.read_to_end(&mut out) {
                Ok(_) => Ok(out),
                Err(error) => Err(read_error(&error, name)),
            }
        })
    }
}

/// The name by which a part is found, whatever its spelling in the container.
pub(crate) fn part_name(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn check_size(size: u64, packed: u64, limits: &Limits) -> Result<(), SheetError> {
    if size > limits.part_bytes {
        return Err(SheetError::TooLarge { what: "part_bytes", limit: limits.part_bytes });
    }
    if size > RATIO_FROM && size / packed.max(1) > limits.ratio {
        return Err(SheetError::TooLarge { what: "ratio", limit: limits.ratio });
    }
    Ok(())
}

/// Looks at the count in the end record before the directory is read: each entry costs memory.
fn refuse_many_parts(bytes: &[u8], limits: &Limits) -> Result<(), SheetError> {
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let Some(at) = memchr::memmem::rfind(tail, b"PK\x05\x06") else {
        return Err(SheetError::broken("zip"));
    };
    let Some(count) = tail.get(at + 10..at + 12) else {
        return Err(SheetError::broken("zip"));
    };
    if usize::from(u16::from_le_bytes([count[0], count[1]])) > limits.parts {
        return Err(SheetError::TooLarge { what: "parts", limit: limits.parts as u64 });
    }
    Ok(())
}

/// A reader that ends in an error where more comes than the directory declared.
struct Declared<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::from(io::ErrorKind::InvalidData)),
        }
        Ok(count)
    }
}

/// What an error while inflating a part means.
pub(crate) fn read_error(_error: &io::Error, part: &str) -> SheetError {
    // Everything comes from memory: only damaged data can fail.
    SheetError::broken(part)
}
