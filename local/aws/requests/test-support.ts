import { type Principal } from '../../../policies/iam/authorize';
import { callBy } from '../shared/call';
import { localServices } from '../all';
import { type WireService } from '../endpoint/protocols';
import { type Host, type LocalService, type Stood } from '../service';
import { AwsError } from '../shared/errors';
import { type RequestTruth } from './truth';

/** Every service of a stack, without the endpoint before them. */
export async function standWires(host: Host): Promise<{
  readonly wires: ReadonlyMap<string, WireService>;
  close(): Promise<void>;
}> {
  const stood = new Map<string, Stood<unknown>>();
  const services: Readonly<Record<string, LocalService<unknown, never>>> = localServices;
  for (const [name, service] of Object.entries(services)) {
    const needs = Object.fromEntries(Object.keys(service.needs).map((need) => [need, stood.get(need)?.value]));
    stood.set(name, await service.standUp(host, needs as never));
  }
  const wires = [...stood].flatMap(([name, { wire }]): [string, WireService][] => (wire ? [[name, wire]] : []));
  return {
    wires: new Map(wires),
    async close() {
      for (const { stop } of stood.values()) await stop?.();
      for (const { close } of [...stood.values()].reverse()) await close?.();
    },
  };
}

const TARGETS: Readonly<Record<string, string>> = {
  athena: 'AmazonAthena',
  events: 'AWSEvents',
  firehose: 'Firehose_20150804',
  glue: 'AWSGlue',
  stepFunctions: 'AWSStepFunctions',
};

/** What a service makes of a request: its answer, or the error that it throws. */
export async function ask(
  wires: ReadonlyMap<string, WireService>,
  host: Host,
  { service, operation, input, rest }: RequestTruth,
): Promise<{ readonly answer: unknown } | { readonly error: AwsError }> {
  const operator: Principal = { kind: 'root', accountId: host.stack.accountId };
  const target = TARGETS[service];
  const form = Object.entries({ Action: operation, ...input }).filter(([, value]) => value !== undefined);
  try {
    const { body } = await (wires.get(service) as WireService).handle(
      {
        method: rest?.method ?? 'POST',
        path: rest?.path ?? '/',
        query: new URLSearchParams(rest?.query),
        headers: { ...(target === undefined ? {} : { 'x-amz-target': `${target}.${operation}` }), ...rest?.headers },
        body: Buffer.from(service === 'sns' ? new URLSearchParams(form).toString() : JSON.stringify(input)),
      },
      callBy(host.access, operator, 'request-1'),
    );
    const text = String(body);
    return { answer: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    throw error;
  }
}
