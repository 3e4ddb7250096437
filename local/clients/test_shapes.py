"""What an answer is told for that is not as the model has it."""

import json
import unittest

import botocore.session
from shapes import faults

session = botocore.session.get_session()
XML = '<R xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>%s</PublishResult></R>'


def told(service, operation, body, kind, status=200):
    model = session.get_service_model(service).operation_model(operation)
    return faults(model, status, {'content-type': kind}, body if isinstance(body, bytes) else body.encode())


class Shapes(unittest.TestCase):
    def test_json(self):
        for body, words in [
            ({'QueryExecutionId': 'a'}, None),
            ({'queryExecutionId': 'a'}, 'has queryExecutionId'),
            ({'QueryExecutionId': 1}, 'must be a string'),
            ({'QueryExecutionId': None}, 'is null'),
            ([], 'must be a structure'),
        ]:
            self.tell(told('athena', 'StartQueryExecution', json.dumps(body), 'application/x-amz-json-1.1'), words)

    def test_enumerations_and_required_members(self):
        kind = 'application/x-amz-json-1.1'
        state = {'QueryExecution': {'Status': {'State': 'DONE'}}}
        self.tell(told('athena', 'GetQueryExecution', json.dumps(state), kind), 'is DONE, which is none of')
        self.tell(told('firehose', 'PutRecord', '{}', kind), 'lacks RecordId')
        self.tell(told('logs', 'GetLogEvents', '{"events":[{"timestamp":1.5}]}', kind), 'must be a long')

    def test_cbor(self):
        kind = 'application/cbor'
        # {"Metrics": [{"MetricName": "a"}]}, then with a number for the name, then a list for the answer.
        self.tell(told('cloudwatch', 'ListMetrics', bytes.fromhex('a1674d65747269637381a16a4d65747269634e616d656161'), kind), None)
        self.tell(told('cloudwatch', 'ListMetrics', bytes.fromhex('a1674d65747269637381a16a4d65747269634e616d6501'), kind), 'must be a string')
        self.tell(told('cloudwatch', 'ListMetrics', bytes.fromhex('80'), kind), 'must be a structure')

    def test_query(self):
        for inside, words in [
            ('<MessageId>a</MessageId>', None),
            ('<Id>a</Id>', 'has Id'),
            ('<MessageId>a</MessageId><MessageId>b</MessageId>', 'has MessageId twice'),
            ('<MessageId><a/></MessageId>', 'has elements'),
        ]:
            self.tell(told('sns', 'Publish', XML % inside, 'text/xml'), words)
        self.tell(told('sns', 'Publish', '<R/>', 'text/xml'), 'has no PublishResult')

    def test_rest_xml(self):
        for inside, words in [
            ('<Key>a</Key><Size>1</Size>', None),
            ('<Key>a</Key><Size>one</Size>', 'must be a long'),
            ('<Key>a</Key><StorageClass>COLD</StorageClass>', 'is COLD, which is none of'),
            ('<Name>a</Name>', 'has Name'),
        ]:
            body = f'<ListBucketResult><Contents>{inside}</Contents></ListBucketResult>'
            self.tell(told('s3', 'ListObjectsV2', body, 'application/xml'), words)

    def test_what_is_of_no_form(self):
        self.tell(told('athena', 'StartQueryExecution', '{}', 'text/plain'), 'tells nothing')

    def tell(self, found, words):
        if words is None:
            self.assertEqual(found, [])
        else:
            self.assertIn(words, '; '.join(found))


if __name__ == '__main__':
    unittest.main()
