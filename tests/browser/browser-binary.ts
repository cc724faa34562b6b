import chromium from "@sparticuz/chromium";

/** Unpacks the browser before any test: several that came first at the same time would each write the one file. */
export default async function unpackBrowser(): Promise<void> {
  await chromium.executablePath();
}
