import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../../scripts/text/read-options';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';
import { writeIfChanged } from '../../../scripts/files/write-if-changed';
import { LEFT_OUT, OPERATIONS } from '../../aws-limits/operations';
import { modelsText } from '../../aws-limits/models-text';
import { readBotocore, readProtocols, type ServiceProtocols } from '../../aws-limits/read-botocore';
import { operationsIn, readRequestModels, REQUEST_MODELS_FILE, textOfRequests } from '../../aws-limits/request-models';
import { SERVICE_MODELS_FILE, type ServiceModels } from '../../../catalog/models/service-models';

/** Which protocol a client speaks that the local account answers. */
const PROTOCOLS_FILE = 'local/aws/endpoint/service-protocols.json';

const COMMAND = 'npm run aws-models';
const HELP = `Usage: ${COMMAND} -- --botocore FOLDER

Writes what AWS's own models of its services state: the limits of what is made, to ${SERVICE_MODELS_FILE};
the requests that the local account serves, to ${REQUEST_MODELS_FILE}, which names their operations;
and the protocols that each service speaks, to ${PROTOCOLS_FILE}.

  --botocore FOLDER  an unpacked botocore: pip install --no-deps --target FOLDER botocore
`;

/** `npm run aws-models -- --botocore FOLDER` */
export async function main(
  args: readonly string[],
  file = join(repositoryRoot(), SERVICE_MODELS_FILE),
  protocolsFile = join(repositoryRoot(), PROTOCOLS_FILE),
  requests = join(repositoryRoot(), REQUEST_MODELS_FILE),
): Promise<number> {
  const { botocore, help } = readOptions(args, { botocore: { type: 'string' }, help: { type: 'boolean' } }, COMMAND);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (botocore === undefined) throw new UserError(`--botocore is missing: see ${COMMAND} -- --help.`);
  const models = readBotocore(botocore, OPERATIONS, LEFT_OUT);
  const served = readRequestModels(botocore, operationsIn(readFileSync(requests, 'utf8')));
  writeIfChanged(file, textOf(models));
  writeIfChanged(requests, textOfRequests(served));
  writeIfChanged(protocolsFile, protocolsText(readProtocols(botocore)));
  console.log(
    `Wrote ${SERVICE_MODELS_FILE}, ${REQUEST_MODELS_FILE} and ${PROTOCOLS_FILE} from botocore ${models.botocore}`,
  );
  return 0;
}

/** A line each service. */
function protocolsText({ services, ...head }: ServiceProtocols): string {
  const lines = Object.entries(services).map(
    ([name, protocols]) => `    ${JSON.stringify(name)}: [${protocols.map((one) => JSON.stringify(one)).join(', ')}]`,
  );
  return modelsText(head, lines);
}

/** A line each member, so that a change of one is a change of one line. */
function textOf({ services, ...head }: ServiceModels): string {
  const lines = Object.entries(services).map(([service, { apiVersion, operations }]) => {
    const inner = Object.entries(operations).map(([name, members]) => {
      const each = Object.entries(members).map(
        ([path, limits]) => `          ${JSON.stringify(path)}: ${JSON.stringify(limits)}`,
      );
      return `        ${JSON.stringify(name)}: {${each.length > 0 ? `\n${each.join(',\n')}\n        ` : ''}}`;
    });
    return `    ${JSON.stringify(service)}: {\n      "apiVersion": "${apiVersion}",\n      "operations": {\n${inner.join(',\n')}\n      }\n    }`;
  });
  return modelsText(head, lines);
}
