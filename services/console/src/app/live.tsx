import type { EventPayload } from "@redflag/contract/event-payload";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useMay } from "../api/session.ts";

/** `off`: the caller follows nothing. */
export type LiveState = "off" | "connecting" | "live" | "broken";

export interface LiveEvent {
  id: string;
  payload: EventPayload;
}

type Listener = (event: LiveEvent) => void;

const AlertTypes = ["alert.created", "alert.updated", "alert.final", "alert.withdrawn"] as const;
/** A refused stream stays closed by itself: too many are open, or the session has ended. */
const REOPEN_MS = 20_000;

interface Live {
  state: LiveState;
  listen: (listener: Listener) => () => void;
}

const LiveContext = createContext<Live>({ state: "off", listen: () => () => {} });

/** One stream of events for all pages: the browser resumes it by itself behind the last id. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const mayRead = useMay("events:read");
  const [state, setState] = useState<LiveState>(mayRead ? "connecting" : "off");
  const listeners = useRef(new Set<Listener>());
  useEffect(() => {
    if (!mayRead) return undefined;
    let source: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const tell = ({ data }: MessageEvent<string>) => {
      const event: LiveEvent = JSON.parse(data);
      for (const listener of listeners.current) listener(event);
    };
    const open = () => {
      source = new EventSource("/v1/stream");
      source.onopen = () => setState("live");
      source.onerror = () => {
        setState("broken");
        if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
      };
      for (const type of AlertTypes) source.addEventListener(type, tell);
    };
    open();
    return () => {
      clearTimeout(reopening);
      source.close();
    };
  }, [mayRead]);
  const [live] = useState(() => ({
    listen: (listener: Listener) => {
      listeners.current.add(listener);
      return () => void listeners.current.delete(listener);
    },
  }));
  return <LiveContext.Provider value={{ state, listen: live.listen }}>{children}</LiveContext.Provider>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext).state;
}

/** Calls `listener` for each event that comes while the component is there. */
export function useLiveEvents(listener: Listener): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}
