import type { Command } from "commander";
import { addSubscriberCreate } from "./subscriber-create.ts";
import { addSubscriberList } from "./subscriber-list.ts";

export function addSubscriberCommand(program: Command): void {
  const subscriber = program.command("subscriber").description("the exchanges that are told of alerts");
  addSubscriberCreate(subscriber);
  addSubscriberList(subscriber);
}
