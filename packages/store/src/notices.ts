import type { Database } from "./database.ts";
import { listenFor } from "./listen.ts";

export interface NoticesOptions {
  db: Database;
  channel: string;
  onNotice: () => void;
  /** There is no connection for it now: whoever looks does without, and asks again at the next look. */
  onDeaf: (error: unknown) => void;
}

/** Hears notices of a channel on a connection that is made anew, at a look, whenever it was lost. */
export class Notices {
  readonly #options: NoticesOptions;
  #stop: (() => Promise<void>) | undefined;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  async listen(): Promise<void> {
    if (this.#stop !== undefined) return;
    const { db, channel, onNotice, onDeaf } = this.#options;
    const onLost = () => {
      this.#stop = undefined;
    };
    try {
      this.#stop = await listenFor(db, channel, { onNotice, onLost });
    } catch (error) {
      onDeaf(error);
    }
  }

  async end(): Promise<void> {
    await this.#stop?.();
  }
}
