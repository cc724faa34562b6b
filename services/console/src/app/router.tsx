import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readCaseSearch } from "../cases/case-search.ts";
import { readQueueSearch } from "../queue/queue-search.ts";
import { Loading } from "../show/states.tsx";
import { HomePage } from "./home-page.tsx";
import { NotHere } from "./not-here.tsx";
import { PageBroken } from "./page-broken.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: HomePage,
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/alerts",
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import("../queue/queue-page.tsx"), "QueuePage"),
});

const alert = createRoute({
  getParentRoute: () => root,
  path: "/alerts/$id",
  component: lazyRouteComponent(() => import("../alert/alert-page.tsx"), "AlertPage"),
});

const address = createRoute({
  getParentRoute: () => root,
  path: "/addresses/$address",
  validateSearch: (search): { chain?: string } => (typeof search.chain === "string" ? { chain: search.chain } : {}),
  component: lazyRouteComponent(() => import("../address/address-page.tsx"), "AddressPage"),
});

const cases = createRoute({
  getParentRoute: () => root,
  path: "/cases",
  validateSearch: readCaseSearch,
  component: lazyRouteComponent(() => import("../cases/cases-page.tsx"), "CasesPage"),
});

const caseFile = createRoute({
  getParentRoute: () => root,
  path: "/cases/$id",
  component: lazyRouteComponent(() => import("../cases/case-page.tsx"), "CasePage"),
});

const transaction = createRoute({
  getParentRoute: () => root,
  path: "/transactions/$chain/$hash",
  component: lazyRouteComponent(() => import("../search/transaction-page.tsx"), "TransactionPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, alerts, alert, address, cases, caseFile, transaction]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => (
    <PageBroken error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
  ),
  defaultNotFoundComponent: NotHere,
  // The browser keeps where one was, and a filter is one step back.
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
