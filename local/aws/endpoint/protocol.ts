/** How a service writes its answers. */
export type Protocol = 'json' | 'cbor' | 'rest-json' | 'rest-xml' | 'query' | 'ec2';
