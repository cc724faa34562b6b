import type { BrowserContext, Page } from "playwright-core";

/** What Chromium writes for every answer that is no success: which of them is a fault is decided by its status. */
const ANSWER = /^Failed to load resource: the server responded/;
/** What Chromium writes where a test has cut the network. */
const CUT = /net::ERR_(?:INTERNET_DISCONNECTED|NETWORK_CHANGED|ABORTED|FAILED)/;

/**
 * Everything that no page may do, whatever it shows: write an error, throw, break the policy, ask for what fails, ask anybody
 * but its own server.
 */
export function watchForFaults(context: BrowserContext, baseUrl: string, faults: string[]): void {
  const note = (page: Page | null, what: string) => faults.push(`${page?.url() ?? "?"}: ${what}`);
  context.on("console", (message) => {
    const text = message.text();
    const isWanted = message.type() === "error" || message.type() === "warning";
    if (isWanted && !ANSWER.test(text) && !CUT.test(text)) note(message.page(), text);
  });
  context.on("weberror", (thrown) => note(thrown.page(), thrown.error().message));
  context.on("response", (response) => {
    if (response.status() >= 500) note(response.frame().page(), `${response.status()} for ${response.url()}`);
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseUrl}/`) && !url.startsWith("blob:")) note(request.frame().page(), `asks ${url}`);
  });
}
