//! What has been read? The tantivy index, the only store.
