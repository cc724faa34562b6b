import { ROLES, type Role } from "@redflag/domain/role";

/** As the API has them: its schemas are no part of the first page. */
export const USER_STATES = ["open", "locked", "disabled"] as const;
export type UserState = (typeof USER_STATES)[number];

/** What the URL of the list of people says. */
export interface PeopleSearch {
  role?: Role | undefined;
  state?: UserState | undefined;
  /** What a name or an email holds. */
  words?: string | undefined;
}

const WORDS_CHARS_MAX = 100;

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const role = ROLES.find((one) => one === search.role);
  const state = USER_STATES.find((one) => one === search.state);
  const words = typeof search.words === "string" ? search.words.trim().slice(0, WORDS_CHARS_MAX) : "";
  return { ...(role && { role }), ...(state && { state }), ...(words !== "" && { words }) };
}
