import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block, BlockRef, Log } from "@redflag/domain/transfer";
import type { RpcTransport } from "./json-rpc-transport.ts";
import type { LogFilter } from "./source.ts";

/** What checking a range needs of a header. */
export interface Header extends Block {
  /** 256 bytes; absent where the chain's headers say nothing of its logs. */
  logsBloom?: Hex;
}

/** What differs between chains whose nodes speak the same JSON-RPC. */
export interface Dialect<H extends Header = Header> {
  /**
   * Reads a header in the shape of `eth_getBlockByNumber`, whatever is cheap to check of it checked.
   * @throws Problem `endpoint_malformed_answer` naming the field, `answer_inconsistent`
   */
  parseHeader(result: unknown, endpoint: string): H;

  /**
   * Reads the result of `eth_getLogs`.
   * @throws Problem `endpoint_malformed_answer`, `answer_inconsistent`
   */
  parseLogs(result: unknown, endpoint: string): Log[];

  /** Blocks of one `eth_getLogs` that the chain's nodes take at most; a wider range is asked for in pieces. */
  logRangeBlocksMax: number;

  /**
   * The filter's logs of one block from its receipts, where logs are served in no other way; absent where receipts do not
   * hold every log, or hold none.
   * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`, `proof_unavailable`
   */
  readReceiptLogs?(
    transport: RpcTransport,
    header: H,
    filter: LogFilter,
    signal?: AbortSignal,
  ): Promise<readonly Log[]>;

  /** The one transaction of a block whose logs the header's bloom may lack; absent where the bloom holds every log. */
  outsideBloom?: (block: BlockRef) => Hash;
}
