import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KEPT, main } from './main';
import { checkoutOf, FIND, PERMISSION } from './test-support';

const folders: string[] = [];
let printed = '';

beforeEach(() => {
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const checkout = (permission: string, find = FIND): string => {
  const folder = checkoutOf({
    'lambda/permission.go': permission,
    'lambda/find.go': find,
    'lambda/permission_test.go': 'package lambda\nnot gofmt',
  });
  folders.push(folder);
  return folder;
};

/** The exit code and what was printed; of a mistake, what it says. */
async function run(folder: string, type = 'aws_lambda_permission'): Promise<[number, string]> {
  try {
    return [await main(['--source', folder, '--resource', type]), printed];
  } catch (error) {
    return [1, String(error)];
  }
}

test('a row that has what the source calls is told with its commit, and an import is no call', async () => {
  const [code, said] = await run(checkout(PERMISSION));
  expect(said).toMatch(
    /^Commit [0-9a-f]{40} of \d{4}-\d\d-\d\d, 9\.1\.0 \(January 2, 2030\): 1 resource types, 3 operations\.\n$/,
  );
  expect(code).toBe(0);
});

test.each<[what: string, permission: string, find: string, says: string]>([
  [
    'a call that the row lacks',
    PERMISSION.replace('conn.RemovePermission', 'conn.PutThing(ctx)\n\t_, err = conn.RemovePermission'),
    FIND,
    'the row lacks lambda:PutThing, which lambda/permission.go resourcePermissionDelete calls to delete it.',
  ],
  [
    'a call in a function that the read calls',
    PERMISSION,
    FIND.replace('conn.GetPolicy', 'conn.GetThing(ctx)\n\toutput, err = conn.GetPolicy'),
    'the row lacks lambda:GetThing, which lambda/find.go findPolicy calls to read it.',
  ],
  [
    'pages of a list',
    PERMISSION,
    FIND.replace('\toutput, err', '\tpages := lambda.NewListThingsPaginator(conn, input)\n\toutput, err'),
    'the row lacks lambda:ListThings, which lambda/find.go findPolicy calls',
  ],
  [
    'a check while it plans',
    PERMISSION.replace(
      '\t\tImporter:',
      '\t\tCustomizeDiff: func(ctx context.Context, d *schema.ResourceDiff, meta any) error {\n\t\t\treturn meta.(*conns.AWSClient).LambdaClient(ctx).CheckThing(ctx)\n\t\t},\n\n\t\tImporter:',
    ),
    FIND,
    'the row lacks lambda:CheckThing, which lambda/permission.go resourcePermission calls to read it.',
  ],
  [
    'a call that only the row has',
    PERMISSION.replace('conn.RemovePermission(ctx, &lambda.RemovePermissionInput{})', 'nothing()'),
    FIND,
    "the row has lambda:RemovePermission to delete it, which the source doesn't call.",
  ],
  [
    'a resource that is gone',
    PERMISSION.replace('"aws_lambda_permission"', '"aws_lambda_other"'),
    FIND,
    'aws_lambda_permission: internal/service/lambda/permission.go has no resource of this name.',
  ],
  [
    'a function that is gone',
    PERMISSION.replace('func resourcePermissionDelete', 'func resourcePermissionOther'),
    FIND,
    'lambda/permission.go resourcePermission has resourcePermissionDelete for Delete, which is no function of its package.',
  ],
  [
    'no function at all',
    PERMISSION.replace('\t\tReadWithoutTimeout:   resourcePermissionRead,\n', ''),
    FIND,
    'lambda/permission.go resourcePermission names no function for Read.',
  ],
  [
    'a client that goes who knows where',
    PERMISSION.replace('findPolicy(ctx, conn', 'elsewhere.Find(ctx, conn'),
    FIND,
    'lambda/permission.go resourcePermissionRead hands its lambda client to elsewhere.Find, which is not known.',
  ],
  [
    'a function whose client is not known as one',
    PERMISSION,
    FIND.replace('conn *lambda.Client', 'conn lambdaAPI'),
    'hands its lambda client to findPolicy, which is not known.',
  ],
  [
    'a client in a struct',
    PERMISSION.replace('_, err := conn.RemovePermission', 'h := helper{conn}\n\t_, err := conn.RemovePermission'),
    FIND,
    'lambda/permission.go resourcePermissionDelete uses its lambda client other than in a call.',
  ],
  [
    'what gofmt would not write',
    PERMISSION,
    FIND.replace('\toutput, err', 'output, err'),
    'lambda/find.go:10 can\'t be read: "output, err := conn.GetPolicy(ctx',
  ],
  [
    'a bracket too many',
    PERMISSION,
    FIND.replace('output.Policy, err', 'output.Policy), err'),
    'lambda/find.go: the brackets of',
  ],
  [
    "another service's function that is not there",
    PERMISSION.replace(
      'internal/conns"',
      'internal/conns"\n\ttfother "github.com/hashicorp/terraform-provider-aws/internal/service/other"',
    ).replace('findPolicy(', 'tfother.Find('),
    FIND,
    'internal/service/other is not in the checkout.',
  ],
])('%s', async (_, permission, find, says) => {
  const [code, said] = await run(checkout(permission, find));
  expect(said).toContain(says);
  expect(code).toBe(1);
});

test('a file that is missing, in all rows but those of the checkout', async () => {
  await expect(run(checkout(PERMISSION), 'aws_lambda_function')).resolves.toEqual([
    1,
    'UserError: aws_lambda_function: internal/service/lambda/function.go is not in the checkout.',
  ]);
  const kept = readFileSync(join(resolve(__dirname, '../../..'), KEPT), 'utf8');
  await expect(main(['--source', checkout(PERMISSION)])).rejects.toThrow(
    /internal\/service\/sqs is not in the checkout\.(\n.*)*/,
  );
  expect(readFileSync(join(resolve(__dirname, '../../..'), KEPT), 'utf8')).toBe(kept);
});

test('files that are not the commit’s, no checkout, no folder, no row', async () => {
  const folder = checkout(PERMISSION);
  appendFileSync(join(folder, 'internal/service/lambda/find.go'), '\n');
  expect((await run(folder))[1]).toMatch(/is not what commit [0-9a-f]{40} holds:\n.*lambda\/find\.go/);

  const bare = mkdtempSync(join(tmpdir(), 'no-checkout-'));
  folders.push(bare);
  expect((await run(bare))[1]).toContain('has no internal/service');
  expect((await run(checkout(PERMISSION), 'aws_nothing'))[1]).toContain(
    '--resource aws_nothing has no row: there are aws_athena',
  );
  await expect(main([])).rejects.toThrow('--source is missing');
});
