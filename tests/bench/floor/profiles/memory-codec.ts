import { ByteCursor, BytePool } from "./byte-pool.ts";
import {
  type Acquaintances,
  type Day,
  FLOWS_MAX,
  type Flow,
  MARK_BYTES,
  type Marks,
  type Memory,
  type RecentFlow,
  type Sum,
} from "./memory.ts";

const ADDRESS_BYTES = 20;
/** Of its currency three letters, and its contract: the product names each in every profile that knows it. */
const PEG_BYTES = 3;
const LAYOUT = 1;

/** More than any memory takes: every day's sums and all flows. */
const pool = new BytePool(2 ** 18);

/** The three columns of a memory, each good until the next one is asked for. */
export function encodeState(memory: Memory, tokens: readonly string[]): Uint8Array {
  pool.begin();
  const { firstSeen, lastSeen, inCount, outCount, days, net, flowsIn, flowsOut, marksIn, marksOut } = memory;
  pool.varint(LAYOUT);
  pool.varint(firstSeen);
  pool.varint(lastSeen - firstSeen);
  pool.varint(inCount);
  pool.varint(outCount);
  writeNames(net, flowsIn, flowsOut, tokens);
  pool.varint(days.length);
  let before = 0;
  for (const { day, in: paidIn, out } of days) {
    pool.varint(day - before);
    before = day;
    writeFlow(paidIn);
    writeFlow(out);
  }
  pool.varint(net.length);
  for (const { peg, micros } of net) {
    pool.varint(peg);
    pool.signed(micros);
  }
  writeFlows(flowsIn, firstSeen);
  writeFlows(flowsOut, firstSeen);
  writeMarks(marksIn);
  writeMarks(marksOut);
  return pool.taken();
}

export function encodeAcquaintances(acquaintances: Acquaintances): Uint8Array {
  pool.begin();
  const { firstSeen, paid, paidNew, received, receivedNew, payees, neighbours } = acquaintances;
  pool.varint(LAYOUT);
  for (const figure of [firstSeen, paid, paidNew, paidNew, received, receivedNew, receivedNew]) pool.varint(figure);
  for (const known of [payees, neighbours]) {
    pool.varint(known.length);
    for (const fingerprint of known) pool.uint48(fingerprint);
  }
  return pool.taken();
}

/** @param bytes as many as there are to be; what no amount fills is zero */
export function encodeExposure(exposure: readonly number[], bytes: number): Uint8Array {
  pool.begin();
  for (const amount of exposure) pool.double(amount);
  for (let left = bytes - 8 * exposure.length; left > 0; left--) pool.varint(0);
  return pool.taken();
}

export function decodeMemory(state: Buffer, pairs: Buffer | undefined, exposure: Buffer | undefined): Memory {
  const cursor = new ByteCursor(state);
  if (cursor.varint() !== LAYOUT) throw new Error("no memory of this layout");
  const firstSeen = cursor.varint();
  const lastSeen = firstSeen + cursor.varint();
  const [inCount, outCount] = [cursor.varint(), cursor.varint()];
  skipNames(cursor);
  let day = 0;
  const days = readMany(cursor, (): Day => {
    day += cursor.varint();
    return { day, in: readFlow(cursor), out: readFlow(cursor) };
  });
  const memory: Memory = {
    isStored: true,
    firstSeen,
    lastSeen,
    inCount,
    outCount,
    days,
    net: readMany(cursor, (): Sum => ({ peg: cursor.varint(), micros: cursor.signed() })),
    flowsIn: readFlows(cursor, firstSeen),
    flowsOut: readFlows(cursor, firstSeen),
    marksIn: readMarks(cursor),
    marksOut: readMarks(cursor),
    acquaintances: pairs && decodeAcquaintances(pairs),
    exposure: exposure && decodeExposure(exposure),
  };
  if (!cursor.atEnd) throw new Error("a memory ends where its bytes do");
  return memory;
}

function decodeAcquaintances(bytes: Buffer): Acquaintances {
  const cursor = new ByteCursor(bytes);
  if (cursor.varint() !== LAYOUT) throw new Error("no acquaintances of this layout");
  const [firstSeen, paid, paidNew] = [cursor.varint(), cursor.varint(), cursor.varint()];
  cursor.varint();
  const [received, receivedNew] = [cursor.varint(), cursor.varint()];
  cursor.varint();
  const readKnown = () => readMany(cursor, () => cursor.uint48());
  return { firstSeen, paid, paidNew, received, receivedNew, payees: readKnown(), neighbours: readKnown() };
}

function decodeExposure(bytes: Buffer): number[] {
  const cursor = new ByteCursor(bytes);
  return Array.from({ length: bytes.length >> 3 }, () => cursor.double());
}

/** Each currency and each contract that the memory knows, once. */
function writeNames(
  net: readonly Sum[],
  flowsIn: readonly RecentFlow[],
  flowsOut: readonly RecentFlow[],
  tokens: readonly string[],
): void {
  let known = 0;
  for (const { token } of flowsIn) known |= 1 << token;
  for (const { token } of flowsOut) known |= 1 << token;
  pool.varint(net.length);
  for (const { peg } of net) pool.latin1(String(peg).padStart(PEG_BYTES));
  pool.varint(known);
  for (let token = 0; known >> token > 0; token++) if ((known >> token) & 1) pool.latin1(tokens[token] as string);
}

function skipNames(cursor: ByteCursor): void {
  cursor.pass(PEG_BYTES * cursor.varint());
  for (let known = cursor.varint(); known > 0; known >>= 1) if (known & 1) cursor.pass(ADDRESS_BYTES);
}

function writeFlow({ count, sums }: Flow): void {
  pool.varint(count);
  if (count === 0) return;
  pool.varint(sums.length);
  for (const { peg, micros } of sums) {
    pool.varint(peg);
    pool.varint(micros);
  }
}

function readFlow(cursor: ByteCursor): Flow {
  const count = cursor.varint();
  if (count === 0) return { count, sums: [] };
  return { count, sums: readMany(cursor, (): Sum => ({ peg: cursor.varint(), micros: cursor.varint() })) };
}

function writeFlows(flows: readonly RecentFlow[], firstSeen: number): void {
  pool.varint(flows.length);
  for (const { counterparty, token, micros, time, block, logIndex } of flows) {
    pool.latin1(counterparty);
    pool.varint(token);
    pool.varint(micros);
    pool.varint(time - firstSeen);
    pool.varint(block);
    // Two bits are the product's.
    pool.varint(4 * logIndex);
  }
}

function readFlows(cursor: ByteCursor, firstSeen: number): RecentFlow[] {
  const length = cursor.varint();
  if (length > FLOWS_MAX) throw new Error(`${length} flows are more than are remembered`);
  const flows: RecentFlow[] = [];
  for (let i = 0; i < length; i++) {
    flows.push({
      counterparty: cursor.latin1(ADDRESS_BYTES),
      token: cursor.varint(),
      micros: cursor.varint(),
      time: firstSeen + cursor.varint(),
      block: cursor.varint(),
      logIndex: cursor.varint() / 4,
    });
  }
  return flows;
}

function writeMarks(marks: readonly Marks[]): void {
  pool.varint(marks.length);
  for (const { span, bits } of marks) {
    pool.varint(span);
    pool.bytes(bits);
  }
}

function readMarks(cursor: ByteCursor): Marks[] {
  return readMany(cursor, () => ({ span: cursor.varint(), bits: cursor.bytes(MARK_BYTES) }));
}

function readMany<T>(cursor: ByteCursor, readOne: () => T): T[] {
  const many: T[] = [];
  for (let left = cursor.varint(); left > 0; left--) many.push(readOne());
  return many;
}
