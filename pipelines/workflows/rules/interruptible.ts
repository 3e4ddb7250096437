import { allSteps } from '../steps';
import { type Rule } from './rule';

/**
 * The runner signals a step's shell and nothing below it: npm in between, or a shell that does not wait, leaves Terraform
 * unasked until it is killed. That it works is shown with real signals, in `pipelines/deploy/apply/signals.terraform-test.ts`.
 */
export const interruptible: Rule = (files) =>
  allSteps(files).flatMap(({ where, step: { run = '' } }) => {
    if (!/(?:pipeline --|main\.ts|"\$RUNNER_TEMP\/program\/program\.cjs") apply /.test(run)) return [];
    return [
      ...(/^node "\$RUNNER_TEMP\/program\/program\.cjs" apply (?:[^&]|\n)* &\n/.test(run)
        ? []
        : [`${where}: apply must be started by Node.js itself, in the background.`]),
      ...['INT', 'TERM']
        .filter((signal) => !run.includes(`kill -s ${signal} "$apply" || true' ${signal}\n`))
        .map((signal) => `${where}: ${signal} must be passed on.`),
      ...(/\bwait "\$apply"/.test(run) ? [] : [`${where}: apply must be waited for.`]),
    ];
  });
