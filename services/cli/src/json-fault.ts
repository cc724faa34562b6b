export interface JsonFault {
  /** From 1. */
  line: number;
  reason: string;
}

/** Where a text stops being JSON; undefined when it is. */
export function findJsonFault(text: string): JsonFault | undefined {
  if (isJson(text)) return undefined;
  const lines = text.trimEnd().split("\n");
  // The first lines alone are a beginning of JSON up to the faulty one, and never again after it.
  let sound = 0;
  let faulty = lines.length + 1;
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (isBeginning(lines.slice(0, middle).join("\n"))) sound = middle;
    else faulty = middle;
  }
  if (faulty > lines.length) return { line: lines.length, reason: "the JSON breaks off" };
  return { line: faulty, reason: "not JSON" };
}

export function isJson(text: string): boolean {
  return complaintAbout(text) === undefined;
}

/** V8 complains about an unfinished text at its end, about a wrong one before it. */
function isBeginning(text: string): boolean {
  const complaint = complaintAbout(text);
  if (complaint === undefined || /end of JSON input|Unterminated string/.test(complaint)) return true;
  const position = /at position (\d+)/.exec(complaint)?.[1];
  return position !== undefined && Number(position) >= text.trimEnd().length;
}

function complaintAbout(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
