import { type IncomingMessage } from 'node:http';
import { bytes as inWords, reasonOf } from '../../../scripts/text/words';

/** Of a form, a file of events with it. */
const MOST = 64 * 1024 * 1024;

/** The fields of a form that was sent. @returns why they can't be read, in words */
export async function readFields(request: IncomingMessage): Promise<FormData | string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > MOST)
    return `A form may hold ${inWords(MOST)}, and this has ${inWords(size)}: npm start -- --serve --events FILE takes more.`;
  try {
    const type = request.headers['content-type'] ?? '';
    return await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
  } catch (error) {
    return `This is no form: ${reasonOf(error)}`;
  }
}
