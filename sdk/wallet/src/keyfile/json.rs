//! The JSON object of a keyfile. Other tools' spelling, down to the slips of old ones.

use super::{KeyfileError, Public};
use crate::{AccountId, Scheme, Secret};
use secrecy::ExposeSecret;
use serde::{de::IgnoredAny, Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

/// A text that is wiped when dropped.
pub(super) struct Wiped(pub(super) Zeroizing<String>);

impl<'de> Deserialize<'de> for Wiped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

/// The fields of a keyfile that decide something. `null` counts as absent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fields {
    pub(super) secret_phrase: Option<Wiped>,
    pub(super) secret_seed: Option<Wiped>,
    pub(super) private_key: Option<Wiped>,
    ss58_address: Option<String>,
    #[serde(rename = " ss58Address")] // the spelling of some old files
    old_ss58_address: Option<String>,
    crypto_type: Option<SchemeCode>,
    encoded: Option<IgnoredAny>,
    encoding: Option<IgnoredAny>,
    hashed_descriptor: Option<IgnoredAny>,
}

/// The crypto type is a number; some files have it as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum SchemeCode {
    Number(u64),
    Text(String),
}

impl Fields {
    pub(super) fn read(text: &str) -> Result<Self, KeyfileError> {
        // Only the place is kept: the library's own message may quote what stands there.
        serde_json::from_str(text).map_err(|error| KeyfileError::Json { line: error.line(), column: error.column() })
    }

    /// How the key signs; old files do not say and mean sr25519.
    pub(super) fn scheme(&self) -> Result<Scheme, KeyfileError> {
        let code = match &self.crypto_type {
            None => return Ok(Scheme::Sr25519),
            Some(SchemeCode::Number(code)) => Some(*code),
            Some(SchemeCode::Text(text)) => text.trim().parse().ok(),
        };
        code.and_then(Scheme::from_code).ok_or(KeyfileError::Scheme)
    }

    /// Any format is taken: what counts is the account, and we write our own format.
    pub(super) fn address(&self) -> Result<Option<AccountId>, KeyfileError> {
        let Some(text) = self.ss58_address.as_ref().or(self.old_ss58_address.as_ref()) else { return Ok(None) };
        let (_, key) = crate::ss58::decode(text)?;
        Ok(Some(AccountId(key)))
    }

    pub(super) fn is_browser_export(&self) -> bool {
        self.encoded.is_some() && self.encoding.is_some()
    }

    pub(super) fn is_hashed(&self) -> bool {
        self.hashed_descriptor.is_some()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    account_id: &'a str,
    public_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_phrase: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_seed: Option<&'a str>,
    ss58_address: AccountId,
    crypto_type: u8,
}

/// More than any keyfile takes, so that the text never moves and leaves a copy behind.
const ROOM: usize = 2048;

/// The plain content of a private keyfile.
pub fn write_secret(secret: &Secret) -> Zeroizing<Vec<u8>> {
    let keypair = secret.keypair();
    let private_key = hexed(&keypair.expose_private_key());
    let seed = secret.expose_seed().map(|seed| hexed(seed));
    let account = hexed(keypair.account().as_bytes());
    write(&Written {
        account_id: &account,
        public_key: &account,
        private_key: Some(&private_key),
        secret_phrase: secret.phrase().map(|phrase| phrase.expose_secret()),
        secret_seed: seed.as_ref().map(|seed| seed.as_str()),
        ss58_address: keypair.account(),
        crypto_type: keypair.scheme().code(),
    })
}

/// The content of the public file beside it.
pub fn write_public(public: &Public) -> Vec<u8> {
    let account = hexed(public.account.as_bytes());
    let content = write(&Written {
        account_id: &account,
        public_key: &account,
        private_key: None,
        secret_phrase: None,
        secret_seed: None,
        ss58_address: public.account,
        crypto_type: public.scheme.code(),
    });
    content.to_vec()
}

fn write(fields: &Written<'_>) -> Zeroizing<Vec<u8>> {
    let mut content = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *content, fields).expect("texts and numbers always serialise to memory; qed");
    content
}

fn hexed(bytes: &[u8]) -> Zeroizing<String> {
    let digits = Zeroizing::new(hex::encode(bytes));
    let mut text = Zeroizing::new(String::with_capacity(digits.len().saturating_add(2)));
    text.push_str("0x");
    text.push_str(&digits);
    text
}
