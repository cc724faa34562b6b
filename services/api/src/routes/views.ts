import { randomUUID } from "node:crypto";
import type { View } from "@redflag/contract/http/routes/views";
import type { Executor } from "@redflag/store/database";
import { personOf } from "@redflag/store/private-watch";
import {
  deleteView,
  insertView,
  listViews,
  lockView,
  mayChangeView,
  type SavedView,
  updateView,
  type ViewReader,
} from "@redflag/store/saved-view";
import { type Caller, callerName } from "../caller.ts";
import type { Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";

type ViewRoutes = "listViews" | "createView" | "updateView" | "deleteView";

/** What somebody looks for may be case material: the audit is told which parameters a view has, and not their values. */
export function viewHandlers(): Pick<Handlers, ViewRoutes> {
  return {
    async listViews(call) {
      return call.read(async (db) => {
        const reader = await readerOf(db, call.caller);
        return { body: { items: (await listViews(db, reader)).map((view) => viewBody(view, reader)) } };
      });
    },

    async createView(call) {
      const { name, query, shared } = call.body;
      const id = randomUUID();
      call.tell({ subject: `view:${id}`, detail: { shared, parameters: Object.keys(query) } });
      return call.write(async (tx) => {
        const parts = { name, query, isShared: shared };
        const made = await insertView(tx, { id, by: callerName(call.caller), now: call.now, ...parts });
        return answerOf(made, await readerOf(tx, call.caller));
      });
    },

    async updateView(call) {
      const { id } = call.params;
      const { name, query, shared } = call.body;
      if (name === undefined && query === undefined && shared === undefined) {
        throw new InvalidRequest([{ at: "", fault: "is none of name, query and shared" }]);
      }
      call.tell({
        subject: `view:${id}`,
        detail: {
          ...(name !== undefined && { name: "changed" }),
          ...(query && { parameters: Object.keys(query) }),
          ...(shared !== undefined && { shared }),
        },
      });
      return call.write(async (tx) => {
        const reader = await readerOf(tx, call.caller);
        const view = await lockView(tx, reader, { id, version: call.ifMatch });
        const changed = await updateView(tx, view, {
          now: call.now,
          ...(name !== undefined && { name }),
          ...(query && { query }),
          ...(shared !== undefined && { isShared: shared }),
        });
        return answerOf(changed, reader);
      });
    },

    async deleteView(call) {
      const { id } = call.params;
      call.tell({ subject: `view:${id}` });
      return call.write(async (tx) => {
        const reader = await readerOf(tx, call.caller);
        await deleteView(tx, await lockView(tx, reader, { id, version: call.ifMatch }));
        return {};
      });
    },
  };
}

async function readerOf(db: Executor, caller: Caller): Promise<ViewReader> {
  const person = await personOf(db, callerName(caller));
  return { person, isSupervisor: caller.permissions.has("alerts:overrule") };
}

function answerOf(view: SavedView, reader: ViewReader): { body: View; version: number } {
  return { body: viewBody(view, reader), version: view.version };
}

function viewBody(view: SavedView, reader: ViewReader): View {
  const { id, name, query, isShared, owner, version, changedAt } = view;
  return {
    id,
    name,
    query,
    shared: isShared,
    own: owner.person === reader.person,
    owner: { name: owner.name },
    mayChange: mayChangeView(view, reader),
    version,
    changedAt: changedAt.toISOString(),
  };
}
