import { randomUUID } from "node:crypto";
import { KEY_DAYS_MAX } from "@redflag/contract/http/routes/keys";
import type { Permission } from "@redflag/domain/permission";
import { permissionsOf, ROLES, type Role } from "@redflag/domain/role";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import { type Command, InvalidArgumentError, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { getSubscriberByName } from "../find-person.ts";
import { keyJson, keyText } from "../key-text.ts";
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
    .option("--days <days>", `until it expires, ${KEY_DAYS_MAX} at most`, parseDays, 90)
    .addOption(jsonOption('print {"key","secret"}'))
    .addHelpText(
      "after",
      examples(
        "redflag key create --name nightly --role supervisor --scope audit:read --days 30",
        "redflag key create --name kumru --role exchange --scope events:read --subscriber Kumru",
      ),
    )
    .action((options: Options) => {
      refuseScopes(command, options);
      return runCommand((context) => create(context, options));
    });
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

async function create(context: CommandContext, options: Options): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const subscriber =
      options.subscriber === undefined ? undefined : await getSubscriberByName(db.kysely, options.subscriber);
    const { secret, prefix, hash } = newApiKeySecret();
    const now = new Date();
    const key = await auditedWrite(db, now, async (tx) => {
      const result = await insertApiKey(tx, {
        id: randomUUID(),
        name: options.name,
        prefix,
        secretHash: hash,
        role: options.role,
        scopes: options.scope,
        ...(subscriber && { subscriberId: subscriber.id }),
        createdBy: "system",
        now,
        expiresAt: new Date(now.getTime() + options.days * DAY_MS),
      });
      const { id, name, role, scopes, subscriberId, expiresAt } = result;
      const detail = { name, prefix, role, scopes, subscriberId, expiresAt: expiresAt.toISOString() };
      return { result, deed: { action: "key.create", subject: `key:${id}`, detail } };
    });
    if (options.json === true) return writeJson({ key: keyJson(key), secret });
    writeNote(`${keyText(key, now, subscriber?.name)}\nThe secret, which is not kept and not shown again:`);
    writeLine(secret);
  });
}
