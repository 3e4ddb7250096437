import { main } from '../main';

/** What the bundle begins with: `node program.cjs COMMAND [options]`, as `npm run -s pipeline -- COMMAND` does here. */
async function begin(args: readonly string[]): Promise<number> {
  process.env['CHECKPOINT_DISABLE'] ??= '1';
  // The AWS SDK warns about older releases of Node.js on every client.
  process.removeAllListeners('warning');
  try {
    return await main(args);
  } catch (error) {
    // A mistake of the user's is told in its own words; a stack trace is for a mistake of ours.
    console.error(error instanceof Error && error.name === 'UserError' ? error.message : error);
    return 1;
  }
}

void begin(process.argv.slice(2)).then((code) => (process.exitCode = code));
