import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import { Resource as NullResource } from '@cdktf/provider-null/lib/resource';
import { App } from 'cdktf';
import { Construct } from 'constructs';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';
import { writeBundle } from './bundle';
import { askedFor } from './source-location';

/** Paths start at the stack's folder, `cdktf.out/stacks/<environment>`, where Terraform runs. */
const bundlePath = (handler: string) => `../../bundles/${handler}/index.mjs`;

/** Loads the bundle as Lambda does. A bundle that can't be loaded fails the apply, before the function is touched. */
const smokeTest = (handler: string) =>
  `import('${bundlePath(handler)}').then(({ handler }) => { ` +
  `if (typeof handler !== 'function') throw new Error('${handler}: the bundle exports no function named handler'); })`;

const bundled = new WeakMap<App, Map<string, string>>();

/** The SHA-256 of a bundle that all stacks of an app share: it is written with the first that asks for it. */
function bundledFor(app: App, handler: string): string {
  const known = bundled.get(app) ?? new Map<string, string>();
  bundled.set(app, known);
  const sha256 = known.get(handler) ?? writeBundle(handler, app.outdir).sha256;
  known.set(handler, sha256);
  return sha256;
}

/** One handler's bundle: built now, zipped when Terraform plans, loaded once when Terraform applies. */
export class FunctionArchive extends Construct {
  /** Of the zip, relative to the stack's folder. */
  readonly path: string;
  /** SHA-256 of the zip, base64. */
  readonly hash: string;
  readonly smokeTest: NullResource;

  /** @param props `zip`: of the stack, no other function's */
  constructor(
    scope: Construct,
    id: string,
    { handler, zip: name }: { readonly handler: string; readonly zip: string },
  ) {
    super(scope, id);
    const file = `lambdas/${handler}.ts`;
    if (!existsSync(join(repositoryRoot(), file))) {
      throw new UserError(`${askedFor()}: there is no ${file}; write it, and export its "handler" from it.`);
    }
    const sha256 = bundledFor(App.of(this), handler);

    const zip = new DataArchiveFile(this, 'zip', {
      type: 'zip',
      sourceFile: bundlePath(handler),
      outputPath: `zips/${name}.zip`,
      // A checkout's umask would change the zip's bytes.
      outputFileMode: '0644',
    });
    this.path = zip.outputPath;
    this.hash = zip.outputBase64Sha256;

    this.smokeTest = new NullResource(this, 'smoke-test', {
      triggers: { sha256 },
      provisioners: [
        {
          type: 'local-exec',
          // No shell between: the same words work on every system.
          interpreter: ['node', '--input-type=module', '--eval'],
          command: smokeTest(handler),
        },
      ],
    });
  }
}
