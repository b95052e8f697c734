//! Reading a record where its validator publishes it: no more than so much, and not for long.

use crate::Published;
use std::time::Duration;

/// No record is longer; one of 256 miners, three rounds and eight questions has some 2 MB.
const MOST_BYTES: usize = 16 << 20;

#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("could not read {url}: {cause}")]
    Unreachable { url: String, cause: String },
    #[error("no record of that epoch is kept at {url}")]
    NotKept { url: String },
    #[error("{url} answers with status {status}")]
    Refused { url: String, status: u16 },
    #[error("{url} sends more than {MOST_BYTES} bytes")]
    TooLarge { url: String },
    #[error("what {url} sends is no record: {cause}")]
    NoRecord { url: String, cause: serde_json::Error },
}

impl FetchError {
    /// What to try next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "see whether the validator runs, or name where its records are kept",
            Self::NotKept { .. } => "validators keep the records of their last 64 epochs, and none of earlier runs",
            Self::Refused { .. } | Self::TooLarge { .. } | Self::NoRecord { .. } => {
                "records are published by `myelin validator`; something else may serve there"
            }
        }
    }
}

/// The record of that epoch, or the newest, from `base`, which is as `http://127.0.0.3:8091`.
pub async fn fetch(base: &str, epoch: Option<u64>, deadline: Duration) -> Result<Published, FetchError> {
    let page = epoch.map_or_else(|| "latest".to_string(), |epoch| epoch.to_string());
    let url = format!("{}/contributions/{page}", base.trim_end_matches('/'));
    let unreachable = |cause: reqwest::Error| FetchError::Unreachable { url: url.clone(), cause: in_full(&cause) };
    // Straight to the validator: no proxy from the environment, no redirect to somewhere else.
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(deadline);
    let request = http.build().map_err(unreachable)?.get(&url);
    let mut response = request.send().await.map_err(unreachable)?;
    match response.status().as_u16() {
        200 => {}
        404 => return Err(FetchError::NotKept { url }),
        status => return Err(FetchError::Refused { url, status }),
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len().saturating_add(chunk.len()) > MOST_BYTES {
            return Err(FetchError::TooLarge { url });
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|cause| FetchError::NoRecord { url, cause })
}

/// The error and what is behind it: on its own it only says that sending failed.
fn in_full(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{publish::Publication, EpochSecret, Library, Record};
    use myelin_wallet::AccountId;

    const DEADLINE: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn what_is_published_is_read_and_what_is_not_is_said() {
        let record = Record {
            task: "Nothing".to_string(),
            netuid: 1,
            epoch: 7,
            validator: AccountId([2; 32]),
            secret: EpochSecret([9; 32]),
            leaves: Vec::new(),
        };
        let library = Library::default();
        library.add(record.clone(), 1325);
        let publication = Publication::serve(library, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let base = format!("http://{}/", publication.address());
        for epoch in [None, Some(7)] {
            let published = fetch(&base, epoch, DEADLINE).await.unwrap();
            assert_eq!(published, Published { committed_in: 1325, record: record.clone() });
        }
        let missing = fetch(&base, Some(8), DEADLINE).await.unwrap_err();
        assert!(matches!(missing, FetchError::NotKept { .. }), "{missing}");
    }

    #[tokio::test]
    async fn a_validator_that_is_not_there_is_said_to_be_unreachable() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let error = fetch(&base, None, DEADLINE).await.unwrap_err();
        assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    }
}
