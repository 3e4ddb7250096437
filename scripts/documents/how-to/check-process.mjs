// `npm run check` of some files of a checkout, again and again: the parent sends which (`{ roots, edited }`), and is told
// each fault, as tsc prints it, in the roots and all that they import, and each edited file that prettier would write
// otherwise. What hangs on no file that changed has its types not checked anew.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';

const [root = ''] = process.argv.slice(2);
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, incremental: false, tsBuildInfoFile: undefined },
  root,
);
const host = { ...ts.createCompilerHost(options), getCurrentDirectory: () => root };
const parse = host.getSourceFile;
const ofPackage = (file) => file.includes('/node_modules/');
const known = new Map();

/** By its text: what has the same is the same to TypeScript, which looks at `version`. */
host.getSourceFile = (file, ...how) => {
  const before = known.get(file);
  if (before !== undefined && ofPackage(file)) return before;
  const text = ts.sys.readFile(file);
  if (text !== undefined && text === before?.text) return before;
  const source = parse(file, ...how);
  if (source === undefined) return undefined;
  source.version = ts.sys.createHash(source.text);
  known.set(file, source);
  return source;
};

let program;
function typeFaults(roots) {
  program = ts.createSemanticDiagnosticsBuilderProgram(
    roots.map((name) => join(root, name)),
    options,
    host,
    program,
  );
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()]
    .filter(({ file }) => file === undefined || !ofPackage(file.fileName))
    .map((fault) =>
      ts.formatDiagnostic(fault, {
        getCurrentDirectory: () => root,
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      }),
    );
}

async function formatFault(name) {
  const filepath = join(root, name);
  const { ignored, inferredParser } = await prettier.getFileInfo(filepath, {
    ignorePath: join(root, '.prettierignore'),
  });
  if (ignored || inferredParser === null) return [];
  const as = { ...(await prettier.resolveConfig(filepath, { editorconfig: true })), filepath };
  return (await prettier.check(readFileSync(filepath, 'utf8'), as)) ? [] : [`${name}: npm run format\n`];
}

process.on('message', async ({ roots, edited }) => {
  const format = await Promise.all(edited.map(formatFault));
  process.send([...typeFaults(roots), ...format.flat()]);
});
