import { useMay } from "../api/session.ts";
import { NotPermitted } from "../show/states.tsx";
import { Queue } from "./queue.tsx";

export function QueuePage() {
  return useMay("alerts:read") ? <Queue /> : <NotPermitted />;
}
