//! Delegation: stake that works through somebody else's hotkey. Nominators stake behind a delegate,
//! which keeps a take of their dividends; a parent lends its stake weight to children.
//! Owns the takes, the links between parents and children, and the links still to come; nobody else
//! writes them.
//! Always: a child is in its parent's list exactly when the parent is in the child's, with the same
//! proportion, and nobody lends more than it has (see `checks`).

mod auto_parent;
pub mod checks;
mod childkey_take;
mod children;
mod set_children;
pub(crate) mod storage;
mod swapped;
mod take;

pub use auto_parent::set_auto_parent;
pub use childkey_take::{cost_of_set_childkey_take, set_childkey_take};
pub use children::{
    adopt_by_root_validators, apply_due_children, cancel_pending, childkey_take_of, children_of, family_of,
    forget_subnet, parents_of, set_cooldown, Family,
};
pub use set_children::{cost_of_set_children, set_children};
pub use swapped::{hotkey_swapped, root_hotkey_swapped, take_swapped};
pub use take::{become_delegate, cost_of_take, decrease_take, increase_take, is_delegate, take_of};
