import type { FeedEvent } from "@redflag/store/feed";

/** Reads the events after a position, oldest first. */
export type ReadAfter = (position: number, limit: number) => Promise<FeedEvent[]>;

export interface Page {
  events: readonly FeedEvent[];
  /** There may be more right behind it. */
  isFull: boolean;
  /** Up to which position there was nothing else when it was read. */
  upTo: number;
}

/** With the largest legal payload a page is under a megabyte. */
const PAGE_EVENTS = 50;
const PAGES_KEPT_MAX = 8;

/** One feed as its streams in this process follow it: how far it goes, and what was read of it last. */
export class Topic {
  readonly #onNews = new Set<() => void>();
  /** By where each begins and what the end was: those who stand together read once. */
  readonly #pages = new Map<string, Promise<Page>>();
  #end = 0;

  get end(): number {
    return this.#end;
  }
  get isFollowed(): boolean {
    return this.#onNews.size > 0;
  }

  advance(position: number): void {
    if (position <= this.#end) return;
    this.#end = position;
    for (const tell of this.#onNews) tell();
  }

  /** @returns what stops it */
  follow(onNews: () => void): () => void {
    this.#onNews.add(onNews);
    return () => void this.#onNews.delete(onNews);
  }

  page(position: number, read: ReadAfter): Promise<Page> {
    const end = this.#end;
    const name = `${position} ${end}`;
    let page = this.#pages.get(name);
    if (page === undefined) {
      page = readPage(position, end, read);
      this.#pages.set(name, page);
      // What failed is read again.
      page.catch(() => this.#pages.delete(name));
      if (this.#pages.size > PAGES_KEPT_MAX) this.#pages.delete(this.#pages.keys().next().value ?? "");
    }
    return page;
  }
}

async function readPage(position: number, end: number, read: ReadAfter): Promise<Page> {
  const events = await read(position, PAGE_EVENTS);
  const last = events.at(-1)?.position ?? position;
  const isFull = events.length === PAGE_EVENTS;
  return { events, isFull, upTo: isFull ? last : Math.max(last, end) };
}
