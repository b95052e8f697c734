//! Calls as people write them: a name, and arguments in JSON. Their types are the chain's and are
//! checked when the call is encoded; here only what JSON cannot say is settled.

use super::parse;
use myelin_client::{Call, Value};
use myelin_up::Failure;
use serde_json::Value as Json;

/// Pallets whose calls take any kind of address where others take an account.
const TAKE_ADDRESSES: [&str; 3] = ["Balances", "Proxy", "Sudo"];

/// Reads `PALLET.CALL` and its arguments.
pub fn read(name: &str, arguments: &str) -> Result<Call, Failure> {
    let unclear = |cause: String| {
        Failure::new(
            format!("could not read the call {name}: {cause}"),
            r#"write it as SubtensorModule.start_call '{"netuid": 1}'"#,
        )
    };
    let (pallet, call) = name.split_once('.').ok_or_else(|| unclear("it is no PALLET.CALL".to_owned()))?;
    let arguments: Json =
        serde_json::from_str(arguments).map_err(|cause| unclear(format!("its arguments: {cause}")))?;
    let argument = |json: &Json| {
        let value = value(json)?;
        // What an account argument is there; saying so each time would be a nuisance.
        let is_address =
            TAKE_ADDRESSES.contains(&pallet) && json.as_str().is_some_and(|text| parse::account(text).is_ok());
        Ok(if is_address { Value::unnamed_variant("Id", [value]) } else { value })
    };
    match &arguments {
        Json::Object(named) => {
            let named: Result<Vec<(String, Value)>, String> =
                named.iter().map(|(name, json)| Ok((name.clone(), argument(json)?))).collect();
            Ok(Call::new(pallet, call, named.map_err(unclear)?))
        }
        Json::Array(listed) => {
            let listed: Result<Vec<Value>, String> = listed.iter().map(argument).collect();
            Ok(Call::in_order(pallet, call, listed.map_err(unclear)?))
        }
        _ => Err(unclear("its arguments are no object and no list".to_owned())),
    }
}

/// Text that is an account becomes one, 0x and hex become bytes, and so does other text; an object
/// with one capital name is a variant, null is `None`.
fn value(json: &Json) -> Result<Value, String> {
    Ok(match json {
        Json::Null => Value::unnamed_variant("None", []),
        Json::Bool(flag) => Value::bool(*flag),
        Json::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Value::u128(number.into()),
            (None, Some(number)) => Value::i128(number.into()),
            (None, None) => return Err(format!("{number} is no whole number of 64 bits")),
        },
        Json::String(text) => match (parse::account(text), parse::bytes(text)) {
            (Ok(named), _) => Value::from_bytes(named.account.0),
            (Err(_), Ok(bytes)) => Value::from_bytes(bytes),
            (Err(_), Err(_)) => Value::from_bytes(text.as_bytes()),
        },
        Json::Array(items) => Value::unnamed_composite(items.iter().map(value).collect::<Result<Vec<_>, _>>()?),
        Json::Object(fields) => match fields.iter().next() {
            Some((name, inner)) if fields.len() == 1 && name.starts_with(char::is_uppercase) => variant(name, inner)?,
            _ => Value::named_composite(named(fields)?),
        },
    })
}

fn variant(name: &str, inner: &Json) -> Result<Value, String> {
    Ok(match inner {
        Json::Array(fields) => Value::unnamed_variant(name, fields.iter().map(value).collect::<Result<Vec<_>, _>>()?),
        // A call inside a call: its pallet's variant holds the call's.
        Json::Object(fields) if !fields.keys().any(|key| key.starts_with(char::is_uppercase)) => {
            Value::named_variant(name, named(fields)?)
        }
        other => Value::unnamed_variant(name, [value(other)?]),
    })
}

fn named(fields: &serde_json::Map<String, Json>) -> Result<Vec<(String, Value)>, String> {
    fields.iter().map(|(name, inner)| Ok((name.clone(), value(inner)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use myelin_client::calls;
    use myelin_primitives::{NetUid, Tao};
    use serde_json::json;

    #[test]
    fn a_call_is_read_as_the_program_would_make_it() {
        let bob = parse::derived("//Bob").unwrap();
        let read = |name: &str, arguments: Json| read(name, &arguments.to_string()).unwrap();
        assert_eq!(read("SubtensorModule.start_call", json!({ "netuid": 3 })), calls::start_call(NetUid(3)));
        let transfer = calls::transfer_keep_alive(&bob, Tao(5));
        assert_eq!(read("Balances.transfer_keep_alive", json!({ "dest": "//Bob", "value": 5 })), transfer);
        let spelled = json!({ "dest": { "Id": bob.to_string() }, "value": 5 });
        assert_eq!(read("Balances.transfer_keep_alive", spelled), transfer);
        let stake = json!({ "hotkey": "//Bob", "netuid": 1, "amount_staked": 7 });
        assert_eq!(read("SubtensorModule.add_stake", stake), calls::add_stake(&bob, NetUid(1), Tao(7)));
    }

    #[test]
    fn what_is_no_call_says_how_one_is_written() {
        for (name, arguments) in [("start_call", "{}"), ("A.b", "{"), ("A.b", "7"), ("A.b", r#"{"x": 1.5}"#)] {
            let failure = read(name, arguments).unwrap_err();
            assert!(failure.what.contains("could not read the call"), "{failure}");
            assert!(failure.hint.contains("SubtensorModule.start_call"), "{failure}");
        }
    }
}
