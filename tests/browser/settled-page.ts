import type { Page, Request } from "playwright-core";

/** The stream of events stays open for as long as the page does. */
const STREAM = "/v1/stream";
const QUIET_MS = 100;
/** What is known has been drawn. */
const FRAMES = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))";
const LOADING = '[role="status"][aria-label="Loading"], [role="status"][aria-label="جارٍ التحميل"]';

/** Waits until the page has all that it asked for and shows nothing as loading. Call it before the page goes anywhere. */
export function settlerOf(page: Page): () => Promise<void> {
  const pending = new Set<Request>();
  let changedAt = performance.now();
  page.on("request", (request) => {
    if (!request.url().includes(STREAM)) pending.add(request);
    changedAt = performance.now();
  });
  const end = (request: Request) => {
    pending.delete(request);
    changedAt = performance.now();
  };
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return async () => {
    do {
      await page.locator(LOADING).first().waitFor({ state: "detached" });
      await page.evaluate(FRAMES);
    } while (pending.size > 0 || performance.now() - changedAt < QUIET_MS);
  };
}
