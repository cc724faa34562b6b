/** What the product bounds its memory of an address by: the same here, or it would be of another size. */
const DAYS_MAX = 92;
export const FLOWS_MAX = 64;
const PAYEES_MAX = 64;
const NEIGHBOURS_MAX = 32;
const DAY_S = 86_400;
/** Whom an address met beyond those, marked in so many bits for every ten days, of which the last thirty are kept. */
export const MARK_BYTES = 128;
const SPAN_DAYS = 10;
const SPANS_MAX = 3;

/** Of one coin's currency, in millionths. Exact: `add` throws where a double would not hold it. */
export interface Sum {
  peg: number;
  micros: number;
}

export interface Flow {
  count: number;
  sums: Sum[];
}

export interface Day {
  day: number;
  in: Flow;
  out: Flow;
}

export interface RecentFlow {
  /** One character a byte, as every address here. */
  counterparty: string;
  token: number;
  micros: number;
  time: number;
  block: number;
  logIndex: number;
}

export interface Marks {
  span: number;
  bits: Uint8Array;
}

/** Whom an address that is no hub has met. */
export interface Acquaintances {
  firstSeen: number;
  paid: number;
  paidNew: number;
  received: number;
  receivedNew: number;
  /** The latest, oldest first, each once, by 48 bits of their addresses. */
  payees: number[];
  neighbours: number[];
}

export interface Memory {
  isStored: boolean;
  firstSeen: number;
  lastSeen: number;
  inCount: number;
  outCount: number;
  days: Day[];
  net: Sum[];
  flowsIn: RecentFlow[];
  flowsOut: RecentFlow[];
  marksIn: Marks[];
  marksOut: Marks[];
  acquaintances: Acquaintances | undefined;
  /** Followed money: amounts, as many as make its bytes. */
  exposure: number[] | undefined;
}

export interface FoldedTransfer {
  sender: string;
  recipient: string;
  token: number;
  peg: number;
  micros: number;
  time: number;
  block: number;
  logIndex: number;
}

export function emptyMemory(time: number): Memory {
  return {
    isStored: false,
    firstSeen: time,
    lastSeen: time,
    inCount: 0,
    outCount: 0,
    days: [],
    net: [],
    flowsIn: [],
    flowsOut: [],
    marksIn: [],
    marksOut: [],
    acquaintances: undefined,
    exposure: undefined,
  };
}

/** @param hubs whose payments are counted and not remembered one by one, as the product does with known services */
export function fold(sender: Memory, recipient: Memory, transfer: FoldedTransfer, hubs: ReadonlySet<string>): void {
  const { sender: payer, recipient: payee, time, peg, micros } = transfer;
  const [fromHub, toHub] = [hubs.has(payer), hubs.has(payee)];
  const senderDay = dayOf(sender, time);
  const recipientDay = dayOf(recipient, time);
  sender.lastSeen = time;
  recipient.lastSeen = time;
  sender.outCount++;
  recipient.inCount++;
  senderDay.out.count++;
  recipientDay.in.count++;
  add(senderDay.out.sums, peg, micros);
  add(recipientDay.in.sums, peg, micros);
  add(sender.net, peg, -micros);
  add(recipient.net, peg, micros);
  if (!fromHub) remember(sender.flowsOut, sender.marksOut, transfer, payee, toHub);
  if (!toHub) remember(recipient.flowsIn, recipient.marksIn, transfer, payer, fromHub);
  if (!fromHub && !toHub) meet(sender, recipient, transfer);
  if (sender.exposure !== undefined) sender.exposure[0] = (sender.exposure[0] ?? 0) + micros;
  if (recipient.exposure !== undefined) recipient.exposure[0] = (recipient.exposure[0] ?? 0) + micros;
}

function dayOf({ days }: Memory, time: number): Day {
  const day = Math.floor(time / DAY_S);
  const newest = days.at(-1);
  if (newest?.day === day) return newest;
  const added = { day, in: { count: 0, sums: [] }, out: { count: 0, sums: [] } };
  days.push(added);
  while ((days[0] as Day).day <= day - DAYS_MAX) days.shift();
  return added;
}

function add(sums: Sum[], peg: number, micros: number): void {
  let sum = sums.find((one) => one.peg === peg);
  if (sum === undefined) {
    sum = { peg, micros: 0 };
    sums.push(sum);
  }
  sum.micros += micros;
  if (!Number.isSafeInteger(sum.micros)) throw new Error("a sum is beyond what a double holds");
}

function remember(
  flows: RecentFlow[],
  marks: Marks[],
  { token, micros, time, block, logIndex }: FoldedTransfer,
  counterparty: string,
  isHub: boolean,
): void {
  flows.push({ counterparty, token, micros, time, block, logIndex });
  if (flows.length <= FLOWS_MAX) return;
  if (marks.length === 0) for (const flow of flows) mark(marks, flow.counterparty, flow.time);
  else if (!isHub) mark(marks, counterparty, time);
  flows.shift();
}

function mark(marks: Marks[], counterparty: string, time: number): void {
  const span = Math.floor(time / DAY_S / SPAN_DAYS);
  let newest = marks.at(-1);
  if (newest?.span !== span) {
    newest = { span, bits: new Uint8Array(MARK_BYTES) };
    marks.push(newest);
    while ((marks[0] as Marks).span <= span - SPANS_MAX) marks.shift();
  }
  const bit = (counterparty.charCodeAt(0) << 2) | (counterparty.charCodeAt(1) >> 6);
  newest.bits[bit >> 3] = (newest.bits[bit >> 3] as number) | (1 << (bit & 7));
}

function meet(sender: Memory, recipient: Memory, { sender: payer, recipient: payee, time }: FoldedTransfer): void {
  sender.acquaintances ??= noAcquaintances(time);
  recipient.acquaintances ??= noAcquaintances(time);
  const [from, to] = [sender.acquaintances, recipient.acquaintances];
  const [payerMark, payeeMark] = [fingerprintOf(payer), fingerprintOf(payee)];
  const isNew = keep(from.payees, payeeMark, PAYEES_MAX);
  keep(from.neighbours, payeeMark, NEIGHBOURS_MAX);
  keep(to.neighbours, payerMark, NEIGHBOURS_MAX);
  from.paid++;
  to.received++;
  if (!isNew) return;
  from.paidNew++;
  to.receivedNew++;
}

function noAcquaintances(firstSeen: number): Acquaintances {
  return { firstSeen, paid: 0, paidNew: 0, received: 0, receivedNew: 0, payees: [], neighbours: [] };
}

/** @returns whether it was not there yet */
function keep(latest: number[], one: number, max: number): boolean {
  if (latest.at(-1) === one) return false;
  const at = latest.indexOf(one);
  if (at !== -1) latest.splice(at, 1);
  else if (latest.length === max) latest.shift();
  latest.push(one);
  return at === -1;
}

/** Its last six bytes. */
function fingerprintOf(address: string): number {
  let value = 0;
  for (let at = address.length - 6; at < address.length; at++) value = value * 256 + address.charCodeAt(at);
  return value;
}
