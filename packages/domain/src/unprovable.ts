import type { Chain } from "./chain.ts";

/**
 * What of a chain's blocks no proof reaches, or only one that was never tried on a real block. Under the policy `proof` such
 * a block is held against a second endpoint instead (`peers`).
 */
export type Unprovable = { why: string } & (
  | { class: "every_block" }
  /** Blocks below this one: another chain design, whose headers nobody here can hash. */
  | { class: "early_blocks"; beforeBlock: number }
  /** Blocks below `beforeBlock` whose number `everyBlocks` divides may hold logs that no receipt of them holds. */
  | { class: "state_sync"; beforeBlock: number; everyBlocks: number }
  /** A header that has this field commits to the receipts of other blocks, in its root and in its bloom. */
  | { class: "header_field"; field: string }
  /** How headers are hashed is known from source alone: a hash that fits proves, another accuses nobody. */
  | { class: "untried_header" }
  /** The same of receipts: of this EIP-2718 type, or of all; below a block, or in every one. */
  | { class: "untried_receipt"; type?: number; beforeBlock?: number }
);

type Rules = Pick<Chain, "unprovable">;

/** Why no proof reaches a block of this number, whatever it holds; undefined where it may be tried. */
export function findUnprovable({ unprovable = [] }: Rules, number: number): Unprovable | undefined {
  return unprovable.find((item) => {
    switch (item.class) {
      case "every_block":
        return true;
      case "early_blocks":
        return number < item.beforeBlock;
      case "state_sync":
        return number < item.beforeBlock && number % item.everyBlocks === 0;
      default:
        return false;
    }
  });
}

/** Whether receipts of this type are hashed, in a block of this number, as nobody here has tried on a real block. */
export function isUntriedReceipt({ unprovable = [] }: Rules, type: number, number: number): boolean {
  return unprovable.some(
    (item) =>
      item.class === "untried_receipt" &&
      (item.type === undefined || item.type === type) &&
      (item.beforeBlock === undefined || number < item.beforeBlock),
  );
}

/** Whether nobody here has tried how this chain's headers are hashed on every kind of them that it makes now. */
export function hasUntriedHeaders({ unprovable = [] }: Rules): boolean {
  return unprovable.some((item) => item.class === "untried_header");
}

/** Which blocks an entry is about, for people. */
export function unprovableText(item: Unprovable): string {
  switch (item.class) {
    case "every_block":
      return "every block";
    case "early_blocks":
      return `blocks below ${countText(item.beforeBlock)}`;
    case "state_sync":
      return `every ${item.everyBlocks}th block below ${countText(item.beforeBlock)}`;
    case "header_field":
      return `blocks whose header has ${item.field}`;
    case "untried_header":
      return "untried: headers";
    case "untried_receipt": {
      const of = item.type === undefined ? "" : ` of type 0x${item.type.toString(16)}`;
      const until = item.beforeBlock === undefined ? "" : ` below block ${countText(item.beforeBlock)}`;
      return `untried: receipts${of}${until}`;
    }
  }
}

function countText(block: number): string {
  return block.toLocaleString("en-US");
}
