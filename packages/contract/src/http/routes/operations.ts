import { WITHHOLDING_CAUSES } from "@redflag/domain/withholding-cause";
import { z } from "zod";
import { BlockNumber, Caip2, Hash32, HeuristicId } from "../../identifiers.ts";
import { Id, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";
import { VerifyPolicyWord } from "./coverage.ts";

/** What runs, as its own tables tell it: endpoints, lanes, work that waits, and the installation as a whole. */

const Count = z.int().nonnegative();

const Endpoint = z.strictObject({
  chain: Caip2,
  host: z.string(),
  /** Its place among the chain's, from 1: two keys at one host are two endpoints. */
  ordinal: z.int().positive(),
  /**
   * `healthy`: it answers. `benched`: it failed or was asked too often, and has not answered since; left alone until `restsUntil`,
   * and then tried. `barred`: of another chain, and never asked again. `stale`: whoever asked it has said nothing for a minute.
   */
  state: z.enum(["healthy", "benched", "barred", "stale"]),
  restsUntil: Time.optional(),
  /** Code of the error for which it rests or is barred, or of the last one until it answers again. */
  problem: z.string().optional(),
  /** From 1, as quick as the quickest and never failing, to 0. */
  score: z.number().min(0).max(1),
  /** Of one request, smoothed; absent where none was answered in the last minutes. */
  latencyMs: Count.optional(),
  /** Requests a second that it is sent at most; absent where nothing bounds it. */
  requestsPerSecondMax: z.number().positive().optional(),
  /** Blocks it takes in one question for logs, as far as it has refused more. */
  logBlocksMax: z.int().positive().optional(),
  head: BlockNumber.optional(),
  /** How far that is behind the newest head of the chain that was seen. */
  blocksBehind: Count.optional(),
  /** Answers other than good ones since the process began, by class. */
  answers: z.record(z.string(), Count),
  /** Answers of the host about the chain that were shown to be wrong, ever. */
  liesCaught: Count,
  /** Which ingest process says so: an id that it makes up when it starts. */
  process: Id,
  reportedAt: Time,
  ageSeconds: Count,
});
export type Endpoint = z.infer<typeof Endpoint>;

export const listEndpoints = defineRoute({
  id: "listEndpoints",
  method: "GET",
  path: "/v1/endpoints",
  tag: "Operations",
  summary: "Show how each configured endpoint does",
  description:
    "As each ingest process that runs reports it every few seconds; of a chain that none follows, as the last one did. Hosts only: " +
    "a URL may hold a key.",
  access: "operations:read",
  answer: {
    status: 200,
    body: z.strictObject({ items: z.array(Endpoint) }),
    description: "By chain, process, and the order in which they are configured",
  },
  action: "endpoint.list",
});

const LaneGap = z.strictObject({ heuristic: HeuristicId, version: z.int().positive(), transfers: z.int().positive() });
const Withheld = z.strictObject({
  heuristic: HeuristicId,
  version: z.int().positive(),
  cause: z.enum(WITHHOLDING_CAUSES),
  transfers: Count,
});

const Lane = z.strictObject({
  chain: Caip2,
  name: z.string(),
  title: z.string(),
  state: z.enum(["running", "stopped"]),
  /** Of one that has stopped: why, in words, and the last block that ledger and chain still share. */
  stopped: z.strictObject({ reason: z.string(), forkBlock: z.int().min(-1) }).optional(),
  /** Screening began with this block. */
  startBlock: BlockNumber,
  /** Screened up to here, final up to here; before `startBlock` while nothing is. */
  position: z.int().min(-1),
  finalTo: z.int().min(-1),
  /** Rules with a memory have judged up to here. */
  depthTo: z.int().min(-1),
  /** How often the past was begun anew, from 1. */
  generation: z.int().positive(),
  /** The lists, rates and rules in force, by number, and since which block. */
  epoch: z.strictObject({ seq: z.int().positive(), fromBlock: BlockNumber }).optional(),
  lag: z.strictObject({ blocks: Count, seconds: Count.optional() }).optional(),
  /** Screened except these: transfers on which a rule failed. */
  gaps: z.array(LaneGap),
  /** Transfers that a rule could not judge, and why. */
  withheld: z.array(Withheld),
});
export type Lane = z.infer<typeof Lane>;

/** What bridges say is judged over all lanes at once, up to where the slowest of them is final. */
const CrossChain = z.strictObject({
  /** Arrivals before it are judged; absent while none is. */
  judgedBefore: Time.optional(),
  lanes: z.array(
    z.strictObject({
      chain: Caip2,
      block: z.int().min(-1),
      /** The highest block time up to there. */
      clock: Time,
      faults: Count,
      faultText: z.string().optional(),
    }),
  ),
});
export type CrossChain = z.infer<typeof CrossChain>;

export const listLanes = defineRoute({
  id: "listLanes",
  method: "GET",
  path: "/v1/lanes",
  tag: "Operations",
  summary: "Show where screening of each chain stands, and what it could not judge",
  access: "operations:read",
  answer: {
    status: 200,
    body: z.strictObject({ items: z.array(Lane), crossChain: CrossChain }),
    description: "By name",
  },
  action: "lane.list",
});

const ScreeningGap = z.strictObject({
  chain: Caip2,
  heuristic: HeuristicId,
  version: z.int().positive(),
  block: BlockNumber,
  logIndex: Count,
  transaction: Hash32,
  reason: z.string(),
});
export type ScreeningGap = z.infer<typeof ScreeningGap>;

export const listScreeningGaps = defineRoute({
  id: "listScreeningGaps",
  method: "GET",
  path: "/v1/screening-gaps",
  tag: "Operations",
  summary: "List the transfers on which a rule failed",
  description:
    "A rule's silence there says nothing. `redflag rebuild` judges them again with a program that does not fail.",
  access: "operations:read",
  query: PageQuery.extend({ chain: ChainText, heuristic: HeuristicId.optional() }),
  answer: { status: 200, body: pageOf(ScreeningGap), description: "Oldest block first" },
  problems: ["chain_unknown", "cursor_foreign"],
  action: "screening-gap.list",
});

/** Each is counted from the tables that say what is wanted: the queue only carries wake-ups, and losing it loses nothing. */
const WORK_KINDS = [
  "read",
  "prove",
  "screen",
  "backfill",
  "repair",
  "lookback",
  "list_fetch",
  "list_release",
  "feed",
  "fan_out",
] as const;

const Work = z.strictObject({
  /**
   * `read`: blocks up to the head that the ledger lacks and the lane waits for. `prove`: blocks that are screened
   * and final on the chain, and wait for their check. `screen`: blocks that are stored and not yet screened. `backfill`: blocks that running ones lack. `repair`, `lookback`: those that
   * have not ended. `list_fetch`: lists that are due. `list_release`: versions of lists that exchanges are not told of yet. `feed`:
   * events without a place in the feed, which they get when somebody reads it. `fan_out`: events that are not yet deliveries.
   */
  kind: z.enum(WORK_KINDS),
  /** Absent of what is no chain's. */
  chain: Caip2.optional(),
  unit: z.enum(["blocks", "rows"]),
  waiting: Count,
  /** Of rows: what is in hand at this moment, as far as that is written down. */
  active: Count.optional(),
  /** Of rows: what failed when it was last tried. */
  failing: Count.optional(),
  /** Since when the oldest waits. */
  oldestAt: Time.optional(),
});
export type Work = z.infer<typeof Work>;

const SubscriberDeliveries = z.strictObject({
  subscriber: Id,
  name: z.string(),
  /** It is the sandbox of the subscriber of that name. */
  sandbox: z.boolean(),
  /** They could be sent now. */
  due: Count,
  /** Of these, due for more than a minute. */
  late: Count,
  /** They wait for their next attempt, until what came before about the same subject is settled, or until their webhook is resumed. */
  waiting: Count,
  /** Given up in the last 24 hours. */
  dead: Count,
  oldestDueAt: Time.optional(),
  subscriptions: z.strictObject({ active: Count, failing: Count, paused: Count, disabled: Count }),
});
export type SubscriberDeliveries = z.infer<typeof SubscriberDeliveries>;

export const getQueues = defineRoute({
  id: "getQueues",
  method: "GET",
  path: "/v1/queues",
  tag: "Operations",
  summary: "Show what waits to be done, and what exchanges are owed",
  description:
    "From the tables that say what is wanted. The queue itself carries wake-ups only: whoever empties it loses a few seconds.",
  access: "operations:read",
  answer: {
    status: 200,
    body: z.strictObject({ work: z.array(Work), deliveries: z.array(SubscriberDeliveries) }),
    description: "Work by kind and chain; deliveries by subscriber, the most late first",
  },
  action: "queue.list",
});

const Installation = z.strictObject({
  /** Of Redflag. */
  version: z.string(),
  schema: z.strictObject({ current: Count, latest: Count }),
  database: z.strictObject({
    /** It runs one of its own in the data directory. */
    embedded: z.boolean(),
    bytes: Count,
    version: z.string(),
  }),
  adminExists: z.boolean(),
  /** Chains that an ingest process was ever given endpoints for, or that have a lane. */
  chains: z.array(
    z.strictObject({
      chain: Caip2,
      name: z.string(),
      title: z.string(),
      endpointHosts: z.array(z.string()),
      policy: VerifyPolicyWord,
      /** Where the ledger begins. */
      firstBlock: BlockNumber.optional(),
      /** Screening has gone over at least one block. */
      screened: z.boolean(),
    }),
  ),
  lists: z.strictObject({ count: Count, withEntries: Count, entries: Count }),
});
export type Installation = z.infer<typeof Installation>;

export const getInstallation = defineRoute({
  id: "getInstallation",
  method: "GET",
  path: "/v1/installation",
  tag: "Operations",
  summary: "Say what is set up and what is still to do",
  access: "operations:read",
  answer: { status: 200, body: Installation, description: "As it is now" },
  action: "installation.read",
});
