import { HEARTBEAT_MS } from "@redflag/contract/http/event-stream";

/** Ours [E]: of 1,000 streams each holds a connection, a frame and what the socket has not sent, some 40 kB. */
export interface StreamSettings {
  /** Open at once of one person or key; of an exchange, of all its people and keys together. */
  callerMax: number;
  /** Open at once of all staff, and the same again of all exchanges: neither sees the other by a refusal. */
  audienceMax: number;
  /** One is ended then, so that load spreads over processes again. */
  lifetimeMs: number;
  heartbeatMs: number;
  /** How often it is looked up whether its caller may still read. */
  recheckMs: number;
  /** How often it is looked whether something came, where no notice says so. */
  pollMs: number;
  /** Whoever takes nothing for so long is dropped. */
  slowMs: number;
  /** What is left to a client to take why its stream ends. */
  lingerMs: number;
}

export const STREAM_SETTINGS: StreamSettings = {
  callerMax: 10,
  audienceMax: 500,
  lifetimeMs: 3_600_000,
  heartbeatMs: HEARTBEAT_MS,
  recheckMs: 1_000,
  pollMs: 1_000,
  slowMs: 30_000,
  lingerMs: 2_000,
};
