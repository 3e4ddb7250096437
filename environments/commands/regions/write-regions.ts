import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../../scripts/text/read-options';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';
import { writeIfChanged } from '../../../scripts/files/write-if-changed';
import type { Regions } from '../../parts/regions';

const COMMAND = 'npm run regions';
const FILE = 'environments/parts/regions.json';
const USAGE = `${COMMAND} -- --source FOLDER

  --source FOLDER   an unpacked botocore: pip download --no-deps botocore && unzip botocore-*.whl
  --help

Writes ${FILE}: the regions that botocore has endpoints of, and its version.
`;

interface Partition {
  readonly partition: string;
  readonly partitionName: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, { readonly description: string }>>;
}

/** `npm run regions`: keeps what botocore knows of AWS's regions. */
export async function main(args: readonly string[], file = join(repositoryRoot(), FILE)): Promise<number> {
  const options = readOptions(args, { source: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, COMMAND);
  if (options.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (options.source === undefined) throw new UserError(`--source is missing: see ${COMMAND} -- --help.`);
  const kept = regionsOf(options.source);
  writeIfChanged(file, `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`Wrote ${FILE}: ${Object.keys(kept.regions).length} regions, from ${kept.source}`);
  return 0;
}

/** `partitions.json` beside it names regions that are announced, and not open yet. */
function regionsOf(source: string): Regions {
  const [, version] = /^__version__ = '([\d.]+)'$/m.exec(read(source, '__init__.py')) ?? [];
  if (version === undefined) throw new UserError(`${source}/botocore/__init__.py names no version.`);
  const { partitions } = JSON.parse(read(source, 'data/endpoints.json')) as { partitions: Partition[] };
  const aws = partitions.find(({ partition }) => partition === 'aws');
  if (!aws) throw new UserError(`${source}/botocore/data/endpoints.json has no partition aws.`);
  return {
    source: `botocore ${version}, data/endpoints.json`,
    licence: 'Apache-2.0, Copyright 2012-2022 Amazon.com, Inc. or its affiliates: https://github.com/boto/botocore',
    regions: Object.fromEntries(Object.entries(aws.regions).map(([name, { description }]) => [name, description])),
    otherPartitions: partitions
      .filter((one) => one !== aws)
      .map(({ partition, partitionName, regionRegex }) => ({ partition, name: partitionName, pattern: regionRegex })),
  };
}

function read(source: string, name: string): string {
  const path = join(source, 'botocore', name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`--source ${source}: ${path} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
