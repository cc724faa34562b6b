export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

export interface RpcError {
  /** As the endpoint gave it, 0 when it gave none. Providers disagree on codes: decide by method and text. */
  code: number;
  /** One line, shortened, without the endpoint's credentials. */
  message: string;
  data?: unknown;
}

export type RpcReply = { result: unknown } | { error: RpcError };

/** The port below a chain source: carries JSON-RPC calls and knows nothing of what they mean. */
export interface RpcTransport {
  /** Host and port only: what messages, logs and coverage may show. */
  readonly name: string;

  /** Calls that one request carries; more are sent in several. Unbounded where absent. */
  readonly batchCallsMax?: number;

  /** Requests a second that the operator allows at most. Unbounded where absent. */
  readonly requestsPerSecondMax?: number;

  /**
   * One reply for each call, in the order of the calls. A call that the endpoint refuses is an `error` reply.
   * @throws Problem `endpoint_*` when the exchange as a whole failed; the signal's reason when it was aborted
   */
  send(calls: readonly RpcCall[], signal?: AbortSignal): Promise<readonly RpcReply[]>;

  close(): Promise<void>;
}
