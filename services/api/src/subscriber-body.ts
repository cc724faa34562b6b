import type { Subscriber } from "@redflag/contract/http/routes/subscribers";
import type { StoredSubscriber } from "@redflag/store/subscriber";

export function subscriberBody({ id, name, createdAt }: StoredSubscriber): Subscriber {
  return { id, name, createdAt: createdAt.toISOString() };
}
