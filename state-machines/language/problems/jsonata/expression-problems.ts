import type jsonataFactory from 'jsonata';
import { bodyOf } from '../../../../scripts/text/jsonata-expression';
import { isJsonataFunction } from '../../../../scripts/text/jsonata-functions';
import { type References, referencesOf } from '../../../../scripts/text/jsonata-references';

/** What is wrong with an expression, as far as it shows when it is parsed. `parts`: of `$states`, those that its field has. */
export function expressionProblems(
  expression: string,
  { parts, variables }: { readonly parts: readonly string[]; readonly variables: ReadonlySet<string> },
): string[] {
  let found: References;
  try {
    found = referencesOf(loaded()(bodyOf(expression)).ast());
  } catch (error) {
    return [`'${expression}' is no JSONata 2.0.6: ${(error as Error).message}`];
  }
  const problems = [
    // AWS's words, measured: floci-io/floci #2670.
    ...[...found.ofNothing].map((name) => `Reference to '${name}' at the top level is not supported.`),
    ...(found.bound.has('states') ? ['$states is a name of Step Functions’ own: it takes no value'] : []),
    ...[...found.variables].flatMap((name) => variableProblems(name, variables)),
    ...found.states.flatMap(([part]) =>
      part !== undefined && parts.includes(part)
        ? []
        : [`$states has ${part === undefined ? 'to be read by its parts' : `no '${part}'`} here: ${parts.join(', ')}`],
    ),
  ];
  return problems.map((problem) => `'${expression}': ${problem}`);
}

function variableProblems(name: string, variables: ReadonlySet<string>): string[] {
  if (name === 'eval') return ['Step Functions has no $eval: write $parse'];
  if (isJsonataFunction(name))
    return variables.has(name)
      ? [`$${name} is a function of JSONata, and a variable: which is meant is not known`]
      : [];
  return variables.has(name) ? [] : [`no state assigns $${name}, and it is no function`];
}

let cache: typeof jsonataFactory | undefined;
/** By the first machine that has an expression, and by no other: a start without one does not pay for it. */
function loaded(): typeof jsonataFactory {
  // oxlint-disable-next-line typescript/no-require-imports -- an import would load it at once
  return (cache ??= require('jsonata') as typeof jsonataFactory);
}
