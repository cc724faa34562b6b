/** Of the list that is the longest a bench screens with. */
export const LONG_LIST_ENTRIES = 1_000_000;
