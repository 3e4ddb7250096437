import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { requireOneCopy } from './one-copy';

const root = repositoryRoot();

test('the bindings that are installed are made for the cdktf that we import', () => {
  expect(() => requireOneCopy()).not.toThrow();
});

test('bindings with a cdktf and a constructs of their own end the synthesis, and all copies are named', () => {
  const { folder, remove } = temporaryFolder('two-copies');
  try {
    const modules = join(folder, 'node_modules');
    const installed = join(root, 'node_modules');
    mkdirSync(join(modules, '@cdktf'), { recursive: true });
    const linked = readdirSync(installed).filter((name) => name !== '@cdktf' && name !== '.cache');
    for (const name of [...linked, '@cdktf/provider-aws', '@cdktf/provider-archive']) {
      symlinkSync(join(installed, name), join(modules, name));
    }
    const bindings = join(modules, '@cdktf/provider-null');
    cpSync(join(installed, '@cdktf/provider-null'), bindings, { recursive: true });
    for (const name of ['cdktf', 'constructs']) {
      cpSync(join(installed, name), join(bindings, 'node_modules', name), { recursive: true });
    }
    const file = join(folder, 'shipped.cjs');
    const entryPoints = ['environments/commands/synth/shipped.ts'];
    buildSync({
      entryPoints,
      absWorkingDir: root,
      outfile: file,
      bundle: true,
      packages: 'external',
      platform: 'node',
    });
    const program =
      'const [file] = process.argv.slice(1); require(file).main([]).catch((e) => console.error(e.message))';
    const args = ['--eval', program, file];
    const env = { ...process.env, CDKTF_OUTDIR: join(folder, 'out') };
    const { stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    const lines = stderr.split('\n').filter((line) => line.startsWith('Two copies of '));
    expect(lines).toHaveLength(2);
    for (const [index, [name, element]] of [
      ['cdktf', 'terraform-element'] as const,
      ['constructs', 'construct'] as const,
    ].entries()) {
      const copies = [installed, join(bindings, 'node_modules')].map((at) => join(at, name, 'lib', `${element}.js`));
      expect(lines[index]).toContain(`Two copies of ${name} meet: @cdktf/provider-null is made for another than`);
      expect(lines[index]).toContain(`(loaded are ${copies.join(' and ')}), so NullProvider is no `);
    }
  } finally {
    remove();
  }
});
