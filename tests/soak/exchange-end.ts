import { randomBytes } from "node:crypto";
import { makeAuthority } from "@redflag/notify/testing/certificates";
import { startReceiver } from "@redflag/notify/testing/receiver";
import { installationKeyOf } from "@redflag/runtime/installation-key";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Database, openDatabase } from "@redflag/store/database";
import { SampleWebhooks } from "@redflag/store/webhook.samples";

/** An exchange that has everything sent to it, and takes it. */
export interface ExchangeEnd {
  host: string;
  ca: string;
  /** Hex, as the installation's key file has it. */
  keyText: string;
  webhooks(): number;
  close(): Promise<void>;
}

export async function openExchangeEnd(databaseUrl: string): Promise<ExchangeEnd> {
  const db: Database = await openDatabase({ url: databaseUrl, applicationName: "soak exchange", poolMax: 1 });
  const keyBytes = randomBytes(32);
  const key = installationKeyOf(keyBytes);
  const authority = await makeAuthority();
  const receiver = await startReceiver({ authority });
  let count = 0;
  receiver.answer = ({ response }) => {
    count++;
    // Kept, they would be all that this process holds after some hours.
    receiver.received.length = 0;
    response.writeHead(204).end();
  };
  const exchange = await SampleWebhooks.open(db);
  const seal = (id: string) => sealSecret(key, id, newWebhookSecret());
  await exchange.subscribe({ url: `${receiver.url}/soak`, seal });
  await db.close();
  return {
    host: receiver.host,
    ca: authority.ca,
    keyText: keyBytes.toString("hex"),
    webhooks: () => count,
    close: () => receiver.close(),
  };
}
