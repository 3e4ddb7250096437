import type { QueryLanguage } from '../../language/written/jsonata';
import type { SayingParameter } from '../../language/written/said-by';
import type { Fields } from '../../../scripts/text/is-fields';
import { type Found, lastWord } from '../found';
import { said } from '../read-by';
import { quoted, written } from '../states/write-template';
import { ACCOUNT } from './resource-actions';
import { operationOf, within, type WrittenTask } from './written-task';

/** One of the two resources that a job is on. */
interface Part {
  readonly parameter: SayingParameter;
  /** By the builder's function. */
  readonly field: string;
  readonly made: (name: string) => string;
  /** Its rights are made of its ARN's parts, which a placeholder has not. */
  readonly isParsed: boolean;
}

interface OnTwo {
  readonly called: string;
  readonly from: string;
  readonly parts: readonly Part[];
}

const job = (called: string): OnTwo => ({
  called,
  from: 'services/batch',
  parts: [
    { parameter: 'JobQueue', field: 'jobQueue', made: (name) => `batch:${ACCOUNT}:job-queue/${name}`, isParsed: true },
    {
      parameter: 'JobDefinition',
      field: 'jobDefinition',
      made: (name) => `batch:${ACCOUNT}:job-definition/${name}`,
      isParsed: false,
    },
  ],
});
const container = (called: string): OnTwo => ({
  called,
  from: 'services/containers',
  parts: [
    { parameter: 'Cluster', field: 'cluster', made: (name) => `ecs:${ACCOUNT}:cluster/${name}`, isParsed: true },
    {
      parameter: 'TaskDefinition',
      field: 'taskDefinition',
      made: (name) => `ecs:${ACCOUNT}:task-definition/${name}`,
      isParsed: false,
    },
  ],
});

/** By action; whether it waits for a token. */
const ACTIONS: Readonly<Record<string, OnTwo>> = {
  'batch:submitJob false': job('batchSubmitJob'),
  'batch:submitJob.sync false': job('batchSubmitJobSync'),
  'ecs:runTask false': container('ecsRunTask'),
  'ecs:runTask true': container('ecsRunTask'),
  'ecs:runTask.sync false': container('ecsRunTaskSync'),
};

/** A job of Batch or a task of ECS: on a queue or a cluster, and by a definition. */
export function writeOnTwo(
  action: string,
  waits: boolean,
  parameters: Fields,
  found: Found,
  language: QueryLanguage,
): WrittenTask | undefined {
  const key = `${action} ${waits}`;
  const known = Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : undefined;
  if (known?.parts.every(({ parameter }) => said(parameters, parameter, language).as !== 'left out') !== true)
    return undefined;
  const { called, from, parts } = known;
  const isPlaced = ({ parameter, isParsed }: Part): boolean =>
    said(parameters, parameter, language).as === 'written' &&
    (isParsed ? /^arn:/ : /^(arn:|\$\{[^}]*\}$)/).test(String(parameters[parameter]));
  const placed: readonly string[] = parts.filter(isPlaced).map(({ parameter }) => parameter);
  const names = parts.map((part): [string, string] => {
    const text = String(parameters[part.parameter] ?? part.field);
    if (isPlaced(part)) return [part.field, quoted(found.nameFor(text))];
    const arn = `arn:aws:${part.made(lastWord(text, part.field))}`;
    found.notes.add(`${arn}: made up; give the ARN of what ${part.parameter} says: the role is allowed that one alone`);
    return [part.field, quoted(found.nameFor(arn))];
  });
  if (action.startsWith('ecs:'))
    found.notes.add(`${action}: the roles that its task definition names are handed over; name them (roles)`);
  const task: WrittenTask = {
    source: `${called}(${written(names)})`,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([field]) => !placed.includes(field))),
    typeAt: () => 'string',
    imports: [[called, from]],
    ofClient: operationOf(action),
  };
  return parts
    .filter((part) => !isPlaced(part))
    .reduce((one, { parameter }) => within(`saidBy(${quoted(parameter)}, `, 'written/said-by', one), task);
}
