import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Caller } from "@redflag/contract/http/routes/sessions";
import type { Permission } from "@redflag/domain/permission";
import { createContext, useContext, useSyncExternalStore } from "react";
import { api, setCsrfToken } from "./client.ts";

/** Who is signed in; undefined: nobody is. */
export async function findCaller(): Promise<Caller | undefined> {
  try {
    return keep((await api.getSession()).body);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return undefined;
    throw error;
  }
}

/** @throws ApiProblem `sign_in_refused` */
export async function signIn(email: string, password: string): Promise<Caller> {
  const { body } = await api.createSession({ body: { email, password } });
  setExpired(false);
  return keep(body);
}

export async function signOut(): Promise<void> {
  await api.deleteSession();
  leaveNothing();
}

/** The page is loaded anew, without what was typed in the tab: nothing of one person stays for the next. */
export function leaveNothing(): void {
  sessionStorage.clear();
  location.assign("/");
}

function keep(caller: Caller): Caller {
  setCsrfToken(caller.csrfToken);
  return caller;
}

export const CallerContext = createContext<Caller | undefined>(undefined);

/** Whoever is signed in: pages are shown to nobody else. */
export function useCaller(): Caller {
  const caller = useContext(CallerContext);
  if (caller === undefined) throw new Error("a page is shown to somebody who is signed in");
  return caller;
}

export function useMay(permission: Permission): boolean {
  return useCaller().permissions.includes(permission as Caller["permissions"][number]);
}

let isExpired = false;
const listeners = new Set<() => void>();

/** The API knows the session no more: the page stays as it is, with what was typed, and asks for the password. */
export function noteExpiry(): void {
  setExpired(true);
}

export function useExpired(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isExpired,
  );
}

function setExpired(value: boolean): void {
  isExpired = value;
  for (const listener of listeners) listener();
}
