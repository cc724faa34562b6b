import { oneLine } from "@redflag/chain/one-line";
import type { Disagreement } from "@redflag/store/disagreement";
import { countOf } from "../count-text.ts";

type Detail = Disagreement["detail"];

const SENTENCES: Readonly<Record<string, (detail: Detail) => string>> = {
  logs_omitted: ({ logsGivenNow }) => `gave it without logs; asked for it alone, with ${logsOf(logsGivenNow)}`,
  header_hash: ({ fact }) => `gave a header that is not the block's: ${fact}`,
  receipts_root: ({ fact }) => `gave receipts that are not the block's: ${fact}`,
  peer_hash: ({ blockHash, provenBy }) => `named another block, ${blockHash}, than ${provenBy} proved`,
  peers_differ: ({ peer, blockHash, peerBlockHash, logs, peerLogs }) =>
    blockHash === peerBlockHash
      ? `gave ${logsOf(logs)} of it, ${peer} gave ${peerLogs}; which is right was not known`
      : `gave block ${blockHash}, ${peer} gave ${peerBlockHash}; which is right was not known`,
  ledger_contradicts_proof: (detail) => `${storedOf(detail)}; the receipts prove ${detail.shownTransfers}, mended`,
  ledger_contradicts_peers: (detail) => `${storedOf(detail)}; two others give ${detail.shownTransfers}, mended`,
  listed_log_omitted: ({ transaction }) => `left out a payment of a listed address, ${transaction}, which is proven`,
  listed_log_invented: ({ transaction }) => `made up a payment of a listed address, ${transaction}; the proof lacks it`,
};

/** What an endpoint did wrong about a block, in a clause whose subject is the endpoint. */
export function disagreementText({ kind, detail }: Pick<Disagreement, "kind" | "detail">): string {
  const text = SENTENCES[kind]?.(detail) ?? `${kind.replaceAll("_", " ")}: ${JSON.stringify(detail)}`;
  // An endpoint's own words may be in it.
  return oneLine(text);
}

function logsOf(count: unknown): string {
  return countOf(Number(count), "log");
}

function storedOf({ storedTransfers }: Detail): string {
  return `had given ${countOf(Number(storedTransfers), "transfer")} of it`;
}
