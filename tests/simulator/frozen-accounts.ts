import type { Address } from "@redflag/domain/address";
import type { IssuerEvent } from "@redflag/domain/transfer";

/** Who is frozen as the oracle reads on: by whom, and since which block. */
export class FrozenAccounts {
  /** By account, then token: the block of the first freeze that was not lifted. */
  readonly #since = new Map<Address, Map<Address, number>>();

  /** In the order of the chain. */
  note({ kind, account, token, blockNumber }: IssuerEvent): void {
    if (account === undefined) return;
    const byToken = this.#since.get(account) ?? new Map<Address, number>();
    if (kind === "unfreeze") byToken.delete(token);
    else if (kind === "freeze" && !byToken.has(token)) byToken.set(token, blockNumber);
    this.#since.set(account, byToken);
  }

  /** Of the list as alerts cite it, sorted. */
  listingsOf(account: Address): string[] {
    return [...(this.#since.get(account)?.values() ?? [])].map((block) => `issuer-freezes ${block}`).sort();
  }
}
