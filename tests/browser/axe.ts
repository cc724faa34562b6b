import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOnly } from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 at level AA with all before it, and what axe's makers hold to be good practice besides. */
const RULES: RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** Those of them that another theme can break: they look at colours. */
const RULES_OF_COLOUR: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Through the debugger, as the page's own policy lets no script in. */
const SOURCE = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** In both themes in turn: a page is told of the other as it stands. */
export async function findBarriersInThemes(page: Page, settle: (page: Page) => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  for (const [theme, rules] of [
    ["light", RULES],
    ["dark", RULES_OF_COLOUR],
  ] as const) {
    await page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    await settle(page);
    found.push(...(await findBarriers(page, rules)).map((barrier) => `${theme}: ${barrier}`));
  }
  return found;
}

/** What of the page as it is now fails, in a line each: which rule, where, and why. */
async function findBarriers(page: Page, runOnly: RunOnly): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`"axe" in window`))) await page.evaluate(SOURCE);
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
  const { violations }: AxeResults = await page.evaluate(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) => `${id} ${target.join(" ")}: ${failureSummary.split("\n").at(1)?.trim()}`,
    ),
  );
}
