use matrx_core::Enum;

#[derive(Enum)]
#[repr(i32)]
enum Mood {
    Sad = 1,
}

fn main() {}
