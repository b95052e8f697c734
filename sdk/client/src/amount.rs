//! Amounts as people write them: in whole tokens with a point, kept in rao without a rounding.

use myelin_primitives::RAO_PER_TOKEN;

/// Digits after the point that a rao takes.
const DECIMALS: usize = 9;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("an amount is digits, with a point if need be, as in 12.5")]
    NotANumber,
    #[error("an amount has at most nine digits after the point: the smallest is 0.000000001")]
    TooFine,
    #[error("there is no such amount: it is larger than everything")]
    TooLarge,
}

/// The rao of an amount in whole tokens.
pub fn parse(text: &str) -> Result<u64, AmountError> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !is_digits(whole) || !is_digits(part) {
        return Err(AmountError::NotANumber);
    }
    if part.len() > DECIMALS {
        return Err(AmountError::TooFine);
    }
    let number = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<u64>() };
    let whole = number(whole).map_err(|_| AmountError::TooLarge)?;
    let part = number(&format!("{part:0<DECIMALS$}")).map_err(|_| AmountError::TooLarge)?;
    whole.checked_mul(RAO_PER_TOKEN).and_then(|rao| rao.checked_add(part)).ok_or(AmountError::TooLarge)
}

/// An amount to the last rao, without zeros that say nothing.
pub fn exact(rao: u64) -> String {
    let text = to_decimals(rao, DECIMALS);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An amount to so many digits after the point, at most nine. Rounds down: never more than there is.
pub fn to_decimals(rao: u64, decimals: usize) -> String {
    let (whole, part) = (rao / RAO_PER_TOKEN, rao % RAO_PER_TOKEN);
    let part = format!("{part:0>DECIMALS$}");
    match part.get(..decimals.min(DECIMALS)) {
        Some("") | None => whole.to_string(),
        Some(part) => format!("{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_rao() {
        assert_eq!(parse("12.5"), Ok(12_500_000_000));
        assert_eq!(parse("0.000000001"), Ok(1));
        assert_eq!(parse(".5"), Ok(500_000_000));
        assert_eq!(parse("7."), Ok(7_000_000_000));
        assert_eq!(parse("18446744073.709551615"), Ok(u64::MAX));
    }

    #[test]
    fn what_is_no_amount_says_why() {
        for text in ["", ".", "1,5", "-1", "+1", "1e9", "1.5.5", " 1", "τ1"] {
            assert_eq!(parse(text), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!(parse("0.0000000001"), Err(AmountError::TooFine));
        assert_eq!(parse("18446744073.709551616"), Err(AmountError::TooLarge));
        assert_eq!(parse("99999999999999999999"), Err(AmountError::TooLarge));
    }

    #[test]
    fn amounts_read_back_what_they_show() {
        for rao in [0, 1, 10, 999_999_999, RAO_PER_TOKEN, 12_345_678_900, u64::MAX] {
            assert_eq!(parse(&exact(rao)), Ok(rao));
        }
        assert_eq!(exact(12_500_000_000), "12.5");
        assert_eq!(exact(100_000_000_000), "100");
    }

    #[test]
    fn what_is_cut_off_is_never_rounded_up() {
        assert_eq!(to_decimals(1_999_999_999, 3), "1.999");
        assert_eq!(to_decimals(1_999_999_999, 0), "1");
        assert_eq!(to_decimals(5, 20), "0.000000005");
    }
}
