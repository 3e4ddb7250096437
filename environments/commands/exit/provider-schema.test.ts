import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { fetchSchema, holdAgainstSchema } from './provider-schema';

const { folder, remove } = temporaryFolder('provider-schema-test');
afterAll(remove);

/** In the shape that `terraform providers schema -json` of 1.11 has. */
const SCHEMAS = {
  provider_schemas: {
    'registry.terraform.io/hashicorp/aws': {
      provider: { block: { attributes: { region: {} } } },
      resource_schemas: {
        aws_a: {
          block: {
            attributes: {
              name: {},
              old: { deprecated: true },
              map: {},
              typed: { nested_type: { attributes: { x: {} } } },
            },
            block_types: { rule: { block: { attributes: { days: {} } } } },
          },
        },
      },
    },
  },
};

/** Terraform, which needs its registry for this: it does as the script says. */
function terraform(script: string): string {
  const file = join(folder, 'terraform');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('the schema of just this version is asked for', async () => {
  writeFileSync(join(folder, 'schemas.json'), JSON.stringify(SCHEMAS));
  const binary = terraform(
    `grep -q '"source":"hashicorp/aws","version":"6.66.0"' main.tf.json || exit 1\n[ "$1" = init ] || cat '${folder}/schemas.json'`,
  );
  await expect(fetchSchema('terraform', '6.66.0', binary)).resolves.toEqual({ schemas: SCHEMAS });
});

test.each([
  [
    `printf 'Error: could not connect to\\nregistry.terraform.io: no such host' >&2; exit 1`,
    /^terraform can't fetch the provider: could not connect to registry\.terraform\.io/,
  ],
  [
    `[ "$1" = init ] && exit 0; echo 'Error: plugin crashed' >&2; exit 1`,
    /^the provider does not tell it: plugin crashed/,
  ],
])('where %s, it is told that it was not done', async (script, why) => {
  await expect(fetchSchema('terraform', '6.66.0', terraform(script))).resolves.toEqual({
    why: expect.stringMatching(why),
  });
});

test('without the program, it is told that it was not done', async () => {
  await expect(fetchSchema('tofu', '6.66.0', join(folder, 'none'))).resolves.toEqual({
    why: 'tofu is not on the PATH',
  });
});

test('each argument in use that the schema does not have, or has as deprecated, is named', () => {
  const given = { name: {}, old: {}, map: { any: {} }, typed: { y: {} }, rule: { days: {}, weeks: {} }, gone: {} };
  expect(
    holdAgainstSchema(
      [
        { kind: 'provider', type: 'aws', arguments: { region: {} } },
        { kind: 'resource', type: 'aws_a', arguments: given },
        { kind: 'data', type: 'aws_b', arguments: {} },
        { kind: 'resource', type: 'null_resource', arguments: { triggers: {} } },
      ],
      SCHEMAS,
    ),
  ).toEqual({
    count: 10,
    faults: [
      'aws_a.old: is deprecated',
      "aws_a.typed.y: is not in the provider's schema",
      "aws_a.rule.weeks: is not in the provider's schema",
      "aws_a.gone: is not in the provider's schema",
      "data.aws_b: is not in the provider's schema",
    ],
  });
});
