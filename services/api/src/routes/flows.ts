import type { getFlowGraph } from "@redflag/contract/http/routes/flows";
import { type Address, formatCaip10, parseAddressOn } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { parseUnits } from "@redflag/domain/money";
import { Problem } from "@redflag/domain/problem";
import { listContracts } from "@redflag/domain/token-registry";
import { listLanes } from "@redflag/store/lane";
import { inSnapshot } from "@redflag/store/snapshot";
import { readFlowAccount } from "../flow-account.ts";
import type { Call, Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { readAddress } from "../read-address.ts";
import { type AskedGraph, readFlowGraph } from "../read-flow-graph.ts";

/** Flows are staff's alone: what somebody looks at, and whom money leads to, is case material. */
export function flowHandlers(): Pick<Handlers, "getAddress" | "getFlowGraph"> {
  return {
    async getAddress(call) {
      const { chain, counterparties } = call.query;
      const account = readFlowAccount(call.params.address, chain, await listWatched(call));
      call.tell({ subject: `address:${formatCaip10(account.chain, account.address)}` });
      const asked = { ...account, counterparties, now: call.now };
      return { body: await call.read((db) => inSnapshot(db, (tx) => readAddress(tx, asked))) };
    },

    async getFlowGraph(call) {
      const { query } = call;
      const account = readFlowAccount(call.params.address, query.chain, await listWatched(call));
      call.tell({ subject: `address:${formatCaip10(account.chain, account.address)}`, detail: { ...query } });
      const asked = { ...account, ...readBounds(query, account.chain), now: call.now };
      return { body: await call.read((db) => inSnapshot(db, (tx) => readFlowGraph(tx, asked))) };
    },
  };
}

type GraphQuery = Call<typeof getFlowGraph>["query"];

async function listWatched({ read }: Pick<Call<typeof getFlowGraph>, "read">): Promise<number[]> {
  return (await read(listLanes)).map(({ chainId }) => chainId);
}

/** @throws Problem `request_invalid` naming what does not go together */
function readBounds(query: GraphQuery, chain: Chain): Omit<AskedGraph, "chain" | "address" | "now"> {
  const { hops, nodes, edges, minAmount, direction, token } = query;
  const from = query.from === undefined ? undefined : Math.ceil(Date.parse(query.from) / 1000);
  const to = query.to === undefined ? undefined : Math.floor(Date.parse(query.to) / 1000);
  if (from !== undefined && to !== undefined && from > to) {
    throw new InvalidRequest([{ at: "query/from", fault: "is after `to`" }]);
  }
  return {
    bounds: { hops, nodesMax: nodes, edgesMax: edges, minMicros: parseUnits(minAmount, 6) },
    directions: direction === "both" ? ["in", "out"] : [direction],
    ...(token !== undefined && { tokens: readTokens(token, chain) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Every contract of the chain with this symbol, or the one at this address. */
function readTokens(text: string, chain: Chain): Address[] {
  const contracts = listContracts(chain.name);
  const bySymbol = contracts.filter(({ token, contract }) => (contract.symbol ?? token.symbol) === text);
  const found =
    bySymbol.length > 0 ? bySymbol : contracts.filter(({ contract }) => contract.address === addressOf(text, chain));
  if (found.length > 0) return found.map(({ contract }) => contract.address);
  const symbols = [...new Set(contracts.map(({ token, contract }) => contract.symbol ?? token.symbol))].sort();
  throw new InvalidRequest([{ at: "query/token", fault: `is no token of ${chain.name}: ${symbols.join(", ")}` }]);
}

function addressOf(text: string, chain: Chain): Address | undefined {
  try {
    return parseAddressOn(chain, text);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
