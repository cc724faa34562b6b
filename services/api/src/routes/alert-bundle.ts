import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { BundleSigner } from "@redflag/reports/bundle/bundle-signature";
import { proofStanding } from "@redflag/reports/bundle/proof-standing";
import { listFoundAlerts } from "@redflag/store/found-alert";
import { chainOfAlert } from "../alert-body.ts";
import { makeAlertBundle } from "../alert-bundle.ts";
import type { Explainer } from "../explainer.ts";
import type { Handlers } from "../handler.ts";
import type { InstallationSettings } from "../installation-body.ts";

interface Deps {
  explainer: Explainer;
  signer: BundleSigner;
  installation: InstallationSettings;
}

export function alertBundleHandlers({ explainer, signer, installation }: Deps): Pick<Handlers, "getAlertBundle"> {
  return {
    async getAlertBundle(call) {
      const id = call.params.id as Hash;
      call.tell({ subject: `alert:${id}` });
      const { version } = installation;
      const origin = { version, madeAt: call.now.toISOString(), madeBy: call.caller.name };
      const { content, ...file } = await call.read(async (db) => {
        const [found] = await listFoundAlerts(db, [id]);
        if (found === undefined) throw new Problem("not_found", `no alert has the id ${id}`);
        return makeAlertBundle({ db, explainer, signer }, chainOfAlert(found), { id }, origin);
      });
      const { replay } = content.slice;
      call.tell({ detail: { sha256: file.sha256, bytes: file.bytes.length, replay, ...proofStanding(content) } });
      return { file: { name: file.name, type: "application/zip", bytes: file.bytes } };
    },
  };
}
