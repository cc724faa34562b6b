import { accountAddress } from "@redflag/chain/devnet/accounts";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { AlertNews } from "../alert-news.ts";

/** Alerts of the demo that are final, for whoever waits for one. */
export class FinalAlerts {
  readonly #alerts = new Map<string, PromiseWithResolvers<string>>();

  see({ event }: Pick<AlertNews, "event">): void {
    if (event.state === "final") this.#awaited(event.heuristic, event.subject).resolve(event.alert);
  }

  /** The id of the first one by this rule about this account. Rejects when the signal aborts. */
  async get(rule: string, account: number, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const { promise } = this.#awaited(rule, formatCaip10(demo, accountAddress(account)));
    const { promise: over, reject } = Promise.withResolvers<never>();
    const end = () => reject(signal.reason);
    signal.addEventListener("abort", end);
    try {
      return await Promise.race([promise, over]);
    } finally {
      signal.removeEventListener("abort", end);
    }
  }

  #awaited(rule: string, subject: string): PromiseWithResolvers<string> {
    const key = `${rule}/${subject}`;
    const awaited = this.#alerts.get(key) ?? Promise.withResolvers<string>();
    this.#alerts.set(key, awaited);
    return awaited;
  }
}
