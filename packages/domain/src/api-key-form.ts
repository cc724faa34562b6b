/** What a key begins with: who finds one knows whose it is and what it opens, and so do secret scanners. */
export const LIVE_KEY_START = "rf_live_";
/** Of a key that opens a sandbox and nothing else. */
export const SANDBOX_KEY_START = "rf_test_";
