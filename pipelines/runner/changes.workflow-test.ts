import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGES, commitChange } from './changes';
import { prepared } from './prepared';
import { pullRequest, World } from './world';

let world: World;
let base: string;
beforeAll(async () => {
  world = await World.open();
  for (const environment of world.prepared.environments) await world.standUp(environment);
  base = world.checkout.head();
  // What a change is planned against.
  await world.start({ workflow: 'deploy', event: 'push' });
});
afterAll(() => world?.close());
afterEach(() => expect(world.api.refused).toEqual([]));

/** The pull request's comment, kept for whoever wants to look at it, and its labels. */
async function proposed(name: keyof typeof CHANGES): Promise<{ comment: string; labels: readonly string[] }> {
  commitChange(world.checkout, base, CHANGES[name]);
  world.github.comments.splice(0);
  world.github.labelled.clear();
  await world.start(pullRequest(world));
  const [comment] = world.github.comments;
  const folder = join(prepared().folder, 'comments');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), comment?.body ?? '');
  return { comment: comment?.body ?? '', labels: world.github.labelled.get(7) ?? [] };
}

test('a change of the report’s SQL shows the numbers that differ, and no change of access', async () => {
  const { comment, labels } = await proposed('sql');
  expect(comment).toMatch(/rows of the query’s result differ/);
  expect(comment).toMatch(/lines of the message differ/);
  expect(comment).toContain('Access stays as it is.');
  // Its code, and the check of it.
  expect(comment).toMatch(/Update \(2\).*\n\n- `aws_lambda_function\.[\w-]*start-query-execution/);
  expect(labels).toEqual([]);
});

test('a change that leaves the report as it was says so in a line', async () => {
  const { comment, labels } = await proposed('nothing');
  expect(comment).toContain("The month's report stays as it is");
  expect(comment).toContain('Access stays as it is.');
  expect(comment).not.toContain('differ:');
  expect(labels).toEqual([]);
});

test('a change that adds a permission shows it in words, first as access, then as what a run uses', async () => {
  const { comment, labels } = await proposed('permission');
  expect(comment).toMatch(
    /\*\*New access\*\*\n\n- dev: (?:<code>|`)role \S+check-query-execution may now (?:s3:GetObject|athena:GetQueryResults)/,
  );
  expect(comment).toMatch(/- now used: `\S+check-query-execution athena:GetQueryResults`/);
  expect(comment.indexOf('**New access**')).toBeLessThan(comment.indexOf('now used'));
  expect(labels).toEqual(['plan: changes access']);
});
