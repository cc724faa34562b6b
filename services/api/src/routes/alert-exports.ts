import type { AlertExport } from "@redflag/contract/http/routes/alert-exports";
import type { ExchangeFormat } from "@redflag/domain/exchange-format";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listFoundAlerts } from "@redflag/store/found-alert";
import { chainOfAlert } from "../alert-body.ts";
import { eventExport, readAlertExport } from "../alert-export.ts";
import { feedOf } from "../feed-of.ts";
import type { AuditFact, Handlers } from "../handler.ts";
import type { ExportedPart } from "../list-export.ts";

/** Alerts as others read them: what was released, and to an exchange what was released to it. */
export function alertExportHandlers(): Pick<Handlers, "exportAlert" | "exportEvent"> {
  return {
    async exportAlert(call) {
      const id = call.params.id as Hash;
      const { format } = call.query;
      call.tell({ subject: `alert:${id}`, detail: { format } });
      const part = await call.read(async (db) => {
        const [found] = await listFoundAlerts(db, [id]);
        if (found === undefined) throw new Problem("not_found", `no alert has the id ${id}`);
        return readAlertExport(db, { chain: chainOfAlert(found), alert: found.alert, format });
      });
      return { body: toldBody(call, format, part) };
    },

    async exportEvent(call) {
      const id = call.params.id as Hash;
      const { format } = call.query;
      call.tell({ subject: `event:${id}`, detail: { format } });
      // Staff read all events, also those that nobody outside is told.
      if (call.caller.subscriberId === undefined) {
        throw new Problem(
          "not_found",
          "events are exported by the exchange that was told of them; staff export the alert",
        );
      }
      const event = await call.readOne(feedOf(call.caller).event(id));
      if (event === undefined) throw new Problem("not_found", "no such event was released to you");
      return { body: toldBody(call, format, eventExport(event.payload, event.releasedAt, format)) };
    },
  };
}

function toldBody(
  { tell }: { tell(fact: AuditFact): void },
  format: ExchangeFormat,
  { document, sha256, entries: alerts }: ExportedPart,
): AlertExport {
  tell({ detail: { format, alerts, sha256 } });
  return { format, sha256, document, alerts };
}
