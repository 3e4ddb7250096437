import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { misplaced, providerOf } from './versions';

test('the provider that the bindings were made from is read from them', () => {
  expect(providerOf(join(repositoryRoot(), 'node_modules'))).toBe('6.25.0');
});

test.each([
  ['6.25.0', true],
  ['6.40.1', true],
  ['6.66.0', true],
  ['6.24.9', false],
  ['6.66.1', false],
  ['7.0.0', false],
  ['~> 6.25', false],
])('%s lies between the releases whose types were compared: %s', (version, held) => {
  expect(misplaced(version, '6.25.0', '6.66.0')).toEqual(
    held
      ? []
      : [
          expect.stringContaining(
            `AWS_PROVIDER in environments/parts/aws-provider.ts is "${version}"; it must be a release from 6.25.0`,
          ),
        ],
  );
});
