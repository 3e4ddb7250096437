// `npm run check` of some files of a checkout, again and again: the parent sends which (`{ roots, edited }`), and is told
// each fault, as tsc prints it, in the roots and all that they import, and each edited file that prettier would write
// otherwise. Types are looked at where a file changed, and in what hangs on it: all else is as in the checkout that was
// copied, whose types `npm run check` looks at.
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
// As tsc does.
host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
const parse = host.getSourceFile;
const ofPackage = (file) => file.includes('/node_modules/');
const known = new Map();

/** By its text: what has the same is the same to TypeScript, which looks at `version`. */
host.getSourceFile = (file, ...how) => {
  const before = known.get(file);
  if (before !== undefined && ofPackage(file)) return before;
  const text = ts.sys.readFile(file);
  if (text !== undefined && text === before?.text) return before;
  const source = parse.call(host, file, ...how);
  if (source === undefined) return undefined;
  source.version = ts.sys.createHash(source.text);
  known.set(file, source);
  return source;
};

/** Packages stay where they are; a file of ours may come. */
const packages = ts.createModuleResolutionCache(root, (name) => name, options);
host.resolveModuleNameLiterals = (literals, from, redirected, given, source) =>
  literals.map((literal) => {
    const cache = ofPackage(from) || !literal.text.startsWith('.') ? packages : undefined;
    const mode = ts.getModeForUsageLocation(source, literal, given);
    return ts.resolveModuleName(literal.text, from, given, host, cache, redirected, mode);
  });

let program;
function typeFaults(roots, edited) {
  program = ts.createSemanticDiagnosticsBuilderProgram(
    roots.map((name) => join(root, name)),
    options,
    host,
    program,
  );
  // To forget what was found in files that hang on one that changed; none is looked at yet.
  program.getSemanticDiagnosticsOfNextAffectedFile(undefined, () => true);
  const changed = new Set(edited.map((name) => join(root, name)));
  const ours = program.getSourceFiles().filter(({ fileName }) => !ofPackage(fileName));
  const hanging = ours.filter((file) => program.getAllDependencies(file).some((name) => changed.has(name)));
  const faults = hanging.flatMap((file) => program.getSemanticDiagnostics(file));
  return [...program.getSyntacticDiagnostics(), ...faults].map((fault) =>
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
  process.send([...typeFaults(roots, edited), ...format.flat()]);
});
