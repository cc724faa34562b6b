import { countOf } from "@redflag/domain/decimal-text";
import type { JudgedSlice } from "@redflag/domain/judge-again/judged-slice";
import type { TimedBlock } from "@redflag/domain/transfer";
import { sameBytes } from "./bundle-archive.ts";
import { PAYMENT_PATHS } from "./bundle-files.ts";
import { type BundleMaterial, paymentName, paymentsOf } from "./bundle-material.ts";
import { sameTransfer } from "./replay-proofs.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** That the same payments stand in the findings, in the lists of them, among the blocks and in the slice. */
export function replayPayments(material: BundleMaterial, remade: ReadonlyMap<string, Uint8Array>): StepResult {
  const { files, slice } = material;
  const faults = PAYMENT_PATHS.flatMap((path) => {
    const [told, again] = [files.get(path), remade.get(path)];
    return told !== undefined && again !== undefined && sameBytes(told, again)
      ? []
      : [`${path} does not list the payments of alert.json`];
  });
  faults.push(...blockFaults(material));
  if (slice !== undefined) faults.push(...sliceFaults(material, slice));
  return stepResult(faults, [], {
    holds: `${countOf(paymentsOf(material).length, "payment")}, told alike by findings, transfers${slice === undefined ? " and blocks" : ", blocks and slice"}`,
    differs: "payments are told in different ways",
  });
}

function blockFaults(material: BundleMaterial): string[] {
  const { content, chain } = material;
  const blocks = new Map(content.blocks.map((block) => [`${block.chain}/${block.number}`, block]));
  const twice = blocks.size === content.blocks.length ? [] : ["blocks.json has a block twice"];
  return [
    ...twice,
    ...paymentsOf(material).flatMap((payment) => {
      const told = blocks.get(`${payment.chain ?? chain.caip2}/${payment.block.number}`);
      if (told === undefined) return [`blocks.json lacks the block of ${paymentName(payment)}`];
      return told.hash === payment.block.hash && told.time === payment.block.time
        ? []
        : [`blocks.json has another block for ${paymentName(payment)}`];
    }),
  ];
}

function sliceFaults(material: BundleMaterial, slice: JudgedSlice): string[] {
  const { chain, alert } = material;
  if (slice.chain !== chain.name || slice.heuristic !== alert.heuristic || slice.subject !== alert.subject)
    return ["slice.json is of another rule or subject"];
  // The legs of a way over bridges stand for its payments.
  if (slice.kind === "hops") return [];
  const places = new Map(slice.transfers.map((transfer) => [`${transfer.blockNumber}/${transfer.logIndex}`, transfer]));
  const blocks = new Map(slice.blocks.map((block) => [block.number, block]));
  return [
    ...paymentsOf(material).flatMap((payment) => {
      const { transfer, chain: other } = payment;
      if (other !== undefined && other !== chain.caip2) return [];
      const held = places.get(`${transfer.blockNumber}/${transfer.logIndex}`);
      return held !== undefined && sameTransfer(held, transfer)
        ? []
        : [`slice.json does not have ${paymentName(payment)} as it is told`];
    }),
    ...material.content.blocks.flatMap((told) => {
      const held = told.chain === chain.caip2 ? blocks.get(told.number) : undefined;
      return held === undefined || sameBlock(held, told)
        ? []
        : [`slice.json has another block ${told.number} than blocks.json`];
    }),
  ];
}

function sameBlock(a: TimedBlock, b: TimedBlock): boolean {
  return a.hash === b.hash && a.time === b.time;
}
