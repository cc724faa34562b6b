import { accountAddress } from "@redflag/chain/devnet/accounts";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { PAST } from "./cast.ts";
import { type Desk, workAs } from "./demo-desk.ts";

/** What waits for a second person: an entry that the past is looked at for once it is approved. */
export function workAsOps(desk: Desk): Promise<void> {
  return workAs("ops", desk, [
    (client) =>
      client.createProposal({
        params: { id: "demo" },
        body: {
          reason: "Demo: pays the listed fundraiser, as order 3 says. Approve it, and what it paid before is found.",
          add: [
            {
              address: formatCaip10(demo, accountAddress(PAST.donor)).split(":")[2] ?? "",
              category: "terrorist_financing",
              severity: "HIGH",
              programme: "Demo order 9",
              sharing: "TLP:GREEN",
            },
          ],
        },
      }),
  ]);
}
