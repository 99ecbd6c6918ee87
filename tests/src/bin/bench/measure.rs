//! Running a program and seeing what it took.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// From the start to the end.
    pub(crate) time: Duration,
    /// The most memory that it had at once, in MiB; only where `/proc` tells.
    pub(crate) memory: Option<u64>,
    /// What it printed.
    pub(crate) output: String,
}

/// Runs a command that must succeed.
pub(crate) fn run(command: &mut Command) -> Run {
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be run");
    let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let mut memory = None;
    let status = loop {
        memory = peak(&child).or(memory);
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = started.elapsed();
    let (out, err) = (out.join().expect("a reader ends"), err.join().expect("a reader ends"));
    assert!(status.success(), "{command:?}: {status}\n{out}\n{err}");
    Run { time, memory, output: out }
}

/// The run of the middle by time.
pub(crate) fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by_key(|run| run.time);
    runs.swap_remove(runs.len() / 2)
}

fn peak(child: &Child) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

fn reader(stream: Option<impl std::io::Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        if let Some(mut stream) = stream {
            // What is not text is of no use to the report.
            let _read = stream.read_to_string(&mut text);
        }
        text
    })
}

/// Seconds with two digits.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// How many times as long.
pub(crate) fn ratio(time: Duration, beside: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() / beside.as_secs_f64())
}
