import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { compareFolders, compareJson } from './differences';

const stack = {
  '//': { metadata: { version: '0.21.0', backend: 's3' } },
  terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' } } },
  resource: { aws_x: { a: { version: '1.0.0', list: [1, { b: [] }] } } },
};

test('versions and the name of a HashiCorp provider may differ', () => {
  const other = {
    ...stack,
    '//': { metadata: { version: '0.24.0', backend: 's3' } },
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '6.66.0' } } },
  };
  expect(compareJson(stack, other)).toEqual({ allowed: 3, faults: [] });
});

test.each<[string, object, string]>([
  [
    'another value',
    { resource: { aws_x: { a: { version: '2.0.0', list: [1, { b: [] }] } } } },
    'resource.aws_x.a.version: was "1.0.0", is "2.0.0"',
  ],
  [
    'a shorter list',
    { resource: { aws_x: { a: { version: '1.0.0', list: [1] } } } },
    'resource.aws_x.a.list.1: was {"b":[]}, is absent',
  ],
  [
    'a list for an object',
    { resource: { aws_x: { a: { version: '1.0.0', list: [1, { b: {} }] } } } },
    'resource.aws_x.a.list.1.b: was [], is {}',
  ],
  ['what is new', { output: {} }, 'output: was absent, is {}'],
  [
    'another provider',
    { terraform: { required_providers: { aws: { source: 'evil/aws', version: '6.25.0' } } } },
    'terraform.required_providers.aws.source: was "aws", is "evil/aws"',
  ],
  [
    'a range for a version',
    { terraform: { required_providers: { aws: { source: 'aws', version: '~> 6.0' } } } },
    'terraform.required_providers.aws.version: was "6.25.0", is "~> 6.0"',
  ],
])('%s is a difference, told by its place', (_, change, fault) => {
  expect(compareJson(stack, { ...stack, ...change }).faults).toEqual([fault]);
});

test('folders are compared file by file', () => {
  const { folder, remove } = temporaryFolder('differences');
  try {
    const files = (name: string, content: Record<string, string>) => {
      mkdirSync(join(folder, name));
      for (const [file, text] of Object.entries(content)) writeFileSync(join(folder, name, file), text);
      return join(folder, name);
    };
    const own = files('own', {
      'a.json': '{"version": "1.0.0"}',
      'b.mjs': 'x',
      'gone.mjs': '',
      'same.json': '{"a": []}',
    });
    const beside = files('beside', {
      'a.json': '{"version":"1.1.0"}',
      'b.mjs': 'y',
      'new.mjs': '',
      'same.json': '{"a": [\n]}',
    });
    expect(compareFolders(own, beside)).toEqual({
      allowed: 1,
      faults: ['b.mjs: differs', 'gone.mjs: is gone', 'new.mjs: is new'],
    });
  } finally {
    remove();
  }
});
