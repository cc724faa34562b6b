import { logFilterFor } from "@redflag/domain/log-filter";
import { WatchBook } from "@redflag/domain/watch-book";
import type { WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { listBlocks } from "@redflag/store/ledger-read";
import { execute } from "./mutant-statement.ts";
import { STEPS, type Steps } from "./steps.ts";

/** Steps with one promise of the brief's §3 broken in each: what the simulator is there to notice. */

/** Goes back to the fork and keeps what it said about the blocks that are gone. */
export const forgetsToRetract: Partial<Steps> = {
  async screenHead(deps, chain) {
    await execute(
      deps.db,
      `update lane set rewind_seq = pending.seq, head_position = least(head_position, pending.fork), head_hash = null,
        depth_position = least(depth_position, pending.fork)
      from (select max(seq) as seq, min(fork_block) as fork from rewind where seq > (select rewind_seq from lane)) pending
      where pending.seq is not null`,
    );
    return STEPS.screenHead(deps, chain);
  },
};

/** Commits alerts first and the position in a transaction of its own. */
export const commitsPositionLater: Partial<Steps> = {
  async screenHead(deps, chain) {
    const step = await STEPS.screenHead(deps, chain);
    if (step.kind !== "advanced" || step.toBlock < step.fromBlock) return step;
    const { rows } = await execute(
      deps.db,
      `update lane l set head_position = $1, head_hash = null from lane before
       where l.chain_id = before.chain_id and l.final_position <= $1 and l.head_position = $2 returning before.head_hash`,
      [step.fromBlock - 1, step.toBlock],
    );
    if (rows[0] !== undefined) {
      await execute(deps.db, "update lane set head_position = $1, head_hash = $2", [step.toBlock, rows[0].head_hash]);
    }
    return step;
  },
};

/** Calls a stretch proven without comparing what is stored with what the receipts hold. */
export const believesWithoutComparing: Partial<Steps> = {
  async proveRange({ db, chain, source }, from, to) {
    const blocks = await listBlocks(db.kysely, chain.id, from, to);
    for (const block of blocks) await source.proveBlock(block, logFilterFor(chain.name));
    const raise = {
      fromBlock: from,
      toBlock: to,
      hashes: blocks,
      level: "proven",
      provenBlockCount: blocks.length,
    } as const;
    if (blocks.length === to - from + 1) await raiseCoverage(db, chain, raise);
    return blocks.length;
  },
};

/** Takes one endpoint's word for two, where endpoints are compared. */
export const believesOneEndpoint: Partial<Steps> = {
  async proveRange(deps, from, to) {
    const { db, chain, policy } = deps;
    if (policy !== "peers") return STEPS.proveRange(deps, from, to);
    const hashes = await listBlocks(db.kysely, chain.id, from, to);
    await raiseCoverage(db, chain, { fromBlock: from, toBlock: to, hashes, level: "peers", provenBlockCount: 0 });
    return hashes.length;
  },
};

/** Makes evidence final as soon as it is written. */
export const finalizesTooSoon: Partial<Steps> = {
  async screenFinal(db, chain, policy) {
    await execute(db, "update evidence set is_final = true");
    return STEPS.screenFinal(db, chain, policy);
  },
};

/** Screens the past again and lets stand what today's lists do not give. */
export const forgetsToWithdraw: Partial<Steps> = {
  async rescreenLane(db, inputs, chain, options) {
    const { withdrawn } = await STEPS.rescreenLane(db, inputs, chain, { ...options, isDryRun: true });
    const ids = withdrawn.map(({ id }) => Buffer.from(id.slice(2), "hex"));
    const { rows } = await execute(db, "select to_jsonb(evidence) as row from evidence where alert_id = any($1)", [
      ids,
    ]);
    const states = await execute(db, "select id, state, state_seq from alert where id = any($1)", [ids]);
    const report = await STEPS.rescreenLane(db, inputs, chain, options);
    const kept = JSON.stringify(rows.map(({ row }) => row));
    await execute(db, "delete from event where kind = 'withdrawn' and alert_id = any($1)", [ids]);
    for (const { id, state, state_seq } of states.rows) {
      await execute(db, "update alert set state = $2, state_seq = $3 where id = $1", [id, state, state_seq]);
    }
    await execute(
      db,
      `insert into evidence select * from jsonb_populate_recordset(null::evidence, $1)
       on conflict do nothing`,
      [kept],
    );
    return report;
  },
};

/** Screens the past again and lets what was filed shrink to its first payment where it is not given. */
export const trimsWhatWasFiled: Partial<Steps> = {
  async rescreenLane(db, inputs, chain, options) {
    const report = await STEPS.rescreenLane(db, inputs, chain, options);
    const ids = report.annotated.map((id) => Buffer.from(id.slice(2), "hex"));
    await execute(db, "update alert set evidence_count = 1 where id = any($1)", [ids]);
    await execute(db, "delete from evidence where alert_id = any($1) and ordinal > 0", [ids]);
    return report;
  },
};

/** Drops old blocks and keeps nothing of what was remembered from them. */
export const cutsMemoryToo: Partial<Steps> = {
  async cutLedger(db, inputs, chain, options) {
    const report = await STEPS.cutLedger(db, inputs, chain, options);
    await execute(db, "delete from cut_profile");
    return report;
  },
};

/** Forgets with each step what is remembered of new pairs. */
export const forgetsNewPairs: Partial<Steps> = {
  async screenDepth(deps, chain) {
    const step = await STEPS.screenDepth(deps, chain);
    if (step.blocks > 0) await execute(deps.db, "delete from graph_state");
    return step;
  },
};

/** Takes what is final for judged. */
export const foldsWithoutJudging: Partial<Steps> = {
  async screenDepth(deps, chain) {
    await execute(deps.db, "update lane set depth_position = greatest(depth_position, final_position)");
    return STEPS.screenDepth(deps, chain);
  },
};

/** Records which watches hold and screens with none. */
export const watchesNothing: Partial<Steps> = {
  async screenHead(deps, chain) {
    deps.inputs.watches.bookFor = async () => new WatchBook();
    return STEPS.screenHead(deps, chain);
  },
};

/** Takes every list for one of which exchanges know nothing. */
export const tellsNobody: Partial<Steps> = {
  async screenHead(deps, chain) {
    deps.inputs.sharedVersionsFor = async () => new Map();
    return STEPS.screenHead(deps, chain);
  },
};

/** Takes whatever is wanted for kept. */
export const keepsNothing: Partial<Steps> = {
  async keepProofs({ db, chain }) {
    await execute(db, "delete from proof_wanted where chain_id = $1", [chain.id]);
    return 0;
  },
};

const firstLists = new WeakMap<object, WatchlistMatcher>();

/** Goes on with the first lists it ever saw, whatever it writes down that it screens with. */
export const keepsFirstLists: Partial<Steps> = {
  async screenHead(deps, chain) {
    const { inputs } = deps;
    const own = inputs.matcherFor.bind(inputs);
    inputs.matcherFor = async (db, asked) => {
      const first = firstLists.get(inputs) ?? (await own(db, asked));
      firstLists.set(inputs, first);
      return first;
    };
    return STEPS.screenHead(deps, chain);
  },
};
