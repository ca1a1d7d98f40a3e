//! What keeps coming back? Codebooks, counts and quotes.
