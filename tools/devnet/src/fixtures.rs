//! Subnets with everybody on them, built once and kept in files.

use crate::{spawn, Config, Error};
use myelin_client::dev::Recipe;
use myelin_node::identity::Identity;
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Names the folder fixtures are kept in.
pub const FOLDER: &str = "MYELIN_FIXTURES";
const USUAL_FOLDER: &str = ".myelin/fixtures";

/// The file with the state that recipe leads to, in the folder `MYELIN_FIXTURES` names, or else in
/// `.myelin/fixtures` where the program runs. It is built if it is not there.
pub async fn fixture(recipe: &Recipe) -> Result<PathBuf, Error> {
    let folder = env::var_os(FOLDER).map_or_else(|| PathBuf::from(USUAL_FOLDER), PathBuf::from);
    fixture_in(&folder, recipe).await
}

/// As [`fixture`], in that folder.
pub async fn fixture_in(folder: &Path, recipe: &Recipe) -> Result<PathBuf, Error> {
    let path = folder.join(file_name(recipe));
    if !path.exists() {
        let devnet = Box::pin(spawn(Config::on_command())).await?;
        devnet.populate(recipe).await?;
        keep(&path, &devnet.dump().await?).map_err(|cause| Error::File { path: path.clone(), cause })?;
    }
    Ok(path)
}

/// One for each recipe and each runtime: a state is of use to its own runtime only.
fn file_name(recipe: &Recipe) -> String {
    let Recipe { uids, validators, cabals, cabal_stake, commit_reveal, tempo, weights, epochs } = recipe;
    let ledger: String = Identity::ours().ledger.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let weights = if *weights { "weights" } else { "no-weights" };
    let reveal = if *commit_reveal { "commit-reveal" } else { "plain" };
    format!("{uids}-uids-{validators}-validators-{cabals}-cabals-{cabal_stake}-{reveal}-tempo-{tempo}-{weights}-{epochs}-epochs-{ledger}.state")
}

/// Writes the whole file or none: others may look for it at the same time.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    file.persist(path).map(drop).map_err(|failed| failed.error)
}
