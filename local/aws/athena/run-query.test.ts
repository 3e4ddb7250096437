import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../test-support';
import { Engines } from './engine/engines';
import { parseStatement } from './engine/statement';
import { QueryRights } from './query-rights';
import { runQuery } from './run-query';
import { names, pipeline } from './test-support';
import { readWorkgroups } from './workgroup';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('run-query');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

test('a stop that comes when nothing of it runs yet ends it', async () => {
  const { stack, access, store, clock } = pipeline(devStack(folder), folder);
  const workgroup = readWorkgroups(stack).get(names.workgroup);
  if (!workgroup) throw new Error('The stack has no workgroup.');
  const engines = new Engines({ store: store.folder, folder, memoryLimit: '1GB' });
  let told = 0;
  const run = runQuery({
    statement: await parseStatement('SELECT 1'),
    workgroup,
    rights: new QueryRights(access, stack, { kind: 'root', accountId: stack.accountId }),
    tables: [],
    store,
    now: clock.now(),
    engines,
    // First it waits for an engine; then it has one.
    onStart: (interrupt) => void (++told === 2 && interrupt()),
  });
  await expect(run).rejects.toMatchObject({ state: 'CANCELLED', message: 'Query cancelled by user' });
  engines.close();
});
