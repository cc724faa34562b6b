import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readAuditSearch } from "../audit/audit-search.ts";
import { readCaseSearch } from "../cases/case-search.ts";
import { readCapacitySearch, readHeuristicsSearch, readTrySearch } from "../heuristics/heuristics-search.ts";
import { readListSearch } from "../lists/list-search.ts";
import { readProposalsSearch } from "../lists/proposals-search.ts";
import { readProposeSearch } from "../lists/propose-search.ts";
import { readChainSearch } from "../operations/chain-search.ts";
import { readKeySearch } from "../people/key-search.ts";
import { readPeopleSearch } from "../people/people-search.ts";
import { readQueueSearch } from "../queue/queue-search.ts";
import { readReportsSearch } from "../reports/reports-search.ts";
import { Loading } from "../show/states.tsx";
import { withWords } from "../words/loaded-words.ts";
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
  component: lazyRouteComponent(() => withWords(import("../queue/queue-page.tsx")), "QueuePage"),
});

const alert = createRoute({
  getParentRoute: () => root,
  path: "/alerts/$id",
  component: lazyRouteComponent(() => withWords(import("../alert/alert-page.tsx")), "AlertPage"),
});

const address = createRoute({
  getParentRoute: () => root,
  path: "/addresses/$address",
  validateSearch: (search): { chain?: string } => (typeof search.chain === "string" ? { chain: search.chain } : {}),
  component: lazyRouteComponent(() => withWords(import("../address/address-page.tsx")), "AddressPage"),
});

const cases = createRoute({
  getParentRoute: () => root,
  path: "/cases",
  validateSearch: readCaseSearch,
  component: lazyRouteComponent(() => withWords(import("../cases/cases-page.tsx")), "CasesPage"),
});

const caseFile = createRoute({
  getParentRoute: () => root,
  path: "/cases/$id",
  component: lazyRouteComponent(() => withWords(import("../cases/case-page.tsx")), "CasePage"),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: "/reports",
  validateSearch: readReportsSearch,
  component: lazyRouteComponent(() => withWords(import("../reports/reports-page.tsx")), "ReportsPage"),
});

const report = createRoute({
  getParentRoute: () => root,
  path: "/reports/$id",
  component: lazyRouteComponent(() => withWords(import("../reports/report-page.tsx")), "ReportPage"),
});

const transaction = createRoute({
  getParentRoute: () => root,
  path: "/transactions/$chain/$hash",
  component: lazyRouteComponent(() => withWords(import("../search/transaction-page.tsx")), "TransactionPage"),
});

const watchlists = createRoute({
  getParentRoute: () => root,
  path: "/watchlists",
  component: lazyRouteComponent(() => withWords(import("../lists/watchlists-page.tsx")), "WatchlistsPage"),
});

const watchlist = createRoute({
  getParentRoute: () => root,
  path: "/watchlists/$id",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => withWords(import("../lists/watchlist-page.tsx")), "WatchlistPage"),
});

const propose = createRoute({
  getParentRoute: () => root,
  path: "/watchlists/$id/propose",
  validateSearch: readProposeSearch,
  component: lazyRouteComponent(() => withWords(import("../lists/propose-page.tsx")), "ProposePage"),
});

const proposals = createRoute({
  getParentRoute: () => root,
  path: "/proposals",
  validateSearch: readProposalsSearch,
  component: lazyRouteComponent(() => withWords(import("../lists/proposals-page.tsx")), "ProposalsPage"),
});

const proposal = createRoute({
  getParentRoute: () => root,
  path: "/proposals/$id",
  component: lazyRouteComponent(() => withWords(import("../lists/proposal-page.tsx")), "ProposalPage"),
});

const deposits = createRoute({
  getParentRoute: () => root,
  path: "/deposits",
  validateSearch: (search): { chain?: string } => (typeof search.chain === "string" ? { chain: search.chain } : {}),
  component: lazyRouteComponent(() => withWords(import("../lists/deposits-page.tsx")), "DepositsPage"),
});

const heuristics = createRoute({
  getParentRoute: () => root,
  path: "/heuristics",
  validateSearch: readHeuristicsSearch,
  component: lazyRouteComponent(() => withWords(import("../heuristics/heuristics-page.tsx")), "HeuristicsPage"),
});

const heuristic = createRoute({
  getParentRoute: () => root,
  path: "/heuristics/$id",
  validateSearch: readTrySearch,
  component: lazyRouteComponent(() => withWords(import("../heuristics/heuristic-page.tsx")), "HeuristicPage"),
});

const backtest = createRoute({
  getParentRoute: () => root,
  path: "/backtests/$id",
  component: lazyRouteComponent(() => withWords(import("../heuristics/backtest-page.tsx")), "BacktestPage"),
});

const capacity = createRoute({
  getParentRoute: () => root,
  path: "/capacity",
  validateSearch: readCapacitySearch,
  component: lazyRouteComponent(() => withWords(import("../heuristics/capacity-page.tsx")), "CapacityPage"),
});

const operations = createRoute({
  getParentRoute: () => root,
  path: "/operations",
  component: lazyRouteComponent(() => withWords(import("../operations/operations-page.tsx")), "OperationsPage"),
});

const chainCoverage = createRoute({
  getParentRoute: () => root,
  path: "/operations/chains/$chain",
  validateSearch: readChainSearch,
  component: lazyRouteComponent(() => withWords(import("../operations/chain-page.tsx")), "ChainPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => withWords(import("../setup/setup-page.tsx")), "SetupPage"),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/webhooks",
  validateSearch: ({ exchange }): { exchange?: string } => (typeof exchange === "string" ? { exchange } : {}),
  component: lazyRouteComponent(() => withWords(import("../webhooks/webhooks-page.tsx")), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: "/webhooks/$id",
  validateSearch: ({ state }): { state?: "waiting" | "delivered" | "dead" } =>
    state === "waiting" || state === "delivered" || state === "dead" ? { state } : {},
  component: lazyRouteComponent(() => withWords(import("../webhooks/webhook-page.tsx")), "WebhookPage"),
});

const addressSet = createRoute({
  getParentRoute: () => root,
  path: "/address-sets/$id",
  component: lazyRouteComponent(() => withWords(import("../webhooks/address-set-page.tsx")), "AddressSetPage"),
});

const screening = createRoute({
  getParentRoute: () => root,
  path: "/screening",
  validateSearch: ({ show }): { show?: string } => (typeof show === "string" ? { show } : {}),
  component: lazyRouteComponent(() => withWords(import("../screening/screening-page.tsx")), "ScreeningPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => withWords(import("../audit/audit-page.tsx")), "AuditPage"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => withWords(import("../people/people-page.tsx")), "PeoplePage"),
});

const person = createRoute({
  getParentRoute: () => root,
  path: "/people/$id",
  component: lazyRouteComponent(() => withWords(import("../people/person-page.tsx")), "PersonPage"),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  validateSearch: readKeySearch,
  component: lazyRouteComponent(() => withWords(import("../people/keys-page.tsx")), "KeysPage"),
});

const accessReview = createRoute({
  getParentRoute: () => root,
  path: "/access-review",
  validateSearch: (search): { review?: string } => (typeof search.review === "string" ? { review: search.review } : {}),
  component: lazyRouteComponent(() => withWords(import("../people/access-review-page.tsx")), "AccessReviewPage"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => withWords(import("../people/account-page.tsx")), "AccountPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    alerts,
    alert,
    address,
    cases,
    caseFile,
    reports,
    report,
    transaction,
    watchlists,
    watchlist,
    propose,
    proposals,
    proposal,
    deposits,
    heuristics,
    heuristic,
    backtest,
    capacity,
    operations,
    chainCoverage,
    setup,
    webhooks,
    webhook,
    addressSet,
    screening,
    audit,
    people,
    person,
    keys,
    accessReview,
    account,
  ]),
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
