import { dirname } from 'node:path';
import type statelintFactory from '@wmfs/statelint';
import type aslValidator from 'asl-validator';
import { isFields } from '../../../scripts/text/is-fields';
import { foundValid } from '../../../scripts/files/found-valid';
import type { Definition } from './definition';

/** Stands in for a reference that only Terraform resolves: the validators want an ARN. */
const SOME_ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:some';

/**
 * Holds a rendered machine against two validators that we did not write: each misses faults that the other finds.
 * Throws with every fault that either has found.
 */
export function validateDefinition(definition: Definition): void {
  const found = foundValid(['asl-validator', '@wmfs/statelint'], `${String(OUTDATED)}${JSON.stringify(definition)}`);
  if (found.before) return;
  const problems = problemsIn(definition);
  if (problems.length > 0) {
    throw new Error(`The rendered state machine is not valid Amazon States Language:\n  ${problems.join('\n  ')}`);
  }
  found.note();
}

/** What asl-validator and statelint find wrong, in their words. */
export function problemsIn(definition: Definition): string[] {
  // Loaded on first use: half a second that only those who render should pay.
  const { validate, statelint } = loaded();
  const resolved = JSON.stringify(definition, (key, value) =>
    typeof value !== 'string'
      ? value
      : key === 'Resource' && value.includes('${')
        ? SOME_ARN
        : key.endsWith('.$')
          ? inBrackets(value)
          : value,
  );
  const verdict = validate(JSON.parse(resolved, inObjects));
  return [
    ...(verdict.isValid ? [] : verdict.errorsText('\n').split('\n')),
    ...(IN_JSONATA.test(resolved)
      ? []
      : statelint.validate(JSON.parse(resolved, inLetters)).filter((problem) => !OUTDATED.test(problem))),
  ];
}

/**
 * A point before a bracket says nothing, and neither validator takes one: they are shown the path without. The syntax is
 * https://github.com/json-path/JsonPath's, says the language (https://states-language.net/spec.html#paths), and its
 * PathCompiler reads the two alike.
 */
const inBrackets = (text: string): string =>
  text.replace(/'(?:[^'\\]|\\.)*'|\.\[/g, (found) => (found === '.[' ? '[' : found));

/**
 * asl-validator 4.0 takes an object or an expression where AWS takes any value of JSON: it is shown the value in an object.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions.JsonataCommonOptions.html
 */
function inObjects(key: string, value: unknown): unknown {
  if (key !== 'Output') return value;
  const isTaken = typeof value === 'string' ? value.startsWith('{%') : isFields(value);
  return isTaken ? value : { value };
}

/** statelint 1.30 is older than JSONata: asl-validator alone looks at a machine that has some. */
const IN_JSONATA = /"QueryLanguage":"JSONata"/;

/**
 * statelint 1.30 takes no path to a variable: it is shown the path to a field of that name. Nor a name with a hyphen, as
 * the `detail-type` of EventBridge's events (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html),
 * or a `${…}` in one: it is shown letters in their place; nor a line break in a function's text, which may be any
 * (https://states-language.net/spec.html#intrinsic-functions): it is shown a space; nor a
 * filter (recorded: LocalStack, base/test_base.py::test_state_pass_regex_json_path_base): it is shown all items. asl-validator
 * looks at each as it is.
 */
function inLetters(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || key === 'ResultPath' || !/(\.\$|Path|^Variable)$/.test(key)) return value;
  if (value.startsWith('States.')) return value.replaceAll('\n', ' ');
  const path = value.replace(/^\$(?=[A-Za-z_])/, '$.').replace(FILTER, '[*]');
  return /^\$(\.(\w|(?<=\w)-(?=\w)|\$\{\w+\})+)+$/.test(path)
    ? path.replace(/\$\{\w+\}/g, 'placeholder').replaceAll('-', '_')
    : path;
}

/** Of items by one of their fields. */
const FILTER = /\[\?\(@(?:\.\w+)+(?: ?(?:[=!]=|[<>]=?) ?(?:-?\d+(?:\.\d+)?|'[^']*'|"[^"]*"|true|false|null))?\)\]/g;

/**
 * What statelint 1.30 finds wrong and AWS does not: a language that is said, variables, the fields of a distributed Map (asl-validator looks at
 * these), a comment on a clause (which Workflow Studio writes) and a comparison with the context object: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
const OUTDATED =
  /^Field "(QueryLanguage|Assign|Label|ItemReader|ItemBatcher|ResultWriter|MaxConcurrencyPath|ToleratedFailure(Count|Percentage)(Path)?)" not allowed in |^Field "Comment" not allowed in .*\.(Retry|Catch)\[\d+\]$|Path is "\$\$[^"]*" but should be a Reference Path$/;

/* oxlint-disable typescript/no-require-imports -- an import would load them at once */
const load = () => ({
  validate: withOneAjv(require('asl-validator') as typeof aslValidator),
  statelint: (require('@wmfs/statelint') as typeof statelintFactory)(),
});

/**
 * asl-validator 4.0 makes an Ajv at each call, which compiles the same schemas anew: a tenth of a second a machine. While it
 * looks at one it is handed the Ajv that it made first.
 */
function withOneAjv(validate: typeof aslValidator): typeof aslValidator {
  const beside = { paths: [dirname(require.resolve('asl-validator'))] };
  const ajv = require(require.resolve('ajv', beside)) as { default: new (options: object) => object };
  const Ajv = ajv.default;
  let first: object | undefined;
  class OneAjv {
    constructor(options: object) {
      return (first ??= new Ajv(options));
    }
  }
  return (definition) => {
    ajv.default = OneAjv;
    try {
      return validate(definition);
    } finally {
      ajv.default = Ajv;
      // Its formats and keywords stand: Ajv takes none twice.
      if (first) Object.assign(first, { addFormat: () => first, addKeyword: () => first });
    }
  };
}
/* oxlint-enable typescript/no-require-imports */
let cache: ReturnType<typeof load> | undefined;
const loaded = () => (cache ??= load());
