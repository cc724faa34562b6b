/** Where the queue's tables lie in the product's database. By itself: who only names it need not load the queue. */
export const QUEUE_SCHEMA = "bullmq";
