export interface NamedTest {
  threat: string;
  file: string;
  title: string;
}

export interface Threat {
  name: string;
  holds: string;
  remains: string;
  tests: NamedTest[];
}

const FILE_AND_TITLES = /`([^`]+\.test\.tsx?)`((?:,?\s*"[^"]+")+)/g;

/**
 * The rows of the table of threats: threat, what holds it, the tests as `file` "name", "name"; what remains.
 * @throws Error for a row of another form
 */
export function readThreats(markdown: string): Threat[] {
  const [, table = ""] = /^## Threats\n\n\|[^\n]*\n\|[-| ]+\|\n((?:\|[^\n]*\n?)+)/m.exec(markdown) ?? [];
  return table
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const cells = line.split(" | ");
      if (cells.length !== 4) throw new Error(`a row has ${cells.length} cells: ${line}`);
      const [name = "", holds = "", shown = "", remains = ""] = cells;
      const threat = name.replace(/^\| /, "");
      return { name: threat, holds, remains: remains.replace(/ \|$/, ""), tests: testsOf(threat, shown) };
    });
}

function testsOf(threat: string, shown: string): NamedTest[] {
  return [...shown.matchAll(FILE_AND_TITLES)].flatMap(([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ threat, file, title })),
  );
}
