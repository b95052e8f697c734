//! Files: read whole, written whole, and only their owner's.

use super::{CreateError, Overwrite, Warning};
use crate::keyfile::{self, Public, Sealing};
use crate::Secret;
use secrecy::SecretString;
use std::{
    fs::{self, DirBuilder, File},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
};
use tempfile::Builder;
use zeroize::Zeroizing;

const FILE_MODE: u32 = 0o600;
const FOLDER_MODE: u32 = 0o700;
/// The bits by which others than the owner may read.
const OTHERS_READ: u32 = 0o044;

/// The content of `path`, or nothing if it is larger than `most` bytes.
pub(super) fn read(path: &Path, most: u64) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    // Room for all of it at once: a buffer that grows leaves copies of a key behind.
    let room = usize::try_from(length.saturating_add(1)).map_err(io::Error::other)?;
    let mut content = Zeroizing::new(Vec::with_capacity(room));
    file.take(length).read_to_end(&mut content)?;
    Ok(Some(content))
}

/// Writes a private file and the public one beside it. The private one goes first: a key without its
/// public file can be mended, a public file whose key was lost cannot.
pub(super) fn write_pair(
    private: &Path,
    secret: &Secret,
    password: Option<&SecretString>,
    overwrite: Overwrite,
) -> Result<(), CreateError> {
    let public = super::public_beside(private);
    let described = Public::from(secret.keypair());
    // Asked before the work of sealing; the write asks again, in one step with itself.
    refuse_if_exists(private, overwrite)?;
    let has_public = is_public_of(&public, &described);
    if !has_public {
        refuse_if_exists(&public, overwrite)?;
    }

    let plain = keyfile::write_secret(secret);
    match password {
        Some(password) => write(private, &keyfile::seal(&plain, password)?, overwrite)?,
        None => write(private, &plain, overwrite)?,
    }
    if has_public {
        return Ok(());
    }
    write(&public, &keyfile::write_public(&described), overwrite)
}

/// Writes a public file alone.
pub(super) fn write_public(path: &Path, public: &Public, overwrite: Overwrite) -> Result<(), CreateError> {
    write(path, &keyfile::write_public(public), overwrite)
}

/// A warning if others may read the private file at `path`.
pub(super) fn exposure(path: &Path) -> Option<Warning> {
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    if mode & OTHERS_READ == 0 {
        return None;
    }
    let content = read(path, super::MOST_BYTES).ok().flatten()?;
    Some(Warning { path: path.to_owned(), mode, is_sealed: Sealing::of(&content).is_sealed() })
}

fn refuse_if_exists(path: &Path, overwrite: Overwrite) -> Result<(), CreateError> {
    if overwrite == Overwrite::No && path.symlink_metadata().is_ok() {
        return Err(CreateError::Exists { path: path.to_owned() });
    }
    Ok(())
}

/// A public file of the same key is no obstacle: the wallet was only looked at until now.
fn is_public_of(path: &Path, public: &Public) -> bool {
    read(path, super::MOST_BYTES)
        .ok()
        .flatten()
        .and_then(|content| keyfile::parse(&content).ok())
        .is_some_and(|found| found.public() == *public)
}

/// The file appears under its name in one step, after its content has reached the disk.
fn write(path: &Path, content: &[u8], overwrite: Overwrite) -> Result<(), CreateError> {
    let unwritable = |cause| CreateError::Unwritable { path: path.to_owned(), cause };
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder).map_err(unwritable)?;
    let mut file = Builder::new()
        .prefix(".")
        .suffix(".tmp")
        .permissions(fs::Permissions::from_mode(FILE_MODE))
        .tempfile_in(folder)
        .map_err(unwritable)?;
    file.write_all(content).and_then(|()| file.as_file().sync_all()).map_err(unwritable)?;
    let placed = match overwrite {
        Overwrite::Yes => file.persist(path),
        Overwrite::No => file.persist_noclobber(path),
    };
    placed.map_err(|failed| match failed.error.kind() {
        io::ErrorKind::AlreadyExists => CreateError::Exists { path: path.to_owned() },
        _ => unwritable(failed.error),
    })?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritable)
}
