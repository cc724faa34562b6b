import type { Client } from "@redflag/contract/http/client";
import { type Command, InvalidArgumentError, Option } from "commander";
import { openRemoteApi, remoteProblem } from "./remote-api.ts";

/** Where a command that asks the API asks it, and as whom. */
export interface ApiOptions {
  api: URL;
  keyFile: string;
}

export function apiOption(): Option {
  return new Option("--api <url>", "where the API is").argParser(parseApi).default(new URL("http://127.0.0.1:8620"));
}

/** For a command whose author must be a login: who runs it on this machine shows nothing to the API. */
export function addApiOptions(command: Command): Command {
  return command
    .requiredOption("--key-file <file>", "holds the API key of whoever acts, as `redflag key create` prints it")
    .addOption(apiOption());
}

/** Asks the API as the key's holder; what it refuses is told in words. */
export async function askApi<T>({ api, keyFile }: ApiOptions, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = await openRemoteApi({ url: api, keyFile });
  try {
    return await ask(client);
  } catch (error) {
    throw remoteProblem(error, api);
  }
}

function parseApi(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.href !== `${url.origin}/`) {
    throw new InvalidArgumentError("It is not a URL of scheme, host and port, such as https://redflag.example.");
  }
  return url;
}
