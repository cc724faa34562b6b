import assert from "node:assert";
import { callBlock, readBlockAt } from "./block-call.ts";
import { isBlockTooLarge } from "./block-too-large.ts";
import type { Dialect, Header } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EndpointPool } from "./endpoint-pool.ts";
import { findAgreement } from "./find-agreement.ts";
import { readAccountLogs } from "./read-account-logs.ts";
import { type RangeRequest, readRange } from "./read-range.ts";
import { readTip } from "./read-tip.ts";
import { ask } from "./rpc-result.ts";
import type { ChainSource, LogFilter } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";

export interface ReaderOptions<H extends Header> extends Pick<SourceOptions, "chain" | "policy"> {
  pool: EndpointPool;
  dialect: Dialect<H>;
  /** Whether a header hashes to its hash, where that is to be recomputed. Throws Problem. */
  requireHeaderHash?: (header: H, endpoint: string) => void;
}

/** All of a source but the proof: what is the same for every chain once its dialect is known. */
export function createReader<H extends Header>(
  options: ReaderOptions<H>,
): Omit<ChainSource, "proveBlock" | "proveTransactions"> {
  const { chain, policy, pool, dialect, requireHeaderHash } = options;
  const { report: onDisagreement } = pool;

  function requestOf(from: number, to: number, filter: LogFilter): RangeRequest<H> {
    assert(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to, "a range of blocks");
    // To a node an empty list means "any", which is never what an empty filter means.
    assert(filter.addresses.length > 0 && filter.topics0.length > 0, "a filter names contracts and topics");
    const hashCheck = requireHeaderHash && { requireHeaderHash };
    return { from, to, filter, policy, dialect, onDisagreement, ...hashCheck };
  }

  /** Only when no endpoint gives a block's logs as they are meant to be asked for is one asked in a harder way. */
  async function readFirst(request: RangeRequest<H>, signal?: AbortSignal, among?: readonly Endpoint[]) {
    try {
      return await pool.first((endpoint) => readRange(endpoint, request, signal), signal, among);
    } catch (error) {
      if (!isBlockTooLarge(error)) throw error;
      const harder = { ...request, isLastResort: true };
      return pool.first((endpoint) => readRange(endpoint, harder, signal), signal, among);
    }
  }

  /** Each endpoint's own word is wanted, however hard it is to get. */
  const agreedRange: ChainSource["getAgreedRange"] = async (from, to, filter, signal) => {
    const request = { ...requestOf(from, to, filter), isLastResort: true };
    return findAgreement(
      pool.answers((endpoint) => readRange(endpoint, request, signal), signal),
      onDisagreement,
    );
  };

  return {
    chain,
    getTip: (signal, at) => pool.first((transport) => readTip(transport, chain, dialect, signal, at), signal),
    async getRange(from, to, filter, signal) {
      if (policy === "peers") return agreedRange(from, to, filter, signal);
      const request = requestOf(from, to, filter);
      return readFirst(request, signal);
    },
    getAgreedRange: agreedRange,
    async findPeerRange(endpoint, from, to, filter, signal) {
      const request = requestOf(from, to, filter);
      const peers = pool.others(endpoint);
      if (peers.length === 0) return undefined;
      return readFirst(request, signal, peers);
    },
    async findLogsOfAccounts(endpoint, from, to, filter, signal) {
      assert(filter.tokens.length > 0 && filter.accounts.length > 0, "tokens and accounts are named");
      const peers = pool.others(endpoint);
      if (peers.length === 0) return undefined;
      const request = { from, to, dialect, ...filter };
      return pool.first((transport) => readAccountLogs(transport, request, signal), signal, peers);
    },
    getBlock(number, signal) {
      return pool.first(async (transport) => {
        const result = await ask(transport, callBlock(number), signal);
        const header = readBlockAt(dialect, result, number, transport.name);
        requireHeaderHash?.(header, transport.name);
        const { hash, parentHash, time } = header;
        return { number, hash, parentHash, time };
      }, signal);
    },
    distrust: (endpoint) => pool.distrust(endpoint),
    listEndpoints: () => pool.listStandings(),
    close: () => pool.close(),
  };
}
