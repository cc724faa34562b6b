import { utf8ToBytes } from "@noble/hashes/utils.js";
import assert from "../assert.ts";
import { refuseNewer } from "../newer-memory.ts";
import type { CalibrationState } from "./calibration.ts";
import type { CalibrationMemory, RatedSurprise } from "./calibration-journal.ts";
import type { GoingRatesState } from "./going-rates.ts";
import type { GraphChanges, GraphParts } from "./graph-watch.ts";
import type { NovelEdge } from "./novel-edge.ts";
import { decodeEdges, encodeEdges, PAGE_EDGES } from "./novel-edge-codec.ts";
import type { Daily } from "./novel-window.ts";
import type { GroupCounters, PaymentGroup } from "./payment-group.ts";
import { takeOrMake } from "./take-or-make.ts";

/** Of everything but pages of new pairs, which have their own. Another layout takes another number. */
const VERSION = 1;

/** What changes with each payment, and is small. */
export interface GraphHead {
  /** Block time of the first payment, unix seconds. */
  start?: number;
  /** Payments so far. */
  total: number;
  /** Of the next new pair, and of the oldest in the window. */
  nextOrdinal: number;
  firstOrdinal: number;
  /** Follows from all new pairs so far. */
  digest: number;
  days: ReadonlyArray<readonly [day: number, count: number]>;
  dailies: ReadonlyArray<readonly [string, Daily]>;
  rates: GoingRatesState;
  groups: Readonly<GroupCounters>;
}

/** Stored under its name: `head`, `calibration <shape> <layer>`, `rated <shape> <layer> <page>`, `group <number>` or `pairs <page>`. */
export type StoredParts = ReadonlyMap<string, Uint8Array>;

export interface StoredChanges {
  upserts: StoredParts;
  deletes: readonly string[];
}

export const HEAD_PART = "head";
const CALIBRATION = "calibration ";
const RATED = "rated ";
const GROUP = "group ";
const PAIRS = "pairs ";

/** New pairs in pages by ordinal: a page that is full is never written again, however the lane is cut into steps. */
export class GraphPages {
  /** The page that still grows. */
  #last: NovelEdge[];
  #changed = new Map<number, readonly NovelEdge[]>();
  /** The oldest that is stored; undefined while none is. */
  #first: number | undefined;

  /** @param edges of whole pages, but for the last */
  constructor(edges: readonly NovelEdge[]) {
    const [first, last] = [edges[0], edges.at(-1)];
    this.#first = first && pageOf(first.ordinal);
    this.#last = last === undefined ? [] : edges.filter(({ ordinal }) => pageOf(ordinal) === pageOf(last.ordinal));
  }

  add(edge: NovelEdge): void {
    const page = pageOf(edge.ordinal);
    if (edge.ordinal % PAGE_EDGES === 0) this.#last = [];
    this.#last.push(edge);
    this.#changed.set(page, this.#last);
    this.#first ??= page;
  }

  /** @param firstOrdinal the oldest that is still in the window: pages before its own are gone */
  takeChanges(firstOrdinal: number): Pick<GraphChanges, "pages" | "pagesGone"> {
    const firstPage = pageOf(firstOrdinal);
    const pagesGone: number[] = [];
    for (; this.#first !== undefined && this.#first < firstPage; this.#first++) pagesGone.push(this.#first);
    const pages = new Map([...this.#changed].filter(([page]) => page >= firstPage));
    this.#changed = new Map();
    return { pages, pagesGone };
  }
}

function pageOf(ordinal: number): number {
  return Math.floor(ordinal / PAGE_EDGES);
}

/** Equal changes give equal bytes. */
export function encodeChanges(changes: GraphChanges): StoredChanges {
  const upserts = new Map([[HEAD_PART, encodeContent(changes.head)]]);
  const deletes = [
    ...changes.groupsGone.map((number) => `${GROUP}${number}`),
    ...changes.pagesGone.map((page) => `${PAIRS}${page}`),
  ];
  for (const [key, calibration] of changes.calibrations) {
    if (calibration.state !== undefined) upserts.set(`${CALIBRATION}${key}`, encodeContent(calibration.state));
    for (const [page, rated] of calibration.pages) upserts.set(`${RATED}${key} ${page}`, encodeContent(rated));
    for (const page of calibration.pagesGone) deletes.push(`${RATED}${key} ${page}`);
  }
  for (const group of changes.groups) upserts.set(`${GROUP}${group.number}`, encodeGroup(group));
  for (const [page, edges] of changes.pages) upserts.set(`${PAIRS}${page}`, encodeEdges(edges));
  return { upserts, deletes };
}

/** Reads what `encodeChanges` gave; anything else is a broken invariant and throws. @param parts in any order */
export function decodeParts(parts: StoredParts): GraphParts {
  const pages: NovelEdge[][] = [];
  const states = new Map<string, CalibrationState>();
  const rated = new Map<string, RatedSurprise[][]>();
  const groups: PaymentGroup[] = [];
  let head: GraphHead | undefined;
  for (const [name, bytes] of parts) {
    if (name.startsWith(PAIRS)) pages.push(decodeEdges(bytes));
    else if (name.startsWith(GROUP)) groups.push(decodeGroup(bytes));
    else if (name.startsWith(CALIBRATION)) states.set(name.slice(CALIBRATION.length), decodeContent(bytes));
    else if (name.startsWith(RATED)) addPage(rated, name.slice(RATED.length), decodeContent(bytes));
    else if (name === HEAD_PART) head = decodeContent(bytes);
    else throw new Error(`Broken invariant: ${name} is a part of what is remembered of new pairs`);
  }
  pages.sort((a, b) => (a[0]?.ordinal ?? 0) - (b[0]?.ordinal ?? 0));
  return { ...(head && { head }), edges: pages.flat(), calibrations: calibrationsOf(states, rated), groups };
}

/** @param name a calibration's key and the page's number */
function addPage(rated: Map<string, RatedSurprise[][]>, name: string, page: RatedSurprise[]): void {
  const end = name.lastIndexOf(" ");
  takeOrMake(rated, name.slice(0, end), () => [])[Number(name.slice(end + 1))] = page;
}

function calibrationsOf(
  states: ReadonlyMap<string, CalibrationState>,
  rated: ReadonlyMap<string, RatedSurprise[][]>,
): Map<string, CalibrationMemory> {
  return new Map(
    [...new Set([...states.keys(), ...rated.keys()])].map((key) => {
      const state = states.get(key);
      return [key, { ...(state && { state }), rated: rated.get(key)?.flat() ?? [] }];
    }),
  );
}

function encodeGroup({ edges, sightings, ...group }: PaymentGroup): Uint8Array {
  return encodeContent({ ...group, edges: [...edges], sightings: [...sightings] });
}

type StoredGroup = Omit<PaymentGroup, "edges" | "sightings"> & {
  edges: Array<[number, PaymentGroup["edges"] extends Map<number, infer Edge> ? Edge : never]>;
  sightings: Array<[string, PaymentGroup["sightings"] extends Map<string, infer Seen> ? Seen : never]>;
};

function decodeGroup(bytes: Uint8Array): PaymentGroup {
  const { edges, sightings, ...group } = decodeContent<StoredGroup>(bytes);
  return { ...group, edges: new Map(edges), sightings: new Map(sightings) };
}

/** As JSON, whose text of a double is the shortest that gives the very same again. */
function encodeContent(content: object): Uint8Array {
  return utf8ToBytes(JSON.stringify([VERSION, content]));
}

function decodeContent<Content>(bytes: Uint8Array): Content {
  const [version, content] = JSON.parse(new TextDecoder().decode(bytes));
  refuseNewer("what is stored of shapes has version", version, VERSION);
  assert(version === VERSION, "what is remembered of new pairs is of a version that this program reads");
  return content as Content;
}
