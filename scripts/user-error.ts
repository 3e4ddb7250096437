/** A mistake in what a user gave us: told by its message alone, which names field, value and remedy. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
