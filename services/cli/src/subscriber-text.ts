import type { Subscriber } from "@redflag/contract/http/routes/subscribers";
import type { StoredSubscriber } from "@redflag/store/subscriber";

export function subscriberText({ id, name, createdAt }: StoredSubscriber): string {
  return `${name}  ${id}, since ${createdAt.toISOString()}`;
}

/** As the API gives a subscriber. */
export function subscriberJson({ id, name, createdAt }: StoredSubscriber): Subscriber {
  return { id, name, createdAt: createdAt.toISOString() };
}
