import { createReadStream } from "node:fs";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";

/** Faults name the file; one that cannot be opened is a fault of the list, not of the program. */
export async function readContextFile<Row>(
  file: string,
  parse: (source: AsyncIterable<Uint8Array>) => Promise<Row[]>,
): Promise<Row[]> {
  try {
    return await parse(createReadStream(file));
  } catch (cause) {
    if (cause instanceof Problem) throw new Problem(cause.code, `${file}: ${cause.detail}`, { cause });
    const fault = fileFaultText(cause);
    if (fault === undefined) throw cause;
    throw new Problem("context_list_unreadable", `${file}: ${fault}`, { cause });
  }
}
