import type { Audience } from "@redflag/domain/audience";
import { Problem } from "@redflag/domain/problem";
import { audienceOf, type Caller, callerName } from "../caller.ts";
import type { StreamSettings } from "./stream-settings.ts";

/** How many streams may be open, counted in this process: with several a caller has as many in each. */
export class Seats {
  readonly #max: Pick<StreamSettings, "callerMax" | "audienceMax">;
  readonly #ofOwner = new Map<string, number>();
  readonly #ofAudience: Record<Audience, number> = { staff: 0, exchange: 0 };

  constructor(max: Pick<StreamSettings, "callerMax" | "audienceMax">) {
    this.#max = max;
  }

  /**
   * @returns what gives it back
   * @throws Problem `streams_exceeded`, `streams_full`
   */
  take(caller: Caller): () => void {
    const owner = caller.subscriberId ?? callerName(caller);
    const audience = audienceOf(caller);
    const held = this.#ofOwner.get(owner) ?? 0;
    const { callerMax, audienceMax } = this.#max;
    if (held >= callerMax) throw new Problem("streams_exceeded", `${held} are open, which is all that one may have`);
    if (this.#ofAudience[audience] >= audienceMax) {
      throw new Problem("streams_full", "all that this process has are taken");
    }
    this.#ofOwner.set(owner, held + 1);
    this.#ofAudience[audience]++;
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const left = (this.#ofOwner.get(owner) ?? 1) - 1;
      if (left === 0) this.#ofOwner.delete(owner);
      else this.#ofOwner.set(owner, left);
      this.#ofAudience[audience]--;
    };
  }
}
