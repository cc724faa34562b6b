import { describe, expect, it } from "vitest";
import { LogLimits } from "./log-limits.ts";

describe("LogLimits", () => {
  it("asks for everything until it is refused", () => {
    expect(new LogLimits().widthNow()).toBe(Number.POSITIVE_INFINITY);
  });

  it("keeps a stated cap for good, and half of what was refused where none is stated", () => {
    const limits = new LogLimits();
    expect(limits.refused(4_000, { class: "range_limit", blocksMax: 1_000 })).toBe(1_000);
    for (let i = 0; i < 1_000; i++) limits.answered(1_000, 0);
    expect(limits.widthNow()).toBe(1_000);
    expect(limits.refused(900, { class: "range_limit" })).toBe(450);
    expect(limits.refused(450, { class: "range_limit", blocksMax: 2_000 })).toBe(225);
    expect(limits.learned).toEqual({ blocksMax: 225, resultsMax: undefined });
  });

  it("shrinks at once to what fits by the density of logs", () => {
    const limits = new LogLimits();
    for (let i = 0; i < 20; i++) limits.answered(100, 5_000);
    expect(limits.refused(1_000, { class: "too_many_results", resultsMax: 10_000 })).toBe(160);
    expect(limits.widthNow()).toBe(160);
    for (let i = 0; i < 20; i++) limits.answered(160, 1_600);
    expect(limits.widthNow()).toBeGreaterThan(160);
    expect(limits.widthNow()).toBeLessThan(1_000);
  });

  it("takes a suggestion that is narrower, and the cap that is stated beside it", () => {
    const limits = new LogLimits();
    const suggested = { from: 100, to: 599 };
    expect(limits.refused(501, { class: "suggested_range", suggested, blocksMax: 500 })).toBe(500);
    expect(limits.learned.blocksMax).toBe(500);
    expect(limits.refused(400, { class: "suggested_range" })).toBe(200);
  });

  it("goes back to a refused size only after logs were much rarer for long", () => {
    const limits = new LogLimits();
    limits.answered(100, 9_000);
    limits.refused(100, { class: "too_many_results", resultsMax: 10_000 });
    for (let i = 0; i < 9; i++) limits.answered(90, 9);
    expect(limits.widthNow()).toBeLessThan(100);
    for (let i = 0; i < 40; i++) limits.answered(90, 9);
    expect(limits.widthNow()).toBeGreaterThan(100);
  });

  it("remembers nothing of a guess", () => {
    const limits = new LogLimits();
    expect(limits.refused(100, { class: "too_many_results", isGuess: true })).toBe(10);
    expect(limits.refused(10, { class: "too_many_results", isGuess: true })).toBe(1);
    expect(limits.refused(1, { class: "too_many_results", isGuess: true })).toBe(1);
    expect(limits.widthNow()).toBe(Number.POSITIVE_INFINITY);
    expect(limits.isUnable).toBe(false);
  });

  it("calls an endpoint unable that refuses one block and never gave any", () => {
    const limits = new LogLimits();
    limits.refused(1, { class: "too_many_results" });
    expect(limits.isUnable).toBe(true);
    limits.answered(1, 0);
    limits.refused(1, { class: "too_many_results" });
    expect(limits.isUnable).toBe(false);
  });
});
