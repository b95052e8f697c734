//! Trained networks on file, so that a miner's second start takes no seconds.
//!
//! A file is named for the reader's kind and for a hash of all that decided its weights, and starts
//! with a hash of both, so a damaged, shortened or misplaced file is noticed and trained again.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Result, Write};
use std::path::{Path, PathBuf};

/// The first bytes of every file; the number changes with the layout.
const MAGIC: &[u8] = b"myelin-vision 1\n";
const NUMBER: usize = size_of::<f32>();

/// One trained network's place.
pub(crate) struct Cache {
    pub file: PathBuf,
    key: [u8; 32],
}

impl Cache {
    pub fn of(folder: &Path, kind: &str, key: [u8; 32]) -> Self {
        let short: String = key.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { file: folder.join(format!("{kind}-{short}.weights")), key }
    }

    /// The numbers on file, if they are sound and as many as expected.
    pub fn load(&self, count: usize) -> Option<Vec<f32>> {
        let expected = count.checked_mul(NUMBER)?;
        let longest = expected.checked_add(MAGIC.len())?.checked_add(32)?;
        let mut bytes = Vec::new();
        File::open(&self.file).ok()?.take(u64::try_from(longest).ok()?).read_to_end(&mut bytes).ok()?;
        let (hash, payload) = bytes.strip_prefix(MAGIC)?.split_at_checked(32)?;
        if payload.len() != expected || hash != self.hash(payload) {
            return None;
        }
        payload.chunks_exact(NUMBER).map(|number| Some(f32::from_le_bytes(number.try_into().ok()?))).collect()
    }

    /// Keeps the numbers: written beside the file and moved onto it, so nobody reads half of them.
    pub fn store(&self, numbers: &[f32]) -> Result<()> {
        let payload: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let folder = self.file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
        fresh.write_all(MAGIC)?;
        fresh.write_all(&self.hash(&payload))?;
        fresh.write_all(&payload)?;
        fresh.as_file().sync_all()?;
        fresh.persist(&self.file)?;
        Ok(())
    }

    fn hash(&self, payload: &[u8]) -> [u8; 32] {
        Sha256::new_with_prefix(self.key).chain_update(payload).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_again_under_its_own_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(&folder.path().join("new"), "plain", [1; 32]);
        assert_eq!(cache.load(2), None);
        cache.store(&[1.5, -2.0]).unwrap();
        assert_eq!(cache.load(2), Some(vec![1.5, -2.0]));
        assert_eq!(cache.load(1), None);

        let other = Cache::of(&folder.path().join("new"), "plain", [2; 32]);
        std::fs::copy(&cache.file, &other.file).unwrap();
        assert_eq!(other.load(2), None);
    }

    #[test]
    fn a_file_with_one_wrong_bit_or_a_missing_byte_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(folder.path(), "plain", [1; 32]);
        cache.store(&[1.5, -2.0]).unwrap();
        let sound = std::fs::read(&cache.file).unwrap();
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 1;
            std::fs::write(&cache.file, &damaged).unwrap();
            assert_eq!(cache.load(2), None, "byte {at}");
            std::fs::write(&cache.file, &sound[..at]).unwrap();
            assert_eq!(cache.load(2), None, "{at} bytes");
        }
    }
}
