/** An endpoint caught giving an answer that something stronger contradicts. */
export interface Disagreement {
  /** Host of the endpoint: with `peer_hash` the one that differs from the proven block. */
  endpoint: string;
  blockNumber: number;
  kind: "logs_omitted" | "header_hash" | "receipts_root" | "peer_hash";
  /** Facts for the record: plain JSON. */
  detail: Record<string, string | number>;
}

export type OnDisagreement = (disagreement: Disagreement) => void;
