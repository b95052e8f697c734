//! Hyperparameters by decree: the table's types and bounds hold, and what one value owes another;
//! who may set it, how often and when does not.

mod fits;
mod names;
mod setting;
mod write;

pub use setting::Setting;

use super::{edit, ensure, ensure_subnet, Refusal};
use alloc::format;
use myelin_primitives::{
    hyperparameters::{Row, Scope},
    NetUid,
};

/// Sets the hyperparameter of that name, of a subnet or of the network.
pub fn set_hyperparameter(netuid: Option<NetUid>, name: &str, setting: Setting) -> Result<(), Refusal> {
    edit(|| {
        let row = names::find(name)?;
        // A network's values are not kept by subnet, so any will do for them.
        let netuid = ensure_scope(row, netuid)?.unwrap_or(NetUid::ROOT);
        let value = setting.for_row(row)?;
        fits::ensure_fits(netuid, row, value)?;
        write::write(netuid, row, value, &setting)
    })
}

fn ensure_scope(row: &Row, netuid: Option<NetUid>) -> Result<Option<NetUid>, Refusal> {
    match (row.scope, netuid) {
        (Scope::Subnet, Some(netuid)) => ensure_subnet(netuid)?,
        (Scope::Subnet, None) => {
            ensure(false, || format!("`{}` is each subnet's own; name the subnet", row.name))?;
        }
        (Scope::Network, netuid) => {
            ensure(netuid.is_none(), || format!("`{}` is the network's; name no subnet", row.name))?;
        }
    }
    Ok(netuid)
}
