import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../files/repository-root';
import { howToCheckout } from './checkout';
import { readHowTos } from './read-how-to';

jest.setTimeout(300_000);
jest.spyOn(console, 'log').mockImplementation();

const deeds = readHowTos(readFileSync(join(repositoryRoot(), 'docs/how-to.md'), 'utf8')).flatMap(
  (howTo) => howTo.deeds,
);
const { edit, run, remove } = howToCheckout();
afterAll(remove);

test('with every change made, the commands at its end pass', async () => {
  for (const deed of deeds) if (deed.kind === 'edit') edit(deed.edit);
  const commands = deeds.flatMap((deed) => (deed.kind === 'passes' ? [deed.command] : []));
  const jest = commands.filter((command) => command.startsWith('npx jest ')).map((command) => command.slice(9));
  // Each once. What --fixtures writes besides is the same of other settings, by the same programs.
  const others = commands
    .filter((command) => !command.startsWith('npx jest '))
    .map((one) => one.replace(/ -- --fixtures(?: (?=--)|$)/, (gone) => (gone.endsWith(' ') ? ' -- ' : '')));
  // What writes everything anew does so for all changes, with the reasons that one of them needs.
  const [written] = others.filter((one) => one.startsWith('npm run regenerate')).sort((a, b) => b.length - a.length);
  const once = others.filter((one) => !one.startsWith('npm run regenerate') || one === written);
  for (const command of [...new Set(once), `npx jest ${jest.join(' ')}`, 'npm run policies']) {
    const { passed, said } = await run(command);
    expect([command, passed, passed ? '' : said]).toEqual([command, true, '']);
  }
});
