/** One field of a header, as JSON-RPC names it: a number, bytes of any length, or so many bytes. */
export type HeaderField = readonly [name: string, kind: "quantity" | "data" | number];

/** What a header's hash is made of, in the order in which it is hashed. */
export interface HeaderLayout {
  required: readonly HeaderField[];
  /** Came with forks, in this order: as far as a header has them. */
  optional: readonly HeaderField[];
  names: ReadonlySet<string>;
}

const FIRST: readonly HeaderField[] = [
  ["parentHash", 32],
  ["sha3Uncles", 32],
  ["miner", 20],
  ["stateRoot", 32],
  ["transactionsRoot", 32],
  ["receiptsRoot", 32],
  ["logsBloom", 256],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "data"],
  ["mixHash", 32],
  ["nonce", 8],
];

/** Ethereum's, and of every chain whose software keeps to it. */
export const ETHEREUM_HEADER = layoutOf(FIRST, [
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", 32],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", 32],
  ["requestsHash", 32],
]);

/**
 * Avalanche's C-Chain: ava-labs/avalanchego, graft/coreth, header_ext.go. The last four say that the header commits to
 * receipts of earlier blocks (ACP-194).
 */
export const CORETH_HEADER = layoutOf(
  [...FIRST, ["extDataHash", 32]],
  [
    ["baseFeePerGas", "quantity"],
    ["extDataGasUsed", "quantity"],
    ["blockGasCost", "quantity"],
    ["blobGasUsed", "quantity"],
    ["excessBlobGas", "quantity"],
    ["parentBeaconBlockRoot", 32],
    ["timestampMilliseconds", "quantity"],
    ["minDelayExcess", "quantity"],
    ["targetExponent", "quantity"],
    ["minPriceExponent", "quantity"],
    ["settledHeight", "quantity"],
    ["settledGasUnix", "quantity"],
    ["settledGasNumerator", "quantity"],
    ["settledExcess", "quantity"],
  ],
);

function layoutOf(required: readonly HeaderField[], optional: readonly HeaderField[]): HeaderLayout {
  return { required, optional, names: new Set([...required, ...optional].map(([name]) => name)) };
}
