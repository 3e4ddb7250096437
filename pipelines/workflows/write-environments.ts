import { UserError } from '../../scripts/user-error';
import { BEFORE, outcomeOf } from './environment-faults';
import { DEPLOY } from './told';

/** What may be deployed to without asking anybody. */
export const UNATTENDED = ['dev'];

const REPORT = '.github/workflows/report.yml';
const CALLS = '    uses: ./.github/workflows/deploy-environment.yml\n';

/**
 * The workflows' texts, with what each environment needs written in them: its job of deploy.yml, which waits for the one
 * before it, the outcome and the choices of report.yml. A job that is there stays as it is but for what it waits for.
 * @throws UserError for a text that is not built as it came
 */
export function withEnvironments(
  texts: Readonly<Record<string, string>>,
  environments: readonly string[],
): Record<string, string> {
  return {
    ...texts,
    [DEPLOY]: deployText(texts[DEPLOY] ?? '', environments),
    [REPORT]: replaced(
      REPORT,
      texts[REPORT] ?? '',
      /^( {6}environment:\n(?: {8}.*\n)*? {8}options: )\[.*\]$/m,
      `$1[${environments.join(', ')}]`,
    ),
  };
}

function deployText(text: string, environments: readonly string[]): string {
  const [head, ...rest] = text.split(/(?<=^jobs:\n)/m);
  const blocks = (rest.join('').match(/^ {2}\S[^\n]*:\n(?:(?: {3,}.*)?\n)*/gm) ?? []).map(
    (block) => `${block.trimEnd()}\n`,
  );
  const idOf = (block: string) => /^ {2}([\w-]+):/.exec(block)?.[1] ?? '';
  const first = blocks.findIndex((block) => block.includes(CALLS));
  const outcome = blocks.findIndex((block) => idOf(block) === 'outcome');
  if (head === undefined || first < 0 || outcome < 0) throw otherwise(DEPLOY);
  const there = new Map(blocks.filter((block) => block.includes(CALLS)).map((block) => [idOf(block), block]));
  const before = blocks.slice(0, first);
  const after = blocks.slice(first).filter((block) => !block.includes(CALLS));
  const jobs = environments.map((name, index) => jobText(there.get(name), name, environments[index - 1]));
  const all = [...before, ...jobs, ...after].map((block) =>
    idOf(block) === 'outcome' ? outcomeText(block, environments) : block,
  );
  return head + all.join('\n');
}

function jobText(there: string | undefined, name: string, before: string | undefined): string {
  const needs = `needs: [${[...BEFORE, ...(before === undefined ? [] : [before])].join(', ')}]`;
  const condition = [
    "needs.prove.result == 'success'",
    ...(before === undefined
      ? []
      : [`needs.${before}.result == 'success'`, `needs.${before}.outputs.deployed == 'true'`]),
  ].join(' && ');
  if (there !== undefined) {
    return replaced(
      DEPLOY,
      replaced(DEPLOY, there, /^ {4}needs: .*$/m, `    ${needs}`),
      /&& needs\.prove\.result == 'success'(?: && needs\.[\w-]+\.[\w.]+ == '\w+')* \}\}$/m,
      `&& ${condition} }}`,
    );
  }
  return `  ${name}:
    name: ${name}
    ${needs}
    # Until the variable DEPLOY says so (docs/deploy.md), there is nothing to deploy to.
    if: >-
      \${{ !cancelled() && github.ref == 'refs/heads/main' && vars.DEPLOY == 'true'
      && needs.changes.outputs.documents == 'false' && needs.build.result == 'success'
      && ${condition} }}
    concurrency:
      group: deploy-${name}
      cancel-in-progress: false
    permissions:
      actions: read # as the called jobs: of the environments' rules
      attestations: write # of where zips and program were built
      contents: read
      deployments: read # of the environments
      id-token: write # for the roles that plan, apply and report
      issues: write # for the issue of a failure
      pull-requests: write # for comments on what became of it
${CALLS}    with:
      environment: ${name}
      approval: ${String(!UNATTENDED.includes(name))}
      program: \${{ needs.build.outputs.digest }}
      sbom: \${{ needs.prove.outputs.sbom }}
`;
}

function outcomeText(block: string, environments: readonly string[]): string {
  const { JOBS, RESULTS } = outcomeOf(environments);
  const needs = replaced(DEPLOY, block, /^ {4}needs: .*$/m, `    needs: [${JOBS.replaceAll(' ', ', ')}]`);
  const jobs = replaced(DEPLOY, needs, /^ {10}JOBS: .*$/m, `          JOBS: ${JOBS}`);
  return replaced(
    DEPLOY,
    jobs,
    /^ {10}RESULTS: >-\n.*$/m,
    `          RESULTS: >-\n            ${RESULTS.replaceAll('$', '$$$$')}`,
  );
}

function replaced(file: string, text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw otherwise(file);
  return text.replace(pattern, by);
}

const otherwise = (file: string): UserError =>
  new UserError(`${file} is built otherwise than it came: write by hand what "npm run check:workflows" names.`);
