import { countDispositions } from "@redflag/store/disposition";
import type { Handlers } from "../handler.ts";
import { precisionBodies } from "../precision-body.ts";

export function precisionHandlers(): Pick<Handlers, "listPrecision"> {
  return {
    async listPrecision(call) {
      return { body: { items: precisionBodies(await call.read(countDispositions)) } };
    },
  };
}
