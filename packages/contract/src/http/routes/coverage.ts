import { COVERAGE_STATES } from "@redflag/domain/coverage-state";
import { z } from "zod";
import { BlockNumber, Caip2 } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";

/** What was read of each chain, how it was checked, what is missing, and who was caught. */

const CELLS_MAX = 400;
/** Gaps that an answer names; it counts all. */
export const NAMED_COVERAGE_GAPS_MAX = 20;

const Count = z.int().nonnegative();
const Level = z.enum(["unproven", "bloom", "peers", "self_consistent", "proven"]);
/** Of an endpoint, with its port where that is not the usual one; never a URL. */
const Host = z.string();
export const VerifyPolicyWord = z.enum(["header", "bloom", "peers", "proof"]);
const Span = z.strictObject({ from: BlockNumber, to: BlockNumber });

const ChainCoverage = z.strictObject({
  chain: Caip2,
  name: z.string(),
  title: z.string(),
  /** Where the ledger begins; absent where it holds nothing yet. */
  firstBlock: BlockNumber.optional(),
  /** As it was last seen; absent where nobody has looked yet. */
  head: z
    .strictObject({
      block: BlockNumber,
      seenAt: Time,
      /** Since somebody looked. */
      ageSeconds: Count,
      /** Since the block's own time; absent where the ledger does not hold it yet. It grows where endpoints stand still. */
      blockAgeSeconds: Count.optional(),
      finalized: BlockNumber,
    })
    .optional(),
  /** Everything from `firstBlock` up to here is in the ledger; the next block is missing, or was not read yet. */
  contiguousTo: BlockNumber.optional(),
  /** How far reading is behind the head. A gap that screening has left behind is one of `gaps`, and no lag. */
  ledgerLag: z.strictObject({ blocks: Count, seconds: Count.optional() }).optional(),
  /** How far screening is behind the head. */
  laneLag: z.strictObject({ blocks: Count, seconds: Count.optional() }).optional(),
  laneStopped: z.boolean(),
  /** Missing with something behind it that is there. What was not read of the head yet is `ledgerLag`. */
  gaps: z.strictObject({ count: Count, blocks: Count, oldest: z.array(Span).max(NAMED_COVERAGE_GAPS_MAX) }),
  /** Up to where retention has dropped the ledger. */
  droppedTo: BlockNumber.optional(),
  screeningGaps: Count,
  /**
   * Blocks that final evidence stands on: of `kept` there is something that shows them when no endpoint gives them any more, of
   * `waiting` not of all yet, and of these `missing` were asked for in vain.
   */
  evidence: z.strictObject({ kept: Count, waiting: Count, missing: Count }),
  /** Logs that could not be decoded, which were stored as they came. */
  refusedLogs: Count,
  /** Of the last 24 hours. `caught` were shown to be wrong; of the others nobody knows which side is. */
  disagreements: z.strictObject({ caught: Count, undecided: Count }),
  /** How ingest was told to check it; as the chain has it where no ingest process has ever said. */
  policy: VerifyPolicyWord,
  coveredBlocks: Count,
  /** Of the covered blocks, the weakest first: those of the level, and of these how many are proven one by one. */
  levels: z.array(z.strictObject({ level: Level, blocks: Count, provenBlocks: Count })),
  /** As ingest processes that run report them. */
  endpoints: z.strictObject({ configured: Count, healthy: Count }),
  /** Within the last minute some ingest process has said that it follows the chain. */
  followed: z.boolean(),
});
export type ChainCoverage = z.infer<typeof ChainCoverage>;

export const listCoverage = defineRoute({
  id: "listCoverage",
  method: "GET",
  path: "/v1/coverage",
  tag: "Operations",
  summary: "Show how far each watched chain is read, checked and screened",
  description:
    "Chains that have a lane, or that an ingest process follows. Sums over the whole ledger are as of ten seconds ago at most.",
  access: "operations:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(ChainCoverage) }), description: "By name" },
  action: "coverage.list",
});

const ChainParams = z.strictObject({ chain: ChainText });
const Block = z.coerce.number<number>().int().nonnegative();
const StateWord = z.enum(COVERAGE_STATES);

const Cell = z.strictObject({
  from: BlockNumber,
  to: BlockNumber,
  /** Of its first and its last block, where the ledger holds these. */
  fromTime: Time.optional(),
  toTime: Time.optional(),
  /** The one that most calls for a look. */
  state: StateWord,
  /** Each of its blocks is in exactly one, those that most call for a look first. */
  parts: z.array(z.strictObject({ state: StateWord, blocks: z.int().positive() })),
  /** Answers about its blocks that were shown to be wrong, whenever that was. */
  lies: Count,
  /** Answers about its blocks that differ, and nobody knows which is right. */
  undecided: Count,
});

export type CoverageCell = z.infer<typeof Cell>;

const CoverageStrip = z.strictObject({
  chain: Caip2,
  from: BlockNumber,
  to: BlockNumber,
  /** The whole that can be asked for. */
  firstBlock: BlockNumber,
  head: BlockNumber,
  /** Everything up to here was dropped by retention, where it has dropped anything. */
  droppedTo: BlockNumber.optional(),
  /** The chain itself calls blocks up to here final. */
  finalized: BlockNumber.optional(),
  /** From its first block to its last, without a gap and without overlap; a block each where the range is short. */
  cells: z.array(Cell).max(CELLS_MAX),
});
export type CoverageStrip = z.infer<typeof CoverageStrip>;

export const getCoverageStrip = defineRoute({
  id: "getCoverageStrip",
  method: "GET",
  path: "/v1/chains/{chain}/coverage",
  tag: "Operations",
  summary: "Draw a chain's coverage as a strip of cells",
  description:
    `The whole from the first block to the head, or \`from\` to \`to\`, in at most \`cells\` cells (${CELLS_MAX}). Nothing is lost ` +
    "by folding: `parts` counts every block, `lies` every answer that was caught.",
  access: "operations:read",
  params: ChainParams,
  query: z.strictObject({
    from: Block.optional(),
    to: Block.optional(),
    cells: z.coerce.number<number>().int().min(1).max(CELLS_MAX).default(CELLS_MAX),
  }),
  answer: { status: 200, body: CoverageStrip, description: "Cells, ascending" },
  problems: ["chain_unknown", "lane_missing", "range_invalid"],
  action: "coverage.strip",
});

const CoverageStretch = z.strictObject({
  from: BlockNumber,
  to: BlockNumber,
  state: StateWord,
  /** Absent of what is missing, as is all that follows. */
  read: z
    .strictObject({
      host: Host,
      level: Level,
      provenBlocks: Count,
      /** When its first and its last row were read. */
      firstAt: Time,
      lastAt: Time,
      transfers: Count,
      refusedLogs: Count,
      /** It was read when other contracts or events were known than today. */
      outdated: z.boolean(),
      /** Checked less than the policy asks for. */
      unchecked: z.boolean(),
      /** Who was asked for what listed addresses did there, and what that leaves open. */
      listedHost: Host.optional(),
      listedShortfall: z.string().optional(),
      /** Why it could not be checked as the policy asks. */
      shortfall: z.string().optional(),
    })
    .optional(),
  /** Of what is missing: the times of the blocks beside it, where the ledger holds these. */
  after: Time.optional(),
  before: Time.optional(),
});
export type CoverageStretch = z.infer<typeof CoverageStretch>;

export const listCoverageStretches = defineRoute({
  id: "listCoverageStretches",
  method: "GET",
  path: "/v1/chains/{chain}/coverage/stretches",
  tag: "Operations",
  summary: "Say of a range who answered, how it was checked, when, and what is missing",
  description:
    "Neighbouring rows of which the same is to be said are one stretch. `missingBecause` is what keeps the chain's endpoints from " +
    "answering at this moment: their hosts, and the code of the last error.",
  access: "operations:read",
  params: ChainParams,
  query: PageQuery.extend({ from: Block.optional(), to: Block.optional() }),
  answer: {
    status: 200,
    body: pageOf(CoverageStretch).extend({
      from: BlockNumber,
      to: BlockNumber,
      missingBecause: z.array(z.strictObject({ host: Host, code: z.string() })),
    }),
    description: "Ascending, covered and missing stretches alike",
  },
  problems: ["chain_unknown", "lane_missing", "range_invalid", "cursor_foreign"],
  action: "coverage.stretches",
});

const Disagreement = z.strictObject({
  /** Of whoever was contradicted. */
  host: Host,
  block: BlockNumber,
  /** Such as `logs_omitted`, `receipts_root` or `peers_differ`. */
  kind: z.string(),
  /** It shows nobody's fault: two differ, and nobody knows which is right. */
  undecided: z.boolean(),
  /** The facts, by name: what one side gave, and what the other. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  at: Time,
});
export type Disagreement = z.infer<typeof Disagreement>;

export const listDisagreements = defineRoute({
  id: "listDisagreements",
  method: "GET",
  path: "/v1/chains/{chain}/disagreements",
  tag: "Operations",
  summary: "List the answers that another answer or a proof contradicted",
  description: "Nothing that was contradicted is kept in the ledger. `from` and `to` keep to blocks of a range.",
  access: "operations:read",
  params: ChainParams,
  query: PageQuery.extend({ from: Block.optional(), to: Block.optional() }),
  answer: { status: 200, body: pageOf(Disagreement), description: "Newest first" },
  problems: ["chain_unknown", "cursor_foreign"],
  action: "coverage.disagreements",
});
