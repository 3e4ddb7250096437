/** What one run took; what is left out isn't known of it. */
export interface Run {
  /** Milliseconds. */
  readonly wall: number;
  /** Milliseconds, of user and system, of all processes that did it. */
  readonly cpu?: number;
  /** Bytes, at most at once. */
  readonly memory?: number;
}

/** Without what isn't known. */
export const runOf = (wall: number, cpu: number | undefined, memory?: number): Run => ({
  wall,
  ...(cpu === undefined ? {} : { cpu }),
  ...(memory === undefined ? {} : { memory }),
});
