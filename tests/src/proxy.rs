//! A proxy in front of a server that cuts one connection at an exact message: at a `COMMIT`.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// Where the connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The command never reaches the server.
    Command,
    /// The server carries it out; its answer never reaches the client.
    Answer,
    /// The same, and nobody can connect any more.
    AnswerForGood,
    /// The server carries it out; from then on neither side hears of the other.
    Silence,
    /// The server carries it out; the client is told of a broken connection by an error, as poolers do.
    Error,
}

/// A running proxy. It ends with the runtime that it was started on.
#[derive(Clone, Debug)]
pub struct Proxy {
    port: u16,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    server: u16,
    cut: Cut,
    at: usize,
    commits: AtomicUsize,
    open: watch::Sender<usize>,
}

impl Proxy {
    /// Listens on a port of its own; the `at`-th `COMMIT` that passes, from 1, is the one to cut.
    ///
    /// # Panics
    ///
    /// Where the machine has no free port.
    pub async fn start(server: u16, cut: Cut, at: usize) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("there is a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let state = Arc::new(State {
            server,
            cut,
            at,
            commits: AtomicUsize::new(0),
            open: watch::Sender::new(0),
        });
        let proxy = Proxy { port, state: Arc::clone(&state) };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if state.has_cut() && state.cut == Cut::AnswerForGood {
                    continue;
                }
                let state = Arc::clone(&state);
                // An error is the end of either side, which the other one is told by dropping it.
                state.open.send_modify(|open| *open += 1);
                tokio::spawn(async move {
                    let _ended = pass(client, &state).await;
                    state.open.send_modify(|open| *open -= 1);
                });
            }
        });
        proxy
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until the server has ended every session that went through it.
    ///
    /// # Panics
    ///
    /// Never, as the proxy itself lives as long as this.
    pub async fn ended(&self) {
        let mut open = self.state.open.subscribe();
        open.wait_for(|open| *open == 0).await.expect("the sender is here");
    }

    /// Whether it has cut a connection.
    pub fn has_cut(&self) -> bool {
        self.state.has_cut()
    }
}

impl State {
    fn has_cut(&self) -> bool {
        self.commits.load(Ordering::SeqCst) >= self.at
    }
}

async fn pass(client: TcpStream, state: &State) -> io::Result<()> {
    let server = TcpStream::connect(("127.0.0.1", state.server)).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let instead = match state.cut {
        Cut::Command | Cut::Answer | Cut::AnswerForGood | Cut::Silence => &[][..],
        Cut::Error => BROKEN,
    };
    let mute = Arc::new(Mute { on: AtomicBool::new(false), instead, answered: Notify::new() });
    let answers = tokio::spawn(pass_answers(from_server, to_client, Arc::clone(&mute)));
    match pass_commands(from_client, to_server, state, &mute).await {
        Ok(()) => answers.abort(),
        // The client said goodbye; the server's end of the connection comes after its locks are gone.
        Err(_) => {
            let _ended = answers.await;
        }
    }
    Ok(())
}

/// An error of the class of broken connections.
const BROKEN: &[u8] = b"E\0\0\0\x30SFATAL\0VFATAL\0C08P01\0Mserver conn crashed?\0\0";

/// Whether answers are dropped, what the client gets in their place, and the news that one was.
struct Mute {
    on: AtomicBool,
    instead: &'static [u8],
    answered: Notify,
}

async fn pass_answers(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mute: Arc<Mute>,
) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        if mute.on.load(Ordering::SeqCst) {
            to.write_all(mute.instead).await?;
            mute.answered.notify_one();
        } else {
            to.write_all(&buffer[..length]).await?;
        }
    }
}

async fn pass_commands(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    state: &State,
    mute: &Mute,
) -> io::Result<()> {
    // The first message has no type.
    let mut message = Vec::new();
    read_body(&mut from, &mut message).await?;
    to.write_all(&message).await?;
    loop {
        message.clear();
        message.push(from.read_u8().await?);
        read_body(&mut from, &mut message).await?;
        let commit = message[0] == b'Q' && &message[5..] == b"COMMIT\0";
        if !commit || state.commits.fetch_add(1, Ordering::SeqCst) + 1 != state.at {
            to.write_all(&message).await?;
            continue;
        }
        match state.cut {
            Cut::Command => {}
            Cut::Answer | Cut::AnswerForGood | Cut::Error => {
                mute.on.store(true, Ordering::SeqCst);
                to.write_all(&message).await?;
                mute.answered.notified().await;
            }
            Cut::Silence => {
                mute.on.store(true, Ordering::SeqCst);
                to.write_all(&message).await?;
                tokio::io::copy(&mut from, &mut tokio::io::sink()).await?;
            }
        }
        return Ok(());
    }
}

/// A length, which counts itself, and what it is the length of.
async fn read_body(from: &mut OwnedReadHalf, message: &mut Vec<u8>) -> io::Result<()> {
    let length = from.read_u32().await?;
    message.extend_from_slice(&length.to_be_bytes());
    let start = message.len();
    message.resize(start + (length as usize).saturating_sub(4), 0);
    from.read_exact(&mut message[start..]).await?;
    Ok(())
}
