import { parseAccount } from "@redflag/domain/account";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import { chainOfText } from "../chain-of-text.ts";
import type { Explainer } from "../explainer.ts";
import type { Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { explainedAddress, explainedTransfer, whyAbsentLine, whyAddressLine, whyTransferLine } from "../why-body.ts";

/** Transfers of one transaction that are explained; a batch payment may have hundreds. Ours [E]. */
const TRANSFERS_MAX = 20;

export function whyHandlers({ explainer }: { explainer: Explainer }): Pick<Handlers, "whyTransaction" | "whyAddress"> {
  const linesOf = async (db: Executor, chain: Chain, transfers: readonly Transfer[]) => {
    const lines = [];
    for (const transfer of transfers) {
      lines.push(whyTransferLine(chain, await explainedTransfer(db, explainer, chain, transfer)));
    }
    return { transfers: lines, ...(lines.length === 0 && { notInLedger: await whyAbsentLine(db, chain) }) };
  };

  return {
    async whyTransaction(call) {
      const chain = chainOfText(call.params.chain);
      const hash = call.params.hash as Hash;
      call.tell({ subject: `transaction:${chain.caip2}:${hash}` });
      return call.read(async (db) => {
        const transfers = await findTransfersOfTransaction(db, chain.id, hash);
        const shown = transfers.slice(0, TRANSFERS_MAX);
        return { body: { ...(await linesOf(db, chain, shown)), moreTransfers: transfers.length - shown.length } };
      });
    },

    async whyAddress(call) {
      const { chain, address } = accountOf(call.params.caip10);
      call.tell({ subject: `address:${formatCaip10(chain, address)}` });
      return call.read(async (db) => {
        const explained = await explainedAddress(db, explainer, chain, address);
        return {
          body: {
            address: whyAddressLine(chain, explained, call.now.getTime() / 1_000),
            ...(await linesOf(db, chain, explained.transfers)),
          },
        };
      });
    },
  };
}

function accountOf(text: string): { chain: Chain; address: Address } {
  const { chain, address } = parseAccount(text);
  if (chain === undefined) {
    throw new InvalidRequest([{ at: "params/caip10", fault: "names no chain: eip155:1:0x… is one of Ethereum" }]);
  }
  return { chain, address };
}
