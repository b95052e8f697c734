//! Being told to end.

/// Returns once somebody presses Ctrl-C or the system asks the process to end.
pub async fn requested() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{signal, SignalKind};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Where no signal can be heard this errs at once, and so ends the work: better than for ever.
    let _ = tokio::signal::ctrl_c().await;
}
