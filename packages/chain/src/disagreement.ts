/** An answer that something stronger contradicts, or with `peers_differ` another answer. */
export interface Disagreement {
  /**
   * Host of the endpoint: with `peer_hash` the one that differs from the proven block, with `peers_differ` one of which
   * another gave a different answer. Without a third that agrees with either, nobody knows which of them is wrong.
   */
  endpoint: string;
  blockNumber: number;
  kind: "logs_omitted" | "header_hash" | "receipts_root" | "peer_hash" | "peers_differ";
  /** Facts for the record: plain JSON. */
  detail: Record<string, string | number>;
}

export type OnDisagreement = (disagreement: Disagreement) => void;
