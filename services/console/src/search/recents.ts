export interface Recent {
  href: string;
  /** As it was searched for, or what was opened. */
  text: string;
}

const RECENTS_MAX = 6;
let recents: readonly Recent[] = [];

/** What was opened from the search since the page was loaded. In memory alone: whom somebody looks for stays off the disk. */
export function listRecents(): readonly Recent[] {
  return recents;
}

export function keepRecent(recent: Recent): void {
  recents = [recent, ...recents.filter(({ href }) => href !== recent.href)].slice(0, RECENTS_MAX);
}
