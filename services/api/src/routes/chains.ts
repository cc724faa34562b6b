import type { ChainBody } from "@redflag/contract/http/routes/chains";
import { formatCaip10 } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { takesBareHash } from "@redflag/domain/explorer-link";
import { listContracts } from "@redflag/domain/token-registry";
import { listLanes } from "@redflag/store/lane";
import type { Handlers } from "../handler.ts";

export function chainHandlers(): Pick<Handlers, "listChains"> {
  return {
    async listChains(call) {
      const watched = new Set((await call.read(listLanes)).map(({ chainId }) => chainId));
      const items = CHAINS.map((chain) => chainBody(chain, watched.has(chain.id)));
      return { body: { items: items.sort((a, b) => (a.name < b.name ? -1 : 1)) } };
    },
  };
}

function chainBody(chain: Chain, watched: boolean): ChainBody {
  const { caip2, name, title, family, explorer } = chain;
  const tokens = listContracts(name).map(({ token, contract }) => ({
    token: formatCaip10(chain, contract.address),
    symbol: contract.symbol ?? token.symbol,
    decimals: contract.decimals,
    peg: token.peg,
    issuer: token.issuer,
  }));
  return {
    id: caip2,
    name,
    title,
    family,
    watched,
    ...(explorer && { explorer: { ...explorer, bareHash: takesBareHash(chain) } }),
    tokens: tokens.sort((a, b) =>
      a.symbol === b.symbol ? (a.token < b.token ? -1 : 1) : a.symbol < b.symbol ? -1 : 1,
    ),
  };
}
