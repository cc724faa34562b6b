import { createExplainer } from "@redflag/screen/explain";
import type { Database } from "@redflag/store/database";
import type { Handlers } from "../handler.ts";
import { createHandlers } from "../routes/handlers.ts";
import { quietLogger } from "./open-test-api.ts";
import { TEST_INSTALLATION } from "./test-installation.ts";
import { TEST_REPORT_PROFILES_DIR } from "./test-report-profiles.ts";
import { TEST_SIGNER } from "./test-signer.ts";
import { TEST_WEBHOOKS } from "./test-webhooks.ts";

/** The product's own handlers, as without an OpenID provider. */
export function testHandlers(staff: Database): Handlers {
  return createHandlers({
    ...{
      staff,
      explainer: createExplainer(),
      signer: TEST_SIGNER,
      webhooks: TEST_WEBHOOKS,
      installation: TEST_INSTALLATION,
      reportProfilesDir: TEST_REPORT_PROFILES_DIR,
    },
    log: quietLogger([]),
  });
}
