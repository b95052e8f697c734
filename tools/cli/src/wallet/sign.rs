//! Signing text, and asking who signed it.

use super::{
    arguments::{scheme, Key, OpenArgs, Place},
    ask, cannot_read, warn, Answer,
};
use clap::Args;
use myelin_up::Failure;
use myelin_wallet::{verify as is_signed_by, AccountId, Scheme};
use serde_json::json;

#[derive(Args)]
pub struct SignArgs {
    /// The text to sign.
    #[arg(long, short = 'm')]
    message: String,
    /// Sign with the hotkey instead of the coldkey.
    #[arg(long)]
    use_hotkey: bool,
    #[command(flatten)]
    password: OpenArgs,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// The text that was signed.
    #[arg(long, short = 'm')]
    message: String,
    /// The signature, 128 hex digits.
    #[arg(long, short = 's', value_name = "HEX", value_parser = signature)]
    signature: [u8; 64],
    /// Who is said to have signed it [default: the wallet's coldkey].
    #[arg(long, visible_alias = "ss58", value_name = "ADDRESS")]
    address: Option<AccountId>,
    /// The wallet's hotkey is said to have signed it.
    #[arg(long, conflicts_with = "address")]
    use_hotkey: bool,
    /// How it was signed [default: either].
    #[arg(long, visible_alias = "crypto-type", value_name = "SCHEME", value_parser = scheme)]
    scheme: Option<Scheme>,
}

pub fn sign(place: &Place, args: &SignArgs) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    warn(&wallet.warnings());
    let key = Key::hotkey_if(args.use_hotkey);
    let secret = ask::open(&wallet, key, args.password.password_file.as_deref())?;
    let signature = hex::encode(secret.keypair().sign(args.message.as_bytes()));
    let data = json!({ "signed_message": signature, "signer_address": secret.keypair().account() });
    Ok(Answer::new(vec![signature], data))
}

pub fn verify(place: &Place, args: &VerifyArgs) -> Result<Answer, Failure> {
    let signer = match args.address {
        Some(address) => address,
        None => Key::hotkey_if(args.use_hotkey).public(&place.wallet()).map_err(|error| cannot_read(&error))?.account,
    };
    Ok(judge(signer, args.scheme, &args.message, &args.signature))
}

fn judge(signer: AccountId, scheme: Option<Scheme>, message: &str, signature: &[u8; 64]) -> Answer {
    let schemes = scheme.map_or_else(|| vec![Scheme::Sr25519, Scheme::Ed25519], |scheme| vec![scheme]);
    let found = schemes.into_iter().find(|scheme| is_signed_by(&signer, *scheme, message.as_bytes(), signature));
    let mut data = json!({ "verified": found.is_some(), "signer": signer, "message": message });
    if let (Some(scheme), Some(fields)) = (found, data.as_object_mut()) {
        fields.insert("crypto_type".to_owned(), scheme.code().into());
    }
    let Some(scheme) = found else {
        let failure = Failure::new(
            format!("{signer} did not sign this message with that signature"),
            "the message must be the same to the letter, spaces and line ends included",
        );
        return Answer { lines: Vec::new(), data, failure: Some(failure) };
    };
    Answer::new(vec![format!("verified: {signer} signed it ({scheme})")], data)
}

fn signature(text: &str) -> Result<[u8; 64], String> {
    let mut bytes = [0; 64];
    hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes)
        .map(|()| bytes)
        .map_err(|_| "not 128 hex digits".to_owned())
}
