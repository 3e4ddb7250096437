import { transformSync } from 'esbuild';
import { render } from '../language/rendered/render';
import type { StateMachine } from '../language/state-machine';
import { type Fields } from '../../scripts/text/is-fields';
import { Refusal } from './refusal';
import * as intrinsic from '../language/written/intrinsic';
import * as inPartition from '../language/written/in-partition';
import * as integration from '../language/written/integration';
import * as lambdaTask from '../language/written/lambda-task';
import * as mapStorage from '../language/written/map-storage';
import * as saidBy from '../language/written/said-by';
import * as untypedTask from '../language/written/untyped-task';
import * as apiGateway from '../language/services/api-gateway';
import * as athena from '../language/services/athena';
import * as batch from '../language/services/batch';
import * as containers from '../language/services/containers';
import * as events from '../language/services/events';
import * as executions from '../language/services/executions';
import * as services from '../language/services/services';
import * as tables from '../language/services/tables';
import * as http from '../language/services/http';
import * as jobs from '../language/services/jobs';
import * as sdkTask from '../language/services/sdk/sdk-task';
import * as stateMachine from '../language/state-machine';

/** What a written machine may import. */
const MODULES: Readonly<Record<string, object>> = {
  'written/intrinsic': intrinsic,
  'written/in-partition': inPartition,
  'written/integration': integration,
  'written/lambda-task': lambdaTask,
  'written/map-storage': mapStorage,
  'written/said-by': saidBy,
  'written/untyped-task': untypedTask,
  'services/api-gateway': apiGateway,
  'services/athena': athena,
  'services/batch': batch,
  'services/containers': containers,
  'services/events': events,
  'services/executions': executions,
  'services/services': services,
  'services/tables': tables,
  'services/http': http,
  'services/jobs': jobs,
  'services/sdk/sdk-task': sdkTask,
  'state-machine': stateMachine,
};

/** Runs a machine as it was written, and renders it: what is compared is what a person gets, not what the writer meant. */
export function evaluated(source: string, language: string): Fields {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { machine: StateMachine; arns: Record<string, string> } };
  const load = (name: string): object => {
    const found = MODULES[name.slice(language.length + 1)];
    if (found === undefined) throw new Error(`A written machine imports nothing from "${name}".`);
    return found;
  };
  new Function('module', 'exports', 'require', code)(module, module.exports, load);
  try {
    return render(module.exports.machine, module.exports.arns).definition as unknown as Fields;
  } catch (error) {
    // What render finds wrong is wrong with the machine.
    throw new Refusal((error as Error).message);
  }
}
