import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { CsvError, type Parser, parse } from "csv-parse";
import type { ByteSource } from "./importer.ts";
import { unreadable, utf8Text } from "./utf8-text.ts";

export const ROW_BYTES_MAX = 8192;

/** Text at hand, or bytes as they come from a file or a download. */
export type CsvSource = string | AsyncIterable<Uint8Array>;

/**
 * Calls `onRow` for each row in turn, header included, with the number of its first line; what it throws ends the
 * reading. Rows are handed over while parsing, so that one broken row does not hide what came before it.
 * @returns undefined, or the row after which quotes or lengths make no sense any more and nothing could be read
 */
export async function eachCsvRow(
  source: CsvSource,
  onRow: (cells: string[], line: number) => void,
): Promise<{ afterLine: number; reason: string } | undefined> {
  const { parser, place } = openParser(onRow);
  parser.resume();
  try {
    await pipeline(typeof source === "string" ? Readable.from([source]) : source, parser);
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { afterLine: place.lastLine, reason: BROKEN[error.code as string] ?? "not well-formed CSV" };
  }
}

const BROKEN: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: `longer than ${ROW_BYTES_MAX} bytes; is a quote left open?`,
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_INVALID_CLOSING_QUOTE: "a closing quote is not followed by a comma; a quote within quotes is written twice",
  INVALID_OPENING_QUOTE: "a quote stands inside a cell that is not quoted",
};

export interface CsvRow {
  cells: string[];
  /** Where it began. */
  line: number;
}

/**
 * The rows of a publisher's CSV as they come, its header among them.
 * @throws Problem `list_unreadable` with the line after which quotes or lengths make no sense, or because the last row does not end; or what `utf8Text` throws
 */
export async function* csvRows(source: ByteSource): AsyncGenerator<CsvRow> {
  const rows: CsvRow[] = [];
  const { parser, place } = openParser((cells, line) => rows.push({ cells, line }));
  let fault: unknown;
  parser.on("error", (error) => {
    fault = error;
  });
  parser.resume();
  let isWhole = false;
  for await (const text of utf8Text(source)) {
    isWhole = text.endsWith("\n");
    parser.write(text);
    yield* rows.splice(0);
    if (fault !== undefined) break;
  }
  if (fault === undefined) {
    parser.end();
    await finished(parser).catch(() => {});
    yield* rows.splice(0);
  }
  if (fault === undefined && isWhole) return;
  if (fault === undefined) throw unreadable("the last line has no line break: the file was cut off, or lacks one");
  if (!(fault instanceof CsvError)) throw fault;
  throw unreadable(`after line ${place.lastLine}: ${BROKEN[fault.code as string] ?? "not well-formed CSV"}`, fault);
}

/** Hands over each row with the number of its first line; `place` says how far it has come. */
function openParser(onRow: (cells: string[], line: number) => void): { parser: Parser; place: { lastLine: number } } {
  const place = { lastLine: 0 };
  let doubleCounted = 0;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n"],
    max_record_size: ROW_BYTES_MAX,
    on_record: (cells, { lines }) => {
      // The parser counts a CRLF within quotes as two lines.
      doubleCounted += count(cells, /\r\n/g);
      place.lastLine = lines - doubleCounted;
      onRow(cells, place.lastLine - count(cells, /\n/g));
      return null;
    },
  });
  return { parser, place };
}

function count(cells: readonly string[], pattern: RegExp): number {
  return cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
}
