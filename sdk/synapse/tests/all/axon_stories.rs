//! Callers who do not keep to the rules, and what they get.

use crate::fixture::{alice, bob, bobs_axon, bytes_of, nobody, receive, says, send, to, unchanged, EchoSynapse, NOON};
use myelin_synapse::{Axon, AxonError, CallError, Dendrite, Limits, ManualClock, Ping, Prepared, Request, Serving};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const PATIENT: Duration = Duration::from_secs(12);

/// Bob's axon, Alice's dendrite, and the clock both go by.
async fn meeting() -> (Serving, Dendrite, ManualClock) {
    let clock = ManualClock::at(NOON);
    let axon = bobs_axon(&clock).serve(nobody()).await.unwrap();
    (axon, Dendrite::new(alice()).with_clock(clock.clone()), clock)
}

fn question(dendrite: &Dendrite, axon: &Serving) -> Prepared {
    dendrite.prepare(&to(bob().account(), axon.address()), &says("hi"), PATIENT).unwrap()
}

fn refused(error: &CallError, code: u16, words: &str) -> bool {
    matches!(error, CallError::Refused { code: given, message } if *given == code && message.contains(words))
}

#[tokio::test]
async fn a_question_is_answered_once_its_sender_is_proven() {
    let (axon, dendrite, _) = meeting().await;
    let reply = dendrite.call(&to(bob().account(), axon.address()), &says("hello"), PATIENT).await.unwrap();
    assert_eq!(reply.body.answer.as_deref(), Some("HELLO"));
    assert_eq!(reply.dendrite.status_code, Some(200));
    axon.stop().await;
}

#[tokio::test]
async fn the_handler_learns_who_asks() {
    let clock = ManualClock::at(NOON);
    let tell = |request: Request<EchoSynapse>| async move {
        let answer = Some(format!("{} waits {:?}", request.caller, request.timeout));
        Ok(EchoSynapse { answer, ..request.body })
    };
    let axon = Axon::builder(bob().account()).clock(clock.clone()).attach(tell).serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let reply = dendrite.call(&to(bob().account(), axon.address()), &says(""), PATIENT).await.unwrap();
    assert_eq!(reply.body.answer, Some(format!("{} waits 12s", alice().account())));
}

#[tokio::test]
async fn a_question_without_a_signature_is_refused() {
    let (axon, dendrite, _) = meeting().await;
    let bytes = bytes_of(&question(&dendrite, &axon), |name, value| {
        (name != "bt_header_dendrite_signature").then(|| value.into())
    });
    let answer = send(axon.address(), &bytes).await;
    assert_eq!((answer.status, answer.message().as_str()), (401, "Not Verified with error: Missing Signature"));
}

#[tokio::test]
async fn a_signature_over_other_words_is_refused() {
    let (axon, dendrite, _) = meeting().await;
    for changed in ["bt_header_dendrite_nonce", "bt_header_dendrite_uuid", "computed_body_hash"] {
        let bytes = bytes_of(&question(&dendrite, &axon), |name, value| {
            let last = if value.ends_with('0') { "1" } else { "0" };
            Some(if name == changed { value[..value.len() - 1].to_string() + last } else { value.into() })
        });
        let answer = send(axon.address(), &bytes).await;
        assert_eq!(answer.status, 401, "{changed}");
        assert!(answer.message().contains("Signature mismatch"), "{changed}: {}", answer.message());
    }
}

#[tokio::test]
async fn nobody_can_ask_in_the_name_of_another() {
    let (axon, dendrite, _) = meeting().await;
    let bytes = bytes_of(&question(&dendrite, &axon), |name, value| {
        Some(if name == "bt_header_dendrite_hotkey" { bob().account().to_string() } else { value.into() })
    });
    assert_eq!(send(axon.address(), &bytes).await.status, 401);
}

#[tokio::test]
async fn a_question_meant_for_another_axon_is_refused() {
    let (axon, dendrite, _) = meeting().await;
    let carol = myelin_wallet::Keypair::from_uri("//Carol", myelin_wallet::Scheme::Sr25519).unwrap();
    let error = dendrite.call(&to(carol.account(), axon.address()), &says("hi"), PATIENT).await.unwrap_err();
    assert!(refused(&error, 401, "Signature mismatch"), "{error}");
}

#[tokio::test]
async fn the_same_question_twice_is_refused_the_second_time() {
    let (axon, dendrite, _) = meeting().await;
    let bytes = bytes_of(&question(&dendrite, &axon), unchanged);
    assert_eq!(send(axon.address(), &bytes).await.status, 200);
    let again = send(axon.address(), &bytes).await;
    assert_eq!(again.status, 401);
    assert!(again.message().contains("a newer one was last processed"));
}

#[tokio::test]
async fn a_question_is_good_for_four_seconds_and_its_timeout() {
    let (axon, dendrite, clock) = meeting().await;
    let in_time = bytes_of(&question(&dendrite, &axon), unchanged);
    let late = bytes_of(&question(&dendrite, &axon), unchanged);
    clock.advance(Duration::from_millis(15_999));
    assert_eq!(send(axon.address(), &in_time).await.status, 200);
    clock.advance(Duration::from_millis(2));
    let answer = send(axon.address(), &late).await;
    assert_eq!(answer.status, 401);
    assert!(answer.message().contains("acceptable delta is 16.00 seconds"), "{}", answer.message());
}

#[tokio::test]
async fn a_long_timeout_does_not_keep_an_old_question_good() {
    let (axon, dendrite, clock) = meeting().await;
    let bytes = bytes_of(&question(&dendrite, &axon), |name, value| {
        Some(if name == "timeout" { "1000000000.0".into() } else { value.into() })
    });
    clock.advance(Duration::from_secs(64));
    assert_eq!(send(axon.address(), &bytes).await.status, 401);
}

#[tokio::test]
async fn a_question_from_the_future_is_refused() {
    let (axon, _, clock) = meeting().await;
    let ahead = |by: u64| {
        let ahead = ManualClock::at(NOON);
        ahead.advance(Duration::from_secs(by));
        Dendrite::new(alice()).with_clock(ahead)
    };
    assert_eq!(send(axon.address(), &bytes_of(&question(&ahead(16), &axon), unchanged)).await.status, 200);
    let answer = send(axon.address(), &bytes_of(&question(&ahead(17), &axon), unchanged)).await;
    assert_eq!(answer.status, 401);
    assert!(answer.message().contains("ahead"));
    drop(clock);
}

#[tokio::test]
async fn what_an_axon_answered_before_its_restart_it_does_not_answer_again() {
    let (axon, dendrite, clock) = meeting().await;
    let bytes = bytes_of(&question(&dendrite, &axon), unchanged);
    assert_eq!(send(axon.address(), &bytes).await.status, 200);
    axon.stop().await;
    clock.advance(Duration::from_secs(1));
    let axon = bobs_axon(&clock).serve(nobody()).await.unwrap();
    assert_eq!(send(axon.address(), &bytes).await.status, 401);
}

#[tokio::test]
async fn a_body_that_was_not_signed_is_refused() {
    let (axon, dendrite, _) = meeting().await;
    let mut request = question(&dendrite, &axon);
    request.body = String::from_utf8(request.body).unwrap().replace("\"hi\"", "\"ho\"").into_bytes();
    let answer = send(axon.address(), &bytes_of(&request, unchanged)).await;
    assert_eq!((answer.status, answer.message().as_str()), (500, "Internal Server Error"));
}

#[tokio::test]
async fn a_field_left_out_is_not_the_null_that_was_signed() {
    let (axon, dendrite, _) = meeting().await;
    let mut request = question(&dendrite, &axon);
    // `flag` has a default that is not null, so leaving it out says the same and may pass.
    request.body = String::from_utf8(request.body).unwrap().replace("\"flag\":false,", "").into_bytes();
    assert_eq!(send(axon.address(), &bytes_of(&request, unchanged)).await.status, 200);
    let mut request = question(&dendrite, &axon);
    request.body = String::from_utf8(request.body).unwrap().replace("\"flag\":false,", "\"flag\":true,").into_bytes();
    assert_eq!(send(axon.address(), &bytes_of(&request, unchanged)).await.status, 500);
}

#[tokio::test]
async fn the_gate_sees_proven_callers_before_their_body_is_read() {
    let clock = ManualClock::at(NOON);
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    let builder = bobs_axon(&clock).gate(move |caller| {
        assert_eq!(caller.account, alice().account());
        count.fetch_add(1, Ordering::Relaxed);
        Err("no permit".into())
    });
    let axon = builder.serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let unsigned = bytes_of(&question(&dendrite, &axon), |name, value| {
        (name != "bt_header_dendrite_signature").then(|| value.into())
    });
    assert_eq!(send(axon.address(), &unsigned).await.status, 401);
    assert_eq!(seen.load(Ordering::Relaxed), 0);

    // Only the head is sent: the refusal does not wait for a body.
    let mut request = question(&dendrite, &axon);
    let bytes = bytes_of(&request, unchanged);
    let head = bytes.len() - request.body.len();
    let answer = send(axon.address(), &bytes[..head]).await;
    assert_eq!((answer.status, answer.message().as_str()), (403, "Forbidden. Key is blacklisted: no permit."));
    assert_eq!(seen.load(Ordering::Relaxed), 1);
    request.body.clear();
}

#[tokio::test]
async fn a_blacklisted_caller_is_refused_and_others_are_not() {
    let clock = ManualClock::at(NOON);
    let axon = bobs_axon(&clock).blacklist([alice().account()]).serve(nobody()).await.unwrap();
    let target = to(bob().account(), axon.address());
    let error = Dendrite::new(alice()).with_clock(clock.clone()).call(&target, &says("hi"), PATIENT).await.unwrap_err();
    assert!(refused(&error, 403, "blacklisted"), "{error}");
    assert!(Dendrite::new(bob()).with_clock(clock).call(&target, &says("hi"), PATIENT).await.is_ok());
}

#[tokio::test]
async fn a_refused_caller_leaves_no_trace_in_the_replay_state() {
    let clock = ManualClock::at(NOON);
    let is_open = Arc::new(AtomicUsize::new(0));
    let gate = Arc::clone(&is_open);
    let builder = bobs_axon(&clock).gate(move |_| match gate.load(Ordering::Relaxed) {
        0 => Err("closed".into()),
        _ => Ok(()),
    });
    let axon = builder.serve(nobody()).await.unwrap();
    let bytes = bytes_of(&question(&Dendrite::new(alice()).with_clock(clock), &axon), unchanged);
    assert_eq!(send(axon.address(), &bytes).await.status, 403);
    is_open.store(1, Ordering::Relaxed);
    assert_eq!(send(axon.address(), &bytes).await.status, 200);
    assert_eq!(send(axon.address(), &bytes).await.status, 401);
}

#[tokio::test]
async fn a_body_too_large_is_refused_whether_or_not_it_says_so() {
    let clock = ManualClock::at(NOON);
    let limits = Limits { body_bytes: 2000, ..Limits::default() };
    let axon = bobs_axon(&clock).limits(limits).serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let target = to(bob().account(), axon.address());
    let error = dendrite.call(&target, &says(&"x".repeat(2000)), PATIENT).await.unwrap_err();
    assert!(refused(&error, 413, "larger than 2000 bytes"), "{error}");

    let request = dendrite.prepare(&target, &says(&"x".repeat(2000)), PATIENT).unwrap();
    let head = bytes_of(&request, unchanged);
    let head = String::from_utf8(head[..head.len() - request.body.len()].to_vec()).unwrap();
    let length = format!("content-length: {}\r\n", request.body.len());
    let chunk = format!("{:x}\r\n{}\r\n0\r\n\r\n", request.body.len(), String::from_utf8(request.body).unwrap());
    let chunked = head.replace(&length, "transfer-encoding: chunked\r\n") + &chunk;
    assert_eq!(send(axon.address(), chunked.as_bytes()).await.status, 413);
}

#[tokio::test]
async fn too_many_or_too_long_headers_are_refused() {
    let (axon, dendrite, _) = meeting().await;
    let request = String::from_utf8(bytes_of(&question(&dendrite, &axon), unchanged)).unwrap();
    let many = (0..64).map(|number| format!("x-{number}: y\r\n")).collect::<String>();
    let many = request.replace("accept: */*\r\n", &many);
    assert_eq!(send(axon.address(), many.as_bytes()).await.status, 431);
    let long = request.replace("accept: */*", &format!("accept: {}", "x".repeat(17_000)));
    assert_eq!(send(axon.address(), long.as_bytes()).await.status, 431);
}

#[tokio::test]
async fn nonsense_is_refused_and_the_axon_lives_on() {
    let (axon, dendrite, _) = meeting().await;
    for nonsense in ["\r\n\r\nhello\r\n\r\n", "POST\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"] {
        let mut stream = TcpStream::connect(axon.address()).await.unwrap();
        stream.write_all(nonsense.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let answer = receive(&mut stream).await;
        assert!(answer.is_none_or(|answer| (400..506).contains(&answer.status)));
    }
    for body in ["", "nope", "[]", "\"text\"", "{\"text\": "] {
        let mut request = question(&dendrite, &axon);
        request.body = body.into();
        assert_eq!(send(axon.address(), &bytes_of(&request, unchanged)).await.status, 422, "{body}");
    }
    let mut deep = question(&dendrite, &axon);
    deep.body = "[".repeat(100_000).into();
    assert_eq!(send(axon.address(), &bytes_of(&deep, unchanged)).await.status, 422);
    let reply = dendrite.call(&to(bob().account(), axon.address()), &says("still here?"), PATIENT).await.unwrap();
    assert_eq!(reply.body.answer.as_deref(), Some("STILL HERE?"));
}

#[tokio::test]
async fn claims_that_are_no_numbers_or_addresses_are_refused() {
    let (axon, dendrite, _) = meeting().await;
    let cases = [
        ("bt_header_dendrite_nonce", "soon", 500),
        ("bt_header_dendrite_nonce", "99999999999999999999999999", 500),
        ("timeout", "inf", 500),
        ("bt_header_dendrite_version", "ten", 500),
        ("bt_header_dendrite_hotkey", "5Alice", 401),
        ("bt_header_dendrite_signature", "0x12", 401),
        ("bt_header_input_obj_text", "%%%", 500),
    ];
    for (changed, to, status) in cases {
        let bytes = bytes_of(&question(&dendrite, &axon), |name, value| {
            Some(if name == changed { to.into() } else { value.into() })
        });
        assert_eq!(send(axon.address(), &bytes).await.status, status, "{changed}: {to}");
    }
    let long = bytes_of(&question(&dendrite, &axon), |name, value| {
        Some(if name == "bt_header_dendrite_uuid" { "u".repeat(65) } else { value.into() })
    });
    assert_eq!(send(axon.address(), &long).await.status, 401);
}

#[tokio::test]
async fn a_handler_that_fails_panics_or_dawdles_costs_its_caller_only() {
    let clock = ManualClock::at(NOON);
    let causes = Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = Arc::clone(&causes);
    let moody = |request: Request<EchoSynapse>| async move {
        match request.body.text.as_str() {
            "fail" => Err("the secret reason".into()),
            "panic" => panic!("the secret panic"),
            "dawdle" => std::future::pending().await,
            _ => Ok(request.body),
        }
    };
    let axon = Axon::builder(bob().account())
        .clock(clock.clone())
        .limits(Limits { handling_time: Duration::from_millis(50), ..Limits::default() })
        .attach(moody)
        .observe(move |notice| heard.lock().unwrap().extend(notice.cause.clone()))
        .serve(nobody())
        .await
        .unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let target = to(bob().account(), axon.address());
    for (text, code, words) in [
        ("fail", 500, "Internal Server Error #"),
        ("panic", 500, "Internal Server Error #"),
        ("dawdle", 408, "Response timeout after: 12.0s"),
    ] {
        let error = dendrite.call(&target, &says(text), PATIENT).await.unwrap_err();
        assert!(refused(&error, code, words), "{error}");
        assert!(!error.to_string().contains("secret"));
    }
    assert!(dendrite.call(&target, &says("fine"), PATIENT).await.is_ok());
    assert_eq!(*causes.lock().unwrap(), ["the secret reason", "the handler panicked"]);
}

#[tokio::test]
async fn an_axon_full_of_silent_connections_closes_the_next_and_recovers() {
    let clock = ManualClock::at(NOON);
    let limits = Limits { connections: 2, header_time: Duration::from_millis(200), ..Limits::default() };
    let axon = bobs_axon(&clock).limits(limits).serve(nobody()).await.unwrap();
    let mut first = TcpStream::connect(axon.address()).await.unwrap();
    let mut second = TcpStream::connect(axon.address()).await.unwrap();
    first.write_all(b"POST /EchoSynapse HTTP/1.1\r\n").await.unwrap();
    let mut third = TcpStream::connect(axon.address()).await.unwrap();
    assert!(receive(&mut third).await.is_none());
    // Neither of the two finishes its head: both are hung up on, which makes room.
    let answer = receive(&mut first).await;
    assert!(answer.is_none_or(|answer| answer.status == 408));
    receive(&mut second).await;
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let target = to(bob().account(), axon.address());
    let mut outcome = dendrite.call(&target, &says("room?"), PATIENT).await;
    // The place is given back a moment after the other end has seen the hang-up.
    while outcome.is_err() {
        tokio::task::yield_now().await;
        outcome = dendrite.call(&target, &says("room?"), PATIENT).await;
    }
}

#[tokio::test]
async fn a_body_that_never_comes_is_not_waited_for() {
    let clock = ManualClock::at(NOON);
    let limits = Limits { body_time: Duration::from_millis(50), ..Limits::default() };
    let axon = bobs_axon(&clock).limits(limits).serve(nobody()).await.unwrap();
    let request = question(&Dendrite::new(alice()).with_clock(clock), &axon);
    let bytes = bytes_of(&request, unchanged);
    assert_eq!(send(axon.address(), &bytes[..bytes.len() - 1]).await.status, 408);
}

#[tokio::test]
async fn more_requests_at_once_than_there_is_room_for_are_told_so() {
    let clock = ManualClock::at(NOON);
    let limits = Limits { requests: 1, handling_time: Duration::from_secs(12), ..Limits::default() };
    let entered = Arc::new(tokio::sync::Notify::new());
    let tell = Arc::clone(&entered);
    let wait = move |_: Request<EchoSynapse>| {
        tell.notify_one();
        std::future::pending()
    };
    let builder = Axon::builder(bob().account()).clock(clock.clone()).limits(limits).attach(wait);
    let axon = builder.serve(nobody()).await.unwrap();
    let target = to(bob().account(), axon.address());
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let first = tokio::spawn({
        let dendrite = dendrite.clone();
        async move { dendrite.call(&target, &says("first"), PATIENT).await }
    });
    entered.notified().await;
    let error = dendrite.call(&target, &says("second"), PATIENT).await.unwrap_err();
    assert!(refused(&error, 503, "Too many requests"), "{error}");
    first.abort();
}

#[tokio::test]
async fn every_axon_answers_a_ping() {
    let (axon, dendrite, _) = meeting().await;
    assert!(dendrite.call(&to(bob().account(), axon.address()), &Ping {}, PATIENT).await.is_ok());
}

#[tokio::test]
async fn a_port_that_is_taken_and_a_name_given_twice_are_errors() {
    let (axon, _, clock) = meeting().await;
    let error = bobs_axon(&clock).serve(axon.address()).await.unwrap_err();
    assert!(matches!(error, AxonError::Listen { address, .. } if address == axon.address()), "{error}");
    let error = bobs_axon(&clock).attach(crate::fixture::echo).serve(nobody()).await.unwrap_err();
    assert!(matches!(error, AxonError::Twice("EchoSynapse")), "{error}");
}

#[tokio::test]
async fn a_caller_refused_in_the_middle_of_its_question_can_finish_it_and_ask_another() {
    let clock = ManualClock::at(NOON);
    let limits = Limits { body_bytes: 50_000, ..Limits::default() };
    let axon = bobs_axon(&clock).limits(limits).blacklist([alice().account()]).serve(nobody()).await.unwrap();
    let target = to(bob().account(), axon.address());
    let mut stream = TcpStream::connect(axon.address()).await.unwrap();
    for (caller, status) in [(alice(), 403), (bob(), 413)] {
        let dendrite = Dendrite::new(caller).with_clock(clock.clone());
        let request = dendrite.prepare(&target, &says(&"x".repeat(90_000)), PATIENT).unwrap();
        let bytes = bytes_of(&request, unchanged);
        let (first, rest) = bytes.split_at(bytes.len() - 80_000);
        stream.write_all(first).await.unwrap();
        assert_eq!(receive(&mut stream).await.unwrap().status, status);
        stream.write_all(rest).await.unwrap();
    }
    let short = Dendrite::new(bob()).with_clock(clock).prepare(&target, &says("hello"), PATIENT).unwrap();
    stream.write_all(&bytes_of(&short, unchanged)).await.unwrap();
    assert_eq!(receive(&mut stream).await.unwrap().status, 200);
}
