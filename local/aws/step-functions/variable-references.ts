import { isFields } from '../../../scripts/text/is-fields';
import { type Argument, parseCall } from './interpreter/functions/parse';
import { type AslObject, innerMachines } from './interpreter/machine';
import { bodyOf, isExpression } from '../../../scripts/text/jsonata-expression';
import { isJsonataFunction } from '../../../scripts/text/jsonata-functions';
import { parsePath } from './interpreter/query/path';
import { languageIn } from './supported/fields';
import { type Parse, parser } from './supported/jsonata';
import { speaksJsonata } from './supported/unsupported';

/** By state, the variables that it reads. */
export type VariableReferences = Readonly<Record<string, readonly string[]>>;

/** Fields that hold states, which are told by their own names, and those that hold no path whatever they look like. */
const skipped = ['Branches', 'ItemProcessor', 'Iterator', 'Result'];

/**
 * As DescribeStateMachine tells them; undefined where no state reads one. Recorded:
 * test_sfn_api_variable_references.py, and of JSONata radkawar/stackd at 9dc356f,
 * testdata/aws/stepfunctions/variable_limits.json.
 */
export async function variableReferences(machine: AslObject): Promise<VariableReferences | undefined> {
  const parse = speaksJsonata(machine) ? await parser() : undefined;
  const references = Object.fromEntries(referencesOf(machine, machine, parse).filter(([, names]) => names.length > 0));
  return Object.keys(references).length === 0 ? undefined : references;
}

type Row = readonly [state: string, names: readonly string[]];

function referencesOf(within: AslObject, machine: AslObject, parse: Parse | undefined): Row[] {
  return Object.entries(isFields(within['States']) ? within['States'] : {}).flatMap(([name, state]) => {
    if (!isFields(state)) return [];
    const own = Object.entries(state).filter(([field]) => !skipped.includes(field));
    const read = languageIn(machine, state) === 'JSONata' && parse ? inExpressions(parse) : inPaths;
    const names = [...new Set(own.flatMap(([field, value]) => read(field, value)))];
    const inner = innerMachines(state).flatMap((one) => referencesOf(one, machine, parse));
    return [[name, names] as const, ...inner];
  });
}

type Read = (field: string, value: unknown) => string[];

const inExpressions = (parse: Parse): Read => {
  const read: Read = (_, value) => {
    if (isExpression(value)) return [...parse(bodyOf(value)).variables].filter((name) => !isJsonataFunction(name));
    return typeof value === 'object' && value !== null
      ? Object.values(value as object).flatMap((one) => read('', one))
      : [];
  };
  return read;
};

/** Paths stand in fields called so, in a rule's Variable, and in templates where a field ends in `.$`. */
const inPaths: Read = (field, value) => {
  if (typeof value === 'string') return /(Path|\.\$|^Variable)$/.test(field) ? namesOf(value) : [];
  if (Array.isArray(value)) return value.flatMap((one) => inPaths('', one));
  return isFields(value) ? Object.entries(value).flatMap(([name, one]) => inPaths(name, one)) : [];
};

function namesOf(text: string): string[] {
  if (!text.startsWith('$')) return namesOfArguments(parseCall(text).args);
  const { variable } = parsePath(text);
  return variable === undefined ? [] : [variable];
}

const namesOfArguments = (args: readonly Argument[]): string[] =>
  args.flatMap((argument) => {
    if (argument.kind === 'path') return namesOf(argument.path);
    return argument.kind === 'call' ? namesOfArguments(argument.call.args) : [];
  });
