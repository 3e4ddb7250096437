import { repositoryRoot } from '../../scripts/files/repository-root';
import { parseFiles, readTexts } from '../workflows/files';
import { runningJob } from './jobs';

const files = parseFiles(readTexts(`${repositoryRoot()}/pipelines/workflows/fixtures`));
const DEPLOY = '.github/workflows/deploy.yml';

test('a called job has its own workflow, its environment, and no more than its caller may', () => {
  const job = runningJob(files, DEPLOY, { job: 'prod/Deploy an environment/Apply', jobID: 'apply', matrix: {} });
  expect(job).toEqual({
    name: 'prod.apply',
    workflow: '.github/workflows/deploy-environment.yml',
    environment: 'prod',
    permissions: { contents: 'read', 'id-token': 'write' },
  });
  const [caller] = Object.values(files.workflows[DEPLOY]?.jobs ?? {}).filter(({ id }) => id === 'prod');
  Object.assign(caller?.permissions ?? {}, { 'id-token': 'none' });
  const less = runningJob(files, DEPLOY, { job: 'prod/Deploy an environment/Apply', jobID: 'apply', matrix: {} });
  expect(less.permissions).toEqual({ contents: 'read', 'id-token': 'none' });
});

test('a job of a matrix is told apart, and one with inputs names its environment', () => {
  const drift = { job: 'Drift/Plan dev-1', jobID: 'plan', matrix: { environment: 'dev' } };
  expect(runningJob(files, '.github/workflows/drift.yml', drift).name).toBe('plan[dev]');
  const report = runningJob(
    files,
    '.github/workflows/report.yml',
    { job: 'Report/Report', jobID: 'report' },
    { environment: 'dev' },
  );
  expect(report.environment).toBe('report-dev');
});

test('a job that the workflow has not is refused', () => {
  expect(() => runningJob(files, DEPLOY, { job: 'Deploy/Other', jobID: 'other' })).toThrow('has no job Deploy/Other');
});
