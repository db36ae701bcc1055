//! Workbooks that are locked with the password that every Excel knows.
//!
//! Excel encrypts a workbook whose structure is protected with a fixed password of its own, and
//! asks nobody for it when it opens the file again. Such a file opens here too. Any other password
//! is a person's: the file stays locked, and is said to be.
//!
//! What a hostile file could make large has a bound: rounds of hashing are counted before they are
//! run, and nothing is read past its stream. The check sums that agile encryption adds are not
//! compared: the workbook inside is read under the same limits as any other.

mod agile;
mod biff;
mod cipher;
mod container;
mod standard;

use crate::cfb::CompoundFile;
use crate::error::SheetError;
use crate::limits::Limits;

pub(crate) use container::container;

/// The password that Excel itself uses ([MS-OFFCRYPTO] 2.4.2.3 has it).
const PASSWORD: &str = "VelvetSweatshop";

/// The password as all these methods take it.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Refuses a locked file that is so large that it can't be held twice, as it is and unlocked.
fn within(size: usize, limits: &Limits) -> Result<(), SheetError> {
    let limit = limits.file_bytes / 4;
    if size as u64 > limit {
        return Err(SheetError::TooLarge { what: "file_bytes", limit });
    }
    Ok(())
}

/// The workbook stream of an encrypted `.xls` without its encryption; `None` where it has none.
///
/// # Errors
/// [`SheetError::Encrypted`] where another password, or another method, locks it.
pub(crate) fn unlocked_xls(stream: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, SheetError> {
    let Some(lock) = biff::lock(stream) else {
        return Ok(None);
    };
    within(stream.len(), limits)?;
    biff::unlocked(stream, lock).map(Some)
}

/// The package inside an encrypted `.xlsx` or `.xlsb`.
///
/// # Errors
/// [`SheetError::Encrypted`] where another password, or another method, locks it.
pub(crate) fn unlocked_package(
    file: &CompoundFile,
    limits: &Limits,
) -> Result<Vec<u8>, SheetError> {
    let info = file.stream("EncryptionInfo")?;
    let (version, rest) = info.split_first_chunk::<4>().ok_or(SheetError::Encrypted)?;
    let key: Box<dyn PackageKey> = match version {
        [4, 0, 4, 0] => Box::new(agile::key(rest.get(4..).unwrap_or(&[]))?),
        [2..=4, 0, 2, 0] => Box::new(standard::key(rest)?),
        _ => return Err(SheetError::Encrypted),
    };
    let mut package = file.stream("EncryptedPackage")?;
    within(package.len(), limits)?;
    // It begins with the size of what is in it.
    let size = package.first_chunk::<8>().ok_or_else(|| SheetError::broken("ole2"))?;
    let size = usize::try_from(u64::from_le_bytes(*size)).unwrap_or(usize::MAX);
    package.drain(..8);
    key.decrypt(&mut package);
    package.truncate(size);
    Ok(package)
}

/// The key of a package, once the password has proved right.
trait PackageKey {
    /// Decrypts the whole package in place.
    fn decrypt(&self, package: &mut [u8]);
}
