//! How is the page built? Pages to blocks.
