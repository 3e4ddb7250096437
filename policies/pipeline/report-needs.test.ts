import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { importedCommands } from '../needs/commands';
import { stackOf } from '../iam/test-support';
import { reportNeeds } from './report-needs';

test('the report role needs just what `npm run report` can send to Step Functions', () => {
  const folder = 'pipelines/report';
  const files = readdirSync(join(repositoryRoot(), folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  // With its own rights, whoever reports may read the page, too; the role gets no link to it, and goes without.
  const sent = files
    .filter((name) => name !== 'page.ts')
    .flatMap((name) => importedCommands(`${folder}/${name}`).map(({ action }) => action));
  const roles = { plan: '', 'deploy-plan': '', apply: '', report: 'arn:aws:iam::123456789012:role/report' };
  const needed = reportNeeds(
    { environment: 'dev', accountId: '123456789012', stateBucket: '', repository: 'o/r', subjectPrefix: '', roles },
    stackOf({ 'aws_sfn_state_machine.m': { arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:m' } }),
  );
  expect([...new Set(needed.map(({ action }) => action))].sort()).toEqual([...new Set(sent)].sort());
});
