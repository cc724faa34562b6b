import { Problem } from "@redflag/domain/problem";
import { InvalidRequest } from "./invalid-request.ts";

const STRONG = /^"([1-9]\d{0,8})"$/;

export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that an edit is made of.
 * @throws Problem `version_missing`; InvalidRequest for anything but one strong tag as this API gives it
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined) throw new Problem("version_missing", "If-Match is missing");
  const version = STRONG.exec(header)?.[1];
  if (version === undefined) {
    const fault = header.startsWith("W/")
      ? "is a weak tag, which no edit can stand on"
      : 'is not one ETag as the answer gave it, such as "3"';
    throw new InvalidRequest([{ at: "headers/if-match", fault }]);
  }
  return Number(version);
}
