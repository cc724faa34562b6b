/** What a guide tells its reader to do, in order. */
export type GuideStep =
  | { kind: "file"; path: string; text: string }
  /** Lines of a file, which stand there once, and what replaces them. */
  | { kind: "change"; path: string; before: string; after: string }
  | { kind: "run"; commands: readonly string[] }
  /** A GET of the API. */
  | { kind: "ask"; path: string }
  /** Lines that the last commands must have printed; `fails`: and the last of them must have failed. */
  | { kind: "output"; lines: readonly string[]; fails: boolean };

const FENCE = /^```(\w*)[ \t]*([^\n]*)\n([\s\S]*?)^```[ \t]*$/gm;
const NAMED_IN_TEXT = /^(?:\/\/|#|--) (\S+\/\S+)\n/;

/**
 * The fenced blocks of a guide. A block of code names its file in its first line, as a comment, or after the language;
 * `diff` names it after `---`; `sh` is run, `http` is asked of the API; `text` is what that prints, `text fails` what it prints when it fails.
 * @throws Error for a block that is none of these: a reader would not know what to do with it either
 */
export function readGuide(markdown: string): GuideStep[] {
  return [...markdown.matchAll(FENCE)].map(([, language = "", info = "", text = ""]) => {
    if (language === "sh") return { kind: "run", commands: linesOf(text) };
    if (language === "http") return { kind: "ask", path: /^GET (\S+)$/.exec(text.trim())?.[1] ?? "" };
    if (language === "text" && (info === "" || info === "fails")) {
      return { kind: "output", lines: linesOf(text), fails: info === "fails" };
    }
    if (language === "diff") return readChange(text);
    const path = info === "" ? NAMED_IN_TEXT.exec(text)?.[1] : info;
    if (language === "" || path === undefined)
      throw new Error(`a block says neither what it is nor where it goes:\n${text}`);
    return { kind: "file", path, text };
  });
}

function readChange(text: string): GuideStep {
  const [, path, body = ""] = /^--- (\S+)\n([\s\S]*)$/.exec(text) ?? [];
  const part = (sign: string) => {
    const lines = linesOf(body).filter((line) => line.startsWith(sign));
    return lines.map((line) => `${line.slice(1)}\n`).join("");
  };
  if (path === undefined || part("-") === "") throw new Error(`a change names no file, or no line to change:\n${text}`);
  return { kind: "change", path, before: part("-"), after: part("+") };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
