import { CONDITION_BOUNDS, LIST_OLD_PERIODS } from "@redflag/domain/condition";

/**
 * What an operator is told of by mail is wrong here from the same figure on (packages/domain/src/condition.ts).
 * From when on something needs somebody. A head that is looked for every quarter of a second is minutes behind only where
 * something is the matter; what a person must do may wait for the day. All ours.
 */

/** Reading or screening so far behind the head, in seconds of block time: worth a look, and wrong. */
export const BEHIND_LOOK_S = 60;
export const BEHIND_WRONG_S = CONDITION_BOUNDS.ledger_behind.warning;

/** A head that nobody has seen for so long, or whose own block is so old … */
export const HEAD_AGE_WRONG_S = CONDITION_BOUNDS.head_old.warning;
/** … and so many times what the chain takes for a block. */
export const HEAD_AGE_BLOCKS = 20;

/** Blocks that the chain calls final and that wait for their check, as so many seconds of blocks. */
export const FINAL_BEHIND_LOOK_S = 3_600;

/** A list that its publisher has not confirmed for so many of its intervals is old. */
export const LIST_AGE_INTERVALS = LIST_OLD_PERIODS.warning;
/** A list that is due for so long is fetched by nobody. */
export const LIST_OVERDUE_S = 600;

/** A delivery that is due for so long: whoever sends is slow, or is not there. */
export const DELIVERY_LATE_WRONG_S = CONDITION_BOUNDS.deliveries_late.warning;

/** Rows that wait for so long, and nobody has them in hand. */
export const WORK_STUCK_S = CONDITION_BOUNDS.work_stuck.warning;

/** Of the disk that an embedded database lies on, so much is free at least. */
export const DISK_FREE_LOOK_SHARE = 0.15;
export const DISK_FREE_WRONG_SHARE = 0.05;

/** The API signs the audit daily, and takes what it signed off this host. */
export const AUDIT_LATE_S = 2 * 86_400;
