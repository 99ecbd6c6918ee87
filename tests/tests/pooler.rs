//! A pooler refuses startup parameters that it does not track: what a run asks for when it connects.

use matrx_core::run::Migrator;
use matrx_tests::{Cluster, ledger};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What PgBouncer takes without being told to ignore it
/// (<https://www.pgbouncer.org/config.html#ignore_startup_parameters>).
const TRACKED: [&str; 7] = [
    "user",
    "database",
    "application_name",
    "client_encoding",
    "DateStyle",
    "TimeZone",
    "standard_conforming_strings",
];

#[tokio::test]
async fn a_run_asks_for_nothing_that_a_pooler_refuses() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the machine has a free port");
    let port = listener.local_addr().expect("a bound socket has an address").port();
    let asked = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.expect("the run connects");
        loop {
            let length = client.read_u32().await.expect("a length");
            let mut body = vec![0; usize::try_from(length).expect("a small number") - 4];
            client.read_exact(&mut body).await.expect("a whole message");
            // The first message may ask for encryption; there is none here.
            if body.len() == 4 {
                client.write_all(b"N").await.expect("it can be answered");
                continue;
            }
            let texts: Vec<String> = body[4..]
                .split(|byte| *byte == 0)
                .map(|text| String::from_utf8_lossy(text).into_owned())
                .collect();
            return texts.chunks(2).map(|pair| pair[0].clone()).collect::<Vec<_>>();
        }
    });
    let database = Cluster::shared().database().await;
    let options = database.options.clone().host("127.0.0.1").port(port);
    let set = ledger::set().expect("the set is sound");
    let connect_wait = std::time::Duration::from_secs(1);
    let run = Migrator::new(set).connect_wait(connect_wait).run_on(options).await;
    assert!(run.is_err(), "nobody answered");
    let names: Vec<String> =
        asked.await.expect("it was asked").into_iter().filter(|name| !name.is_empty()).collect();
    assert!(names.iter().any(|name| name == "user"), "{names:?}");
    for name in &names {
        assert!(TRACKED.contains(&name.as_str()), "{name} is refused: {names:?}");
    }
}
