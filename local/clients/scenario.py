"""What is asked of each operation, once for each client. An operation that is served and not asked here fails the test."""

import datetime
import time

REFUSED_ONCE = 'AWS.SimpleQueueService.PurgeQueueInProgress'


def until(ask, done, seconds=60):
    """What is asked until it is done: functions, queries and reports take their time."""
    end = time.monotonic() + seconds
    while True:
        told = ask()
        if done(told):
            return told
        if time.monotonic() > end:
            raise RuntimeError(f'not done after {seconds} s: {told!r:.300}')
        time.sleep(0.1)


class Scenario:
    """`send(service, operation, **params)` asks, as its client does; `may` are errors that are an answer too."""

    def __init__(self, client, names, send):
        self.client, self.names, self.send = client, names, send
        self.label = client.name.replace(' ', '-')

    def parts(self):
        """In this order: what is logged, counted and queued is of those before."""
        return [
            self.identity,
            self.messages,
            self.objects,
            self.functions,
            self.streams,
            self.queries,
            self.reports,
            self.tokens,
            self.rules,
            self.schedules,
            self.alarms,
            self.logs,
            self.queues,
            self.tables,
        ]

    def identity(self):
        told = self.send('sts', 'GetCallerIdentity')
        assert told['Account'] == self.names['account'], told

    def messages(self):
        topic = self.names['topic']
        self.send('sns', 'Publish', TopicArn=topic, Subject='hello', Message='from a client')
        entries = [{'Id': 'one', 'Message': 'from a client'}, {'Id': 'two', 'Message': 'from a client', 'Subject': 'hello'}]
        self.send('sns', 'PublishBatch', TopicArn=topic, PublishBatchRequestEntries=entries)
        self.send('sns', 'GetTopicAttributes', TopicArn=topic)
        self.send('sns', 'ListTopics')
        (one, *_) = self.send('sns', 'ListSubscriptions')['Subscriptions']
        told = self.send('sns', 'GetSubscriptionAttributes', SubscriptionArn=one['SubscriptionArn'])
        assert told['Attributes']['Endpoint'] == one['Endpoint'], told
        self.send('sns', 'ListSubscriptionsByTopic', TopicArn=topic)
        self.send('sns', 'ListTagsForResource', ResourceArn=topic)

    def objects(self):
        bucket, key = self.names['bucket'], f'clients/{self.label}.txt'
        here = {'Bucket': bucket, 'Key': key}
        body = b'some bytes'
        self.send('s3', 'ListBuckets')
        self.send('s3', 'HeadBucket', Bucket=bucket)
        self.send('s3', 'GetBucketLocation', Bucket=bucket)
        for setting in (
            'GetBucketOwnershipControls',
            'GetBucketPolicy',
            'GetPublicAccessBlock',
            'GetBucketVersioning',
            'GetBucketEncryption',
            'GetBucketLifecycleConfiguration',
            'GetBucketTagging',
        ):
            self.send('s3', setting, Bucket=bucket)
        self.send('s3', 'PutObject', **here, Body=body, ContentType='text/plain')
        self.send('s3', 'HeadObject', **here)
        got = self.send('s3', 'GetObject', **here)
        assert got['Body'] == body, got
        self.send('s3', 'PutObjectTagging', **here, Tagging={'TagSet': [{'Key': 'a', 'Value': 'b'}]})
        self.send('s3', 'GetObjectTagging', **here)
        self.send('s3', 'DeleteObjectTagging', **here)
        # The bucket's owner owns all that lies in it: there are no other lists.
        self.send('s3', 'GetObjectAcl', **here)
        self.send('s3', 'PutObjectAcl', **here, ACL='bucket-owner-full-control', may=['AccessControlListNotSupported'])
        self.send('s3', 'GetObjectAttributes', **here, ObjectAttributes=['ETag', 'ObjectSize'])
        self.send('s3', 'ListObjectsV2', Bucket=bucket, Prefix='clients/', Delimiter='/')
        self.send('s3', 'ListObjects', Bucket=bucket, Prefix='clients/', Delimiter='/')
        self.send('s3', 'ListObjectVersions', Bucket=bucket, Prefix='clients/')
        copy = f'{key}.copy'
        self.send('s3', 'CopyObject', Bucket=bucket, Key=copy, CopySource=f'{bucket}/{key}')
        begun = self.send('s3', 'CreateMultipartUpload', **here)
        upload = {**here, 'UploadId': begun['UploadId']}
        part = self.send('s3', 'UploadPart', **upload, PartNumber=1, Body=body)
        self.send('s3', 'ListParts', **upload)
        self.send('s3', 'ListMultipartUploads', Bucket=bucket)
        parts = {'Parts': [{'PartNumber': 1, 'ETag': part['ETag']}]}
        self.send('s3', 'CompleteMultipartUpload', **upload, MultipartUpload=parts)
        begun = self.send('s3', 'CreateMultipartUpload', **here)
        upload = {**here, 'UploadId': begun['UploadId']}
        self.send('s3', 'UploadPartCopy', **upload, PartNumber=1, CopySource=f'{bucket}/{key}')
        self.send('s3', 'AbortMultipartUpload', **upload)
        self.send('s3', 'DeleteObject', **here)
        self.send('s3', 'DeleteObjects', Bucket=bucket, Delete={'Objects': [{'Key': copy}]})

    def functions(self):
        name, arn = self.names['function'], self.names['functionArn']
        self.send('lambda', 'GetFunction', FunctionName=name)
        self.send('lambda', 'GetFunctionConfiguration', FunctionName=name)
        self.send('lambda', 'GetFunctionEventInvokeConfig', FunctionName=name)
        self.send('lambda', 'GetPolicy', FunctionName=name)
        self.send('lambda', 'ListTags', Resource=arn)
        listed = self.send('lambda', 'ListFunctions')
        assert name in [one['FunctionName'] for one in listed['Functions']], listed
        # It fails on such an event, which goes to the dead-letter queue after two retries.
        self.send('lambda', 'Invoke', FunctionName=name, InvocationType='Event', Payload=b'{}')
        told = self.send('lambda', 'Invoke', FunctionName=name, Payload=b'{}')
        assert told['FunctionError'] == 'Unhandled', told

    def streams(self):
        stream = self.names['stream']
        record = {'Data': b'{"id":"1","userId":"ann"}'}
        self.send('firehose', 'PutRecord', DeliveryStreamName=stream, Record=record)
        self.send('firehose', 'PutRecordBatch', DeliveryStreamName=stream, Records=[record, record])
        self.send('firehose', 'DescribeDeliveryStream', DeliveryStreamName=stream)
        self.send('firehose', 'ListDeliveryStreams')
        self.send('firehose', 'ListTagsForDeliveryStream', DeliveryStreamName=stream)

    def queries(self):
        database, table, workgroup = self.names['database'], self.names['table'], self.names['workgroup']
        self.send('glue', 'GetDatabase', Name=database)
        self.send('glue', 'GetTable', DatabaseName=database, Name=table)
        self.send('glue', 'GetTables', DatabaseName=database)
        self.send('glue', 'GetPartitions', DatabaseName=database, TableName=table)
        self.send('glue', 'GetTags', ResourceArn=self.names['databaseArn'])
        self.send('athena', 'GetWorkGroup', WorkGroup=workgroup)
        self.send('athena', 'ListTagsForResource', ResourceARN=self.names['workgroupArn'])
        query = {'QueryString': f'SELECT count(*) AS c FROM "{table}"', 'WorkGroup': workgroup, 'QueryExecutionContext': {'Database': database}}
        run = self.send('athena', 'StartQueryExecution', **query)['QueryExecutionId']
        until(
            lambda: self.send('athena', 'GetQueryExecution', QueryExecutionId=run)['QueryExecution']['Status'],
            lambda status: status['State'] not in ('QUEUED', 'RUNNING'),
        )
        self.send('athena', 'GetQueryResults', QueryExecutionId=run)
        self.send('athena', 'ListQueryExecutions', WorkGroup=workgroup)
        self.send('athena', 'BatchGetQueryExecution', QueryExecutionIds=[run])
        self.send('athena', 'StopQueryExecution', QueryExecutionId=run)

    def reports(self):
        machine = self.names['stateMachine']
        self.send('stepfunctions', 'ListStateMachines')
        self.send('stepfunctions', 'DescribeStateMachine', stateMachineArn=machine)
        self.send('stepfunctions', 'ListTagsForResource', resourceArn=machine)
        today = datetime.date.today().isoformat()
        asked = {'stateMachineArn': machine, 'input': f'{{"startDate":"{today}","endDate":"{today}"}}'}
        run = self.send('stepfunctions', 'StartExecution', **asked, name=f'{self.label}-1')['executionArn']
        ended = until(
            lambda: self.send('stepfunctions', 'DescribeExecution', executionArn=run),
            lambda told: told['status'] != 'RUNNING',
        )
        assert ended['status'] == 'SUCCEEDED', ended
        self.send('stepfunctions', 'GetExecutionHistory', executionArn=run)
        self.send('stepfunctions', 'ListExecutions', stateMachineArn=machine)
        run = self.send('stepfunctions', 'StartExecution', **asked, name=f'{self.label}-2')['executionArn']
        self.send('stepfunctions', 'StopExecution', executionArn=run, error='Enough', cause='It was seen')
        # Ends at its first task, whatever it is: no timing decides where a redrive resumes.
        asked['input'] = '{"startDate":"no date","endDate":"no date"}'
        run = self.send('stepfunctions', 'StartExecution', **asked, name=f'{self.label}-3')['executionArn']
        until(
            lambda: self.send('stepfunctions', 'DescribeExecution', executionArn=run),
            lambda told: told['status'] == 'FAILED',
        )
        assert self.send('stepfunctions', 'RedriveExecution', executionArn=run)['redriveDate'], run

    def tokens(self):
        """Of tasks that wait until somebody hands their token back, which comes by a queue."""
        url = self.send('sqs', 'GetQueueUrl', QueueName=self.names['tokens'])['QueueUrl']

        def waiting(name):
            run = self.send('stepfunctions', 'StartExecution', stateMachineArn=self.names['waitingMachine'], name=f'{self.label}-{name}')
            told = until(
                lambda: self.send('sqs', 'ReceiveMessage', QueueUrl=url, WaitTimeSeconds=1),
                lambda told: told.get('Messages'),
            )
            message = told['Messages'][0]
            self.send('sqs', 'DeleteMessage', QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
            return run['executionArn'], message['Body']

        def ended(run):
            return until(
                lambda: self.send('stepfunctions', 'DescribeExecution', executionArn=run),
                lambda told: told['status'] != 'RUNNING',
            )

        run, token = waiting('answered')
        self.send('stepfunctions', 'SendTaskHeartbeat', taskToken=token)
        self.send('stepfunctions', 'SendTaskSuccess', taskToken=token, output='{"seen":true}')
        told = ended(run)
        assert (told['status'], told['output']) == ('SUCCEEDED', '{"seen":true}'), told
        run, token = waiting('refused')
        self.send('stepfunctions', 'SendTaskFailure', taskToken=token, error='Enough', cause='It was seen')
        told = ended(run)
        assert (told['status'], told['error']) == ('FAILED', 'Enough'), told

    def rules(self):
        rule = self.names['rule']
        self.send('events', 'ListRules')
        self.send('events', 'DescribeRule', Name=rule)
        self.send('events', 'ListTargetsByRule', Rule=rule)
        self.send('events', 'ListTagsForResource', ResourceARN=self.names['ruleArn'])
        self.send('events', 'DisableRule', Name=rule)
        self.send('events', 'EnableRule', Name=rule)
        event = '{"id":"1","source":"a","detail-type":"b","account":"123456789012","region":"eu-west-1","time":"2026-01-01T00:00:00Z"}'
        told = self.send('events', 'TestEventPattern', EventPattern='{"source":["a"]}', Event=event)
        assert told['Result'] is True, told
        self.send('events', 'PutEvents', Entries=[{'Source': 'clients', 'DetailType': 'Tried', 'Detail': '{"a":1}'}])

    def alarms(self):
        alarm = self.names['alarm']
        now = datetime.datetime.now(datetime.timezone.utc)
        span = {'StartTime': now - datetime.timedelta(hours=1), 'EndTime': now + datetime.timedelta(minutes=1)}
        metric = {'Namespace': 'AWS/Lambda', 'MetricName': 'Invocations'}
        dimensions = [{'Name': 'FunctionName', 'Value': self.names['function']}]
        self.send('cloudwatch', 'SetAlarmState', AlarmName=alarm, StateValue='ALARM', StateReason='tried')
        told = self.send('cloudwatch', 'DescribeAlarms', AlarmNames=[alarm])
        assert told['MetricAlarms'][0]['StateValue'] == 'ALARM', told
        assert self.send('cloudwatch', 'DescribeAlarms')['MetricAlarms'], 'no alarm'
        self.send('cloudwatch', 'SetAlarmState', AlarmName=alarm, StateValue='OK', StateReason='tried')
        self.send('cloudwatch', 'ListTagsForResource', ResourceARN=self.names['alarmArn'])
        listed = self.send('cloudwatch', 'ListMetrics', Namespace='AWS/Lambda')
        assert listed['Metrics'], listed
        told = self.send('cloudwatch', 'GetMetricStatistics', **metric, Dimensions=dimensions, **span, Period=60, Statistics=['Sum', 'Maximum'])
        assert told['Datapoints'], told
        query = {'Id': 'm', 'MetricStat': {'Metric': {**metric, 'Dimensions': dimensions}, 'Period': 60, 'Stat': 'Sum'}}
        told = self.send('cloudwatch', 'GetMetricData', MetricDataQueries=[query, {'Id': 'e', 'Expression': 'm * 2'}], **span)
        assert told['MetricDataResults'][1]['Values'], told

    def logs(self):
        group = f'/aws/lambda/{self.names["function"]}'
        found = self.send('logs', 'DescribeLogGroups', logGroupNamePrefix=group)['logGroups']
        assert found, 'no group'
        streams = self.send('logs', 'DescribeLogStreams', logGroupName=group, orderBy='LastEventTime', descending=True)
        stream = streams['logStreams'][0]['logStreamName']
        events = self.send('logs', 'GetLogEvents', logGroupName=group, logStreamName=stream, startFromHead=True)['events']
        assert events, 'nothing is logged'
        # As "aws logs tail" of version 2 asks.
        told = self.send('logs', 'FilterLogEvents', logGroupIdentifier=found[0]['logGroupArn'], startTime=0, interleaved=True)
        assert told['events'], told
        self.send('logs', 'ListTagsForResource', resourceArn=found[0]['logGroupArn'])

    def schedules(self):
        name, group = self.names['schedule'], self.names['scheduleGroup']
        told = self.send('scheduler', 'GetSchedule', Name=name, GroupName=group)
        assert told['ScheduleExpressionTimezone'] == 'Europe/Berlin', told
        listed = self.send('scheduler', 'ListSchedules', GroupName=group)['Schedules']
        assert [one['Name'] for one in listed] == [name], listed
        self.send('scheduler', 'GetScheduleGroup', Name=group)
        listed = self.send('scheduler', 'ListScheduleGroups')['ScheduleGroups']
        assert group in [one['Name'] for one in listed], listed
        told = self.send('scheduler', 'ListTagsForResource', ResourceArn=self.names['scheduleGroupArn'])
        assert {'Key': 'Of', 'Value': 'clients'} in told['Tags'], told

    def queues(self):
        name = self.names['queue']
        listed = self.send('sqs', 'ListQueues')['QueueUrls']
        url = self.send('sqs', 'GetQueueUrl', QueueName=name)['QueueUrl']
        assert url in listed, listed
        self.send('sqs', 'GetQueueAttributes', QueueUrl=url, AttributeNames=['All'])
        self.send('sqs', 'ListQueueTags', QueueUrl=url)
        attributes = {'by': {'DataType': 'String', 'StringValue': self.label}}
        self.send('sqs', 'SendMessage', QueueUrl=url, MessageBody='from a client', MessageAttributes=attributes)
        told = until(
            lambda: self.send(
                'sqs', 'ReceiveMessage', QueueUrl=url, MessageSystemAttributeNames=['All'], MessageAttributeNames=['All'], WaitTimeSeconds=1
            ),
            lambda told: told.get('Messages'),
        )
        self.send('sqs', 'DeleteMessage', QueueUrl=url, ReceiptHandle=told['Messages'][0]['ReceiptHandle'])
        self.send('sqs', 'PurgeQueue', QueueUrl=url, may=[REFUSED_ONCE])

    def tables(self):
        """Sent on to an emulator: its owner may do all."""
        table, label = self.names['dynamodbTable'], self.label
        key, item = {'id': {'S': label}}, {'id': {'S': label}, 'kind': {'S': label}}
        here = {'TableName': table}
        self.send('dynamodb', 'PutItem', **here, Item=item)
        assert self.send('dynamodb', 'GetItem', **here, Key=key)['Item'] == item
        told = self.send(
            'dynamodb',
            'UpdateItem',
            **here,
            Key=key,
            UpdateExpression='SET seen = :one',
            ExpressionAttributeValues={':one': {'N': '1'}},
            ReturnValues='ALL_NEW',
        )
        assert told['Attributes']['seen'] == {'N': '1'}, told
        asked = {'KeyConditionExpression': 'kind = :kind', 'ExpressionAttributeValues': {':kind': {'S': label}}}
        assert self.send('dynamodb', 'Query', **here, IndexName='by-kind', **asked)['Count'] == 1
        assert self.send('dynamodb', 'Scan', **here)['Count'] >= 1
        self.send('dynamodb', 'BatchWriteItem', RequestItems={table: [{'PutRequest': {'Item': {'id': {'S': f'{label}-2'}}}}]})
        told = self.send('dynamodb', 'BatchGetItem', RequestItems={table: {'Keys': [key, {'id': {'S': f'{label}-2'}}]}})
        assert len(told['Responses'][table]) == 2, told
        self.send('dynamodb', 'TransactWriteItems', TransactItems=[{'Delete': {**here, 'Key': {'id': {'S': f'{label}-2'}}}}])
        told = self.send('dynamodb', 'TransactGetItems', TransactItems=[{'Get': {**here, 'Key': key}}])
        assert told['Responses'][0]['Item']['id'] == key['id'], told
        self.send('dynamodb', 'DeleteItem', **here, Key=key)
        assert table in self.send('dynamodb', 'ListTables')['TableNames']
        self.send('dynamodb', 'DescribeTable', **here)
        own = {'TableName': f'clients-{label}'}
        schema = {'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}]}
        self.send('dynamodb', 'CreateTable', **own, **schema, BillingMode='PAY_PER_REQUEST')
        self.send('dynamodb', 'UpdateTimeToLive', **own, TimeToLiveSpecification={'AttributeName': 'gone', 'Enabled': True})
        told = self.send('dynamodb', 'DescribeTimeToLive', **own)
        assert told['TimeToLiveDescription']['AttributeName'] == 'gone', told
        self.send('dynamodb', 'DeleteTable', **own)
