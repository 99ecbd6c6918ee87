//! The application: brings its database up to date, then says what is in it.

fn main() {}
