/** Where the console shows what an entry is about: a page, and what of it. */
export type SubjectPlace =
  | { to: "/people/$id" | "/cases/$id" | "/reports/$id" | "/proposals/$id" | "/watchlists/$id"; params: { id: string } }
  | { to: "/alerts/$id" | "/heuristics/$id" | "/webhooks/$id" | "/address-sets/$id"; params: { id: string } }
  | { to: "/addresses/$address"; params: { address: string } }
  | { to: "/access-review"; search: { review: string } };

const PAGES = {
  user: "/people/$id",
  case: "/cases/$id",
  report: "/reports/$id",
  proposal: "/proposals/$id",
  list: "/watchlists/$id",
  alert: "/alerts/$id",
  heuristic: "/heuristics/$id",
  subscription: "/webhooks/$id",
  "address-set": "/address-sets/$id",
} as const;

/** Undefined where there is no page of it. */
export function subjectPlaceOf(subject: string): SubjectPlace | undefined {
  const at = subject.indexOf(":");
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)];
  if (id === "") return undefined;
  if (kind === "address") return { to: "/addresses/$address", params: { address: id } };
  if (kind === "access_review") return { to: "/access-review", search: { review: id } };
  return Object.hasOwn(PAGES, kind) ? { to: PAGES[kind as keyof typeof PAGES], params: { id } } : undefined;
}
