import { XmlDocument, type XmlElement } from "libxml2-wasm";
import type { ReportElement } from "./report-element.ts";

/** The report as bytes that follow from it alone; the library escapes what must be. */
export function renderReport(report: ReportElement): string {
  const document = XmlDocument.create();
  try {
    fill(document.createRoot(report.name), report);
    return document.toString({ format: true });
  } finally {
    document.dispose();
  }
}

function fill(element: XmlElement, { text, children = [] }: ReportElement): void {
  if (text !== undefined) element.addText(text);
  for (const child of children) fill(element.addElement(child.name), child);
}
