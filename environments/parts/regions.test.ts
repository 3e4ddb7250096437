import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRegion, regionFault } from './regions';
import kept from './regions.json';
import { main } from '../commands/regions/write-regions';

test('regions are those that exist', () => {
  expect(Object.keys(kept.regions).length).toBeGreaterThan(30);
  // Opened 2025 and 2025; and of a form that no region has.
  expect(['eu-west-1', 'ap-southeast-7', 'mx-central-1'].filter(isRegion)).toHaveLength(3);
  expect(['eu-west-9', 'eu-northwest-1', 'aws-global', 'toString', ''].filter(isRegion)).toEqual([]);
});

test.each([
  ['cn-north-1', 'aws-cn', 'AWS China'],
  ['us-gov-west-1', 'aws-us-gov', 'AWS GovCloud (US)'],
  ['us-iso-east-1', 'aws-iso', 'AWS ISO (US)'],
  ['us-isob-east-1', 'aws-iso-b', 'AWS ISOB (US)'],
  ['eu-isoe-west-1', 'aws-iso-e', 'AWS ISOE (Europe)'],
  ['us-isof-south-1', 'aws-iso-f', 'AWS ISOF'],
  ['eusc-de-east-1', 'aws-eusc', 'AWS EUSC'],
])('%s is refused: it is in the partition %s', (region, partition, name) => {
  expect(isRegion(region)).toBe(false);
  expect(regionFault(region)).toBe(
    `that lies in ${name}, the partition ${partition}, whose ARNs begin with "arn:${partition}:" and not with "arn:aws:", ` +
      'as all here do; choose a region of the partition aws',
  );
});

test.each([
  ['eu-wets-1', 'eu-west-1'],
  ['us-east-3', 'us-east-1'],
  ['eucentral1', 'eu-central-1'],
  ['ap-southeast-72', 'ap-southeast-2'],
])('%s is near to %s', (region, nearest) => {
  expect(regionFault(region)).toContain(`did you mean ${nearest}?`);
});

test('what is near to none is told all of them', () => {
  expect(regionFault('frankfurt')).toContain('must be a region of AWS: af-south-1, ap-east-1, ');
});

describe('npm run regions', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'regions-'));
    jest.spyOn(console, 'log').mockReturnValue();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** In botocore's own form: https://github.com/boto/botocore/blob/develop/botocore/data/endpoints.json */
  function unpack(version: string): void {
    mkdirSync(join(folder, 'botocore/data'), { recursive: true });
    writeFileSync(join(folder, 'botocore/__init__.py'), `import os\n\n__version__ = '${version}'\n`);
    const partition = (name: string, regions: object) => ({
      partition: name,
      partitionName: name.toUpperCase(),
      regionRegex: `^${name}\\-\\d+$`,
      regions,
    });
    const partitions = [
      partition('aws-cn', { 'cn-north-1': { description: 'China (Beijing)' } }),
      partition('aws', { 'xx-west-1': { description: 'Somewhere' } }),
    ];
    writeFileSync(join(folder, 'botocore/data/endpoints.json'), JSON.stringify({ partitions, version: 3 }));
  }

  test("keeps the partition aws, the others' pattern, and the version", async () => {
    unpack('1.2.3');
    const file = join(folder, 'regions.json');
    expect(await main(['--source', folder], file)).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      source: 'botocore 1.2.3, data/endpoints.json',
      licence: kept.licence,
      regions: { 'xx-west-1': 'Somewhere' },
      otherPartitions: [{ partition: 'aws-cn', name: 'AWS-CN', pattern: '^aws-cn\\-\\d+$' }],
    });
  });

  test('says which file is not there', async () => {
    await expect(main(['--source', folder])).rejects.toThrow(`${join(folder, 'botocore/__init__.py')} can't be read`);
    await expect(main([])).rejects.toThrow('--source is missing');
  });
});
