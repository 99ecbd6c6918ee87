//! The migrations, in their order; `makemigrations` adds a line for each.

mod m0001_initial;
