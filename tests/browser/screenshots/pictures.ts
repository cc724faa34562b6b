import type { Page } from "playwright-core";

/** What of the demo the pictures are about. */
export interface Sitters {
  alert: string;
  /** CAIP-10, of the alert's subject. */
  address: string;
  case: string;
  transaction: string;
}

export interface Picture {
  name: string;
  role: "analyst" | "supervisor" | "ops";
  path: (sitters: Sitters) => string;
  /** What is opened on the page before the picture is taken. */
  open?: (page: Page) => Promise<void>;
  /** Taken on a tablet, too. */
  tablet?: true;
  /** Down to the page's end. */
  whole?: true;
}

export const PICTURES: readonly Picture[] = [
  { name: "queue", role: "analyst", path: () => "/alerts", tablet: true },
  {
    name: "queue-beside",
    role: "analyst",
    path: () => "/alerts",
    open: async (page) => {
      await page.getByRole("row").nth(1).waitFor();
      for (const key of ["j", "Enter"]) await page.keyboard.press(key);
    },
    tablet: true,
  },
  { name: "queue-keys", role: "analyst", path: () => "/alerts", open: (page) => page.keyboard.press("Shift+?") },
  { name: "alert", role: "analyst", path: ({ alert }) => `/alerts/${alert}`, tablet: true },
  { name: "alert-whole", role: "analyst", path: ({ alert }) => `/alerts/${alert}`, whole: true },
  { name: "alert-supervisor", role: "supervisor", path: ({ alert }) => `/alerts/${alert}` },
  {
    name: "address",
    role: "analyst",
    path: ({ address }) => `/addresses/${encodeURIComponent(address)}`,
    tablet: true,
  },
  {
    name: "address-whole",
    role: "analyst",
    path: ({ address }) => `/addresses/${encodeURIComponent(address)}`,
    whole: true,
  },
  { name: "address-ops", role: "ops", path: ({ address }) => `/addresses/${encodeURIComponent(address)}` },
  { name: "cases", role: "analyst", path: () => "/cases" },
  { name: "case", role: "analyst", path: (sitters) => `/cases/${sitters.case}`, tablet: true },
  { name: "transaction", role: "analyst", path: ({ transaction }) => `/transactions/demo/${transaction}` },
  {
    name: "search",
    role: "analyst",
    path: () => "/alerts",
    open: async (page) => {
      await page.keyboard.press("Control+k");
      await page
        .getByRole("dialog")
        .getByRole("searchbox")
        .or(page.getByRole("dialog").getByRole("combobox"))
        .fill("demo");
    },
  },
  { name: "watchlists", role: "ops", path: () => "/watchlists", tablet: true },
  { name: "watchlist", role: "ops", path: () => "/watchlists/demo", tablet: true },
  { name: "watchlist-versions", role: "ops", path: () => "/watchlists/demo?tab=versions" },
  { name: "no-permission", role: "ops", path: () => "/alerts" },
  {
    name: "person",
    role: "analyst",
    path: () => "/cases",
    open: (page) => page.getByRole("banner").getByRole("button").last().click(),
  },
];
