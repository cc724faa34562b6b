/** What an answer of an endpoint means, whatever status, code or words it came with. */
export type AnswerClass =
  | "range_limit"
  | "too_many_results"
  | "suggested_range"
  | "rate_limit"
  | "transient"
  | "bad_request"
  | "pruned"
  | "ahead_of_head"
  | "silent_wrong"
  | "malformed";

/** What is done about it; nothing else depends on the class. */
export type AnswerAction =
  /** The same endpoint is asked for less at once. */
  | "narrow"
  /** The endpoint rests as long as it says, and is asked more slowly afterwards. */
  | "rest"
  /** The next endpoint is asked; this one rests, longer each time in a row. */
  | "bench"
  /** The next endpoint is asked; this one is as good as before for anything else. */
  | "fail_over"
  /** The answer is taken, and held against whatever else is known. */
  | "check";

export interface AnswerRule {
  action: AnswerAction;
  done: string;
  why: string;
}

export const ANSWER_RULES: Readonly<Record<AnswerClass, AnswerRule>> = {
  range_limit: {
    action: "narrow",
    done: "The stated number of blocks, or half of what was refused, becomes a lasting cap of that endpoint. The same range is asked for again in pieces.",
    why: "The cap belongs to the provider's plan: time does not lift it, and N is read as N blocks, which is right whether it counts blocks or the distance between the ends.",
  },
  too_many_results: {
    action: "narrow",
    done: "The piece shrinks at once to what the density of logs so far puts below the limit, to half where no limit is known. Pieces grow again, but not to a size that was refused as long as logs are as dense. A refusal that only a status tells shrinks the piece in hand tenfold and is not remembered.",
    why: "What is too many depends on the blocks, not on the endpoint: waiting does not help, asking for less does.",
  },
  suggested_range: {
    action: "narrow",
    done: "Pieces become as wide as the suggested range, if it lies within what was asked for and is narrower. Otherwise as for `too_many_results`.",
    why: "The endpoint has counted; but suggestions that end before they begin have been seen.",
  },
  rate_limit: {
    action: "rest",
    done: "The endpoint is not asked until `Retry-After` has passed (seconds or a date; one second to ten minutes), else for a second, doubling. Its request rate is halved and grows back by a tenth every ten seconds. Others are asked meanwhile; when all rest for this reason, the work waits.",
    why: "Asking for less would ask more often, which is what was refused.",
  },
  transient: {
    action: "bench",
    done: "The next endpoint is asked. From the second failure in a row the endpoint rests, half a second first, then twice as long each time up to half a minute; it is re-admitted by one request for its chain id.",
    why: "It passes with time, and nothing is wrong with the question.",
  },
  bad_request: {
    action: "fail_over",
    done: "The next endpoint is asked. Where the whole exchange was refused (a wrong key, a wrong path), it counts as a failure like `transient`.",
    why: "The same question to the same endpoint gets the same answer; another endpoint may know the method.",
  },
  pruned: {
    action: "fail_over",
    done: "The next endpoint is asked.",
    why: "The endpoint no longer keeps that block; it may keep all others.",
  },
  ahead_of_head: {
    action: "fail_over",
    done: "The next endpoint is asked. A block that the endpoint itself had shown before, and now lacks, is counted: behind its name stand several nodes, and one is late.",
    why: "The endpoint does not have the block yet.",
  },
  silent_wrong: {
    action: "check",
    done: "Every well-formed result may be this, so every one is checked: numbers, order, hashes, parent chain and blooms as it comes, receipts and other endpoints as the chain's policy says. An endpoint that is caught loses most of its standing for an hour.",
    why: "No text tells it.",
  },
  malformed: {
    action: "bench",
    done: "As for `transient`. `null` in place of logs is never read as no logs.",
    why: "What cannot be read says nothing of the chain.",
  },
};
