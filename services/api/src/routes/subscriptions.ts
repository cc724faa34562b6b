import { randomBytes, randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { type ShownSubscription, URL_CHARS_MAX, type Warning } from "@redflag/contract/http/routes/subscriptions";
import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { Problem } from "@redflag/domain/problem";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret, parseWebhookSecret } from "@redflag/runtime/webhook-secret";
import { assertWebhookUrl } from "@redflag/runtime/webhook-url";
import { takeAdvisoryLock } from "@redflag/store/advisory-lock";
import type { Executor } from "@redflag/store/database";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { listSharedLists } from "@redflag/store/shared-list";
import {
  countSubscriptionsOf,
  deleteSubscription,
  insertSubscription,
  listSubscriptions,
  pauseSubscription,
  resumeSubscription,
  type Subscription,
  updateSubscription,
} from "@redflag/store/subscription";
import { insertSecret, listLiveSecrets } from "@redflag/store/subscription-secret";
import { noticeTold } from "@redflag/store/told-notice";
import type { Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import { filterWarnings } from "../filter-warnings.ts";
import type { Answer, Call, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { ScreenedChains } from "../screened-chains.ts";
import { shownSubscriptions } from "../shown-subscriptions.ts";
import { subscriptionBody } from "../subscription-body.ts";
import { canonicalFilter, findFilterSet } from "../subscription-filter-check.ts";
import { timeAndIdOf } from "../time-and-id.ts";
import type { WebhookSettings } from "../webhook-settings.ts";
import { getSubscription, ownerOf, subscriberAsked } from "../whose-webhooks.ts";

type SubscriptionRoutes =
  | "listSubscriptions"
  | "createSubscription"
  | "getSubscription"
  | "updateSubscription"
  | "deleteSubscription"
  | "pauseSubscription"
  | "resumeSubscription"
  | "rotateSecret"
  | "testSubscription";

type OneCall = Pick<Call<Route>, "now" | "read" | "readOwn" | "tell"> & { caller: Caller };

/** The audit is read by others: it learns whose webhook it is and to which host, and never a secret or what follows the host. */
export function subscriptionHandlers({
  holdKey,
  policy,
  subscriptionsMax,
}: WebhookSettings): Pick<Handlers, SubscriptionRoutes> {
  const screenedChains = new ScreenedChains();
  return {
    async listSubscriptions(call) {
      const { limit, cursor, subscriber } = call.query;
      const before =
        cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listSubscriptions", call.query, cursor));
      const asked = subscriberAsked(call.caller, subscriber);
      if (asked !== undefined) call.tell({ subject: `subscriber:${asked}` });
      const { rows, bodies } = await call.read(async (db) => {
        const rows = await listSubscriptions(db, asked, { limit: limit + 1, ...(before && { before }) });
        return { rows, bodies: await shownSubscriptions(db, call, rows) };
      });
      return {
        body: pageOfRows("listSubscriptions", call.query, rows, {
          item: ({ id }) => bodies.get(id) as ShownSubscription,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async createSubscription(call) {
      const { name, url: text, filter: asked, ordered, secret: own } = call.body;
      const owner = ownerOf(call.caller);
      const url = webhookUrl(text, policy);
      const secret = own ?? newWebhookSecret();
      parseWebhookSecret(secret);
      const filter = canonicalFilter(asked);
      const id = randomUUID();
      call.tell({
        subject: `subscription:${id}`,
        detail: { name, host: url.host, filters: Object.keys(filter), ordered },
      });
      const screened = await screenedChains.list(call.readOwn);
      return call.write(async (tx) => {
        await takeAdvisoryLock(tx, `webhooks:${owner}`, "exclusive");
        if ((await countSubscriptionsOf(tx, owner)) >= subscriptionsMax) {
          throw new Problem("webhooks_full", `you have ${subscriptionsMax} webhooks`);
        }
        const warnings = await checkFilter(tx, call.caller, filter, screened);
        const key = await holdKey(tx);
        const made = await insertSubscription(tx, {
          ...{ id, subscriberId: owner, name, url: url.href, filter, isOrdered: ordered },
          now: call.now,
        });
        await insertSecret(tx, { subscriptionId: id, sealed: sealSecret(key, id, secret), now: call.now });
        const { body, version } = await answerOf(call, tx, made);
        return { body: { subscription: body, secret, warnings }, version };
      });
    },

    async getSubscription(call) {
      const { id } = call.params;
      call.tell({ subject: `subscription:${id}` });
      return call.read(async (db) => {
        const found = await getSubscription(db, call.caller, id);
        const bodies = await shownSubscriptions(db, call, [found]);
        return { body: bodies.get(id) as ShownSubscription, version: found.version };
      });
    },

    async updateSubscription(call) {
      const { id } = call.params;
      const { name, url: text, filter: asked, ordered } = call.body;
      const url = text === undefined ? undefined : webhookUrl(text, policy);
      const filter = asked && canonicalFilter(asked);
      call.tell({
        subject: `subscription:${id}`,
        detail: {
          ...(name !== undefined && { name }),
          ...(url !== undefined && { host: url.host }),
          ...(filter !== undefined && { filters: Object.keys(filter) }),
          ...(ordered !== undefined && { ordered }),
        },
      });
      const screened = await screenedChains.list(call.readOwn);
      return call.write(async (tx) => {
        const { version } = await getSubscription(tx, call.caller, id);
        const warnings = filter === undefined ? [] : await checkFilter(tx, call.caller, filter, screened);
        const changes = {
          ...(name !== undefined && { name }),
          ...(url !== undefined && { url: url.href }),
          ...(filter !== undefined && { filter }),
          ...(ordered !== undefined && { isOrdered: ordered }),
        };
        const changed = await updateSubscription(tx, { id, version: call.ifMatch ?? version, changes });
        if (changed === undefined) throw outdated(version);
        const answer = await answerOf(call, tx, changed);
        return { body: { subscription: answer.body, warnings }, version: answer.version };
      });
    },

    async deleteSubscription(call) {
      const { id } = call.params;
      call.tell({ subject: `subscription:${id}` });
      return call.write(async (tx) => {
        const { version } = await getSubscription(tx, call.caller, id);
        if (!(await deleteSubscription(tx, { id, version: call.ifMatch ?? version, now: call.now }))) {
          throw outdated(version);
        }
        return {};
      });
    },

    async pauseSubscription(call) {
      return call.write((tx) => changeState(call, tx, call.params.id, pauseSubscription));
    },

    async resumeSubscription(call) {
      return call.write(async (tx) => {
        const answer = await changeState(call, tx, call.params.id, resumeSubscription);
        await noticeTold(tx);
        return answer;
      });
    },

    async rotateSecret(call) {
      const { id } = call.params;
      const { secret: own, overlapS } = call.body;
      const secret = own ?? newWebhookSecret();
      parseWebhookSecret(secret);
      call.tell({ subject: `subscription:${id}`, detail: { overlapS } });
      return call.write(async (tx) => {
        const subscription = await getSubscription(tx, call.caller, id);
        const previousEndsAt = new Date(call.now.getTime() + overlapS * 1_000);
        const sealed = sealSecret(await holdKey(tx), id, secret);
        await insertSecret(tx, { subscriptionId: id, sealed, now: call.now, previousEndsAt });
        const { body } = await answerOf(call, tx, subscription);
        return { body: { subscription: body, secret } };
      });
    },

    async testSubscription(call) {
      const { id } = call.params;
      const owner = ownerOf(call.caller);
      const event = `0x${randomBytes(32).toString("hex")}` as const;
      call.tell({ subject: `subscription:${id}`, detail: { event } });
      // As staff, for no exchange may release an event: by the caller's own subscriber, and with nothing that the caller wrote.
      return call.writeOwn(async (tx) => {
        const { state } = await getSubscription(tx, call.caller, id);
        if (state !== "active") throw new Problem("subscription_inactive", `it is ${state}`);
        const payload = { type: "endpoint.test", subscription: id };
        await insertReleasedEvents(tx, owner, [{ eventId: event, payload }]);
        return { body: { event } };
      });
    },
  };
}

/** As it is kept: what needs an escape there is longer than it was. */
function webhookUrl(text: string, policy: WebhookSettings["policy"]): URL {
  const url = assertWebhookUrl(text, policy);
  if (url.href.length <= URL_CHARS_MAX) return url;
  throw new Problem("webhook_url_refused", `with its escapes it is longer than ${URL_CHARS_MAX} characters`);
}

async function checkFilter(
  tx: Executor,
  caller: Caller,
  filter: SubscriptionFilter,
  screened: ReadonlyArray<{ chainId: number }>,
): Promise<Warning[]> {
  const set = await findFilterSet(tx, caller, filter);
  return filterWarnings(filter, {
    screenedChainIds: new Set(screened.map(({ chainId }) => chainId)),
    sharedLists: await listSharedLists(tx, filter.lists ?? []),
    addressCount: set?.addressCount,
  });
}

async function changeState(
  call: OneCall,
  tx: Executor,
  id: string,
  change: (tx: Executor, id: string) => Promise<void>,
) {
  call.tell({ subject: `subscription:${id}` });
  await getSubscription(tx, call.caller, id);
  await change(tx, id);
  return answerOf(call, tx, await getSubscription(tx, call.caller, id));
}

async function answerOf(call: OneCall, db: Executor, subscription: Subscription) {
  const secrets = await listLiveSecrets(db, [subscription.id], call.now);
  const body = subscriptionBody(subscription, { caller: call.caller, secrets: secrets.get(subscription.id) });
  return { body, version: subscription.version } satisfies Answer<Route>;
}

function outdated(version: number): Problem {
  return new Problem("version_outdated", `version ${version} is there now`);
}
