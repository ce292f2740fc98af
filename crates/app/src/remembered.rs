//! What is remembered of what was asked for before, bounded by bytes.

use quick_cache::{
    OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};
use std::hash::{Hash, RandomState};

/// Values by what was asked for, those that are asked for again and again before others.
pub(crate) type Remembered<K, V, W> = Cache<K, V, W, RandomState>;

/// Remembers so many bytes, as `weigher` tells them: of so many values, about, for which there is room from the start.
pub(crate) fn remembered<K, V, W>(bytes_max: u64, items: usize, weigher: W) -> Remembered<K, V, W>
where
    K: Eq + Hash,
    V: Clone,
    W: Weighter<K, V> + Clone,
{
    let mut options = OptionsBuilder::new();
    options.estimated_items_capacity(items).weight_capacity(bytes_max).shards(4);
    let options = options.build().expect("all that a cache needs to know is said");
    Cache::with_options(options, weigher, RandomState::new(), DefaultLifecycle::default())
}
