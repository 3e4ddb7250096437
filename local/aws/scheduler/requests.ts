import { type Stack } from '../../../terraform/stack';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { inputOf, modelOf, shapeOf } from '../requests/model';
import { checkListed, checkRequest, type RequestRules } from '../requests/check';
import { type Call, type Operation } from '../shared/call';
import { NotServed } from '../shared/errors';
import { schedulerOperations } from './operations';
import { type SchedulerService } from './scheduler';

const rules: RequestRules = {
  service: 'scheduler',
  served: {
    GetSchedule: ['Name', 'GroupName'],
    ListSchedules: ['GroupName', 'NamePrefix', 'State', 'NextToken', 'MaxResults'],
    GetScheduleGroup: ['Name'],
    ListScheduleGroups: ['NamePrefix', 'NextToken', 'MaxResults'],
    ListTagsForResource: ['ResourceArn'],
  },
};

/** By the path that each is read at; what stands behind it is the member of the last column. */
const PATHS: readonly (readonly [path: string, one: string, member: string, list?: string])[] = [
  ['schedules', 'GetSchedule', 'Name', 'ListSchedules'],
  ['schedule-groups', 'GetScheduleGroup', 'Name', 'ListScheduleGroups'],
  ['tags', 'ListTagsForResource', 'ResourceArn'],
];

/** REST with JSON: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
export function schedulerWire(scheduler: SchedulerService, stack: Stack): WireService {
  const operations = schedulerOperations(scheduler, stack);
  for (const operation of Object.keys(operations)) checkListed(rules, operation);
  return {
    protocol: 'rest-json',
    operations: Object.keys(operations),
    async handle(request, call) {
      const { operation, named } = asked(request);
      const run = operations[operation];
      if (!run) throw notServed(request);
      const input = { ...named, ...queried(operation, request) };
      checkRequest(rules, operation, input);
      return answered(call, await run(input, call));
    },
  };
}

function asked(request: HttpRequest): { readonly operation: string; readonly named: Record<string, string> } {
  const [, path, encoded] = /^\/([a-z-]+)(?:\/([^/]+))?\/?$/.exec(request.path) ?? [];
  const found = request.method === 'GET' ? PATHS.find(([one]) => one === path) : undefined;
  const [, one, member = '', list] = found ?? [];
  const operation = encoded === undefined ? list : one;
  if (operation === undefined) throw notServed(request);
  // The endpoint refuses a path that can't be decoded.
  return { operation, named: encoded === undefined ? {} : { [member]: decodeURIComponent(encoded) } };
}

/** What the model has in the query, by the names that it has there. */
function queried(operation: string, { query }: HttpRequest): Record<string, unknown> {
  const model = modelOf('scheduler');
  return Object.fromEntries(
    Object.entries(inputOf('scheduler', operation).members ?? {}).flatMap(
      ([member, { shape, location, locationName }]) => {
        const given = location === 'querystring' ? query.get(locationName ?? member) : null;
        if (given === null) return [];
        // What is no number is told as such.
        const isNumber = shapeOf(model, shape).type === 'integer' && /^-?\d+$/.test(given);
        return [[member, isNumber ? Number(given) : given]];
      },
    ),
  );
}

const notServed = ({ method, path }: HttpRequest): NotServed =>
  new NotServed('UnknownOperationException', `${method} ${path}`, 404, Object.keys(rules.served));

const answered = ({ requestId }: Call, body: Awaited<ReturnType<Operation>>) => ({
  status: 200,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
