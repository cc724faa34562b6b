import { z } from "zod";

/** RFC 9457, served as `application/problem+json`. `type` is a page of the documentation by code. */
export const ProblemDocument = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  /** The facts. */
  detail: z.string(),
  /** Code of the error catalogue. */
  code: z.string(),
  /** What to do. */
  hint: z.string(),
  /** The request's id: give it when you report the problem. */
  requestId: z.string(),
  /** With `request_invalid`: each fault and where it is, as a JSON Pointer into the body, or `query/…`, `params/…`. */
  errors: z.array(z.strictObject({ at: z.string(), fault: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;
