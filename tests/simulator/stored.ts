import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Address } from "@redflag/domain/address";
import type { EpochInputs } from "@redflag/domain/epoch";
import type { Exposure } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import type pg from "pg";
import { StoredAsked } from "./stored-asked.ts";
import { hex } from "./stored-column.ts";
import { StoredExchanges } from "./stored-exchanges.ts";
import { StoredFilings } from "./stored-filings.ts";
import { StoredProofs } from "./stored-proofs.ts";
import type { StoredTold } from "./told-oracle.ts";
import type { StoredWatch, StoredWatchAlert, StoredWatchEpoch } from "./watch-oracle.ts";

/** The tables as they are, read with plain SQL: the checks do not trust the store's own queries. */

export interface StoredLane {
  start: number;
  head: number;
  headHash: Hash | null;
  final: number;
  checkpoint: number;
  depth: number;
  rewindSeq: number;
  generation: number;
  stopped: string | null;
}

export interface StoredLog {
  block: number;
  logIndex: number;
  tx: Hash;
  token: Address;
}

export interface StoredTransfer extends StoredLog {
  ordinal: number;
  sender: Address;
  recipient: Address;
  amount: string;
}

export interface StoredEvidence extends StoredTransfer {
  alert: Hash;
  position: number;
  blockHash: Hash;
  time: number;
  severity: string;
  listings: string[];
  isFinal: boolean;
  revision: Hash;
}

export interface StoredAlert {
  id: Hash;
  heuristic: string;
  subject: Address;
  severity: string;
  revision: Hash;
  count: number;
  firstBlock: number;
  lastBlock: number;
  firstTime: number;
  lastTime: number;
  state: string;
  stateSeq: number;
}

export interface StoredLookback {
  list: string;
  version: number;
  held: number;
  from: number;
  to: number;
  isFinished: boolean;
  /** The version of the list that was in force with it. */
  inForce: number;
}

export interface StoredEvent {
  id: Hash;
  alert: Hash;
  kind: string;
  revision: Hash;
  stateSeq: number;
  payload: AlertEventPayload;
}

export interface StoredCoverage {
  from: number;
  to: number;
  level: string;
  transfers: number;
  refused: number;
  proven: number;
  filter: Hash | null;
}

const seconds = (column: string, name: string) => `extract(epoch from ${column})::int as "${name}"`;
const LOG = `block_number::int as block, log_index as "logIndex", ${hex("tx_hash", "tx")}, ${hex("token", "token")}`;
const TRANSFER = `${LOG}, tx_ordinal as ordinal, ${hex("sender", "sender")}, ${hex("recipient", "recipient")}, amount::text`;

/** An alert and its place in the ranking. */
export interface StoredPlace {
  id: Hash;
  heuristic: string;
  exposure: Exposure;
  score: number;
  evidenceCount: number;
  firstBlock: number;
  group: Hash | null;
  rank: number | null;
  groupRank: number | null;
  groupSize: number | null;
}

/** Millionths, by currency and in US dollars. */
export interface StoredWorth {
  id: Hash;
  worth: Record<string, string> | null;
  usdMicros: string;
}

export class Stored {
  readonly proofs: StoredProofs;
  readonly filings: StoredFilings;
  readonly exchanges: StoredExchanges;
  readonly asked: StoredAsked;
  readonly #client: pg.Client;
  readonly #hasExchanges: boolean;

  /** @param hasExchanges they are given what they are told */
  constructor(client: pg.Client, hasExchanges: boolean) {
    this.#client = client;
    this.#hasExchanges = hasExchanges;
    this.exchanges = new StoredExchanges(client);
    this.asked = new StoredAsked(client);
    this.proofs = new StoredProofs(client);
    this.filings = new StoredFilings(client);
  }

  async #rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.#client.query<Row>(sql)).rows;
  }

  async lane(): Promise<StoredLane | undefined> {
    const [lane] = await this.#rows<StoredLane>(`
      select start_block::int as start, head_position::int as head, ${hex("head_hash", "headHash")},
        final_position::int as final, checkpoint_position::int as checkpoint, depth_position::int as depth,
        rewind_seq::int as "rewindSeq", generation,
        stopped_reason as stopped from lane`);
    return lane;
  }

  epochs() {
    return this.#rows<{
      generation: number;
      seq: number;
      fromBlock: number;
      lists: Record<string, number>;
      inputs: EpochInputs;
    }>(
      `select generation, seq, from_block::int as "fromBlock", inputs -> 'lists' as lists, inputs from epoch order by seq`,
    );
  }

  successions() {
    return this.#rows<{ predecessor: Hash; alert: Hash; generation: number }>(`
      select ${hex("predecessor_id", "predecessor")}, ${hex("alert_id", "alert")}, generation from succeeds order by 3, 1, 2`);
  }

  lookbacks() {
    return this.#rows<StoredLookback>(`
      select list_id as list, version, held_version as held, lookback.from_block::int as from, to_block::int as to,
        finished_at is not null as "isFinished", (inputs -> 'lists' ->> list_id)::int as "inForce"
      from lookback join epoch on epoch.chain_id = lookback.chain_id and seq = epoch_seq order by 1, 2`);
  }

  rewinds() {
    return this.#rows<{ seq: number; fork: number; cause: string }>(
      "select seq::int, fork_block::int as fork, cause from rewind order by seq",
    );
  }

  disagreements() {
    return this.#rows<{ endpoint: string; block: number; kind: string }>(
      "select endpoint, block_number::int as block, kind from disagreement order by 1, 2, 3",
    );
  }

  coverage() {
    return this.#rows<StoredCoverage>(`
      select from_block::int as from, to_block::int as to, level, transfer_count as transfers, refused_count as refused,
        proven_block_count as proven, ${hex("filter", "filter")} from coverage order by from_block`);
  }

  blocks() {
    return this.#rows<{ number: number; hash: Hash; parentHash: Hash; time: number }>(`
      select number::int, ${hex("hash", "hash")}, ${hex("parent_hash", "parentHash")}, ${seconds("time", "time")}
      from block order by number`);
  }

  transfers() {
    return this.#rows<StoredTransfer>(`select ${TRANSFER} from transfer order by block_number, log_index`);
  }

  issuerEvents() {
    return this.#rows<StoredLog & { kind: string; account: Address | null; amount: string | null }>(
      `select ${LOG}, kind, ${hex("account", "account")}, amount::text from issuer_event order by block_number, log_index`,
    );
  }

  freezes() {
    return this.#rows<StoredLog & { kind: string; account: Address; time: number }>(`
      select ${LOG}, kind, ${hex("account", "account")}, ${seconds("block_time", "time")}
      from freeze_event order by block_number, log_index`);
  }

  refusedLogs() {
    return this.#rows<StoredLog>(`select ${LOG} from refused_log order by block_number, log_index`);
  }

  alerts() {
    return this.#rows<StoredAlert>(`
      select ${hex("id", "id")}, heuristic, ${hex("subject", "subject")}, severity, ${hex("revision", "revision")},
        evidence_count as count, first_block::int as "firstBlock", last_block::int as "lastBlock",
        ${seconds("first_time", "firstTime")}, ${seconds("last_time", "lastTime")}, state, state_seq as "stateSeq"
      from alert order by first_block, id`);
  }

  evidence() {
    return this.#rows<StoredEvidence>(`
      select ${hex("alert_id", "alert")}, ordinal as position, ${TRANSFER},
        ${hex("block_hash", "blockHash")}, ${seconds("block_time", "time")}, severity, is_final as "isFinal",
        ${hex("revision", "revision")},
        (select coalesce(array_agg(name order by name collate "C"), '{}') from (
           select concat(r -> 'entry' ->> 'list', ' ', r -> 'entry' ->> 'listVersion') as name
           from jsonb_array_elements(reasons) r where r ? 'entry') named) as listings
      from evidence order by evidence.alert_id, evidence.ordinal`);
  }

  places() {
    return this.#rows<StoredPlace>(`
      select ${hex("id", "id")}, heuristic, exposure, score, evidence_count as "evidenceCount", first_block::int as "firstBlock",
        ${hex("group_id", "group")}, rank, group_rank as "groupRank", group_size as "groupSize"
      from alert order by id`);
  }

  worths() {
    return this.#rows<StoredWorth>(
      `select ${hex("id", "id")}, worth, worth_usd_micros::text as "usdMicros" from alert order by id`,
    );
  }

  /** What findings stand on, from their own copies: [block, log] of the payment and of those that it counts. */
  findingPayments() {
    return this.#rows<{ alert: Hash; position: number; payments: Array<[number, number]> }>(`
      select ${hex("alert_id", "alert")}, ordinal as position, jsonb_build_array(jsonb_build_array(block_number, log_index))
        || (select coalesce(jsonb_agg(jsonb_build_array(c #> '{transfer,blockNumber}', c #> '{transfer,logIndex}')), '[]')
            from jsonb_array_elements(supporting) c) as payments
      from evidence order by alert_id, ordinal`);
  }

  events() {
    return this.#rows<StoredEvent>(`
      select ${hex("id", "id")}, ${hex("alert_id", "alert")}, kind, ${hex("revision", "revision")},
        state_seq as "stateSeq", payload from event order by position`);
  }

  profiles() {
    return this.#rows<{ address: Address; state: string; pairs: string | null }>(
      `select ${hex("address", "address")}, encode(state, 'hex') as state, encode(pairs, 'hex') as pairs from profile order by address`,
    );
  }

  graphParts() {
    return this.#rows<{ part: string; state: string }>(
      `select part, encode(state, 'hex') as state from graph_state order by part collate "C"`,
    );
  }

  exposures() {
    return this.#rows<{ address: Address; all: string | null; shared: string | null }>(
      `select ${hex("address", "address")}, encode(exposure, 'hex') as all, encode(shared_exposure, 'hex') as shared
       from profile where exposure is not null or shared_exposure is not null order by address`,
    );
  }

  async withheld(): Promise<{ count: number }> {
    const [row] = await this.#rows<{ count: number }>("select coalesce(sum(count), 0)::int as count from withheld");
    return row ?? { count: 0 };
  }

  screeningGaps() {
    return this.#rows<{ reason: string }>("select reason from screening_gap order by block_number, log_index");
  }

  watches() {
    return this.#rows<StoredWatch>(`
      select id::text, owner, ${hex("address", "address")}, first_seq::int as "firstSeq", ended_seq::int as "endedSeq"
      from private_watch order by id`);
  }

  watchEpochs() {
    return this.#rows<StoredWatchEpoch>(
      `select seq, from_block::int as "fromBlock", watch_seq::int as "watchSeq" from watch_epoch order by seq`,
    );
  }

  watchPasts() {
    return this.#rows<{ id: string; fromBlock: number }>(
      `select watch_id::text as id, from_block::int as "fromBlock" from watch_past order by 1`,
    );
  }

  watchAlerts() {
    return this.#rows<StoredWatchAlert>(`
      select watch_id::text as watch, owner, ${TRANSFER}, ${hex("block_hash", "blockHash")},
        ${seconds("block_time", "time")}, state from watch_alert order by watch_alert.id`);
  }

  told() {
    return this.#rows<StoredTold>(
      `select ${hex("id", "alert")}, state, loose_until is not null as "isLoose", payload from told_alert order by id`,
    );
  }

  /** All of them. */
  toldEvents() {
    if (this.#hasExchanges) return this.exchanges.told();
    return this.#rows<{ id: string; payload: unknown }>(
      `select ${hex("event_id", "id")}, payload from told_pending order by seq`,
    );
  }

  /** Changes of watches that are committed, and those that a block was screened with. */
  async watchSeqs(block: number): Promise<{ committed: number; screened: number }> {
    const [row] = await this.#rows<{ committed: number; screened: number }>(`
      select seq::int as committed, coalesce((select watch_seq from watch_epoch where from_block <= ${block}
        order by seq desc limit 1), 0)::int as screened from watch_clock`);
    return row ?? { committed: 0, screened: 0 };
  }

  /** By list, its newest version. */
  async newestLists(): Promise<Record<string, number>> {
    const rows = await this.#rows<{ list: string; version: number }>(
      "select list_id as list, max(seq)::int as version from list_version group by 1",
    );
    return Object.fromEntries(rows.map(({ list, version }) => [list, version]));
  }

  /** By list, the version that a block was screened with last. */
  async listsScreened(block: number): Promise<Record<string, number>> {
    const epochs = await this.epochs();
    return epochs.findLast(({ fromBlock }) => fromBlock <= block)?.lists ?? {};
  }

  /** The last block that was dropped; −1 when none was. */
  async cut(): Promise<number> {
    const [row] = await this.#rows<{ block: number }>("select block::int from cut");
    return row?.block ?? -1;
  }

  /** Where what exchanges may know of lists is not what the lists' newest versions share. */
  async sharedFaults(): Promise<string[]> {
    const rows = await this.#rows<{ fault: string }>(`
      with shared as (
        select list_id, entry_id from list_entry where ended_seq is null and sharing in ('TLP:GREEN', 'TLP:CLEAR')
      )
      select 'not shared: ' || list_id || ' ' || encode(entry_id, 'hex') as fault
      from (select * from shared except select list_id, entry_id from shared_entry) as missing
      union all select 'shared, and should not be: ' || list_id || ' ' || encode(entry_id, 'hex')
      from (select list_id, entry_id from shared_entry except select * from shared) as leaked
      union all select 'counted wrongly for exchanges: ' || list_id
      from shared_version v
      where ended_at is null and entry_count <> (select count(*) from shared_entry e where e.list_id = v.list_id)`);
    return rows.map(({ fault }) => fault);
  }

  /** Cheap, for after each step. */
  async finalAboveFinal(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(
      `select count(*)::int from (
         select from evidence e where is_final and block_number > (select final_position from lane)
           and (select kind from alert_annotation a where a.alert_id = e.alert_id order by seq desc limit 1)
             is distinct from 'not_found_again'
         union all select from watch_alert where state = 'final' and block_number > (select final_position from lane)) early`,
    );
    return row?.count ?? 0;
  }
}
