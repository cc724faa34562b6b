import type { Permission } from "@redflag/domain/permission";
import {
  Activity,
  BellRing,
  BriefcaseBusiness,
  FileText,
  KeyRound,
  ListChecks,
  ListStart,
  type LucideIcon,
  ScanSearch,
  ScrollText,
  SlidersHorizontal,
  TableProperties,
  Users,
} from "lucide-react";
import type { MessageId } from "../words/en.ts";

export interface Place {
  to: string;
  name: MessageId;
  Icon: LucideIcon;
  permission: Permission;
  /** Where else one is still there: what these paths begin with is reached from it. */
  owns?: readonly string[];
}

/** Where one can go, in the order of a day's work. */
const PLACES: readonly Place[] = [
  { to: "/alerts", name: "shell.alerts", Icon: ListChecks, permission: "alerts:read" },
  { to: "/cases", name: "shell.cases", Icon: BriefcaseBusiness, permission: "cases:read" },
  { to: "/reports", name: "shell.reports", Icon: FileText, permission: "reports:read" },
  { to: "/screening", name: "shell.screening", Icon: ScanSearch, permission: "screening:read" },
  { to: "/operations", name: "shell.operations", Icon: Activity, permission: "operations:read", owns: ["/setup"] },
  {
    to: "/watchlists",
    name: "shell.watchlists",
    Icon: TableProperties,
    permission: "lists:read",
    owns: ["/proposals", "/deposits"],
  },
  {
    to: "/heuristics",
    name: "shell.heuristics",
    Icon: SlidersHorizontal,
    permission: "heuristics:read",
    owns: ["/backtests", "/capacity"],
  },
  { to: "/webhooks", name: "shell.webhooks", Icon: BellRing, permission: "webhooks:read", owns: ["/address-sets"] },
  { to: "/people", name: "shell.people", Icon: Users, permission: "users:read", owns: ["/access-review"] },
  { to: "/keys", name: "shell.apiKeys", Icon: KeyRound, permission: "keys:read" },
  { to: "/audit", name: "shell.audit", Icon: ScrollText, permission: "audit:read" },
];

/** More than these do not fit beside the search on a tablet: the others are in a menu. */
const IN_LINE_MAX = 5;

/** Only until something was screened. */
const FIRST_STEPS: Place = { to: "/setup", name: "shell.firstSteps", Icon: ListStart, permission: "operations:read" };

export function placesOf(
  permissions: readonly string[],
  isEmpty = false,
): { inLine: readonly Place[]; more: readonly Place[] } {
  const places = isEmpty ? [FIRST_STEPS, ...PLACES] : PLACES;
  const own = places.filter(({ permission }) => permissions.includes(permission));
  if (own.length <= IN_LINE_MAX + 1) return { inLine: own, more: [] };
  return { inLine: own.slice(0, IN_LINE_MAX), more: own.slice(IN_LINE_MAX) };
}

/** The place that a path belongs to: the one that it begins with before one that only owns it. */
export function placeAt(path: string, places: readonly Place[]): Place | undefined {
  const isUnder = (start: string) => path === start || path.startsWith(`${start}/`);
  return places.find(({ to }) => isUnder(to)) ?? places.find(({ owns = [] }) => owns.some(isUnder));
}

/** Where the day begins: with alerts for whoever reviews them, with people for who lets them in, else with the first place. */
export function homeOf(permissions: readonly string[]): string | undefined {
  if (permissions.includes("alerts:read")) return "/alerts";
  if (permissions.includes("users:write")) return "/people";
  if (permissions.includes("lists:propose")) return "/operations";
  return placesOf(permissions).inLine[0]?.to;
}
