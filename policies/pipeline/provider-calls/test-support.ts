import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../../../scripts/files/write-files';

/** A checkout of a provider of our own, with these files below internal/service. */
export function checkoutOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  writeFiles(folder, { 'CHANGELOG.md': '## 9.1.0 (January 2, 2030)\n', ...below('internal/service', files) });
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--no-gpg-sign', '--message', 'a provider', '--date', '2030-01-02T00:00:00Z');
  return folder;
}

const below = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/** A resource as the provider writes them: what it calls to find one is in a file beside it. */
export const PERMISSION = `package lambda

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-aws/internal/conns"
)

// @SDKResource("aws_lambda_permission", name="Permission")
func resourcePermission() *schema.Resource {
	return &schema.Resource{
		CreateWithoutTimeout: resourcePermissionCreate,
		ReadWithoutTimeout:   resourcePermissionRead,
		DeleteWithoutTimeout: resourcePermissionDelete,

		Importer: &schema.ResourceImporter{
			StateContext: resourcePermissionImport,
		},
	}
}

func resourcePermissionCreate(ctx context.Context, d *schema.ResourceData, meta any) error {
	c := meta.(*conns.AWSClient)
	conn := c.LambdaClient(ctx)

	// conn.CreateFunction(ctx) is not called here, nor is "conn.DeleteFunction(ctx)".
	_, err := conn.AddPermission(ctx, &lambda.AddPermissionInput{})

	return resourcePermissionRead(ctx, d, meta)
}

func resourcePermissionRead(ctx context.Context, d *schema.ResourceData, meta any) error {
	conn := meta.(*conns.AWSClient).LambdaClient(ctx)

	_, err := retry(ctx, func(ctx context.Context) (any, error) {
		return findPolicy(ctx, conn, d.Id())
	})

	return err
}

func resourcePermissionDelete(ctx context.Context, d *schema.ResourceData, meta any) error {
	conn := meta.(*conns.AWSClient).LambdaClient(ctx)

	_, err := conn.RemovePermission(ctx, &lambda.RemovePermissionInput{})

	return err
}

func resourcePermissionImport(ctx context.Context, d *schema.ResourceData, meta any) error {
	conn := meta.(*conns.AWSClient).LambdaClient(ctx)

	_, err := conn.ListFunctions(ctx, &lambda.ListFunctionsInput{})

	return err
}
`;

export const FIND = `package lambda

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

func findPolicy(ctx context.Context, conn *lambda.Client, name string) (string, error) {
	output, err := conn.GetPolicy(ctx, &lambda.GetPolicyInput{})

	return output.Policy, err
}
`;
