import { createHash } from "node:crypto";
import { html } from "ghtml";

/**
 * A page for people, in one file: it fetches nothing and runs nothing, which its own policy holds it to.
 * @param body templates only: whatever comes from people, lists or chains was escaped by them
 */
export function selfContainedPage(title: string, style: string, body: readonly string[]): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-!${hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>!${style}</style>
</head>
<body>
!${body.join("\n")}
</body>
</html>`}\n`;
}
