use yanxi::attachments::{clean, inspect};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let inspected = inspect(&path, &bytes);
        println!("== {path}");
        for piece in &inspected.pieces { println!("  {:?} {:?} {:?}", piece.inside, piece.spot, piece.text.chars().take(200).collect::<String>()); }
        println!("  unseen {:?}", inspected.unseen);
        let cleaned = clean(&path, &bytes);
        println!("  cleaned {:?} left {:?}", cleaned.bytes.as_ref().map(Vec::len), cleaned.left);
        if let Some(b) = cleaned.bytes { let (d, n) = path.rsplit_once('/').unwrap(); std::fs::write(format!("{d}/cleaned-{n}"), b).unwrap(); }
    }
}
