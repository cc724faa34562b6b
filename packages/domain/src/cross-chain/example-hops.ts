import type { Address } from "../address.ts";
import assert from "../assert.ts";
import { BRIDGES } from "../bridge-registry.ts";
import { getChain } from "../chain-registry.ts";
import { EXAMPLE_TIME } from "../example-encounter.ts";
import type { Hash } from "../hex.ts";
import { parseUnits } from "../money.ts";
import { listContracts } from "../token-registry.ts";
import { inClockOrder, type KnownLeg, type Leg, partiesKey } from "./leg.ts";

/** One message of an example's story. */
export interface ExampleHop {
  from: string;
  to: string;
  sender: Address;
  recipient: Address;
  /** Whole units of the token as a decimal. */
  amount: string;
  /** What arrives; all of it where absent. Null: it never does. */
  arrived?: string | null;
  /** Seconds after EXAMPLE_TIME. */
  atS: number;
  /** 15 minutes where absent. */
  tookS?: number;
  /** Symbol; USDC where absent. */
  token?: string;
  /** Circle's first version where absent. */
  bridge?: "cctp_v1" | "cctp_v2" | "layerzero_oft";
}

const TOOK_S = 900;

/** The legs of a story, in clock order; each message has an id of its own. One block a second, so that a time is a place. */
export function exampleLegs(hops: readonly ExampleHop[]): KnownLeg[] {
  const legs = hops.flatMap((hop, index): Leg[] => {
    const { from, to, sender, recipient, amount, arrived, atS, tookS = TOOK_S } = hop;
    const matchKey = exampleKey(hop, index);
    const of = (direction: Leg["direction"], chain: string, holder: Address, sum: string, time: number): Leg => {
      const { id } = getChain(chain);
      const place = { blockNumber: 20_000_000 + time, logIndex: 10 * index + 1 };
      const token = listContracts(chain).find(({ token: { symbol } }) => symbol === (hop.token ?? "USDC"));
      assert(token !== undefined, "the example's token is on its chains");
      const bridge = hop.bridge ?? "cctp_v1";
      const minter: Address = `0x${"b0".repeat(20)}`;
      const txHash: Hash = `0x${`${id}${index}${direction === "departure" ? 0 : 1}`.padStart(64, "0")}`;
      const block = {
        number: place.blockNumber,
        hash: `0x${`${id}${time}`.padStart(64, "0")}` as Hash,
        time: EXAMPLE_TIME + time,
      };
      const transfer = {
        blockNumber: place.blockNumber,
        logIndex: place.logIndex - 1,
        txHash,
        txOrdinal: 0,
        token: token.contract.address,
        sender: direction === "departure" ? holder : minter,
        recipient: direction === "departure" ? minter : holder,
        amount: parseUnits(sum, token.contract.decimals),
      };
      const remoteChain = direction === "departure" ? to : from;
      const payment = { block, transfer };
      return {
        chainId: id,
        chain,
        ...place,
        clock: block.time,
        direction,
        bridge,
        matchKey,
        remoteChain,
        holder,
        payment,
      };
    };
    return [
      of("departure", from, sender, amount, atS),
      ...(arrived === null ? [] : [of("arrival", to, recipient, arrived ?? amount, atS + tookS)]),
    ];
  });
  return legs.sort(inClockOrder).map((leg) => ({ ...leg, outcome: {} }));
}

function exampleKey({ bridge = "cctp_v1", from, to, recipient }: ExampleHop, index: number): string {
  if (bridge === "layerzero_oft") return `oft:0x${`${index}`.padStart(64, "0")}`;
  const contracts = BRIDGES.find(({ name }) => name === bridge)?.contracts ?? [];
  const [source, remote] = [from, to].map((name) => contracts.find(({ chain }) => chain === name)?.domain);
  assert(source !== undefined && remote !== undefined, "the example's bridge joins its chains");
  if (bridge === "cctp_v1") return `cctp1:${source}:${index}`;
  return partiesKey(bridge, source, remote, `0x${recipient.slice(2).padStart(64, "0")}`);
}
