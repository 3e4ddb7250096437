import type * as Fs from 'node:fs';
import type * as Http from 'node:http';
import type * as Module from 'node:module';
import type * as Path from 'node:path';
import type * as Url from 'node:url';
import type * as Util from 'node:util';

/** What the program of an environment needs of Node.js itself. */
export interface Node {
  readonly fs: typeof Fs;
  readonly http: typeof Http;
  readonly module: typeof Module;
  readonly path: typeof Path;
  readonly url: typeof Url;
  readonly util: typeof Util;
}
