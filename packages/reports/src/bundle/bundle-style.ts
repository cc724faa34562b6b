/** For screen and paper. It holds nothing that comes from outside. */
export const BUNDLE_STYLE = `
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #444; } }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; color: #1a1a1a; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 12mm 8mm; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 4mm; overflow-wrap: anywhere; }
h2 { font-size: 13pt; margin: 9mm 0 3mm; padding-bottom: 1mm; border-bottom: 1px solid #999; break-after: avoid; }
p { margin: 0 0 2mm; overflow-wrap: anywhere; }
ul, ol { margin: 0 0 2mm; padding-left: 6mm; }
li, dd, td { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 32mm 1fr; gap: 1mm 4mm; margin: 0 0 2mm; }
dt, .aside { color: #555; }
dd { margin: 0; }
code, pre { font: 8.5pt/1.4 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ddd; padding: 2mm 3mm; margin: 0 0 3mm; }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; font-size: 9pt; }
thead { display: table-header-group; }
th { text-align: left; color: #555; font-weight: 600; border-bottom: 1px solid #999; padding: 1mm 3mm 1mm 0; }
td { vertical-align: top; border-bottom: 1px solid #ddd; padding: 1.2mm 3mm 1.2mm 0; }
tr { break-inside: avoid; }
td code { font-size: 7.5pt; }
.aside { font-size: 8.5pt; }
.kind { font-weight: 600; margin: 0 0 1mm; color: #444; }
.reading { border: 1px solid #999; border-radius: 2px; padding: 1mm 5mm 3mm; margin-top: 6mm; break-inside: avoid; }
.reading h2 { border: 0; margin-top: 3mm; padding: 0; }
@media print { body { max-width: none; padding: 0; } }
`;
