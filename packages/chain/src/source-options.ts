import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { Clock } from "./clock.ts";
import type { OnDisagreement } from "./disagreement.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";

export interface SourceOptions {
  chain: Chain;
  /** How much an answer must show before it is returned; usually `chain.verify`. */
  policy: VerifyPolicy;
  /** In the order in which they are tried while none does much better than another. The source closes them. */
  transports: readonly RpcTransport[];
  /** Called before the Problem is thrown, or before the next endpoint is asked. Must not throw. */
  onDisagreement?: OnDisagreement;
  /** The machine's own where absent. */
  clock?: Clock;
}
