import type { Hash } from "@redflag/domain/hex";
import { keccakBytes, keccakHex } from "./keccak.ts";
import type { Receipt } from "./parse-receipt.ts";
import { receiptKey } from "./receipts-trie.ts";
import { RlpWriter } from "./rlp-writer.ts";
import { writeReceipt } from "./write-receipt.ts";

/** Under which a receipt stands, a hex digit for each step down. */
interface Place {
  path: readonly number[];
  receipt: Receipt;
}

const NOTHING = new Uint8Array();
const BRANCHES = 16;

/**
 * What a header's receiptsRoot must be: of the trie that `buildReceiptsTrie` makes, but nothing of it is kept. Two things
 * make it simpler than any trie: no key is another's beginning, so no branch holds a value; and each receipt has a bloom of
 * 256 bytes, so no node is short enough to stand in its parent instead of its hash.
 */
export function computeReceiptsRoot(receipts: readonly Receipt[]): Hash {
  const writer = new RlpWriter();
  if (receipts.length === 0) {
    writer.bytes(NOTHING);
    return keccakHex(writer.written);
  }
  const places = receipts.map((receipt, i) => ({ path: pathOf(i), receipt }));
  return `0x${Buffer.from(hashNode(writer, places, 0)).toString("hex")}`;
}

/** The node under which all of these stand, that many steps down. */
function hashNode(writer: RlpWriter, places: readonly Place[], depth: number): Uint8Array {
  const [first] = places as [Place];
  const { path, receipt } = first;
  if (places.length === 1) {
    writer.clear();
    writeReceipt(writer, receipt);
    writer.closeString(0);
    writer.bytes(compact(path.slice(depth), true));
    writer.closeList(0);
    return keccakBytes(writer.written);
  }
  let fork = depth;
  while (places.every((place) => place.path[fork] === path[fork])) fork++;
  const children = Array.from({ length: BRANCHES }, (_, digit) => {
    const below = places.filter((place) => place.path[fork] === digit);
    return below.length === 0 ? NOTHING : hashNode(writer, below, fork + 1);
  });
  writer.clear();
  writer.bytes(NOTHING);
  for (let digit = BRANCHES - 1; digit >= 0; digit--) writer.bytes(children[digit] as Uint8Array);
  writer.closeList(0);
  const branch = keccakBytes(writer.written);
  if (fork === depth) return branch;
  writer.clear();
  writer.bytes(branch);
  writer.bytes(compact(path.slice(depth, fork), false));
  writer.closeList(0);
  return keccakBytes(writer.written);
}

function pathOf(transactionIndex: number): number[] {
  return [...receiptKey(transactionIndex)].flatMap((byte) => [byte >> 4, byte & 15]);
}

/** Steps as bytes; the first digit tells whether they end at a receipt and whether they are odd. */
function compact(steps: readonly number[], isEnd: boolean): Uint8Array {
  const isOdd = steps.length % 2 === 1;
  const digits = [(isEnd ? 2 : 0) + (isOdd ? 1 : 0), ...(isOdd ? [] : [0]), ...steps];
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => 16 * (digits[2 * i] ?? 0) + (digits[2 * i + 1] ?? 0));
}
