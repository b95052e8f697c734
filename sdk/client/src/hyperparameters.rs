//! The settings of a subnet, as a client wants them.

use myelin_primitives::Tao;
use myelin_views::SubnetHyperparamsV2;
use serde::Serialize;

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)+) => {
        /// The settings of a subnet that still mean something.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub struct Hyperparameters {
            $($(#[$doc])* pub $name: $kind,)+
        }

        impl From<SubnetHyperparamsV2> for Hyperparameters {
            fn from(told: SubnetHyperparamsV2) -> Self {
                Self { $($name: told.$name,)+ }
            }
        }
    };
}

settings! {
    /// Blocks between two epochs.
    tempo: u16,
    rho: u16,
    /// Share of stake that must agree on a weight, of 65535.
    kappa: u16,
    /// Blocks in which a new neuron is not replaced.
    immunity_period: u16,
    /// Fewest miners a validator must weigh.
    min_allowed_weights: u16,
    max_weights_limit: u16,
    /// Version that weights must name.
    weights_version: u64,
    /// Blocks between two weight settings of a validator.
    weights_rate_limit: u64,
    activity_cutoff: u64,
    registration_allowed: bool,
    target_regs_per_interval: u16,
    max_regs_per_block: u16,
    adjustment_interval: u16,
    /// Cheapest seat, in rao.
    min_burn: Tao,
    /// Dearest seat, in rao.
    max_burn: Tao,
    bonds_moving_avg: u64,
    /// Blocks between two announcements of an axon.
    serving_rate_limit: u64,
    /// Validators whose weights count.
    max_validators: u16,
    /// Epochs between commit and reveal.
    commit_reveal_period: u64,
    commit_reveal_weights_enabled: bool,
    liquid_alpha_enabled: bool,
    alpha_high: u16,
    alpha_low: u16,
    /// 3 where bonds are kept per validator, else 2.
    yuma_version: u16,
    /// Whether the subnet was started.
    subnet_is_active: bool,
    transfers_enabled: bool,
    bonds_reset_enabled: bool,
}
