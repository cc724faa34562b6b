import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** What is wrong with a YAML file, and where. */
export interface YamlFault {
  line: number;
  reason: string;
}

export interface ReadYaml {
  value: unknown;
  faults: readonly YamlFault[];
  /** The line of the deepest part of the path that there is: a missing key is told of at the map that lacks it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Aliases are refused: a few lines of them can stand for gigabytes. */
export function readYaml(text: string): ReadYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => Math.max(counter.linePos(offset).line, 1);
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    reason: message,
  }));
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  if (faults.length > 0) return { value: undefined, faults, lineOf };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }), faults, lineOf };
  } catch {
    return { value: undefined, faults: [{ line: 1, reason: "aliases (&name, *name) are not taken here" }], lineOf };
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isSeq(node)) {
      node = node.items[Number(step)];
    } else {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step) : undefined;
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    }
    if (hasRange(node)) offset = isScalar(node) ? offset : (node.range[0] ?? offset);
    if (node === undefined || node === null) break;
  }
  return offset;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
