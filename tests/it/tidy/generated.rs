//! Files that are made from the code and committed: fresh, or made anew by `cargo xtask codegen`.

use super::root;

#[test]
fn the_generated_types_of_the_interface_are_fresh() {
    let path = root().join("ui/src/ipc/generated.ts");
    let made = shirube_app::typescript();
    if std::env::var_os("SHIRUBE_WRITE_GENERATED").is_some() {
        std::fs::write(&path, made).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == made, "ui/src/ipc/generated.ts is stale: run `cargo xtask codegen`");
}
