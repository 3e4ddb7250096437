import { type StandIns } from '../aws/elsewhere/stand-in';

/**
 * Answers that are written here, in place of a service that is not served: a line each, by the name that requests are signed
 * for, of a file beside this one. See docs/run-locally.md.
 */
export const standIns: StandIns = {};
