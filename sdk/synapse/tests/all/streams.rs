//! Answers that come piece by piece, and those that stop coming.

use crate::fixture::{alice, bob, bobs_axon, nobody, says, to, EchoSynapse, NOON};
use bytes::Bytes;
use futures::stream::{self, Stream, StreamExt};
use myelin_synapse::{Axon, CallError, Dendrite, Limits, ManualClock, Request, Serving};
use std::time::Duration;

const PATIENT: Duration = Duration::from_secs(12);

/// Bob streams what Alice says word by word, and after that does as the last word says.
async fn words(request: Request<EchoSynapse>) -> Result<impl Stream<Item = Result<Bytes, String>>, String> {
    let text = request.body.text;
    if text == "refuse" {
        return Err("no".into());
    }
    let ending = match text.rsplit(' ').next() {
        Some("break") => stream::iter([Err("broken".into())]).boxed(),
        Some("hang") => stream::pending().boxed(),
        Some("flood") => stream::repeat_with(|| Ok(Bytes::from_static(&[b'x'; 1000]))).boxed(),
        _ => stream::empty().boxed(),
    };
    let words = text.split(' ').map(|word| Ok(Bytes::from(word.to_string()))).collect::<Vec<_>>();
    Ok(stream::iter(words).chain(ending))
}

async fn meeting(limits: Limits) -> (Serving, Dendrite) {
    let clock = ManualClock::at(NOON);
    let builder = Axon::builder(bob().account()).clock(clock.clone()).limits(limits).attach_stream(words);
    (builder.serve(nobody()).await.unwrap(), Dendrite::new(alice()).with_clock(clock))
}

/// All of a stream, or what came between.
async fn listen(dendrite: &Dendrite, axon: &Serving, text: &str, timeout: Duration) -> Result<String, CallError> {
    let target = to(bob().account(), axon.address());
    let mut stream = dendrite.call_stream(&target, &says(text), timeout).await?;
    assert_eq!(stream.dendrite.status_code, Some(200));
    let mut heard = String::new();
    while let Some(piece) = stream.next().await? {
        heard += std::str::from_utf8(&piece).unwrap();
    }
    Ok(heard)
}

#[tokio::test]
async fn a_stream_comes_through_and_ends() {
    let (axon, dendrite) = meeting(Limits::default()).await;
    assert_eq!(listen(&dendrite, &axon, "all is well", PATIENT).await, Ok("alliswell".into()));
}

#[tokio::test]
async fn a_stream_that_fails_or_dawdles_at_the_axon_is_not_taken_for_complete() {
    let (axon, dendrite) = meeting(Limits { handling_time: Duration::from_millis(300), ..Limits::default() }).await;
    for text in ["and now break", "and now hang"] {
        let error = listen(&dendrite, &axon, text, PATIENT).await.unwrap_err();
        assert!(matches!(error, CallError::Disconnected(_)), "{text}: {error:?}");
    }
}

#[tokio::test]
async fn a_stream_is_listened_to_for_its_time_and_its_size_only() {
    let (axon, dendrite) = meeting(Limits::default()).await;
    let error = listen(&dendrite, &axon, "and now hang", Duration::from_millis(700)).await.unwrap_err();
    // The axon knows the timeout too: whichever of the two ends first.
    assert!(matches!(error, CallError::TimedOut { .. } | CallError::Disconnected(_)), "{error:?}");
    let dendrite = dendrite.with_answer_limit(100_000);
    let error = listen(&dendrite, &axon, "and now flood", PATIENT).await.unwrap_err();
    assert_eq!(error, CallError::TooLarge { most: 100_000 });
}

#[tokio::test]
async fn a_stream_refused_or_not_a_stream_is_an_error() {
    let (axon, dendrite) = meeting(Limits::default()).await;
    let target = to(bob().account(), axon.address());
    let error = dendrite.call_stream(&target, &says("refuse"), PATIENT).await.unwrap_err();
    assert_eq!(error.code(), 500);
    let clock = ManualClock::at(NOON);
    let plain = bobs_axon(&clock).serve(nobody()).await.unwrap();
    let target = to(bob().account(), plain.address());
    let error = dendrite.call_stream(&target, &says("hi"), PATIENT).await.unwrap_err();
    assert_eq!(error, CallError::Malformed("the answer is no stream".into()));
}
