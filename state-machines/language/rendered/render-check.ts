import type { Definition } from './definition';

/**
 * A place where a validator can hang itself into every `render` of a process. Validators take half a second to load,
 * which a synth can't spare, so only the tests hang one in: jest does, for each test file (`validate-renders.ts`).
 * It is global, not a module's variable, so that a test which reloads modules is validated too.
 */
const KEY = Symbol.for('state-machines/language/rendered/render-check');

type Check = (definition: Definition) => void;

/** Calls `check`, which throws on a fault, with every machine that is rendered from now on. */
export const checkEveryRender = (check: Check) => {
  (globalThis as { [KEY]?: Check })[KEY] = check;
};

export const checkRendered: Check = (definition) => (globalThis as { [KEY]?: Check })[KEY]?.(definition);
