import type { Executor } from "@redflag/store/database";
import { findSubscriber } from "@redflag/store/subscriber";

/** The names of subscribers as a list meets them: each is looked up once. A sandbox has the name of whose it is. */
export function subscriberNames(db: Executor): (id: string | undefined) => Promise<string | undefined> {
  const names = new Map<string, string | undefined>();
  return async (id) => {
    if (id === undefined) return undefined;
    if (!names.has(id)) names.set(id, (await findSubscriber(db, id))?.name);
    return names.get(id);
  };
}
