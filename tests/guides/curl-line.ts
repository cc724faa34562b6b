/** What the reader of a guide has at hand: values that answers gave, by the name that the guide has for them, and cookies. */
export class GuideReader {
  readonly variables = new Map<string, string>();
  readonly #jars = new Map<string, string>();
  readonly #port: number;

  /** @param port of the API that the guide calls at 8620 */
  constructor(port: number) {
    this.#port = port;
  }

  /** As curl does what the guide's lines ask of it. */
  async curl(line: string): Promise<{ output: string; ok: boolean }> {
    const filled = line.replace(/\$([A-Z]+)/g, (_, name: string) => this.variables.get(name) ?? `no ${name}`);
    const words = [...filled.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
      word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ""),
    );
    const after = (flag: string) => words.flatMap((word, i) => (words[i - 1] === flag ? [word] : []));
    const [url = ""] = words.filter((word) => word.startsWith("http://127.0.0.1:8620/"));
    const headers = new Headers(after("-H").map((header) => header.split(": ") as [string, string]));
    const [from] = after("-b");
    if (from !== undefined) headers.set("cookie", this.#jars.get(from) ?? "");
    const [body] = after("-d");
    const response = await fetch(url.replace("8620", String(this.#port)), {
      method: after("-X")[0] ?? (body === undefined ? "GET" : "POST"),
      headers,
      ...(body !== undefined && { body }),
    });
    const [into] = after("-c");
    if (into !== undefined) this.#jars.set(into, cookiesOf(response));
    const text = await response.text();
    const shown = words.includes("-i") ? [...response.headers].map((header) => header.join(": ")).join("\n") : "";
    return { output: `${shown}\n${text}`, ok: response.ok };
  }

  /** Copies the value of a field in an answer, as the guide's reader does; nothing where it has none. */
  copy(output: string, field: string, name: string): void {
    const value = new RegExp(`"${field}":"([^"]+)"`).exec(output)?.[1];
    if (value !== undefined) this.variables.set(name, value);
  }
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}
