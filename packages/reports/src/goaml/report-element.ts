/** One element of a report that is being drawn up: either text or children. */
export interface ReportElement {
  name: string;
  /** What people call this part: "transaction 3 of 12". */
  label?: string;
  text?: string;
  children?: readonly ReportElement[];
}

/** A part that may be missing, so that lists of parts read as the schema does. */
export type Part = ReportElement | undefined;

/** An element with text; none where there is nothing to say. */
export function leaf(name: string, text: string | undefined): Part {
  return text === undefined || text === "" ? undefined : { name, text };
}

/** An element with the parts that there are, in their order. */
export function parent(name: string, parts: readonly Part[], label?: string): ReportElement {
  const children = parts.filter((part) => part !== undefined);
  return { name, ...(label !== undefined && { label }), children };
}

export interface Leaf {
  name: string;
  text: string;
  /** "transaction 3 of 12, from"; undefined where it is the report's own. */
  where: string | undefined;
}

/** Every text of the report with its place, in order. */
export function listLeaves(element: ReportElement, labels: readonly string[] = []): Leaf[] {
  const here = element.label === undefined ? labels : [...labels, element.label];
  if (element.text !== undefined) return [{ name: element.name, text: element.text, where: placeText(here) }];
  return (element.children ?? []).flatMap((child) => listLeaves(child, here));
}

function placeText(labels: readonly string[]): string | undefined {
  return labels.length === 0 ? undefined : labels.join(", ");
}
