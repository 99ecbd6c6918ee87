//! The acceptance cases of `tests/acceptance`, on a real server.
//!
//! `MATRX_ACCEPTANCE_ONLY=part` runs the cases whose name contains `part`; `MATRX_ACCEPTANCE=overwrite`
//! writes the sections `operations` and `hazards` of the cases that pass otherwise.

use matrx_tests::acceptance::Suite;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_case_goes_there_and_back() {
    let overwrite = match std::env::var("MATRX_ACCEPTANCE").as_deref() {
        Ok("overwrite") => true,
        Ok(other) => panic!("MATRX_ACCEPTANCE={other}: only `overwrite` is known"),
        Err(_) => false,
    };
    assert!(
        !overwrite || std::env::var_os("CI").is_none(),
        "MATRX_ACCEPTANCE=overwrite has no business where CI is set"
    );
    let only = std::env::var("MATRX_ACCEPTANCE_ONLY").ok();
    let report = Suite { only, overwrite }.run().await;
    assert!(
        report.failures.is_empty(),
        "{} of {} cases fail\n\n{}",
        report.failures.len(),
        report.ran,
        report.failures.join("\n\n")
    );
    assert!(report.ran > 0, "no case ran");
}
