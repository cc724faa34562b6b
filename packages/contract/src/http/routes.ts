import * as accessReviews from "./routes/access-reviews.ts";
import * as addressSets from "./routes/address-sets.ts";
import { getAlertBundle } from "./routes/alert-bundle.ts";
import * as alertExports from "./routes/alert-exports.ts";
import * as review from "./routes/alert-review.ts";
import * as alerts from "./routes/alerts.ts";
import * as audit from "./routes/audit.ts";
import * as backfills from "./routes/backfills.ts";
import * as backtests from "./routes/backtests.ts";
import * as capacity from "./routes/capacity.ts";
import * as caseMaterial from "./routes/case-material.ts";
import * as cases from "./routes/cases.ts";
import * as chains from "./routes/chains.ts";
import * as coverage from "./routes/coverage.ts";
import * as deliveries from "./routes/deliveries.ts";
import * as derived from "./routes/derived-lists.ts";
import * as eventStream from "./routes/event-stream.ts";
import * as flows from "./routes/flows.ts";
import * as heuristics from "./routes/heuristics.ts";
import * as keys from "./routes/keys.ts";
import * as listEntries from "./routes/list-entries.ts";
import * as listExports from "./routes/list-exports.ts";
import * as listImports from "./routes/list-imports.ts";
import * as proposals from "./routes/list-proposals.ts";
import * as listWork from "./routes/list-work.ts";
import * as operations from "./routes/operations.ts";
import * as precision from "./routes/precision.ts";
import * as repairs from "./routes/repairs.ts";
import * as reports from "./routes/reports.ts";
import * as reviewers from "./routes/reviewers.ts";
import * as screening from "./routes/screening.ts";
import * as search from "./routes/search.ts";
import * as sessions from "./routes/sessions.ts";
import * as subscribers from "./routes/subscribers.ts";
import * as subscriptions from "./routes/subscriptions.ts";
import * as users from "./routes/users.ts";
import * as views from "./routes/views.ts";
import * as watches from "./routes/watches.ts";
import * as watchlists from "./routes/watchlists.ts";
import * as why from "./routes/why.ts";

/** Every route of the API by its id; OpenAPI, the table of access, the fuzzer and the client follow from it. */
export const ROUTES = {
  getSession: sessions.getSession,
  getSignIn: sessions.getSignIn,
  createSession: sessions.createSession,
  deleteSession: sessions.deleteSession,
  listOwnSessions: sessions.listOwnSessions,
  endOwnSession: sessions.endOwnSession,
  changePassword: sessions.changePassword,
  startOidc: sessions.startOidc,
  finishOidc: sessions.finishOidc,
  listUsers: users.listUsers,
  createUser: users.createUser,
  getUser: users.getUser,
  updateUser: users.updateUser,
  listUserSessions: users.listUserSessions,
  endUserSession: users.endUserSession,
  endUserSessions: users.endUserSessions,
  listKeys: keys.listKeys,
  createKey: keys.createKey,
  getKey: keys.getKey,
  updateKey: keys.updateKey,
  revokeKey: keys.revokeKey,
  createSandboxKey: keys.createSandboxKey,
  listSubscribers: subscribers.listSubscribers,
  createSubscriber: subscribers.createSubscriber,
  listEvents: subscribers.listEvents,
  getEvent: subscribers.getEvent,
  exportEvent: alertExports.exportEvent,
  streamEvents: eventStream.streamEvents,
  listSubscriptions: subscriptions.listSubscriptions,
  createSubscription: subscriptions.createSubscription,
  getSubscription: subscriptions.getSubscription,
  updateSubscription: subscriptions.updateSubscription,
  deleteSubscription: subscriptions.deleteSubscription,
  pauseSubscription: subscriptions.pauseSubscription,
  resumeSubscription: subscriptions.resumeSubscription,
  rotateSecret: subscriptions.rotateSecret,
  testSubscription: subscriptions.testSubscription,
  listDeliveries: deliveries.listDeliveries,
  getDelivery: deliveries.getDelivery,
  replayDelivery: deliveries.replayDelivery,
  replayDeliveries: deliveries.replayDeliveries,
  countReplay: deliveries.countReplay,
  listAddressSets: addressSets.listAddressSets,
  createAddressSet: addressSets.createAddressSet,
  getAddressSet: addressSets.getAddressSet,
  deleteAddressSet: addressSets.deleteAddressSet,
  changeAddresses: addressSets.changeAddresses,
  screenAddress: screening.screenAddress,
  screenAddresses: screening.screenAddresses,
  getAddress: flows.getAddress,
  getFlowGraph: flows.getFlowGraph,
  listWatchlists: watchlists.listWatchlists,
  getWatchlist: watchlists.getWatchlist,
  listListEntries: listEntries.listListEntries,
  listRefusedRows: listEntries.listRefusedRows,
  exportWatchlist: listExports.exportWatchlist,
  exportSharedList: listExports.exportSharedList,
  listListVersions: watchlists.listListVersions,
  diffList: watchlists.diffList,
  listListings: watchlists.listListings,
  listIssuerFreezes: derived.listIssuerFreezes,
  listDeposits: derived.listDeposits,
  listListSources: listWork.listListSources,
  listLookbacks: listWork.listLookbacks,
  listAccountListings: watchlists.listAccountListings,
  createProposal: proposals.createProposal,
  previewProposal: proposals.previewProposal,
  previewImport: listImports.previewImport,
  proposeImport: listImports.proposeImport,
  createEmergency: proposals.createEmergency,
  listProposals: proposals.listProposals,
  getProposal: proposals.getProposal,
  approveProposal: proposals.approveProposal,
  rejectProposal: proposals.rejectProposal,
  listWatches: watches.listWatches,
  createWatch: watches.createWatch,
  endWatch: watches.endWatch,
  listWatchAlerts: watches.listWatchAlerts,
  listAlerts: alerts.listAlerts,
  getAlertCounts: alerts.getAlertCounts,
  getAlert: alerts.getAlert,
  getAlertBundle,
  listAlertEvidence: alerts.listAlertEvidence,
  exportAlert: alertExports.exportAlert,
  whyTransaction: why.whyTransaction,
  whyAddress: why.whyAddress,
  listPrecision: precision.listPrecision,
  listHeuristics: heuristics.listHeuristics,
  getHeuristic: heuristics.getHeuristic,
  setHeuristic: heuristics.setHeuristic,
  createBacktest: backtests.createBacktest,
  listBacktests: backtests.listBacktests,
  getBacktest: backtests.getBacktest,
  cancelBacktest: backtests.cancelBacktest,
  getCapacity: capacity.getCapacity,
  actOnAlert: review.actOnAlert,
  listAlertActions: review.listAlertActions,
  actOnAlerts: review.actOnAlerts,
  undoAlertBatch: review.undoAlertBatch,
  getReviewPolicy: review.getReviewPolicy,
  setReviewPolicy: review.setReviewPolicy,
  listReviewers: reviewers.listReviewers,
  listViews: views.listViews,
  createView: views.createView,
  updateView: views.updateView,
  deleteView: views.deleteView,
  searchEverything: search.searchEverything,
  listChains: chains.listChains,
  listCoverage: coverage.listCoverage,
  getCoverageStrip: coverage.getCoverageStrip,
  listCoverageStretches: coverage.listCoverageStretches,
  listDisagreements: coverage.listDisagreements,
  createRepair: repairs.createRepair,
  listRepairs: repairs.listRepairs,
  getRepair: repairs.getRepair,
  cancelRepair: repairs.cancelRepair,
  listBackfills: backfills.listBackfills,
  createBackfill: backfills.createBackfill,
  cancelBackfill: backfills.cancelBackfill,
  listEndpoints: operations.listEndpoints,
  listLanes: operations.listLanes,
  listScreeningGaps: operations.listScreeningGaps,
  getQueues: operations.getQueues,
  getInstallation: operations.getInstallation,
  listCases: cases.listCases,
  createCase: cases.createCase,
  getCase: cases.getCase,
  updateCase: cases.updateCase,
  addCaseMember: cases.addCaseMember,
  removeCaseMember: cases.removeCaseMember,
  holdCase: cases.holdCase,
  liftCaseHold: cases.liftCaseHold,
  getHeldCopy: cases.getHeldCopy,
  listCaseTimeline: cases.listCaseTimeline,
  listCaseAccess: cases.listCaseAccess,
  exportCase: cases.exportCase,
  listCaseAlerts: caseMaterial.listCaseAlerts,
  listCaseOffers: caseMaterial.listCaseOffers,
  addCaseAlerts: caseMaterial.addCaseAlerts,
  removeCaseAlert: caseMaterial.removeCaseAlert,
  listCaseNotes: caseMaterial.listCaseNotes,
  addCaseNote: caseMaterial.addCaseNote,
  listCaseAttachments: caseMaterial.listCaseAttachments,
  addCaseAttachment: caseMaterial.addCaseAttachment,
  getCaseAttachment: caseMaterial.getCaseAttachment,
  removeCaseAttachment: caseMaterial.removeCaseAttachment,
  listCaseWatches: caseMaterial.listCaseWatches,
  addCaseWatch: caseMaterial.addCaseWatch,
  endCaseWatch: caseMaterial.endCaseWatch,
  listReportProfiles: reports.listReportProfiles,
  listReports: reports.listReports,
  createReport: reports.createReport,
  getReport: reports.getReport,
  updateReport: reports.updateReport,
  preflightReport: reports.preflightReport,
  getReportXml: reports.getReportXml,
  readyReport: reports.readyReport,
  reopenReport: reports.reopenReport,
  fileReport: reports.fileReport,
  discardReport: reports.discardReport,
  answerReport: reports.answerReport,
  listAudit: audit.listAudit,
  listAuditCheckpoints: audit.listAuditCheckpoints,
  exportAudit: audit.exportAudit,
  listAccessReviews: accessReviews.listAccessReviews,
  startAccessReview: accessReviews.startAccessReview,
  getAccessReview: accessReviews.getAccessReview,
  listAccessSubjects: accessReviews.listAccessSubjects,
  decideAccess: accessReviews.decideAccess,
  finishAccessReview: accessReviews.finishAccessReview,
  exportAccessReview: accessReviews.exportAccessReview,
} as const;
export type Routes = typeof ROUTES;
export type RouteId = keyof Routes;
