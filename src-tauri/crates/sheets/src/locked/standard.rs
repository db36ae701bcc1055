//! Standard encryption ([MS-OFFCRYPTO] 2.3.4.5), as Office 2007 wrote.

use super::cipher::{Aes, Hash};
use super::{PackageKey, password};
use crate::error::SheetError;

const ROUNDS: u32 = 50_000;

/// A header of an encryption that names its provider, and the check of the password behind it.
pub(super) struct Header<'a> {
    /// 0x6801 is RC4; 0x660e, 0x660f and 0x6610 are AES.
    pub(super) algorithm: u32,
    /// The length of the key in bits; 0 stands for 40.
    pub(super) key_bits: u32,
    pub(super) salt: &'a [u8],
    pub(super) verifier: &'a [u8],
    pub(super) verifier_hash: &'a [u8],
}

impl<'a> Header<'a> {
    /// Reads it; it begins with flags that are repeated inside.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?));
        let check = bytes.get(8..)?.get(number(4)? as usize..)?;
        // Each field stands behind the last one: the salt behind its length, and so on.
        Some(Self {
            algorithm: number(16)?,
            key_bits: number(24)?,
            salt: check.get(4..20)?,
            verifier: check.get(20..36)?,
            verifier_hash: check.get(40..)?,
        })
    }
}

/// What the package is encrypted with.
pub(super) struct Key(Aes);

/// The key, from the description of the encryption.
pub(super) fn key(description: &[u8]) -> Result<Key, SheetError> {
    let header = Header::read(description).ok_or(SheetError::Encrypted)?;
    open(&header, &password()).map(Key).ok_or(SheetError::Encrypted)
}

/// The cipher; `None` where the password is wrong.
fn open(header: &Header<'_>, password: &[u8]) -> Option<Aes> {
    if !matches!(header.algorithm, 0x660e..=0x6610) {
        return None;
    }
    let spun = Hash::Sha1.spun(header.salt, password, ROUNDS);
    let last = Hash::Sha1.of(&spun, &0u32.to_le_bytes());
    let mut key = [derived(&last, 0x36), derived(&last, 0x5c)].concat();
    key.truncate(header.key_bits as usize / 8);
    let aes = Aes::new(&key)?;
    let mut verifier = header.verifier.to_vec();
    let mut expected = header.verifier_hash.get(..32)?.to_vec();
    aes.each_block(&mut verifier);
    aes.each_block(&mut expected);
    (Hash::Sha1.of(&verifier, &[]) == expected[..20]).then_some(aes)
}

fn derived(hash: &[u8], mask: u8) -> Vec<u8> {
    let mut buffer = [mask; 64];
    buffer.iter_mut().zip(hash).for_each(|(byte, own)| *byte ^= own);
    Hash::Sha1.of(&buffer, &[])
}

impl PackageKey for Key {
    fn decrypt(&self, package: &mut [u8]) {
        self.0.each_block(package);
    }
}
