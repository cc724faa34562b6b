import { randomUUID } from "node:crypto";
import { keyBody } from "@redflag/api/key-body";
import { KEY_DAYS_MAX, SANDBOX_KEY_DAYS, SANDBOX_KEY_SCOPES } from "@redflag/contract/http/routes/keys";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import type { Permission } from "@redflag/domain/permission";
import { permissionsOf, ROLES, type Role } from "@redflag/domain/role";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import type { Executor } from "@redflag/store/database";
import { openSandbox } from "@redflag/store/sandbox";
import type { StoredSubscriber } from "@redflag/store/subscriber";
import { type Command, InvalidArgumentError, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { getSubscriberByName } from "../find-person.ts";
import { keyText } from "../key-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { parseName, scopesOption, subscriberOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

const DAY_MS = 86_400_000;

interface Options {
  name: string;
  role: Role;
  scope: readonly Permission[];
  subscriber?: string;
  sandbox?: true;
  days: number;
  json?: boolean;
}

export function addKeyCreate(key: Command): void {
  const command = key
    .command("create")
    .description("make a key; its secret is printed now and never again")
    .requiredOption("--name <name>", "what it is for", parseName)
    .addOption(new Option("--role <role>", "as whom it acts").choices(ROLES).makeOptionMandatory())
    .addOption(scopesOption())
    .addOption(subscriberOption("the exchange that it is for; with --role exchange, and only then"))
    .addOption(sandboxOption())
    .option("--days <days>", `until it expires, ${KEY_DAYS_MAX} at most`, parseDays, 90)
    .addOption(jsonOption('print {"key","secret"}'))
    .addHelpText(
      "after",
      examples(
        "redflag key create --name nightly --role supervisor --scope audit:read --days 30",
        "redflag key create --name kumru --role exchange --scope events:read --subscriber Kumru",
        "redflag key create --name kumru-test --subscriber Kumru --sandbox",
      ),
    )
    .action((options: Options) => {
      refuseSandbox(command, options);
      refuseScopes(command, options);
      return runCommand((context) => create(context, options));
    });
}

/** It says what role and scopes would: whoever gives it need not give them. */
function sandboxOption(): Option {
  const description =
    `for the sandbox of the exchange: sample events and webhooks of them, ` +
    `${SANDBOX_KEY_DAYS} days unless told; instead of --role and --scope`;
  const implied = { role: "exchange", scope: SANDBOX_KEY_SCOPES, days: SANDBOX_KEY_DAYS };
  return new Option("--sandbox", description).implies(implied);
}

function parseDays(text: string): number {
  const days = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(days <= KEY_DAYS_MAX)) throw new InvalidArgumentError(`a number of days from 1 to ${KEY_DAYS_MAX} is expected`);
  return days;
}

/** A key is never allowed what its role is not. */
function refuseScopes(command: Command, { role, scope }: Options): void {
  const legal = permissionsOf([role]);
  const beyond = scope.filter((each) => !legal.has(each));
  if (beyond.length === 0) return;
  command.error(`error: the role ${role} has no ${beyond.join(", ")}; it has ${[...legal].join(", ")}`);
}

/** A sandbox is an exchange's, and its key is never more than that. */
function refuseSandbox(command: Command, { sandbox, subscriber, role, scope }: Options): void {
  if (sandbox === undefined) return;
  if (subscriber === undefined) command.error("error: --sandbox goes with --subscriber, whose sandbox it is");
  if (role === "exchange" && scope.every((each) => SANDBOX_KEY_SCOPES.includes(each))) return;
  command.error(`error: a key of a sandbox has the role exchange and opens ${SANDBOX_KEY_SCOPES.join(", ")} alone`);
}

async function create(context: CommandContext, options: Options): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const subscriber =
      options.subscriber === undefined ? undefined : await getSubscriberByName(db.kysely, options.subscriber);
    const { sandbox = false } = options;
    const { secret, prefix, hash } = newApiKeySecret({ sandbox });
    const now = new Date();
    const key = await auditedWrite(db, now, async (tx) => {
      const ownerId = await ownerOf(tx, subscriber, sandbox);
      const result = await insertApiKey(tx, {
        id: randomUUID(),
        name: options.name,
        prefix,
        secretHash: hash,
        role: options.role,
        scopes: options.scope,
        ...(ownerId !== undefined && { subscriberId: ownerId }),
        createdBy: "system",
        now,
        expiresAt: new Date(now.getTime() + options.days * DAY_MS),
      });
      const { id, name, role, scopes, subscriberId, expiresAt } = result;
      const detail = { name, prefix, role, scopes, subscriberId, expiresAt: expiresAt.toISOString() };
      return { result, deed: { action: sandbox ? "sandbox.create" : "key.create", subject: `key:${id}`, detail } };
    });
    if (options.json === true) return writeJson({ key: keyBody(key), secret });
    writeNote(`${keyText(key, now, subscriber?.name)}\nThe secret, which is not kept and not shown again:`);
    writeLine(secret);
  });
}

/** Whose key it becomes: the exchange's own, or that of its sandbox, which then holds the sample events. */
async function ownerOf(
  tx: Executor,
  subscriber: StoredSubscriber | undefined,
  sandbox: boolean,
): Promise<string | undefined> {
  if (subscriber === undefined || !sandbox) return subscriber?.id;
  return openSandbox(tx, subscriber.id, { id: randomUUID(), samples: SAMPLE_EVENTS });
}
