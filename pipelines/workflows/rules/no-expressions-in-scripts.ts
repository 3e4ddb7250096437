import { allSteps } from '../steps';
import { type Rule } from './rule';

/**
 * GitHub puts an expression's value into a script before the shell reads it: whoever chooses the value writes the script.
 * https://docs.github.com/en/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks
 */
export const noExpressionsInScripts: Rule = (files) =>
  allSteps(files).flatMap(({ where, step }) =>
    [step.run, step.with['script']].some((script) => String(script ?? '').includes('${{'))
      ? [`${where}: an expression stands in a script; pass it by env.`]
      : [],
  );
