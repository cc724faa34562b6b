import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { listAlertsByPrefix } from "@redflag/store/alert-find";
import type { Executor } from "@redflag/store/database";
import { type Command, InvalidArgumentError } from "commander";

const ID_DIGITS_MIN = 8;

/** The alert that a command is about, as people copy its id: whole, or the digits that it begins with. */
export function alertIdArgument(command: Command): Command {
  return command.argument("<id>", `the alert's id, or its first ${ID_DIGITS_MIN} hex digits or more`, parseIdDigits);
}

function parseIdDigits(text: string): string {
  const digits = text.toLowerCase().replace(/^0x/, "");
  if (!/^[0-9a-f]{8,64}$/.test(digits)) {
    throw new InvalidArgumentError(`an id is 64 hex digits; at least the first ${ID_DIGITS_MIN} are expected`);
  }
  return digits;
}

/** @throws Problem `alert_unknown` where none begins with these digits, or more than one */
export async function getAlert(db: Executor, digits: string): Promise<{ chain: Chain; alert: Alert }> {
  const [found, another] = await listAlertsByPrefix(db, digits, 2);
  if (found === undefined) throw new Problem("alert_unknown", `none begins with ${digits}`);
  if (another !== undefined) {
    throw new Problem("alert_unknown", `${digits} is the beginning of ${found.alert.id} and of ${another.alert.id}`);
  }
  const chain = findChainById(found.chainId);
  if (chain === undefined) throw new Problem("chain_unknown", `${found.chainId}, of alert ${found.alert.id}`);
  return { chain, alert: found.alert };
}
