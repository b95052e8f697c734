//! Passwords in the environment, for machines where nobody types.

use base64::{engine::general_purpose::STANDARD, Engine};
use secrecy::SecretString;
use std::{env, path::Path};
use zeroize::Zeroizing;

/// The plain password of whatever wallet is used.
const PLAIN_VARIABLE: &str = "BT_WALLET_PASSWORD";
const VARIABLE_PREFIX: &str = "BT_PW_";

/// Why a password in the environment cannot be read. It does not quote the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the variable {variable} does not hold a password in the form it should")]
pub struct EnvironmentError {
    pub variable: String,
}

impl EnvironmentError {
    /// What to try next.
    pub fn hint(&self) -> String {
        format!("unset {} and give the password another way", self.variable)
    }
}

/// The variable that holds the password of the keyfile at `path`, which should be absolute.
pub fn variable_for(path: &Path) -> String {
    let upper = path.to_string_lossy().to_uppercase();
    format!("{VARIABLE_PREFIX}{}", upper.replace(['/', '.'], "_"))
}

/// The password the environment has for the keyfile at `path`: the plain one for all wallets, or
/// the veiled one for this file.
pub fn from_environment(path: &Path) -> Result<Option<SecretString>, EnvironmentError> {
    if let Some(password) = env::var(PLAIN_VARIABLE).ok().filter(|password| !password.is_empty()) {
        return Ok(Some(password.into()));
    }
    let variable = variable_for(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    match env::var(&variable).map(Zeroizing::new) {
        Ok(value) => unveil(&variable, &value).map(Some),
        Err(_) => Ok(None),
    }
}

/// The value is the password XORed with its variable's name: veiled from a glance, not from anyone
/// who wants it.
fn unveil(variable: &str, value: &str) -> Result<SecretString, EnvironmentError> {
    let error = || EnvironmentError { variable: variable.to_owned() };
    let mut bytes = Zeroizing::new(STANDARD.decode(value.trim()).map_err(|_| error())?);
    for (byte, veil) in bytes.iter_mut().zip(variable.bytes().cycle()) {
        *byte ^= veil;
    }
    std::str::from_utf8(&bytes).map(SecretString::from).map_err(|_| error())
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn the_variable_and_its_veil_are_those_of_other_tools() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors/wallet.json");
        let vectors: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let case = &vectors["env_password"];
        let variable = variable_for(Path::new(case["path"].as_str().unwrap()));
        assert_eq!(variable, case["env_var_name"].as_str().unwrap());
        let password = unveil(&variable, case["env_value"].as_str().unwrap()).unwrap();
        assert_eq!(password.expose_secret(), case["password"].as_str().unwrap());
    }

    #[test]
    fn a_value_that_is_not_veiled_is_refused_without_being_shown() {
        let error = unveil("BT_PW__HOME_COLDKEY", "hunter2!").unwrap_err();
        assert!(error.to_string().contains("BT_PW__HOME_COLDKEY") && !error.to_string().contains("hunter2"));
    }
}
