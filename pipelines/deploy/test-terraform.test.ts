import { main } from './test-terraform';

test('without Terraform and OpenTofu, the tests that need one fail, and say so in one line', async () => {
  await expect(main([], { PATH: '/nowhere' })).rejects.toThrow(
    /^These tests make real plans, and need Terraform from 1\.11 on, below 2, or OpenTofu from 1\.10 on, below 2, on the PATH \(found Terraform: none, OpenTofu: none\): [^\n]+$/,
  );
});
