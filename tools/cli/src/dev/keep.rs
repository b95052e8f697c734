//! Whole states: remembered and come back to, written to a file and read from one.

use super::desk::Desk;
use clap::Args;
use myelin_client::dev::Snapshot;
use myelin_up::Failure;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Args)]
pub struct RevertArgs {
    /// The snapshot's number.
    #[arg(value_name = "ID")]
    id: u64,
}

#[derive(Args)]
pub struct FileArgs {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub async fn snapshot(desk: &Desk<'_>) -> Result<(), Failure> {
    let id = desk.dev.snapshot().await.map_err(|error| desk.refused(error))?;
    eprintln!("`myelin dev revert {id}` comes back to this moment");
    desk.chain.answer(&id.to_string(), &json!({ "snapshot": id }));
    Ok(())
}

pub async fn revert(desk: &Desk<'_>, args: &RevertArgs) -> Result<(), Failure> {
    let head = desk.dev.revert(Snapshot(args.id)).await.map_err(|error| desk.refused(error))?;
    desk.stands(head);
    Ok(())
}

/// The whole state, in a file of its own: written beside its place first, so that whatever is
/// there under that name is whole.
pub async fn dump(desk: &Desk<'_>, args: &FileArgs) -> Result<(), Failure> {
    let state = desk.dev.dump().await.map_err(|error| desk.refused(error))?;
    let shown = args.file.display();
    let unwritten = |cause: std::io::Error| {
        Failure::new(format!("could not write {shown}: {cause}"), "name a file in a folder you may write to")
    };
    let mut beside = args.file.clone().into_os_string();
    beside.push(".part");
    fs::write(&beside, &state).and_then(|()| fs::rename(&beside, &args.file)).map_err(|cause| {
        // Nothing more can be done about what is left.
        let _ = fs::remove_file(&beside);
        unwritten(cause)
    })?;
    desk.chain
        .answer(&format!("{} bytes in {shown}", state.len()), &json!({ "file": args.file, "bytes": state.len() }));
    Ok(())
}

pub async fn load(desk: &Desk<'_>, args: &FileArgs) -> Result<(), Failure> {
    let state = read(&args.file)?;
    let head = desk.dev.load(&state).await.map_err(|error| desk.refused(error))?;
    desk.done(&format!("loaded {}", args.file.display()), head);
    Ok(())
}

/// The bytes of a state file, whatever they are worth.
pub fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|cause| {
        Failure::new(format!("could not read {}: {cause}", file.display()), "`myelin dev dump FILE` writes one")
    })
}
