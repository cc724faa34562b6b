import sax, { type QualifiedTag, type Tag } from "sax";
import type { ByteSource } from "./importer.ts";
import { printable } from "./plain-text.ts";
import { unreadable, utf8Text } from "./utf8-text.ts";

const DEPTH_MAX = 64;
const TEXT_CHARS_MAX = 65_536;

/** An element that has ended. Names are without their prefix: publishers change those, not what they mean. */
export interface XmlElement {
  /** Below the outermost: `sdnEntry/idList/id`. */
  path: string;
  attributes: Readonly<Record<string, string>>;
  /** Trimmed; empty in one that holds others, where nothing stands but the layout. */
  text: string;
  /** Where it began. */
  line: number;
}

/**
 * Reads XML as it comes and calls `onEnd` at the end of each element; what that returns is handed on. No document type is
 * taken, so there is no entity to expand and none to fetch.
 * @param root the name that the outermost element must have
 * @throws Problem `list_unreadable` naming the line: not well formed, cut off, another format, a document type
 */
export async function* xmlRows<Row>(
  source: ByteSource,
  root: string,
  onEnd: (element: XmlElement) => readonly Row[] | undefined,
): AsyncGenerator<Row> {
  const open: Array<XmlElement & { isLeaf: boolean }> = [];
  const rows: Row[] = [];
  let hasRoot = false;
  const parser = sax.parser(true, { position: true, trim: false, normalize: false });
  const fail = (reason: string) => unreadable(`line ${parser.line + 1}: ${reason}`);

  parser.onerror = (error) => {
    throw fail(`not well-formed XML: ${printable(error.message.split("\n")[0] ?? "", 200)}`);
  };
  parser.ondoctype = () => {
    throw fail("holds a document type (DTD), which no list needs and which can define entities; it is not read");
  };
  parser.onprocessinginstruction = ({ name, body }) => {
    const encoding = name === "xml" ? /encoding\s*=\s*["']([^"']*)/i.exec(body)?.[1] : undefined;
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding)) {
      throw fail(`says that its encoding is ${printable(encoding)}; save it as UTF-8`);
    }
  };
  parser.onopentag = (tag) => {
    const name = localName(tag.name);
    const parent = open.at(-1);
    if (parent === undefined) {
      if (hasRoot) throw fail("a second outermost element");
      if (name !== root) throw fail(`begins with <${printable(name)}>, where this format has <${root}>`);
      hasRoot = true;
    }
    if (open.length >= DEPTH_MAX) throw fail(`more than ${DEPTH_MAX} elements within each other`);
    if (parent !== undefined) {
      parent.isLeaf = false;
      parent.text = "";
    }
    const path = open.length < 2 ? (parent === undefined ? "" : name) : `${parent?.path}/${name}`;
    open.push({ path, attributes: attributesOf(tag), text: "", line: parser.line + 1, isLeaf: true });
  };
  parser.ontext = parser.oncdata = (text) => {
    const element = open.at(-1);
    if (element?.isLeaf !== true) return;
    element.text += text;
    if (element.text.length > TEXT_CHARS_MAX)
      throw fail(`<${element.path}> holds more than ${TEXT_CHARS_MAX} characters`);
  };
  parser.onclosetag = () => {
    const element = open.pop();
    if (element === undefined) return;
    element.text = element.text.trim();
    const found = onEnd(element);
    if (found !== undefined) rows.push(...found);
  };

  for await (const text of utf8Text(source)) {
    parser.write(text);
    yield* rows.splice(0);
  }
  if (!hasRoot) throw fail(`there is no <${root}> in it`);
  if (open.length > 0) throw fail(`ends within <${open.at(-1)?.path || root}>: the file was cut off`);
  parser.close();
  yield* rows.splice(0);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** With names as they stand: none that is read here has a prefix. */
function attributesOf({ attributes }: Tag | QualifiedTag): Readonly<Record<string, string>> {
  return attributes as Record<string, string>;
}
