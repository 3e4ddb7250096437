import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

/**
 * `bare FOLDER`: a server of Node's that stores a request's bytes in a file, and answers with what lies there: what no
 * endpoint can be faster than. Ends with its input.
 */
export async function main([folder = '']: readonly string[]): Promise<number> {
  let posted = 0;
  const server = createServer((request, response) => {
    // What is posted has no name of its own.
    const name = request.method === 'POST' ? `posted-${posted++}` : encodeURIComponent(request.url ?? '');
    const file = join(folder, name);
    const failed = (error: unknown) => void response.writeHead(500).end(String(error));
    if (request.method === 'GET') return void readFile(file).then((bytes) => response.end(bytes), failed);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void writeFile(file, Buffer.concat(parts)).then(() => response.end('OK'), failed));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  await new Promise((resolve) => process.stdin.resume().on('end', resolve));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return 0;
}
