import type { BundleSigner } from "@redflag/reports/bundle/bundle-signature";
import type { Explainer } from "../explainer.ts";
import type { Handlers } from "../handler.ts";
import type { InstallationSettings } from "../installation-body.ts";
import type { WebhookSettings } from "../webhook-settings.ts";
import { accessReviewHandlers } from "./access-reviews.ts";
import { addressSetHandlers } from "./address-sets.ts";
import { alertBundleHandlers } from "./alert-bundle.ts";
import { alertExportHandlers } from "./alert-exports.ts";
import { alertReviewHandlers } from "./alert-review.ts";
import { alertHandlers } from "./alerts.ts";
import { auditHandlers } from "./audit.ts";
import { backfillHandlers } from "./backfills.ts";
import { backtestHandlers } from "./backtests.ts";
import { capacityHandlers } from "./capacity.ts";
import { caseMaterialHandlers } from "./case-material.ts";
import { caseHandlers } from "./cases.ts";
import { chainHandlers } from "./chains.ts";
import { coverageHandlers } from "./coverage.ts";
import { deliveryHandlers } from "./deliveries.ts";
import { eventHandlers } from "./events.ts";
import { flowHandlers } from "./flows.ts";
import { heuristicHandlers } from "./heuristics.ts";
import { keyHandlers } from "./keys.ts";
import { listEntryHandlers } from "./list-entries.ts";
import { listExportHandlers } from "./list-exports.ts";
import { listImportHandlers } from "./list-imports.ts";
import { listProposalHandlers } from "./list-proposals.ts";
import { listWorkHandlers } from "./list-work.ts";
import { type OidcDeps, oidcHandlers } from "./oidc.ts";
import { operationsHandlers } from "./operations.ts";
import { precisionHandlers } from "./precision.ts";
import { repairHandlers } from "./repairs.ts";
import { reportHandlers } from "./reports.ts";
import { reviewerHandlers } from "./reviewers.ts";
import { screeningHandlers } from "./screening.ts";
import { searchHandlers } from "./search.ts";
import { sessionHandlers } from "./sessions.ts";
import { subscriberHandlers } from "./subscribers.ts";
import { subscriptionHandlers } from "./subscriptions.ts";
import { userHandlers } from "./users.ts";
import { viewHandlers } from "./views.ts";
import { watchHandlers } from "./watches.ts";
import { watchlistHandlers } from "./watchlists.ts";
import { whyHandlers } from "./why.ts";

export interface HandlerDeps extends OidcDeps {
  explainer: Explainer;
  /** What bundles are signed with. */
  signer: BundleSigner;
  webhooks: WebhookSettings;
  installation: InstallationSettings;
  /** Where the report profiles are. */
  reportProfilesDir: string;
}

/** Every handler of the API; each file of this folder makes those of its routes. */
export function createHandlers(deps: HandlerDeps): Handlers {
  return {
    ...sessionHandlers(deps),
    ...oidcHandlers(deps),
    ...userHandlers(),
    ...keyHandlers(),
    ...subscriberHandlers(),
    ...eventHandlers(),
    ...subscriptionHandlers(deps.webhooks),
    ...deliveryHandlers(),
    ...addressSetHandlers(deps.webhooks),
    ...screeningHandlers(),
    ...flowHandlers(),
    ...watchlistHandlers(),
    ...listEntryHandlers(),
    ...listExportHandlers(),
    ...alertExportHandlers(),
    ...listWorkHandlers(),
    ...listProposalHandlers(),
    ...listImportHandlers(),
    ...watchHandlers(),
    ...alertHandlers(deps),
    ...alertBundleHandlers(deps),
    ...whyHandlers(deps),
    ...precisionHandlers(),
    ...heuristicHandlers(),
    ...backtestHandlers(deps),
    ...capacityHandlers(),
    ...alertReviewHandlers(),
    ...reviewerHandlers(),
    ...viewHandlers(),
    ...searchHandlers(),
    ...chainHandlers(),
    ...coverageHandlers(),
    ...repairHandlers(),
    ...backfillHandlers(),
    ...operationsHandlers(deps.installation),
    ...caseHandlers(),
    ...caseMaterialHandlers(),
    ...reportHandlers(deps),
    ...auditHandlers(),
    ...accessReviewHandlers(),
  };
}
