import { join } from "node:path";

/** What the command brings along, wherever it is called from. */
const ROOT = join(import.meta.dirname, "../../..");

export const MIGRATIONS_DIR = join(ROOT, "migrations");
export const WATCHLISTS_DIR = join(ROOT, "watchlists");
export const BORDERS_DIR = join(ROOT, "borders");
export const REPORT_PROFILES_DIR = join(ROOT, "report-profiles");
