import type { StoredSubscriber } from "@redflag/store/subscriber";

export function subscriberText({ id, name, createdAt }: StoredSubscriber): string {
  return `${name}  ${id}, since ${createdAt.toISOString()}`;
}
