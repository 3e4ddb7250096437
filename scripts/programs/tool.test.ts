import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { chosenTool, isTaken, PROGRAMS, requiredVersion } from './tool';

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder('tool')));
afterEach(() => remove());
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

test.each([
  ['.terraform-version', '1.11.4\n', { program: 'terraform', version: '1.11.4' }],
  ['.terraform-version', '1.15.0', { program: 'terraform', version: '1.15.0' }],
  ['.opentofu-version', '1.10.7\n', { program: 'tofu', version: '1.10.7' }],
])('%s with %j chooses program and version', (file, text, tool) => {
  write(file, text);
  expect(chosenTool(folder)).toEqual(tool);
});

test.each([
  ['.terraform-version', '1.10.5', 'a release of Terraform from 1.11 on, below 2'],
  ['.terraform-version', '2.0.0', 'a release of Terraform from 1.11 on, below 2'],
  ['.terraform-version', '1.12', 'a release of Terraform'],
  ['.terraform-version', 'latest', 'a release of Terraform'],
  ['.terraform-version', '1.12.0-rc1', 'a release of Terraform'],
  ['.opentofu-version', '1.9.1', 'a release of OpenTofu from 1.10 on, below 2'],
  ['.opentofu-version', '', 'a release of OpenTofu'],
])('%s with %j is refused, by field, value and remedy', (file, text, remedy) => {
  write(file, text);
  expect(() => chosenTool(folder)).toThrow(`${file}: the version is ${JSON.stringify(text)}; write ${remedy}`);
});

test('neither file, or both, choose nothing', () => {
  expect(() => chosenTool(folder)).toThrow('Neither .terraform-version nor .opentofu-version is there');
  write('.terraform-version', '1.11.4');
  write('.opentofu-version', '1.10.7');
  expect(() => chosenTool(folder)).toThrow('Both .terraform-version and .opentofu-version are there: remove one');
});

test('this checkout chooses one', () => {
  const { program, version } = chosenTool();
  expect(PROGRAMS).toContain(program);
  expect(isTaken(program, version)).toBe(true);
});

test('a stack demands what locks its state with S3 alone', () => {
  expect(PROGRAMS.map(requiredVersion)).toEqual(['>= 1.11.0, < 2.0.0', '>= 1.10.0, < 2.0.0']);
});
