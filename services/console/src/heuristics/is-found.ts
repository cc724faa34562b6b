import type { RuleHead } from "@redflag/contract/http/routes/heuristics";
import type { HeuristicsSearch } from "./heuristics-search.ts";

/** What a row of the catalogue is found by. */
type Found = Pick<RuleHead, "id" | "title" | "mode" | "changed" | "typologies">;

export function isFound(rule: Found, { q = "", show }: HeuristicsSearch): boolean {
  if (show === "changed" && Object.keys(rule.changed).length === 0) return false;
  if (show === "shadow" && rule.mode !== "shadow" && rule.mode !== "enforced and shadow") return false;
  if (show === "off" && rule.mode !== "off" && rule.mode !== "shadow") return false;
  const typologies = rule.typologies.map(({ id, title }) => `${id} ${title}`);
  const text = [rule.id, rule.title, ...typologies].join(" ").toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
