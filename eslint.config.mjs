import tseslint from 'typescript-eslint';
import { noCircle } from './scripts/lint/no-circle.mjs';

const folders = [
  'environments',
  'constructs',
  'lambdas',
  'state-machines',
  'catalog',
  'terraform',
  'policies',
  'local',
  'pipelines',
];

/** Which folders a folder may import from, beside itself and scripts/. Data flows one way. */
const flow = {
  environments: ['constructs', 'catalog'],
  constructs: ['lambdas', 'state-machines'],
  lambdas: [],
  'state-machines': ['lambdas'],
  catalog: [],
  terraform: ['catalog'],
  policies: ['catalog', 'terraform'],
  local: ['catalog', 'terraform', 'policies'],
  pipelines: ['lambdas', 'catalog', 'terraform', 'policies'],
};

/** The console draws as the report's page does; handlers run here from their bundles alone. */
const EXCEPT_PAGE = '^(\\.\\./)+lambdas/(?!shared/html$|report/page/)';

/** A machine is data: of what its tasks call it has the types. */
const typesOfClients = {
  group: ['@aws-sdk/*', '@smithy/*'],
  allowTypeImports: true,
  message: 'A machine takes nothing but types of a client: import type.',
};

const oneWay = Object.entries(flow).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/*.terraform-test.ts', '**/test-support.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '@cdktf/provider-aws',
            message: 'Import one resource, as @cdktf/provider-aws/lib/s3-bucket: the root costs 7 s.',
          },
        ],
        patterns: [
          ...folders
            .filter((other) => other !== folder && !allowed.includes(other))
            .map((other) => ({
              ...(folder === 'local' && other === 'lambdas' ? { regex: EXCEPT_PAGE } : { group: [`**/${other}/**`] }),
              message: `${folder}/ must not import from ${other}/: data flows one way.`,
            })),
          ...(folder === 'state-machines' ? [typesOfClients] : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'cdktf.out', '.local', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.ts'], plugins: { ours: { rules: { 'no-circle': noCircle } } }, rules: { 'ours/no-circle': 'error' } },
  {
    // Of clients that need not be installed: an import statement of one that is not is an error.
    files: ['state-machines/language/services/sdk/clients.d.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...oneWay,
  {
    files: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'fast-check',
              message: 'Import scripts/jest/properties: with a seed of its own a test is red on one run in many.',
            },
          ],
        },
      ],
    },
  },
);
