//! Phrases of words people can write down.
//!
//! The words are BIP-39's; the seed is not. It is stretched from the phrase's entropy instead of
//! its text, as chains of this family do, so other wallets' BIP-39 seeds of a phrase differ.

use bip39::Language;
use crypto_box::aead::{rand_core::RngCore, OsRng};
use secrecy::SecretString;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// How many words a phrase has unless one asks for more.
pub const DEFAULT_WORDS: usize = 12;
const STRETCHES: u32 = 2048;
const WORD_BITS: u32 = 11;
const ENTROPY_BYTES: [usize; 5] = [16, 20, 24, 28, 32];
/// Room for 24 words of eight letters, so that the text never moves and leaves a copy behind.
const TEXT_BYTES: usize = 24 * 9;

/// Why a text is not a phrase. None of them quotes a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MnemonicError {
    #[error("a phrase has 12, 15, 18, 21 or 24 words, not {found}")]
    WordCount { found: usize },
    #[error("word {position} of the phrase is not in the English word list")]
    UnknownWord { position: usize },
    #[error("the words are all known, but the phrase's checksum is wrong")]
    Checksum,
    #[error("a phrase cannot hold {found} bytes of entropy")]
    EntropyLength { found: usize },
    #[error("the system gave no random bytes")]
    NoRandomness,
}

impl MnemonicError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::WordCount { .. } => "give all the words in their order, separated by spaces",
            Self::UnknownWord { .. } => "check that word's spelling; all letters are small",
            Self::Checksum => "two words may be swapped, or one replaced by another",
            Self::EntropyLength { .. } => "give 16, 20, 24, 28 or 32 bytes",
            Self::NoRandomness => "",
        }
    }
}

/// A new phrase of 12, 15, 18, 21 or 24 words from the system's randomness.
pub fn generate(words: usize) -> Result<SecretString, MnemonicError> {
    let mut entropy = Zeroizing::new(vec![0; entropy_bytes(words)?]);
    OsRng.try_fill_bytes(&mut entropy).map_err(|_| MnemonicError::NoRandomness)?;
    from_entropy(&entropy)
}

/// The phrase that stands for `entropy`.
pub fn from_entropy(entropy: &[u8]) -> Result<SecretString, MnemonicError> {
    if !ENTROPY_BYTES.contains(&entropy.len()) {
        return Err(MnemonicError::EntropyLength { found: entropy.len() });
    }
    let mut text = Zeroizing::new(String::with_capacity(TEXT_BYTES));
    let mut bits = Zeroizing::new((0_u32, 0_u32));
    for byte in entropy.iter().chain([&checksum(entropy)]) {
        let (held, count) = (bits.0 << 8 | u32::from(*byte), bits.1.saturating_add(8));
        let left = count.saturating_sub(WORD_BITS);
        *bits = if count < WORD_BITS { (held, count) } else { (held & low_bits(left), left) };
        if count >= WORD_BITS {
            push_word(&mut text, held >> left);
        }
    }
    Ok(text.as_str().into())
}

/// Whether a phrase may have that many words.
pub fn is_word_count(words: usize) -> bool {
    entropy_bytes(words).is_ok()
}

/// The phrase as it is kept: single spaces, nothing around it. Refuses what is not a phrase.
pub fn normalise(phrase: &str) -> Result<SecretString, MnemonicError> {
    from_entropy(&to_entropy(phrase)?)
}

/// The 32-byte seed of a phrase and the optional password of its owner.
pub fn to_seed(phrase: &str, password: &str) -> Result<Zeroizing<[u8; 32]>, MnemonicError> {
    let entropy = to_entropy(phrase)?;
    let salt = Zeroizing::new([b"mnemonic", password.as_bytes()].concat());
    let stretched = Zeroizing::new(pbkdf2::pbkdf2_hmac_array::<Sha512, 64>(&entropy, &salt, STRETCHES));
    let mut seed = Zeroizing::new([0; 32]);
    for (kept, byte) in seed.iter_mut().zip(stretched.iter()) {
        *kept = *byte;
    }
    Ok(seed)
}

/// The entropy a phrase stands for, its checksum verified. Not left to the word list's crate, which
/// does not wipe what it works with.
fn to_entropy(phrase: &str) -> Result<Zeroizing<Vec<u8>>, MnemonicError> {
    let words = phrase.split_whitespace().count();
    let bytes = entropy_bytes(words)?;
    let mut entropy = Zeroizing::new(Vec::with_capacity(bytes.saturating_add(2)));
    let mut bits = Zeroizing::new((0_u32, 0_u32));
    for (index, word) in phrase.split_whitespace().enumerate() {
        let position = index.saturating_add(1);
        let number = Language::English.find_word(word).ok_or(MnemonicError::UnknownWord { position })?;
        *bits = (bits.0 << WORD_BITS | u32::from(number), bits.1.saturating_add(WORD_BITS));
        while bits.1 >= 8 {
            let left = bits.1.saturating_sub(8);
            entropy.extend_from_slice(&(bits.0 >> left).to_be_bytes()[3..]);
            *bits = (bits.0 & low_bits(left), left);
        }
    }
    // What is left are the last bits of the checksum; a phrase of 24 words carries a whole byte of it.
    let (tail, length) = *bits;
    let found = entropy.get(bytes).map_or(tail, |byte| u32::from(*byte));
    let length = if length == 0 { 8 } else { length };
    entropy.truncate(bytes);
    if found != u32::from(checksum(&entropy)) >> 8_u32.saturating_sub(length) {
        return Err(MnemonicError::Checksum);
    }
    Ok(entropy)
}

/// The first byte of the entropy's hash; a phrase carries one bit of it for each four bytes.
fn checksum(entropy: &[u8]) -> u8 {
    let [first, ..]: [u8; 32] = Sha256::digest(entropy).into();
    first
}

fn push_word(text: &mut String, number: u32) {
    let list = Language::English.word_list();
    let word = usize::try_from(number).ok().and_then(|number| list.get(number)).unwrap_or(&"");
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

fn entropy_bytes(words: usize) -> Result<usize, MnemonicError> {
    match words {
        12 => Ok(16),
        15 => Ok(20),
        18 => Ok(24),
        21 => Ok(28),
        24 => Ok(32),
        found => Err(MnemonicError::WordCount { found }),
    }
}

/// A mask of the `count` lowest bits; `count` is below 32 wherever it is used.
fn low_bits(count: u32) -> u32 {
    !u32::MAX.checked_shl(count).unwrap_or(0)
}
