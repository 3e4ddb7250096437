import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument, visit } from 'yaml';

/** A YAML mapping, as it stands. */
export type Mapping = Readonly<Record<string, unknown>>;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with: Mapping;
  readonly env: Mapping;
}

export interface Job {
  readonly id: string;
  readonly needs: readonly string[];
  readonly if?: string;
  /** The GitHub environment's name; it may hold an expression. */
  readonly environment?: string;
  /** Absent where none are written. */
  readonly permissions?: Mapping;
  readonly concurrency?: Mapping;
  readonly outputs: Mapping;
  readonly steps: readonly Step[];
  /** The workflow that it calls in place of steps, by its path from the repository's root. */
  readonly calls?: string;
  readonly with: Mapping;
  /** All that is written. */
  readonly raw: Mapping;
}

export interface Workflow {
  /** From the repository's root: `.github/workflows/deploy.yml` */
  readonly path: string;
  readonly on: Mapping;
  readonly concurrency?: Mapping;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly raw: Mapping;
}

export interface Action {
  /** From the repository's root, as `uses` names it: `.github/actions/setup` */
  readonly path: string;
  readonly inputs: Mapping;
  readonly outputs: Mapping;
  readonly steps: readonly Step[];
  readonly raw: Mapping;
}

/** What GitHub Actions reads of a repository. */
export interface Files {
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly actions: Readonly<Record<string, Action>>;
  /** The comments behind each `uses`, by its whole value. */
  readonly comments: Readonly<Record<string, readonly string[]>>;
}

const WORKFLOWS = '.github/workflows';
const ACTIONS = '.github/actions';

/** The texts of all workflows and actions, by path. */
export function readTexts(root: string): Record<string, string> {
  const workflows = readdirSync(join(root, WORKFLOWS)).map((name) => `${WORKFLOWS}/${name}`);
  const actions = readdirSync(join(root, ACTIONS)).map((name) => `${ACTIONS}/${name}/action.yml`);
  return Object.fromEntries([...workflows, ...actions].map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** @throws for what is no YAML, or has no mapping where the syntax asks for one */
export function parseFiles(texts: Readonly<Record<string, string>>): Files {
  const workflows: Record<string, Workflow> = {};
  const actions: Record<string, Action> = {};
  const comments: Record<string, string[]> = {};
  for (const [path, text] of Object.entries(texts)) {
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error) throw new Error(`${path}: ${error.message}`);
    visit(document, {
      Pair(_, { key, value }) {
        if (isScalar(key) && key.value === 'uses' && isScalar(value)) {
          (comments[String(value.value)] ??= []).push(value.comment?.trim() ?? '');
        }
      },
    });
    if (!isMap(document.contents)) throw new Error(`${path}: a mapping was expected.`);
    const raw = mapping(document.toJS());
    if (path.startsWith(`${WORKFLOWS}/`)) workflows[path] = toWorkflow(path, raw);
    else actions[path.replace(/\/action\.yml$/, '')] = toAction(path, raw);
  }
  return { workflows, actions, comments };
}

function toWorkflow(path: string, raw: Mapping): Workflow {
  const jobs = Object.entries(mapping(raw['jobs'])).map(([id, job]) => [id, toJob(id, mapping(job))]);
  return {
    path,
    // A trigger without settings stands as null, and one alone may stand as text.
    on: typeof raw['on'] === 'string' ? { [raw['on']]: null } : mapping(raw['on']),
    ...optional('concurrency', raw['concurrency'], mapping),
    jobs: Object.fromEntries(jobs) as Record<string, Job>,
    raw,
  };
}

function toJob(id: string, raw: Mapping): Job {
  const needs = raw['needs'] ?? [];
  return {
    id,
    needs: typeof needs === 'string' ? [needs] : (needs as string[]),
    ...optional('if', raw['if'], String),
    ...optional('environment', raw['environment'], (value) =>
      typeof value === 'string' ? value : String(mapping(value)['name']),
    ),
    ...optional('permissions', raw['permissions'], mapping),
    ...optional('concurrency', raw['concurrency'], mapping),
    outputs: mapping(raw['outputs']),
    steps: toSteps(raw['steps']),
    ...optional('calls', raw['uses'], (value) => String(value).replace(/^\.\//, '')),
    with: mapping(raw['with']),
    raw,
  };
}

function toAction(path: string, raw: Mapping): Action {
  return {
    path: path.replace(/\/action\.yml$/, ''),
    inputs: mapping(raw['inputs']),
    outputs: mapping(raw['outputs']),
    steps: toSteps(mapping(raw['runs'])['steps']),
    raw,
  };
}

const toSteps = (steps: unknown): Step[] =>
  ((steps ?? []) as unknown[]).map(mapping).map((raw) => ({
    ...optional('id', raw['id'], String),
    ...optional('name', raw['name'], String),
    ...optional('if', raw['if'], String),
    ...optional('uses', raw['uses'], String),
    ...optional('run', raw['run'], String),
    ...optional('shell', raw['shell'], String),
    with: mapping(raw['with']),
    env: mapping(raw['env']),
  }));

/** Nothing counts as empty: GitHub reads `on: { pull_request: }` and the like so. */
function mapping(value: unknown): Mapping {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`A mapping was expected, found ${JSON.stringify(value)}.`);
  }
  return value as Mapping;
}

/** The field, where it is written. */
function optional<Name extends string, Value>(
  name: Name,
  value: unknown,
  read: (value: unknown) => Value,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: read(value) } as { [key in Name]: Value });
}
