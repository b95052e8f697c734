//! Orders that take long: their deadlines, their end when nobody waits any more, and refusals.

use super::Dev;
use crate::{
    rpc::{Params, Rpc},
    Head, ReadError,
};
use std::time::Duration;
use tokio::runtime::Handle;

/// How long a block may take to be made, at worst; the deadline grows with their number.
const PER_BLOCK: Duration = Duration::from_millis(100);

/// JSON-RPC's own codes, and the one it leaves to applications.
const NO_SUCH_METHOD: i32 = -32_601;
const INVALID_PARAMS: i32 = -32_602;
const APPLICATION: i32 = -32_000;

impl Dev {
    /// Has up to `blocks` blocks made.
    pub(super) async fn order(&self, method: &str, params: Params, blocks: u32) -> Result<Head, ReadError> {
        let deadline = self.client.rpc.deadline().saturating_add(PER_BLOCK.saturating_mul(blocks));
        let mut under_way = UnderWay(Some(self.client.rpc.clone()));
        let answer = self.client.rpc.clone().with_deadline(deadline).tell(method, params).await;
        if !matches!(answer, Err(ReadError::TimedOut { .. })) {
            under_way.0 = None;
        }
        answer.map_err(in_its_own_words)
    }
}

/// An order whose answer is awaited. Dropped before it came, it calls the order off.
struct UnderWay(Option<Rpc>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        let Some((rpc, runtime)) = self.0.take().zip(Handle::try_current().ok()) else { return };
        runtime.spawn(async move {
            // Best effort: without an answer the order goes on to its own end.
            let _ = rpc.tell::<()>("dev_callOff", Params::NONE).await;
        });
    }
}

/// A refusal as the chain worded it: what is wrong, then the way out.
pub(super) fn in_its_own_words(error: ReadError) -> ReadError {
    let ReadError::Refused { method, code, message, data } = error else { return error };
    match code {
        APPLICATION => match message.rsplit_once("; ") {
            Some((reason, hint)) => ReadError::Declined { reason: reason.to_owned(), hint: hint.to_owned() },
            None => ReadError::Declined { reason: message, hint: String::new() },
        },
        INVALID_PARAMS => {
            let told = if data.is_empty() { message } else { data };
            ReadError::Declined { reason: format!("{method} does not understand this: {told}"), hint: String::new() }
        }
        NO_SUCH_METHOD => ReadError::NotForDevelopment { method },
        _ => ReadError::Refused { method, code, message, data },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: i32, message: &str, data: &str) -> ReadError {
        let (message, data) = (message.to_owned(), data.to_owned());
        in_its_own_words(ReadError::Refused { method: "dev_mine".into(), code, message, data })
    }

    #[test]
    fn what_a_chain_declines_is_told_in_its_own_words() {
        let past = refused(-32_000, "block 3 is past: the head is block 9; a revert goes back", "");
        assert_eq!(
            (past.to_string().as_str(), past.hint()),
            ("block 3 is past: the head is block 9", "a revert goes back")
        );
        let bare = refused(-32_000, "called off after 7 blocks", "");
        assert_eq!((bare.to_string().as_str(), bare.hint()), ("called off after 7 blocks", ""));
    }

    #[test]
    fn a_node_without_the_verb_is_said_to_be_none_for_development() {
        let foreign = refused(-32_601, "Method not found", "");
        assert!(foreign.to_string().contains("not a development chain"), "{foreign}");
        assert!(foreign.hint().contains("myelin dev"));
    }

    #[test]
    fn parameters_that_mean_nothing_are_told_with_the_reason() {
        let wrong = refused(-32_602, "Invalid params", "unknown variant `epohc`");
        assert_eq!(wrong.to_string(), "dev_mine does not understand this: unknown variant `epohc`");
        assert!(matches!(refused(-32_603, "Internal error", ""), ReadError::Refused { .. }));
    }
}
