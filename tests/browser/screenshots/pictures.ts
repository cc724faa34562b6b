import type { Role } from "@redflag/domain/role";
import type { Page } from "playwright-core";

/** What of the demo the pictures are about. */
export interface Sitters {
  alert: string;
  /** CAIP-10, of the alert's subject. */
  address: string;
  case: string;
  transaction: string;
  proposal: string;
  /** The exchange's. */
  subscription: string;
  addressSet: string;
  /** The demo's ops person. */
  person: string;
}

export interface Picture {
  name: string;
  role: Role;
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
  {
    name: "report",
    role: "analyst",
    path: ({ alert }) => `/alerts/${alert}`,
    // Each picture of it draws up one more, as a person would.
    open: async (page) => {
      await page.getByRole("toolbar").first().getByRole("button").last().click();
      await page.locator('[role="menuitem"][data-key="report"]').click();
      await page.getByRole("dialog").locator("button[type=submit]").click();
      await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/);
    },
    tablet: true,
    whole: true,
  },
  // After what was drawn up for the pictures before it.
  { name: "reports", role: "analyst", path: () => "/reports", tablet: true },
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
  { name: "operations", role: "ops", path: () => "/operations", tablet: true },
  { name: "chain", role: "ops", path: () => "/operations/chains/demo" },
  { name: "setup", role: "ops", path: () => "/setup" },
  { name: "watchlists", role: "ops", path: () => "/watchlists", tablet: true },
  { name: "watchlist", role: "ops", path: () => "/watchlists/demo" },
  { name: "watchlist-diff", role: "ops", path: () => "/watchlists/demo?tab=diff" },
  { name: "propose", role: "ops", path: () => "/watchlists/demo/propose" },
  { name: "proposals", role: "supervisor", path: () => "/proposals" },
  { name: "proposal", role: "supervisor", path: ({ proposal }) => `/proposals/${proposal}`, tablet: true },
  { name: "deposits", role: "ops", path: () => "/deposits" },
  { name: "heuristics", role: "ops", path: () => "/heuristics", tablet: true },
  { name: "heuristic", role: "ops", path: () => "/heuristics/structuring", whole: true },
  { name: "capacity", role: "supervisor", path: () => "/capacity" },
  { name: "webhooks", role: "exchange", path: () => "/webhooks", tablet: true },
  { name: "webhook", role: "exchange", path: ({ subscription }) => `/webhooks/${subscription}`, whole: true },
  { name: "address-set", role: "exchange", path: ({ addressSet }) => `/address-sets/${addressSet}` },
  { name: "screening", role: "exchange", path: () => "/screening", tablet: true },
  { name: "people", role: "admin", path: () => "/people", tablet: true },
  { name: "person-page", role: "admin", path: ({ person }) => `/people/${person}` },
  { name: "keys", role: "admin", path: () => "/keys" },
  { name: "access-review", role: "admin", path: () => "/access-review" },
  { name: "account", role: "analyst", path: () => "/account" },
  { name: "audit", role: "admin", path: () => "/audit", tablet: true },
];
