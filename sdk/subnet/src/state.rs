//! What of a validator outlives a restart: the secret its questions come from, and what it thinks
//! of each miner.

use crate::{Secret, Standing};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What a validator thinks, as an earlier run wrote it down. A file that is not there or not whole
/// is as good as none: the validator asks anew.
pub fn read_standing(file: &Path) -> Option<Standing> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Writes down what a validator thinks.
pub fn write_standing(file: &Path, standing: &Standing) -> io::Result<()> {
    replace(file, &serde_json::to_vec(standing)?)
}

#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("could not read or write {}: {cause}", file.display())]
    File { file: PathBuf, cause: io::Error },
    #[error("{} holds no secret of 64 hex digits", file.display())]
    Damaged { file: PathBuf },
    #[error("could not make a secret: {0}")]
    Chance(#[from] myelin_wallet::MnemonicError),
}

/// The secret in that file, which nobody but its owner may read; a new one where there is none.
pub fn secret(file: &Path) -> Result<Secret, SecretError> {
    let trouble = |cause| SecretError::File { file: file.to_path_buf(), cause };
    match fs::read_to_string(file) {
        Ok(text) => {
            let mut bytes = [0; 32];
            let read = hex::decode_to_slice(text.trim(), &mut bytes);
            read.map_err(|_| SecretError::Damaged { file: file.to_path_buf() })?;
            Ok(Secret::new(bytes))
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            let secret = Secret::random()?;
            replace(file, format!("{}\n", secret.to_hex()).as_bytes()).map_err(trouble)?;
            Ok(secret)
        }
        Err(cause) => Err(trouble(cause)),
    }
}

/// Puts the content in place at once, so that nobody finds half of it; its owner's alone.
fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = file.with_extension("draft");
    match fs::remove_file(&draft) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
        // What a crash left behind may have had other permissions.
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut fresh = options.open(&draft)?;
    fresh.write_all(content)?;
    fresh.sync_all()?;
    fs::rename(draft, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Score;
    use myelin_primitives::NetUid;
    use myelin_wallet::AccountId;

    /// A folder of this test's own, removed when the test ends.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("myelin-subnet-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_secret_is_made_once_and_is_its_owners_alone() {
        let folder = Folder::new("secret");
        let file = folder.0.join("state/secret");
        let epoch = |secret: Secret| secret.of_epoch(NetUid(1), 1);
        let first = epoch(secret(&file).unwrap());
        assert_eq!(epoch(secret(&file).unwrap()), first);
        assert_ne!(epoch(secret(&folder.0.join("other")).unwrap()), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_secret_is_not_replaced_behind_its_owners_back() {
        let folder = Folder::new("damaged");
        let file = folder.0.join("secret");
        fs::create_dir_all(&folder.0).unwrap();
        fs::write(&file, "abc").unwrap();
        assert!(matches!(secret(&file), Err(SecretError::Damaged { .. })));
        assert_eq!(fs::read_to_string(&file).unwrap(), "abc");
    }

    #[test]
    fn a_standing_is_found_again_and_a_damaged_one_is_not() {
        let folder = Folder::new("standing");
        let file = folder.0.join("standing.json");
        assert_eq!(read_standing(&file), None);
        let mut standing = Standing::default();
        standing.learn(AccountId([1; 32]), Score::FULL, 0.5);
        write_standing(&file, &standing).unwrap();
        assert_eq!(read_standing(&file), Some(standing));
        fs::write(&file, "{").unwrap();
        assert_eq!(read_standing(&file), None);
    }
}
