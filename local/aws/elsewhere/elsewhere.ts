import { type Protocol } from '../endpoint/protocol';
import { protocolOf } from '../endpoint/protocol-of';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { nameOf } from '../shared/access-control';
import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { askedOperation } from './asked-operation';

/** "16 MB" of BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const largestBody = 16 * 1024 * 1024;

/** The services that are not served here, each by the name that requests are signed for. */
export class Elsewhere {
  readonly #refused = new Set<string>();

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
      handle: (request, call) =>
        this.#answer({ service, request, call, protocol: protocolOf(service, request.headers) }),
    };
  }

  async #answer(asked: Asked): Promise<Answer> {
    throw this.#refuse(asked, `${asked.service} is not served here. ${remedyOf(asked.service)}`);
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
  readonly request: HttpRequest;
  readonly call: Call;
}

/** Who called what, and where that is written. */
function calledBy({ service, protocol, request, call }: Asked): string {
  const operation = askedOperation(protocol, request);
  const what = operation === undefined ? `${service} (${request.method} ${request.path})` : `${service}:${operation}`;
  return `${nameOf(call.principal)} called ${what}${call.at === undefined ? '' : ` at ${call.at}`}`;
}

const remedyOf = (service: string): string =>
  `What answers it is yours to name: an emulator, --forward ${service}=http://127.0.0.1:PORT (docs/run-locally.md).`;
