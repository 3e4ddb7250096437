/**
 * What each queue that a function takes from is sent when needs are recorded: by what its name begins with, bodies of messages
 * that the function succeeds on, as many as it takes to have it make all of its calls.
 */
export const MESSAGES: Readonly<Record<string, readonly string[]>> = {};
