import { type Protocol } from '../endpoint/protocol';
import { protocolOf } from '../endpoint/protocol-of';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { type AccessControl, nameOf } from '../shared/access-control';
import { type Call } from '../shared/call';
import { AwsError, NotServed } from '../shared/errors';
import { askedOperation } from './asked-operation';
import { authorizeElsewhere, Undecided } from './authorize';
import { type Forward } from './forwards';
import { NoAnswer, sendOn } from './send-on';
import { type Place } from './services/known-calls';

/** "16 MB" of BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const largestBody = 16 * 1024 * 1024;

export interface ElsewhereOptions {
  readonly access: AccessControl;
  readonly place: Place;
  /** Where the calls of each are answered. */
  readonly forwards?: readonly Forward[];
}

/** The services that are not served here, each by the name that requests are signed for. */
export class Elsewhere {
  readonly #refused = new Set<string>();

  constructor(private readonly options: ElsewhereOptions) {}

  /** What was asked of them and could not be answered, a line each: nothing that came after it is as on AWS. */
  get refused(): readonly string[] {
    return [...this.#refused];
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

  /** As any call: first the caller's rights, then the answer. */
  async #answer(asked: Asked): Promise<Answer> {
    const { service, request } = asked;
    const { access, place, forwards = [] } = this.options;
    const forward = forwards.find((one) => one.service === service);
    if (!forward) throw this.#refuse(asked, `${service} is not served here. ${remedyOf(service)}`);
    try {
      await authorizeElsewhere({ ...asked, place }, access);
      const { method, path, query, headers, body } = request;
      const url = query.size === 0 ? path : `${path}?${query.toString()}`;
      return await sendOn(forward, { method, url, headers, body: body.whole }, place);
    } catch (error) {
      if (error instanceof Undecided || error instanceof NotServed) throw this.#refuse(asked, `${error.message}.`);
      if (!(error instanceof NoAnswer)) throw error;
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

/** A request of a service that is not served here. */
interface Asked {
  readonly service: string;
  readonly protocol: Protocol;
  readonly operation: string | undefined;
  readonly request: HttpRequest;
  readonly call: Call;
}

/** Who called what, and where that is written. */
function calledBy({ service, operation, request, call }: Asked): string {
  const what = operation === undefined ? `${service} (${request.method} ${request.path})` : `${service}:${operation}`;
  return `${nameOf(call.principal)} called ${what}${call.at === undefined ? '' : ` at ${call.at}`}`;
}

const remedyOf = (service: string): string =>
  `What answers it is yours to name: an emulator, --forward ${service}=http://127.0.0.1:PORT (docs/run-locally.md).`;
