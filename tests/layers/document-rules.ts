import { posix } from "node:path";
import type { TextFile } from "./repository.ts";
import type { SourceFile } from "./source-file.ts";

const LINK = /\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s+(\S+)/gm;
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
/** A path in backticks; one with a placeholder or a wildcard is no path. */
const NAMED_PATH = /`((?:packages|services|tests|docs|migrations|watchlists|\.ci)\/[\w./-]*)`/g;
/** Lower case: a capital stands for something to be filled in. */
const NAMED_FILE = /`([a-z0-9._/-]+\.(?:ts|sql|md|sol))`/g;

/** Links of a Markdown file to files or headings that are not there, and paths it names in backticks. */
export function findDocumentFaults(file: TextFile, tree: ReadonlyMap<string, string>): string[] {
  const prose = file.text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  const linked = [...prose.replace(/`[^`\n]*`/g, "").matchAll(LINK)].map(
    ([, inline, reference]) => inline ?? reference,
  );
  const faults = linked.flatMap((link) => linkFault(file, link ?? "", tree));
  for (const [, path = ""] of prose.matchAll(NAMED_PATH)) {
    if (!exists(path.replace(/\/$/, ""), tree)) faults.push(`names ${path}, which is not there`);
  }
  return faults.map((fault) => `${file.path}: ${fault}`);
}

/** Comments that send the reader to a file by its name. */
export function findCommentFaults({ path, comments }: SourceFile, tree: ReadonlyMap<string, string>): string[] {
  const named = comments.flatMap((comment) => [...comment.matchAll(NAMED_FILE)].map(([, name = ""]) => name));
  const paths = [...tree.keys()];
  return named
    .filter((name) => !paths.some((known) => known === name || known.endsWith(`/${name}`)))
    .map((name) => `${path}: a comment names ${name}, which is not there`);
}

function linkFault({ path, text }: TextFile, link: string, tree: ReadonlyMap<string, string>): string[] {
  if (ELSEWHERE.test(link)) return [];
  const [target = "", heading] = decodeURIComponent(link).split("#");
  const found = target === "" ? path : posix.join(posix.dirname(path), target).replace(/\/$/, "");
  if (!exists(found, tree)) return [`links to ${link}, which is not there`];
  const page = target === "" ? text : tree.get(found);
  if (heading === undefined || page === undefined || headingsOf(page).has(heading)) return [];
  return [`links to ${link}, which has no such heading`];
}

function exists(path: string, tree: ReadonlyMap<string, string>): boolean {
  return tree.has(path) || [...tree.keys()].some((known) => known.startsWith(`${path}/`));
}

/** As GitHub names them: lower case, punctuation gone, spaces to hyphens. */
function headingsOf(markdown: string): Set<string> {
  const titles = [...markdown.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title = ""]) => title);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-"),
    ),
  );
}
