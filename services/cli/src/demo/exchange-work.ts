import { accountAddress } from "@redflag/chain/devnet/accounts";
import { EXCHANGE, TWIN } from "./cast.ts";
import { type Desk, workAs } from "./demo-desk.ts";

/** Where `redflag webhook listen` hears unless told otherwise. */
const LISTENER = "http://127.0.0.1:8787/";

/** A webhook that waits until somebody listens, and the exchange's own addresses to narrow it by. */
export function workAsExchange(desk: Desk): Promise<void> {
  return workAs("exchange", desk, [
    async (client) => {
      const { body: set } = await client.createAddressSet({ body: { name: "Demo: our own wallets" } });
      const addresses = [EXCHANGE, TWIN.depositAddress, TWIN.coldWallet].map(accountAddress);
      await client.changeAddresses({ params: { id: set.id }, body: { addresses } });
    },
    async (client) => {
      const { body } = await client.createSubscription({
        body: { name: "Demo: paused until something listens", url: LISTENER, filter: { severityMin: "HIGH" } },
      });
      await client.pauseSubscription({ params: { id: body.subscription.id } });
    },
  ]);
}
