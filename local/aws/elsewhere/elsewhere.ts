import { protocolOf } from '../endpoint/protocol-of';
import { type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { type AccessControl, nameOf } from '../shared/access-control';
import { AwsError, NotServed } from '../shared/errors';
import { askedOperation } from './asked-operation';
import { type Asked, authorizeElsewhere, Undecided } from './authorize';
import { type Answering } from './answering';
import { NoAnswer, sendOn } from './send-on';
import { answerBy } from './stand-in';
import { type Place } from './services/known-calls';

/** "16 MB" of BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const largestBody = 16 * 1024 * 1024;

export interface ElsewhereOptions extends Answering {
  readonly access: AccessControl;
  readonly place: Place;
}

/** The services that are not served here, each by the name that requests are signed for. */
export class Elsewhere {
  readonly #refused = new Set<string>();
  readonly #stoodIn = new Map<string, number>();

  constructor(private readonly options: ElsewhereOptions) {}

  /** What was asked of them and could not be answered, a line each: nothing that came after it is as on AWS. */
  get refused(): readonly string[] {
    return [...this.#refused];
  }

  /** What was answered by a stand-in, and how often: `dynamodb:GetItem`. */
  get stoodIn(): readonly { readonly call: string; readonly times: number }[] {
    return [...this.#stoodIn].map(([call, times]) => ({ call, times })).sort((a, b) => (a.call < b.call ? -1 : 1));
  }

  /** How requests to one are answered. */
  wireOf(service: string): WireService {
    return {
      protocol: protocolOf(service, {}),
      operations: [],
      largestBody,
      handle: (request, call) => {
        const protocol = protocolOf(service, request.headers);
        return this.#answer({ service, request, call, protocol, operation: askedOperation(protocol, request) });
      },
    };
  }

  /** Why nothing answers an operation; undefined where something does, or may. */
  lacks(service: string, operation: string): string | undefined {
    const { forwards = [], standIns = {} } = this.options;
    if (forwards.some((one) => one.service === service)) return undefined;
    const written = Object.hasOwn(standIns, service) ? standIns[service] : undefined;
    const speaksJson = protocolOf(service, {}) === 'json';
    if (written && Object.hasOwn(written, operation) && speaksJson) return undefined;
    return `${service} is not served here. ${remedyOf(service)}`;
  }

  /** As any call: first the caller's rights, then the answer. */
  async #answer(asked: Asked): Promise<Answer> {
    const { service, operation = '', protocol, request } = asked;
    const { access, place, forwards = [], standIns = {} } = this.options;
    const forward = forwards.find((one) => one.service === service);
    const written = !forward && Object.hasOwn(standIns, service) ? standIns[service] : undefined;
    const standIn = written && Object.hasOwn(written, operation) && protocol === 'json' ? written : undefined;
    if (!forward && !standIn) throw this.#refuse(asked, `${service} is not served here. ${remedyOf(service)}`);
    try {
      await authorizeElsewhere({ ...asked, place, isStandIn: standIn !== undefined }, access);
      if (!forward) {
        const call = `${service}:${operation}`;
        this.#stoodIn.set(call, (this.#stoodIn.get(call) ?? 0) + 1);
        return await answerBy(standIn ?? {}, operation, request);
      }
      const { method, path, query, headers, body } = request;
      const url = query.size === 0 ? path : `${path}?${query.toString()}`;
      return await sendOn(forward, { method, url, headers, body: body.whole }, place);
    } catch (error) {
      if (error instanceof Undecided || error instanceof NotServed) throw this.#refuse(asked, `${error.message}.`);
      if (!forward || !(error instanceof NoAnswer)) throw error;
      throw this.#refuse(
        asked,
        `nothing answers at ${forward.origin.origin} (${error.message}), as ${forward.by} has it.`,
      );
    }
  }

  /** Kept, for whoever reads how the run went. */
  #refuse(asked: Asked, why: string): AwsError {
    const line = `${calledBy(asked)}: ${why}`;
    this.#refused.add(line);
    return new AwsError('UnknownOperation', line, 404);
  }
}

/** Who called what, and where that is written. */
function calledBy({ service, operation, request, call }: Asked): string {
  const what = operation === undefined ? `${service} (${request.method} ${request.path})` : `${service}:${operation}`;
  return `${nameOf(call.principal)} called ${what}${call.at === undefined ? '' : ` at ${call.at}`}`;
}

const remedyOf = (service: string): string =>
  `What answers it is yours to name: an emulator, --forward ${service}=http://127.0.0.1:PORT, or a stand-in, local/stand-ins/ (docs/run-locally.md).`;
