import { type Figure } from '../figure';

/** `npm start` where it has run before. */
export const start: Figure = { name: 'start', command: ['scripts/run.mjs', 'local/cli.ts'] };
