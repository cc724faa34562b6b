import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

/** One process would fall as a whole; drawing by a graphics card that is only simulated takes processor time. */
const LEFT_OUT =
  /^--(?:single-process|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu|no-zygote)\b/;

/**
 * A page of the tests lives for a second or two: what V8's optimizing compilers make in the background is thrown away before
 * it has been of use, a fifth of the browser's processor time.
 */
const SHORT_LIVES = "--js-flags=--no-maglev --no-turbofan --always-sparkplug --min-semi-space-size=16";

/** A real Chromium, from the npm registry; closed by its caller. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    args: [...chromium.args.filter((arg) => !LEFT_OUT.test(arg)), "--disable-gpu", SHORT_LIVES],
    executablePath: await chromium.executablePath(),
    headless: true,
  });
}

export interface ViewOptions {
  theme?: "light" | "dark";
  locale?: "en" | "ar";
  width?: number;
  height?: number;
}

/** One person's browser: its own cookies and preferences, times in UTC. */
export async function openView(
  browser: Browser,
  baseUrl: string,
  { theme = "light", locale = "en", width = 1280, height = 800 }: ViewOptions = {},
): Promise<BrowserContext> {
  const preferences = JSON.stringify({ theme, locale });
  return browser.newContext({
    baseURL: baseUrl,
    colorScheme: theme,
    viewport: { width, height },
    timezoneId: "UTC",
    locale,
    reducedMotion: "reduce",
    storageState: {
      cookies: [],
      origins: [{ origin: baseUrl, localStorage: [{ name: "redflag.preferences", value: preferences }] }],
    },
  });
}
