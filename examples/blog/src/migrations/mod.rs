//! The migrations, in their order; `makemigrations` adds a line for each.
