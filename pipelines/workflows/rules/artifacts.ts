import { allSteps } from '../steps';
import { type Rule } from './rule';

/**
 * What leaves a job: whoever reads the repository can download it. plan.tfplan and plan.json hold secrets in clear and
 * are not here. https://docs.github.com/en/actions/how-tos/manage-workflow-runs/download-workflow-artifacts
 */
const ALLOWED: Readonly<Record<string, string>> = {
  program: '${{ runner.temp }}/program.cjs',
  stacks: 'cdktf.out',
  reports: '${{ runner.temp }}/reports',
  compare: '${{ runner.temp }}/compare',
  'plan-${{ matrix.environment }}': '${{ runner.temp }}/plan/summary.json',
  'zips-${{ inputs.environment }}': 'cdktf.out/stacks/${{ inputs.environment }}/zips',
};

/** An artifact holds what this table says, and a missing file is an error. */
export const artifacts: Rule = (files) =>
  allSteps(files).flatMap(({ where, step: { uses, with: given } }) => {
    if (uses?.startsWith('actions/download-artifact@')) {
      return given['digest-mismatch'] === 'error' ? [] : [`${where}: digest-mismatch must be error.`];
    }
    if (!uses?.startsWith('actions/upload-artifact@')) return [];
    const { name, path } = given;
    return [
      ...(ALLOWED[String(name)] === path ? [] : [`${where}: artifact ${String(name)} may not hold ${String(path)}.`]),
      ...(given['if-no-files-found'] === 'error' ? [] : [`${where}: if-no-files-found must be error.`]),
      ...(name === 'stacks' && given['include-hidden-files'] !== true
        ? [`${where}: include-hidden-files must be true: Terraform's lock file begins with a dot.`]
        : []),
    ];
  });
