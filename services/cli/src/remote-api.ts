import { readFile } from "node:fs/promises";
import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Client, ClientOptions } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";
import { isProblemCode, Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";

/**
 * The API at this address, for whoever holds the key in this file.
 * @throws Problem `key_file_unusable`
 */
export async function openRemoteApi(api: RemoteApi): Promise<Client> {
  return createClient(await clientOptions(api));
}

/** One word that a header can hold. */
const KEY = /^[\x21-\x7e]+$/;

export interface RemoteApi {
  url: URL;
  keyFile: string;
}

/** @throws Problem `key_file_unusable` */
export async function clientOptions({ url, keyFile }: RemoteApi): Promise<ClientOptions> {
  let text: string;
  try {
    text = await readFile(keyFile, "utf8");
  } catch (error) {
    throw new Problem("key_file_unusable", `${keyFile}: ${fileFaultText(error) ?? "it cannot be read"}`, {
      cause: error,
    });
  }
  const key = text.trim();
  // Nothing of it is told: what stands there besides may be a key.
  if (!KEY.test(key)) throw new Problem("key_file_unusable", `${keyFile} holds something else than one key`);
  return { baseUrl: url.origin, key };
}

/** What the API refused, or that it could not be asked, as the problem that it is; anything else is left as it is. */
export function remoteProblem(error: unknown, url: URL): unknown {
  if (error instanceof ApiProblem) {
    const { code, facts, document } = error;
    if (!isProblemCode(code)) return new Problem("api_unreachable", `${url.origin}: ${facts}`);
    return new Problem(code, `${facts} (${url.origin}, request ${document.requestId})`);
  }
  // As `fetch` throws it; why is in its cause.
  if (!(error instanceof TypeError && error.message === "fetch failed")) return error;
  const { cause } = error;
  const reason = cause instanceof Error && "code" in cause ? cause.code : "no answer";
  return new Problem("api_unreachable", `${url.origin}: ${reason}`);
}
