//! One network per folder.

use crate::failure::Failure;
use std::{
    fs::{File, TryLockError},
    path::Path,
};

/// Held while a network uses a folder; the operating system lets go of it even after a crash.
pub struct Lock(#[allow(dead_code)] File);

impl Lock {
    pub fn of(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("lock");
        let failed = |cause: std::io::Error| Failure::unexpected(&format!("use {}", folder.display()), cause);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let file = File::create(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Failure::new(
                format!("another network runs in {}", folder.display()),
                "stop it first, or give this one its own `--base-path`",
            )),
            Err(TryLockError::Error(cause)) => Err(failed(cause)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_room_for_one_network_at_a_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = Lock::of(folder.path()).expect("nobody is there");
        let refused = Lock::of(folder.path()).err().expect("somebody is there");
        assert!(refused.what.contains("another network runs"), "{refused}");
        drop(first);
        Lock::of(folder.path()).expect("nobody is there any more");
    }
}
