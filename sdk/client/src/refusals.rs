//! Why a node's pool would not take a call, in words. The numbers are the wire's.

/// A number the pool answers with: what it means and what to try next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: u8,
    pub name: &'static str,
    pub hint: &'static str,
}

const fn refusal(code: u8, name: &'static str, hint: &'static str) -> Refusal {
    Refusal { code, name, hint }
}

/// Every number there is a name for.
pub const REFUSALS: [Refusal; 29] = [
    refusal(0, "ColdkeySwapAnnounced", "the coldkey is about to be swapped: finish or withdraw the swap first"),
    refusal(1, "StakeAmountTooLow", "stake more: the chain has a smallest amount"),
    refusal(2, "NotEnoughBalanceToStake", "stake less, or fund the coldkey"),
    refusal(3, "SubnetNotExists", "`myelin subnet list` shows those there are"),
    refusal(4, "HotKeyAccountNotExists", "register the hotkey on a subnet first"),
    refusal(5, "NotEnoughStakeToWithdraw", "ask for less: `myelin stake list` shows what there is"),
    refusal(6, "RateLimitExceeded", "wait some blocks and try again"),
    refusal(7, "InsufficientLiquidity", "the pool is too small: trade less"),
    refusal(8, "SlippageTooHigh", "trade less, allow a worse price, or allow a part"),
    refusal(9, "TransferDisallowed", "the subnet does not let stake change its coldkey"),
    refusal(10, "HotKeyNotRegisteredInNetwork", "register the hotkey on the subnet first"),
    refusal(11, "InvalidIpAddress", "announce an address others can reach"),
    refusal(12, "ServingRateLimitExceeded", "the axon was announced too recently: wait out the rate limit"),
    refusal(13, "InvalidPort", "announce the port the axon listens on"),
    refusal(14, "ZeroMaxAmount", "at that price nothing can be traded: allow a worse one"),
    refusal(15, "InvalidRevealRound", "name a round of the beacon that is yet to come"),
    refusal(16, "NoWeightsCommitFound", "commit the weights before revealing them"),
    refusal(17, "RevealTooEarly", "wait for the epoch in which the commit may be revealed"),
    refusal(18, "InputLengthsUnequal", "give lists of the same length"),
    refusal(19, "HotKeyNotRegisteredInSubNet", "register the hotkey on the subnet first"),
    refusal(20, "EvmKeyAssociateRateLimitExceeded", "wait out the rate limit"),
    refusal(21, "ColdkeySwapDisputed", "the coldkey's swap is disputed: it can do nothing until that is settled"),
    refusal(22, "InvalidRealAccount", "name the account the proxy acts for"),
    refusal(23, "FailedShieldedTxParsing", "seal the call again"),
    refusal(24, "InvalidShieldedTxPubKeyHash", "seal the call again with the chain's present key"),
    refusal(25, "NonAssociatedColdKey", "the hotkey belongs to another coldkey: sign with its owner"),
    refusal(26, "DelegateTakeTooLow", "ask for a higher take"),
    refusal(27, "DelegateTakeTooHigh", "ask for a lower take"),
    refusal(255, "BadRequest", "the call cannot succeed as it is: check its arguments"),
];

/// The refusal of a number.
pub fn of(code: u8) -> Option<&'static Refusal> {
    REFUSALS.iter().find(|refusal| refusal.code == code)
}

/// What a pool's answer means: the reason and what to try next.
pub(crate) fn explain(message: &str, data: &str) -> (String, String) {
    let custom = data.rsplit_once("Custom error: ").and_then(|(_, code)| code.trim().parse::<u8>().ok());
    if let Some(code) = custom {
        return match of(code) {
            Some(refusal) => (format!("{} (code {code})", refusal.name), refusal.hint.to_owned()),
            None => (format!("custom error {code}"), String::new()),
        };
    }
    let reason = if data.is_empty() { message.to_owned() } else { format!("{message}: {data}") };
    let hint = STOCK.iter().find(|(part, _)| reason.contains(part)).map_or("", |(_, hint)| hint);
    (reason, hint.to_owned())
}

/// What every chain of the family answers.
const STOCK: [(&str, &str); 7] = [
    ("Inability to pay", "fund the account that signs: it pays the fee"),
    ("bad signature", "sign with the key of the account, for this chain"),
    ("outdated", "the account's nonce has moved on: try again"),
    ("in the future", "an earlier call of the account is missing: try again"),
    ("ancient birth block", "the call waited too long: sign it anew"),
    ("temporarily banned", "the same call was refused a moment ago: wait, or change it"),
    ("exhaust the resources", "the call is too large for a block: split it"),
];

/// Whether another call of the account was faster: the same call with a new number may do.
pub(crate) fn is_about_the_nonce(code: i32, data: &str) -> bool {
    const PRIORITY_TOO_LOW: i32 = 1014;
    code == PRIORITY_TOO_LOW || (code == 1010 && data.contains("outdated"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_codes_have_names_and_hints() {
        let (reason, hint) = explain("Invalid Transaction", "Custom error: 3");
        assert_eq!(reason, "SubnetNotExists (code 3)");
        assert!(hint.contains("subnet list"));
        assert_eq!(explain("Invalid Transaction", "Custom error: 99").0, "custom error 99");
        assert_eq!(explain("Invalid Transaction", "Custom error: 255").0, "BadRequest (code 255)");
    }

    #[test]
    fn every_code_stands_once() {
        let mut codes: Vec<u8> = REFUSALS.iter().map(|refusal| refusal.code).collect();
        codes.dedup();
        assert_eq!(codes, (0..=27).chain([255]).collect::<Vec<u8>>());
        assert!(REFUSALS.iter().all(|refusal| !refusal.hint.is_empty()));
    }

    #[test]
    fn stock_refusals_keep_their_text() {
        let (reason, hint) = explain("Invalid Transaction", "Transaction has a bad signature");
        assert_eq!(reason, "Invalid Transaction: Transaction has a bad signature");
        assert!(hint.contains("sign with the key"));
        assert_eq!(explain("Something", ""), ("Something".to_owned(), String::new()));
    }

    #[test]
    fn only_a_number_that_was_overtaken_is_worth_another_try() {
        assert!(is_about_the_nonce(1014, ""));
        assert!(is_about_the_nonce(1010, "Transaction is outdated"));
        assert!(!is_about_the_nonce(1010, "Custom error: 3"));
    }
}
