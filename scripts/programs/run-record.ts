import * as z from 'zod';

/** In the folder of a run of `npm start`: what it would have cost on AWS, for those who compare runs. */
export const RUN_RECORD = 'run.json';

/** In the same folder: everything of the run, for people. */
export const RUN_FILE = 'run.html';

export const runRecordSchema = z.strictObject({
  stateTransitions: z.int(),
  invocations: z.int(),
  bytesScanned: z.int(),
  /** Without what depends on how fast this machine is. */
  cost: z.array(z.strictObject({ what: z.string(), quantity: z.string(), dollars: z.number(), monthly: z.boolean() })),
});
export type RunRecord = z.output<typeof runRecordSchema>;
