import { randomUUID } from "node:crypto";
import type { AddressSet as AddressSetBody, ShownAddressSet } from "@redflag/contract/http/routes/address-sets";
import type { Owner } from "@redflag/contract/http/webhook-owner";
import type { Hex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { ownAddressHash } from "@redflag/runtime/own-address-hash";
import {
  type AddressSet,
  changeAddressSet,
  countAddressSets,
  deleteAddressSet,
  findAddressSet,
  findAddressSetForUpdate,
  insertAddressSet,
  listAddressSets,
} from "@redflag/store/address-set";
import { takeAdvisoryLock } from "@redflag/store/advisory-lock";
import { listSubscriptionsWithSet } from "@redflag/store/subscription";
import { readAddressRows, refuseBadRows } from "../address-rows.ts";
import type { Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";
import type { WebhookSettings } from "../webhook-settings.ts";
import { isOf, ownerOf, ownersFor, subscriberAsked } from "../whose-webhooks.ts";

type AddressSetRoutes =
  | "listAddressSets"
  | "createAddressSet"
  | "getAddressSet"
  | "deleteAddressSet"
  | "changeAddresses";

const NAMED_USES_MAX = 5;

/** Addresses come in and are nowhere written but as hashes: not into the audit, not into a log. */
export function addressSetHandlers({ holdKey, addressSetsMax }: WebhookSettings): Pick<Handlers, AddressSetRoutes> {
  return {
    async listAddressSets(call) {
      const { limit, cursor, subscriber } = call.query;
      const before =
        cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listAddressSets", call.query, cursor));
      const asked = subscriberAsked(call.caller, subscriber);
      if (asked !== undefined) call.tell({ subject: `subscriber:${asked}` });
      const page = { limit: limit + 1, ...(before && { before }) };
      const { rows, owners } = await call.read(async (db) => {
        const rows = await listAddressSets(db, asked, page);
        return { rows, owners: await ownersFor(db, call.caller, rows) };
      });
      return {
        body: pageOfRows("listAddressSets", call.query, rows, {
          item: (row) => shownSet(row, owners),
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async createAddressSet(call) {
      const { name } = call.body;
      const owner = ownerOf(call.caller);
      const id = randomUUID();
      call.tell({ subject: `address-set:${id}`, detail: { name } });
      return call.write(async (tx) => {
        await takeAdvisoryLock(tx, `webhooks:${owner}`, "exclusive");
        if ((await countAddressSets(tx, owner)) >= addressSetsMax) {
          throw new Problem("webhooks_full", `you have ${addressSetsMax} sets`);
        }
        return { body: setBody(await insertAddressSet(tx, { id, subscriberId: owner, name, now: call.now })) };
      });
    },

    async getAddressSet(call) {
      const { id } = call.params;
      call.tell({ subject: `address-set:${id}` });
      return call.read(async (db) => {
        const set = own(call.caller, id, await findAddressSet(db, id));
        return { body: shownSet(set, await ownersFor(db, call.caller, [set])) };
      });
    },

    async deleteAddressSet(call) {
      const { id } = call.params;
      call.tell({ subject: `address-set:${id}` });
      return call.write(async (tx) => {
        // Whoever names it in a filter waits, and then finds it gone.
        own(call.caller, id, await findAddressSetForUpdate(tx, id));
        const uses = await listSubscriptionsWithSet(tx, id, NAMED_USES_MAX);
        if (uses.length > 0) throw new Problem("address_set_used", uses.map((name) => `"${name}"`).join(", "));
        await deleteAddressSet(tx, id);
        return {};
      });
    },

    async changeAddresses(call) {
      const { id } = call.params;
      const { mode, text } = call.body;
      const { onBad } = call.query;
      call.tell({ subject: `address-set:${id}`, detail: { mode } });
      const rows = await readAddressRows(call.body);
      if (onBad === "refuse") refuseBadRows(rows, text !== undefined);
      return call.write(async (tx) => {
        const key = await holdKey(tx);
        const hashes = new Set(
          rows.addresses.map((address): Hex => `0x${ownAddressHash(key, address).toString("hex")}`),
        );
        const { set, added, removed } = await changeAddressSet(
          tx,
          own(call.caller, id, await findAddressSetForUpdate(tx, id)),
          { mode, hashes, now: call.now },
        );
        const { bad, badCount } = rows;
        call.tell({ detail: { added, removed, ...(badCount > 0 && { badCount }) } });
        return { body: { set: setBody(set), added, removed, badCount, bad } };
      });
    },
  };
}

function own(caller: Caller, id: string, found: AddressSet | undefined): AddressSet {
  if (found !== undefined && isOf(caller, found)) return found;
  throw new Problem("not_found", `no address set has the id ${id}`);
}

function shownSet(set: AddressSet, owners: ReadonlyMap<string, Owner>): ShownAddressSet {
  const owner = owners.get(set.subscriberId);
  return { ...setBody(set), ...(owner !== undefined && { subscriber: owner }) };
}

function setBody({ id, name, addressCount, version, createdAt, changedAt }: AddressSet): AddressSetBody {
  return {
    id,
    name,
    count: addressCount,
    version,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}
