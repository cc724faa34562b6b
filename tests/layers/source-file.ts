import { parseSync, Visitor } from "oxc-parser";
import type { TextFile } from "./repository.ts";

/** A file of TypeScript, with or without JSX, as the parser sees it: what it names, and its code without comments and literals. */
export interface SourceFile extends TextFile {
  /** The text with comments, strings, the texts of templates and JSX, and regular expressions blanked: a word found here is code. */
  code: string;
  comments: readonly string[];
  /** What is imported, re-exported or resolved by name; undefined where the name is computed. */
  imports: ReadonlyArray<string | undefined>;
  /** String literals that are not merely compared with something. */
  strings: readonly string[];
}

interface Span {
  start: number;
  end: number;
}

const COMPARISONS: readonly string[] = ["===", "!==", "==", "!="];

/** Declarations that only tell types are TypeScript, too. */
export function isSource(path: string): boolean {
  return /\.tsx?$/.test(path);
}

/** @throws when the text is no TypeScript */
export function parseSource({ path, text }: TextFile): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports: Array<string | undefined> = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => literalIn(text.slice(start, end))),
  ];
  const literals: Span[] = [];
  const strings = new Map<number, string>();
  const compared: number[] = [];
  new Visitor({
    Literal(node) {
      if (typeof node.value !== "string" && !("regex" in node)) return;
      literals.push(node);
      if (typeof node.value === "string") strings.set(node.start, node.value);
    },
    TemplateElement: (node) => void literals.push(node),
    JSXText: (node) => void literals.push(node),
    BinaryExpression({ operator, left, right }) {
      if (COMPARISONS.includes(operator)) compared.push(left.start, right.start);
    },
    SwitchCase: ({ test }) => void compared.push(test?.start ?? -1),
    TSLiteralType: ({ literal }) => void compared.push(literal.start),
    TSImportType: ({ source }) => void imports.push(source.value),
    CallExpression({ callee, arguments: [first] }) {
      if (first === undefined || !isResolver(text.slice(callee.start, callee.end))) return;
      const named = literalIn(text.slice(first.start, first.end));
      if (named !== undefined) imports.push(named);
    },
  }).visit(program);
  for (const start of compared) strings.delete(start);
  return {
    path,
    text,
    code: blank(text, [...comments, ...literals]),
    comments: comments.map(({ value }) => value),
    imports,
    strings: [...strings.values()],
  };
}

/** `require(…)`, and `….resolve(…)` of a require function or of import.meta. */
function isResolver(callee: string): boolean {
  return callee === "require" || (callee.endsWith(".resolve") && callee !== "Promise.resolve");
}

function literalIn(expression: string): string | undefined {
  return /^(["'`])([^"'`$\\]*)\1$/.exec(expression)?.[2];
}

/** Line breaks stay, so that what is found keeps its line. */
function blank(text: string, spans: readonly Span[]): string {
  const characters = text.split("");
  for (const { start, end } of spans) {
    for (let at = start; at < end; at++) if (characters[at] !== "\n") characters[at] = " ";
  }
  return characters.join("");
}
