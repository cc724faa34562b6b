import { readFile } from "node:fs/promises";
import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";

/** @throws Problem of this code, naming the file, where it cannot be read */
export async function readNamedFile(path: string, code: ProblemCode): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const fault = fileFaultText(cause);
    if (fault === undefined) throw cause;
    throw new Problem(code, `${path}: ${fault}`, { cause });
  }
}
