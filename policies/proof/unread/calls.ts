import { commandsOf, UnreadableCalls } from '../../needs/commands';
import { type Row } from './row';

const table: readonly (readonly [name: string, source: string, told: string])[] = [
  ['import() of a template literal', 'await import(`@aws-sdk/client-${"iam"}`);', 'import('],
  ['import() of joined text', "await import('@aws-sdk/' + 'client-iam');", 'import('],
  ['import() of a variable', "const name = 'x'; await import(name);", 'import(name)'],
  ['import() of a client', "await import('@aws-sdk/client-s3');", 'import('],
  ['@smithy/signature-v4 with fetch', "import { SignatureV4 } from '@smithy/signature-v4';", '@smithy/signature-v4'],
  ['aws4fetch', "import { AwsClient } from 'aws4fetch';", 'aws4fetch'],
  ['aws-sdk version 2', "import S3 from 'aws-sdk/clients/s3';", 'aws-sdk/clients/s3'],
  ['aws-sdk version 2, whole', "import * as AWS from 'aws-sdk';", 'aws-sdk'],
  [
    '@aws-lambda-powertools/parameters',
    "import { getSecret } from '@aws-lambda-powertools/parameters/secrets';",
    'parameters/secrets',
  ],
  ['a child process', "import { execFile } from 'node:child_process';", 'node:child_process'],
  ['a child process without node:', "import { execFile } from 'child_process';", 'child_process'],
  [
    'an import after a /* inside a string',
    "const glob = '/*';\nimport { S3 } from '@aws-sdk/client-s3';\nconst end = '*/';",
    'imports S3',
  ],
  [
    'an import after a /* inside a regular expression',
    "const glob = /[/*]/;\nimport { S3 } from '@aws-sdk/client-s3'; // */",
    'imports S3',
  ],
  ['fetch', "await fetch('https://s3.amazonaws.com');", 'uses fetch'],
  ['fetch by globalThis', "await globalThis.fetch('https://s3.amazonaws.com');", 'uses globalThis'],
  [
    'fetch behind a name of its own elsewhere',
    'function f(fetch: () => void) { fetch(); }\nawait fetch();',
    'uses fetch',
  ],
  ['node:https', "import { request } from 'node:https';", 'node:https'],
  ['node:net', "import { connect } from 'node:net';", 'node:net'],
  ['a worker', "import { Worker } from 'node:worker_threads';", 'node:worker_threads'],
  ['require', "const { S3 } = require('@aws-sdk/client-s3');", 'uses require'],
  ['module.require', "module.require('@aws-sdk/client-s3');", 'uses module'],
  ['createRequire', "import { createRequire } from 'node:module';", 'node:module'],
  ['import =', "import s3 = require('@aws-sdk/client-s3');", 'uses import ='],
  ['eval', "eval('fetch()');", 'uses eval'],
  ['new Function', "new Function('return fetch()')();", 'uses Function'],
  ["a function's constructor", "(() => 1).constructor('return fetch()')();", 'uses constructor'],
  ["a function's constructor by index", "(() => 1)['constructor']('return fetch()')();", 'uses constructor'],
  [
    'what an index finds, called',
    "const name = 'constructor'; const f = () => 1; f[name as never]('x');",
    'calls f[name as never]',
  ],
  ['process.getBuiltinModule', "process.getBuiltinModule('node:https');", 'uses process.getBuiltinModule'],
  ['process by index', "process['binding' + ''];", 'a member of process'],
  ['process handed on', 'const p = process;', 'hands process on'],
  ['import.meta', 'import.meta.resolve;', 'uses import.meta'],
  ['a web socket', "new WebSocket('wss://x');", 'uses WebSocket'],
  ['a class that extends a global', 'class Mine extends EventSource {}', 'uses EventSource'],
  ['an aggregated client', "import { S3 } from '@aws-sdk/client-s3';", 'imports S3'],
  ['a paginator', "import { paginateListObjectsV2 } from '@aws-sdk/client-s3';", 'hides what it sends'],
  ['a waiter', "import { waitUntilObjectExists } from '@aws-sdk/client-s3';", 'hides what it sends'],
  ['import *', "import * as s3 from '@aws-sdk/client-s3';", 'in a way that is not followed'],
  ['export *', "export * from '@aws-sdk/client-s3';", 'in a way that is not followed'],
  ['export of one', "export { S3 } from '@aws-sdk/client-s3';", 'in a way that is not followed'],
  ['a default import', "import s3 from '@aws-sdk/client-s3';", 'in a way that is not followed'],
  ['an import for its effect', "import 'some-package';", 'some-package'],
  ['a helper library', "import { Upload } from '@aws-sdk/lib-storage';", '@aws-sdk/lib-storage'],
  ['a client of another service', "import { GetUserCommand } from '@aws-sdk/client-iam';", '@aws-sdk/client-iam'],
  [
    "a client's middleware",
    "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({}).middlewareStack;",
    'uses middlewareStack',
  ],
  [
    "a client's handler of requests",
    "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({}).config.requestHandler;",
    'uses requestHandler',
  ],
  ['a package by its path', "import { S3 } from '../node_modules/@aws-sdk/client-s3';", 'node_modules'],
  ['a package that nobody looked at', "import { x } from 'left-pad';", 'left-pad'],
];

export const calls: readonly Row[] = table.map(([name, source, told]) => ({
  name,
  told,
  says: () => {
    try {
      return commandsOf('lambdas/x.ts', source).map(({ action }) => `may send ${action}`);
    } catch (error) {
      if (error instanceof UnreadableCalls) return [error.message];
      throw error;
    }
  },
}));
