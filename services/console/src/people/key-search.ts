/** What the URL of the list of keys says. */
export interface KeySearch {
  /** The exchange whose keys they are. */
  subscriber?: string | undefined;
  /** Who made them: `user:<id>`. */
  createdBy?: string | undefined;
  /** An exchange: the keys of its sandbox. */
  of?: "sandbox" | undefined;
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const SUBSCRIBER = new RegExp(`^${ID}$`);
const MAKER = new RegExp(`^(?:(?:user|key):${ID}|system)$`);

export function readKeySearch({ subscriber, createdBy, of }: Record<string, unknown>): KeySearch {
  return {
    ...(typeof subscriber === "string" && SUBSCRIBER.test(subscriber) && { subscriber }),
    ...(typeof createdBy === "string" && MAKER.test(createdBy) && { createdBy }),
    ...(of === "sandbox" && { of }),
  };
}
