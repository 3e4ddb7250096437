import { main } from './test-terraform';

test('without Terraform, the tests that need it fail, and say so in one line', async () => {
  await expect(main([], { PATH: '/nowhere' })).rejects.toThrow(
    /^These tests make real plans, and need Terraform 1\.11 on the PATH \(found none\): [^\n]+$/,
  );
});
