import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

/** The audit's words for what only looks: nothing is changed by it, and nothing leaves as a file or an export. */
export const READING_ACTIONS: readonly string[] = listReadingActions(Object.values<Route>(ROUTES));

function listReadingActions(routes: readonly Route[]): string[] {
  const others = new Set(routes.filter((route) => !isReading(route)).map(({ action }) => action));
  return [...new Set(routes.map(({ action }) => action))].filter((action) => !others.has(action)).sort();
}

function isReading({ method, answer, action }: Route): boolean {
  return method === "GET" && answer.file === undefined && !action.endsWith(".export");
}
