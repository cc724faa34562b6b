import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { closestMatch } from "leven";
import { parseReportProfile } from "./parse-report-profile.ts";
import type { ReportProfile } from "./report-profile.ts";

const ENDING = ".yaml";
const ID = /^[a-z][a-z0-9-]{0,39}$/;
const TYPING_ERRORS_MAX = 2;

/**
 * Every profile of a folder, by id.
 * @throws Problem `report_profile_unreadable` for the first file that is none
 */
export async function loadReportProfiles(folder: string): Promise<ReportProfile[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  return await Promise.all(files.map((name) => loadReportProfile(join(folder, name))));
}

/** @throws Problem `report_profile_unreadable` */
export async function loadReportProfile(path: string): Promise<ReportProfile> {
  return parseReportProfile(profileIdOf(path), await readFile(path));
}

/** @throws Problem `report_profile_unreadable` where the file's name is no id */
export function profileIdOf(path: string): string {
  const id = basename(path, ENDING);
  if (path.endsWith(ENDING) && ID.test(id)) return id;
  throw new Problem(
    "report_profile_unreadable",
    "the file's name is not lower-case words and digits with .yaml, such as ae.yaml",
  );
}

/** @throws Problem `report_profile_unknown` naming those that there are */
export function getReportProfile(profiles: readonly ReportProfile[], id: string): ReportProfile {
  const found = profiles.find((profile) => profile.id === id);
  if (found !== undefined) return found;
  const known = profiles.map((profile) => profile.id);
  const nearest = closestMatch(id, known, { maxDistance: TYPING_ERRORS_MAX });
  const meant = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  throw new Problem("report_profile_unknown", `there is ${known.join(", ") || "none"}${meant}`);
}
