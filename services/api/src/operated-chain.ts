import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { INGEST_SILENT_S } from "@redflag/domain/condition";
import type { Executor } from "@redflag/store/database";
import { type IngestState, listIngestStates } from "@redflag/store/ingest-state";
import { type Lane, listLanes } from "@redflag/store/lane";

/** A chain that has a lane, or that an ingest process was given endpoints for. */
export interface OperatedChain {
  chain: Chain;
  lane?: Lane;
  policy: VerifyPolicy;
  /** Some ingest process has said lately that it follows the chain. */
  isFollowed: boolean;
  /** What every such process says; where there is none, what the last one said. */
  ingest: IngestState[];
}

/** By name. */
export async function listOperatedChains(db: Executor, now: Date): Promise<OperatedChain[]> {
  const lanes = new Map((await listLanes(db)).map((lane) => [lane.chainId, lane]));
  const states = Map.groupBy(await listIngestStates(db), ({ chainId }) => chainId);
  return [...new Set([...lanes.keys(), ...states.keys()])]
    .flatMap((chainId) => {
      const chain = findChainById(chainId);
      // Of a chain that only another version knows nothing can be said.
      if (chain === undefined) return [];
      const lane = lanes.get(chainId);
      return [{ chain, ...(lane && { lane }), ...spokenOf(chain, states.get(chainId) ?? [], now) }];
    })
    .sort((a, b) => (a.chain.name < b.chain.name ? -1 : 1));
}

export function isSilent({ seenAt }: IngestState, now: Date): boolean {
  return now.getTime() - seenAt.getTime() > INGEST_SILENT_S * 1_000;
}

/** @param states whoever spoke last comes first */
function spokenOf(chain: Chain, states: readonly IngestState[], now: Date) {
  const speaking = states.filter((state) => !isSilent(state, now));
  return {
    policy: states[0]?.policy ?? chain.verify,
    isFollowed: speaking.length > 0,
    ingest: speaking.length > 0 ? speaking : states.slice(0, 1),
  };
}
