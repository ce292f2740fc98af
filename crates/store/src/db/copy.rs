//! Copies.
use super::{Result, Store, StoreConfig};
use std::path::Path;
pub(super) async fn backup(_store: &Store, _file: &Path) -> Result<()> {
    todo!()
}
pub(super) async fn restore(_file: &Path, _config: &StoreConfig, _force: bool) -> Result<()> {
    todo!()
}
