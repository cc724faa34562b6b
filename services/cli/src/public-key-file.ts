import { readFile } from "node:fs/promises";
import { Problem } from "@redflag/domain/problem";

/** @throws Problem `audit_key_invalid` */
export async function readPublicKey(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Problem("audit_key_invalid", `${path}: ${error instanceof Error ? error.message : error}`);
  }
}
