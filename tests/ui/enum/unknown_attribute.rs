use matrx_core::Enum;

#[derive(Enum)]
#[model(table = "x")]
enum Mood {
    #[model(rename = "y")]
    Sad,
}

fn main() {}
