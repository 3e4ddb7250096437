import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A server of Node's that reads a request and says OK: what no endpoint can be faster than. Ends with its input. */
export async function main(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('OK'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  await new Promise((resolve) => process.stdin.resume().on('end', resolve));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return 0;
}
