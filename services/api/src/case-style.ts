import type { CaseExport } from "@redflag/contract/case-export";

/**
 * For screen and paper. Number and time are of fixed forms, which hold nothing that could end a string of CSS; a title never
 * comes in here.
 */
export function caseStyle({ number, at }: Pick<CaseExport, "number" | "at">): string {
  return `
@page {
  size: A4;
  margin: 22mm 18mm 20mm;
  @top-left { content: "${number}"; font: 600 8pt system-ui, sans-serif; color: #444; }
  @top-right { content: "exported ${at}"; font: 8pt system-ui, sans-serif; color: #444; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #444; }
}
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; color: #1a1a1a; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 12mm 8mm; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 5mm; overflow-wrap: anywhere; }
h2 { font-size: 13pt; margin: 9mm 0 3mm; padding-bottom: 1mm; border-bottom: 1px solid #999; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 6mm 0 1mm; break-after: avoid; }
h4 { font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; }
ul { margin: 0 0 2mm; padding-left: 5mm; }
li, dd, td { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 30mm 1fr; gap: 1mm 4mm; margin: 0 0 2mm; }
dt { color: #555; }
dd { margin: 0; }
code { font: 8.5pt/1.4 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; font-size: 9pt; }
thead { display: table-header-group; }
th { text-align: left; color: #555; font-weight: 600; border-bottom: 1px solid #999; padding: 1mm 3mm 1mm 0; }
td { vertical-align: top; border-bottom: 1px solid #ddd; padding: 1.2mm 3mm 1.2mm 0; }
.when { white-space: nowrap; }
tr { break-inside: avoid; }
td code { font-size: 7.5pt; }
.amount { text-align: right; white-space: nowrap; padding-right: 0; }
.number { font-weight: 600; letter-spacing: .03em; margin: 0 0 1mm; color: #444; }
.line { color: #333; }
.severity { display: inline-block; border: 1px solid #333; border-radius: 2px; padding: 0 1.5mm; font-size: 8.5pt; font-weight: 600; }
.aside { color: #666; font-size: 8.5pt; }
.reading { border: 1px solid #999; border-radius: 2px; padding: 1mm 5mm 3mm; margin-top: 6mm; break-inside: avoid; }
.reading h2 { border: 0; margin-top: 3mm; padding: 0; }
.note { border-left: 2px solid #bbb; padding-left: 4mm; margin: 0 0 4mm; }
.note .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.replaced .text { color: #777; }
@media print { body { max-width: none; padding: 0; } }
`;
}
