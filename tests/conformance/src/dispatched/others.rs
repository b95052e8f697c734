//! Calls that are kept for their index and refuse whatever they are given.

use super::{
    cast::young_subnet,
    stage::{Root, Stage},
};
use crate::story::person;
use myelin_primitives::Tao;
use myelin_runtime::Runtime;
use pallet_admin_utils::{Call as Admin, Error as AdminError};
use pallet_swap::{Call as Swap, Error as SwapError, PositionId, TickIndex};

pub fn retired(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    let (tick_low, tick_high, position_id) = (TickIndex::default(), TickIndex::default(), PositionId::default());
    let allow = Admin::<Runtime>::sudo_set_network_pow_registration_allowed { netuid, registration_allowed: true };
    stage.fails(Root, allow, AdminError::<Runtime>::POWRegistrationDisabled);
    let issuance = Admin::<Runtime>::sudo_set_total_issuance { total_issuance: Tao(1) };
    stage.fails(Root, issuance, AdminError::<Runtime>::Deprecated);

    let hotkey = || person("ada");
    let swaps = [
        Swap::<Runtime>::add_liquidity { hotkey: hotkey(), netuid, tick_low, tick_high, liquidity: 1 },
        Swap::remove_liquidity { hotkey: hotkey(), netuid, position_id },
        Swap::modify_position { hotkey: hotkey(), netuid, position_id, liquidity_delta: 1 },
        Swap::toggle_user_liquidity { netuid, enable: true },
        Swap::disable_lp {},
    ];
    for call in swaps {
        stage.fails(Root, call, SwapError::<Runtime>::Deprecated);
    }
}
