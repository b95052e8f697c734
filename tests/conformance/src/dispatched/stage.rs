//! The world with somebody in it who takes notes of every call.

use super::{effects::Effect, names::Names, seen::Book};
use crate::story::{person, World};
use myelin_runtime::{transaction_extensions, RuntimeCall, RuntimeOrigin, System};
use polkadot_sdk::{
    frame_support::{
        dispatch::GetDispatchInfo,
        storage::{with_transaction, TransactionOutcome},
    },
    sp_runtime::{
        generic::Era,
        traits::{DispatchTransaction, Dispatchable},
        transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
        AccountId32, DispatchError,
    },
};
use std::ops::{Deref, DerefMut};

/// Who makes a call: the chain, nobody, or a person, named or by the account.
pub enum Who {
    Root,
    Nobody,
    Person(AccountId32),
}

pub use Who::{Nobody, Root};

impl From<&str> for Who {
    fn from(name: &str) -> Self {
        Self::Person(person(name))
    }
}

impl From<AccountId32> for Who {
    fn from(account: AccountId32) -> Self {
        Self::Person(account)
    }
}

impl Who {
    fn origin(&self) -> RuntimeOrigin {
        match self {
            Self::Root => RuntimeOrigin::root(),
            Self::Nobody => RuntimeOrigin::none(),
            Self::Person(account) => RuntimeOrigin::signed(account.clone()),
        }
    }
}

pub struct Stage<'a> {
    world: &'a mut World,
    names: &'a Names,
    book: &'a mut Book,
}

impl Deref for Stage<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        self.world
    }
}

impl DerefMut for Stage<'_> {
    fn deref_mut(&mut self) -> &mut World {
        self.world
    }
}

impl<'a> Stage<'a> {
    pub fn new(world: &'a mut World, names: &'a Names, book: &'a mut Book) -> Self {
        Self { world, names, book }
    }

    /// The call must pass the pool, work, and have this effect.
    pub fn succeeds(&mut self, who: impl Into<Who>, call: impl Into<RuntimeCall>, effect: Effect) {
        let (who, call) = (who.into(), call.into());
        let before = self.world.events().len();
        let outcome = match at_the_door(&who, &call) {
            Err(refusal) => Err(format!("is refused by the pool: {refusal:?}")),
            Ok(()) => match self.dispatched(&who, &call) {
                Err(error) => Err(format!("fails with {error}")),
                Ok(()) => effect.verdict(self.names, &self.world.events().split_off(before)),
            },
        };
        let name = self.names.call(&call);
        match outcome {
            Ok(effect) => self.book.note_effect(name, effect),
            Err(why) => self.book.complain(format!("{name} {why}; it was {call:?}")),
        }
    }

    /// The call must fail with this error. Where the pool refuses it too, its number is noted.
    pub fn fails(&mut self, who: impl Into<Who>, call: impl Into<RuntimeCall>, error: impl Into<DispatchError>) {
        let expected = self.names.error(error.into());
        self.fails_as(who, call, &expected);
    }

    /// The call must fail with the error of this name.
    pub fn fails_as(&mut self, who: impl Into<Who>, call: impl Into<RuntimeCall>, expected: &str) {
        let (who, call) = (who.into(), call.into());
        let name = self.names.call(&call);
        if let Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(number))) = at_the_door(&who, &call) {
            self.book.note_refusal(name, number);
        }
        match self.dispatched(&who, &call) {
            Err(error) if error == expected => self.book.note_error(name, error),
            other => self.book.complain(format!("{name} gives {other:?} instead of {expected}; it was {call:?}")),
        }
    }

    /// The pool must keep this transaction out: all there is to see of a call that itself never fails.
    pub fn is_kept_out(&mut self, who: &str, call: impl Into<RuntimeCall>, refusal: InvalidTransaction) {
        let call = call.into();
        let name = self.names.call(&call);
        match at_the_door(&who.into(), &call) {
            Err(TransactionValidityError::Invalid(found)) if found == refusal => {
                self.book.note_error(name, format!("InvalidTransaction.{refusal:?}"));
            }
            other => self.book.complain(format!("the pool says {other:?} to {name}, and not {refusal:?}")),
        }
    }

    /// What comes of the call: nothing, or the error's name.
    fn dispatched(&self, who: &Who, call: &RuntimeCall) -> Result<(), String> {
        let done = call.clone().dispatch(who.origin());
        done.map(|_| ()).map_err(|failed| self.names.error(failed.error))
    }

    /// Plays on, and takes back whatever changed; the notes stay.
    pub fn aside(&mut self, play: impl FnOnce(&mut Self)) {
        let played = with_transaction(|| {
            play(self);
            TransactionOutcome::Rollback(Ok::<(), DispatchError>(()))
        });
        played.expect("nothing nests so deep; qed");
    }
}

/// What the pool says to a person's transaction; only people have to pass it.
fn at_the_door(who: &Who, call: &RuntimeCall) -> Result<(), TransactionValidityError> {
    let Who::Person(account) = who else { return Ok(()) };
    let nonce = System::account_nonce(account);
    let extensions = transaction_extensions(Era::Immortal, nonce, 0);
    let (info, length) = (call.get_dispatch_info(), 100);
    let checked = with_transaction(|| {
        let checked =
            extensions.validate_only(who.origin(), call, &info, length, TransactionSource::External, 0).map(|_| ());
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(checked))
    });
    checked.expect("nothing nests so deep; qed")
}
