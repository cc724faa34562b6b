import { EN } from "./en.ts";

let messages: Readonly<Record<string, string>> = EN;
let rest: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** English as far as it is there: the first page's at once, the rest a moment later. */
export function loadedWords(): Readonly<Record<string, string>> {
  return messages;
}

export function onWordsLoaded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is loaded later waits for its words, too: `lazyRouteComponent(() => withWords(import("…")), "…")`. */
export async function withWords<Module>(module: Promise<Module>): Promise<Module> {
  const [loaded] = await Promise.all([module, loadRest()]);
  return loaded;
}

function loadRest(): Promise<void> {
  rest ??= import("./en-rest.ts").then(
    ({ REST }) => {
      messages = { ...EN, ...REST };
      for (const listener of listeners) listener();
    },
    (error: unknown) => {
      // The next page that needs them asks again.
      rest = undefined;
      throw error;
    },
  );
  return rest;
}
