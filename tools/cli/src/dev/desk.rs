//! Where orders to a running chain are given, and answers are told.

use crate::connect::ChainArgs;
use myelin_client::{dev::Dev, Client, Head, ReadError};
use myelin_up::Failure;
use serde_json::json;

/// A connection to a development chain, and how to answer.
pub struct Desk<'a> {
    pub chain: &'a ChainArgs,
    pub client: Client,
    pub dev: Dev,
}

impl<'a> Desk<'a> {
    pub async fn at(chain: &'a ChainArgs) -> Result<Self, Failure> {
        let client = chain.connect().await?;
        let dev = client.dev();
        Ok(Self { chain, client, dev })
    }

    /// Why an order was not carried out.
    pub fn refused(&self, error: ReadError) -> Failure {
        refused(self.client.url(), error)
    }

    /// Tells what was done, and in which block.
    pub fn done(&self, what: &str, head: Head) {
        let data = json!({ "number": head.number, "hash": head.hash });
        self.chain.answer(&format!("{what} in block {}", head.number), &data);
    }

    /// Tells where the chain stands.
    pub fn stands(&self, head: Head) {
        self.chain.answer(&format!("block {}", head.number), &json!({ "number": head.number, "hash": head.hash }));
    }
}

/// What the chain said, with its verbs as they are called here.
pub fn refused(url: &str, error: ReadError) -> Failure {
    if let ReadError::NotForDevelopment { method } = &error {
        return Failure::new(
            format!("the node at {url} is no development chain: it does not know {method}"),
            "`myelin dev` starts one; `--url` or MYELIN_URL names another",
        );
    }
    let ours = |text: &str| text.replace("`dev_", "`myelin dev ");
    Failure::new(ours(&error.to_string()), ours(error.hint()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_of_another_kind_is_named_by_its_address() {
        let failure = refused("ws://here", ReadError::NotForDevelopment { method: "dev_mine".into() });
        assert!(failure.what.contains("the node at ws://here is no development chain"), "{failure}");
    }

    #[test]
    fn the_chains_verbs_are_told_as_commands() {
        let declined =
            ReadError::Declined { reason: "there is no snapshot 7".into(), hint: "`dev_snapshot` takes one".into() };
        let failure = refused("ws://here", declined);
        assert_eq!(failure.to_string(), "error: there is no snapshot 7\nhint: `myelin dev snapshot` takes one");
    }
}
