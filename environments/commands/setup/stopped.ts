/** Whoever was asked went away: Ctrl-C, Ctrl-D, or the end of the terminal. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
