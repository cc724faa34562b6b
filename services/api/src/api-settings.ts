import { isIP } from "node:net";
import { STREAM_SETTINGS, type StreamSettings } from "./streams/stream-settings.ts";

/** How many calls of one kind are taken in a minute. */
export interface CallRates {
  /** Of one key or person. */
  callerPerMinute: number;
  /** Of one address, without or with wrong credentials. */
  anonymousPerMinute: number;
  /** Sign-ins from one address, and separately for one email. */
  signInPerMinute: number;
}

export interface ApiSettings {
  /** Origin under which the API is reached; absent: whatever Host a request names. */
  publicUrl?: string;
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  rates: CallRates;
  handlerTimeoutMs: number;
  streams: StreamSettings;
}

export const DEFAULT_SETTINGS: ApiSettings = {
  trustedProxies: [],
  rates: { callerPerMinute: 6_000, anonymousPerMinute: 300, signInPerMinute: 30 },
  handlerTimeoutMs: 10_000,
  streams: STREAM_SETTINGS,
};

/** Cookies are `Secure` and browsers are told to stay with https. */
export function isSecure({ publicUrl }: Pick<ApiSettings, "publicUrl">): boolean {
  return publicUrl?.startsWith("https:") === true;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
