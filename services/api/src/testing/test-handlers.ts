import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import type { Handlers } from "../handler.ts";
import { createHandlers } from "../routes/handlers.ts";

const SILENT: Logger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT,
};

/** The product's own handlers, as without an OpenID provider. */
export function testHandlers(staff: Database): Handlers {
  return createHandlers({ staff, publicUrl: "http://localhost", log: SILENT });
}
