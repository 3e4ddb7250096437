import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { importedCommands } from '../needs/commands';
import { stackOf } from '../iam/test-support';
import { reportNeeds } from './report-needs';

const roles = { plan: '', 'deploy-plan': '', apply: '', report: 'arn:aws:iam::123456789012:role/report' };
const pipeline = {
  environment: 'dev',
  accountId: '123456789012',
  stateBucket: '',
  repository: 'o/r',
  subjectPrefix: '',
  roles,
};
const machine = (name: string) => `arn:aws:states:eu-west-1:123456789012:stateMachine:${name}`;

test('the report role needs just what `npm run report` can send to Step Functions', () => {
  const folder = 'pipelines/report';
  const files = readdirSync(join(repositoryRoot(), folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  // With its own rights, whoever reports may read the page, too; the role gets no link to it, and goes without.
  const sent = files
    .filter((name) => name !== 'page.ts')
    .flatMap((name) => importedCommands(`${folder}/${name}`).map(({ action }) => action));
  const needed = reportNeeds(pipeline, stackOf({ 'aws_sfn_state_machine.m': { arn: machine('m') } }));
  expect([...new Set(needed.map(({ action }) => action))].sort()).toEqual([...new Set(sent)].sort());
});

test('of several machines it needs the one that makes reports, and nothing of another', () => {
  const blocks = { 'aws_sfn_state_machine.a': { arn: machine('a') }, 'aws_sfn_state_machine.m': { arn: machine('m') } };
  const needed = reportNeeds(pipeline, { ...stackOf(blocks), outputs: { state_machine_arn: machine('m') } });
  expect(new Set(needed.flatMap(({ resources }) => resources.map((arn) => arn.split(':')[6])))).toEqual(new Set(['m']));
  expect(() => reportNeeds(pipeline, stackOf(blocks))).toThrow('its output state_machine_arn is missing');
});
