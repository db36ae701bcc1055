//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10), as Excel has written since 2010.

use super::cipher::{Aes, BLOCK, Hash};
use super::{PackageKey, password};
use crate::error::SheetError;
use crate::xml::{Attributes, Token, Xml};

/// Excel hashes a password 100,000 times. The format allows a hundred times as many, which would
/// keep a reader busy for seconds.
const MOST_ROUNDS: u32 = 1_000_000;
/// Pieces of the package that are encrypted each by itself.
const SEGMENT: usize = 4096;

const VERIFIER: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY_VALUE: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

/// What the package is encrypted with.
pub(super) struct Key {
    aes: Aes,
    hash: Hash,
    salt: Vec<u8>,
}

/// The key, from the description of the encryption, which is XML.
pub(super) fn key(mut description: &[u8]) -> Result<Key, SheetError> {
    let mut xml = Xml::new(&mut description, "EncryptionInfo", 1 << 20);
    let (mut data, mut sealed) = (None, None);
    loop {
        match xml.next()? {
            Token::End => break,
            Token::Open { name: b"keyData", attributes, .. } => data = Method::read(attributes),
            Token::Open { name: b"encryptedKey", attributes, .. } if sealed.is_none() => {
                sealed = Sealed::read(attributes);
            }
            _ => {}
        }
    }
    let (data, sealed) = data.zip(sealed).ok_or(SheetError::Encrypted)?;
    let aes = sealed.open(&password()).and_then(|key| Aes::new(&key));
    Ok(Key { aes: aes.ok_or(SheetError::Encrypted)?, hash: data.hash, salt: data.salt })
}

impl PackageKey for Key {
    fn decrypt(&self, package: &mut [u8]) {
        for (number, segment) in (0u32..).zip(package.chunks_mut(SEGMENT)) {
            let start = self.hash.of(&self.salt, &number.to_le_bytes());
            self.aes.chained(sized(&start), segment);
        }
    }
}

/// How something is encrypted; AES in chained blocks alone is known.
struct Method {
    hash: Hash,
    salt: Vec<u8>,
}

impl Method {
    fn read(attributes: Attributes<'_>) -> Option<Self> {
        let is_known = attributes.get(b"cipherAlgorithm") == Some(b"AES")
            && attributes.get(b"cipherChaining") == Some(b"ChainingModeCBC");
        let hash = Hash::named(attributes.get(b"hashAlgorithm")?)?;
        let salt = base64(attributes.get(b"saltValue")?)?;
        is_known.then_some(Self { hash, salt })
    }
}

/// The key of the package, locked with the password.
struct Sealed {
    method: Method,
    rounds: u32,
    key_bytes: usize,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    value: Vec<u8>,
}

impl Sealed {
    fn read(attributes: Attributes<'_>) -> Option<Self> {
        Some(Self {
            method: Method::read(attributes)?,
            rounds: attributes.number(b"spinCount").filter(|rounds| *rounds <= MOST_ROUNDS)?,
            key_bytes: attributes.number(b"keyBits")? as usize / 8,
            verifier: base64(attributes.get(b"encryptedVerifierHashInput")?)?,
            verifier_hash: base64(attributes.get(b"encryptedVerifierHashValue")?)?,
            value: base64(attributes.get(b"encryptedKeyValue")?)?,
        })
    }

    /// The key inside; `None` where the password is wrong.
    fn open(&self, password: &[u8]) -> Option<Vec<u8>> {
        let hash = self.method.hash;
        let spun = hash.spun(&self.method.salt, password, self.rounds);
        let verifier = self.decrypted(&self.verifier, &spun, VERIFIER)?;
        let expected = self.decrypted(&self.verifier_hash, &spun, VERIFIER_HASH)?;
        let found = hash.of(&verifier, &[]);
        if expected.get(..found.len())? != found {
            return None;
        }
        let mut key = self.decrypted(&self.value, &spun, KEY_VALUE)?;
        key.truncate(self.key_bytes);
        Some(key)
    }

    fn decrypted(&self, value: &[u8], spun: &[u8], purpose: [u8; 8]) -> Option<Vec<u8>> {
        let mut key = self.method.hash.of(spun, &purpose);
        // A key is cut, or filled up with this byte; no key is longer than 32.
        key.resize(self.key_bytes.min(64), 0x36);
        let mut value = value.to_vec();
        Aes::new(&key)?.chained(sized(&self.method.salt), &mut value);
        Some(value)
    }
}

/// The first block of a chain: cut, or filled up.
fn sized(bytes: &[u8]) -> [u8; BLOCK] {
    std::array::from_fn(|at| bytes.get(at).copied().unwrap_or(0x36))
}

/// The bytes that Base64 writes.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u32, 0);
    for byte in text.iter().filter(|byte| **byte != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_gives_the_bytes() {
        assert_eq!(base64(b"YWI=").unwrap(), b"ab");
        assert_eq!(base64(b"5aSp/+8").unwrap(), [0xe5, 0xa4, 0xa9, 0xff, 0xef]);
        assert_eq!(base64(b""), Some(Vec::new()));
        assert_eq!(base64(b"a b"), None);
    }

    #[test]
    fn too_many_rounds_are_not_run() {
        let description = b"<encryption><keyData cipherAlgorithm='AES' cipherChaining=\
            'ChainingModeCBC' hashAlgorithm='SHA512' saltValue=''/><encryptedKey spinCount=\
            '4000000000' cipherAlgorithm='AES' cipherChaining='ChainingModeCBC' hashAlgorithm=\
            'SHA512' saltValue='' keyBits='256' encryptedVerifierHashInput='' \
            encryptedVerifierHashValue='' encryptedKeyValue=''/></encryption>";
        assert_eq!(key(description).err(), Some(SheetError::Encrypted));
    }
}
