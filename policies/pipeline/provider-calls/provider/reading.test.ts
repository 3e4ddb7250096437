import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { row } from '../../../../catalog/calls';
import { checkoutOf } from '../test-support';
import { readResources, type ResourceReading } from './reading';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function read(type: string, source: string, files: Readonly<Record<string, string>>): ResourceReading['calls'] {
  const folder = checkoutOf(files);
  folders.push(folder);
  const table = { [type]: row(source, { read: [], create: [], update: [], delete: [] }) };
  const found = readResources(join(folder, 'internal/service'), table)[type];
  if (!found) throw new Error(`${type} was not read.`);
  return found.calls;
}

const operations = (calls: ResourceReading['calls']) =>
  Object.fromEntries(Object.entries(calls).map(([phase, some]) => [phase, Object.keys(some)]));

const FRAMEWORK = `package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/hashicorp/terraform-provider-aws/internal/framework"
)

// @FrameworkResource("aws_s3_thing", name="Thing")
func newThingResource(context.Context) (resource.ResourceWithConfigure, error) {
	r := &thingResource{}

	return r, nil
}

type thingResource struct {
	framework.ResourceWithModel[thingModel]
	framework.WithNoUpdate
}

func (r *thingResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	conn := r.Meta().S3Client(ctx)
	if isDirectoryBucket(bucket) {
		conn = r.Meta().S3ExpressClient(ctx)
	}

	_, err := conn.PutThing(ctx, &s3.PutThingInput{})
	r.wait(ctx, conn)
}

func (r *thingResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	_, err := findThing(ctx, r.Meta().S3Client(ctx), "a")
}

func (r *thingResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	conn := r.Meta().S3Client(ctx)

	forEachThing(ctx, conn, deleteThing)
}

func (r *thingResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	_, err := r.Meta().S3Client(ctx).HeadThing(ctx, &s3.HeadThingInput{})
}

func (r *thingResource) wait(ctx context.Context, conn *s3.Client) {
	_, err := conn.GetThingStatus(ctx, &s3.GetThingStatusInput{})
}

func (r *otherResource) wait(ctx context.Context, conn *s3.Client) {
	_, err := conn.GetOther(ctx, &s3.GetOtherInput{})
}

func forEachThing(ctx context.Context, conn *s3.Client, fn func(context.Context, *s3.Client) error) {
	pages := s3.NewListThingsPaginator(conn, &s3.ListThingsInput{})
	fn(ctx, conn)
}

func deleteThing(ctx context.Context, conn *s3.Client) error {
	_, err := conn.DeleteThing(ctx, &s3.DeleteThingInput{}, conn.Options().Credentials)

	return err
}

func findThing(ctx context.Context, conn *s3.Client, name string) (string, error) {
	return conn.GetThing(ctx, &s3.GetThingInput{})
}
`;

test("a resource of the framework: its methods and its own type's, functions that are handed on, clients of either kind", () => {
  expect(operations(read('aws_s3_thing', 's3/thing.go', { 's3/thing.go': FRAMEWORK }))).toEqual({
    read: ['s3:GetThing', 's3:HeadThing'],
    create: ['s3:GetThingStatus', 's3:PutThing'],
    update: [],
    delete: ['s3:DeleteThing', 's3:ListThings'],
  });
});

test('a method of the framework that is missing', () => {
  const without = FRAMEWORK.replace('\tframework.WithNoUpdate\n', '');
  expect(() => read('aws_s3_thing', 's3/thing.go', { 's3/thing.go': without })).toThrow(
    'aws_s3_thing: s3/thing.go: thingResource has no method Update.',
  );
});

const TAGGED = `package kms

import (
	"github.com/aws/aws-sdk-go/service/kms"
	"github.com/aws/aws-sdk-go/service/kms/kmsiface"
)

// @SDKResource("aws_kms_thing", name="Thing")
// @Tags(identifierAttribute="id", resourceType="Thing")
// @Testing(tagsTest=false)
func ResourceThing() *schema.Resource {
	return &schema.Resource{
		CreateWithoutTimeout: resourceThingPut,
		ReadWithoutTimeout:   resourceThingRead,
		UpdateWithoutTimeout: resourceThingPut,
		DeleteWithoutTimeout: schema.NoopContext,

		CustomizeDiff: needsUpdate,
	}
}

func needsUpdate(d *schema.ResourceDiff) bool {
	return ResourceThing().Schema != nil
}

func resourceThingPut(ctx context.Context, d *schema.ResourceData, meta interface{}) diag.Diagnostics {
	conn := meta.(*conns.AWSClient).KMSConn(ctx)

	_, err := conn.PutThingWithContext(ctx, &kms.PutThingInput{})

	return resourceThingRead(ctx, d, meta)
}

func resourceThingRead(ctx context.Context, d *schema.ResourceData, meta interface{}) diag.Diagnostics {
	conn := meta.(*conns.AWSClient).KMSConn(ctx)

	err := conn.ListThingsPagesWithContext(ctx, &kms.ListThingsInput{})

	return err
}

func listTags(ctx context.Context, conn kmsiface.KMSAPI, identifier string) error {
	return conn.ListThingTagsWithContext(ctx, &kms.ListThingTagsInput{})
}

func (p *servicePackage) ListTags(ctx context.Context, meta any, identifier, resourceType string) error {
	switch resourceType {
	case "Other":
		return meta.(*conns.AWSClient).KMSConn(ctx).ListOtherTagsWithContext(ctx)

	case "Thing":
		return listTags(ctx, meta.(*conns.AWSClient).KMSConn(ctx), identifier)

	default:
		return meta.(*conns.AWSClient).KMSConn(ctx).ListNoTagsWithContext(ctx)
	}
}

func (p *servicePackage) UpdateTags(ctx context.Context, meta any, identifier, resourceType string) error {
	_, err := meta.(*conns.AWSClient).KMSConn(ctx).TagThingWithContext(ctx, &kms.TagThingInput{})

	return err
}
`;

test("tags that the provider reads and writes itself, of the resource's kind; the SDK's first version; what a plan names", () => {
  expect(operations(read('aws_kms_thing', 'kms/thing.go', { 'kms/thing.go': TAGGED }))).toEqual({
    read: ['kms:ListThingTags', 'kms:ListThings'],
    create: ['kms:ListThings', 'kms:PutThing'],
    update: ['kms:ListThings', 'kms:PutThing', 'kms:TagThing'],
    delete: [],
  });
});

test('a resource that is not tagged has no call for tags', () => {
  const untagged = TAGGED.replace(/\/\/ @Tags.*\n/, '');
  const { read: reads, update } = operations(read('aws_kms_thing', 'kms/thing.go', { 'kms/thing.go': untagged }));
  expect([reads, update]).toEqual([['kms:ListThings'], ['kms:ListThings', 'kms:PutThing']]);
});
