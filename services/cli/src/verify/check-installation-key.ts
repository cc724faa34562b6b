import { existsSync } from "node:fs";
import type { Config } from "@redflag/runtime/config";
import { installationKeyPath, openInstallationKey } from "@redflag/runtime/installation-key";
import type { Executor } from "@redflag/store/database";
import { findInstallationKeyId } from "@redflag/store/installation-key";
import type { Check } from "../doctor/check.ts";

/** That the file is here under which secrets in the database rest. Nothing is made. */
export async function checkInstallationKey(db: Executor, config: Config): Promise<Check[]> {
  const known = await findInstallationKeyId(db);
  if (known === undefined) return [];
  const path = installationKeyPath(config);
  const name = "installation key";
  const hint =
    "Put the copy of that file back: without it webhooks' secrets and exchanges' own addresses must be given anew.";
  if (!existsSync(path)) return [{ name, status: "wrong", text: `${path} is missing`, hint }];
  const { id } = await openInstallationKey(path);
  if (known.equals(id)) return [{ name, status: "ok", text: `${path} is this database's` }];
  return [{ name, status: "wrong", text: `${path} is another database's`, hint }];
}
