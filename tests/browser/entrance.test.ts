import { expect, test } from "vitest";
import { openConsoleWorld } from "./console-world.ts";

const world = await openConsoleWorld(900, [11]);

test("a wrong password is said, and the right one opens the page that was asked for", async () => {
  const page = await world.open("/cases");
  const { email, password } = world.person("ana");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation").waitFor();
  expect(new URL(page.url()).pathname).toBe("/cases");
});

test("entering", async () => {
  const page = await world.enter("ana", "/alerts");
  await page.getByRole("navigation").waitFor();
});
