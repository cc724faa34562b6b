import type { Command } from "commander";
import { addUserCreate } from "./user-create.ts";
import { addUserList } from "./user-list.ts";
import { addUserPassword } from "./user-password.ts";
import { addUserRoles } from "./user-roles.ts";
import { addUserDisable, addUserEnable, addUserUnlock } from "./user-switch.ts";

export function addUserCommand(program: Command): void {
  const user = program.command("user").description("the people who work with Redflag, and what each may do");
  addUserCreate(user);
  addUserList(user);
  addUserRoles(user);
  addUserPassword(user);
  addUserDisable(user);
  addUserEnable(user);
  addUserUnlock(user);
}
