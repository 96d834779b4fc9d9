// The official Node libraries against a gateway: node clients.mjs URL KEY. Prints one JSON line per check.
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';

const [url, key] = process.argv.slice(2);
const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const chat = { model: 'gpt-4', messages: [{ role: 'user', content: 'hello' }] };
const message = { model: 'claude-x', max_tokens: 64, messages: [{ role: 'user', content: 'hello' }] };
const say = (check, value) => console.log(JSON.stringify({ check, value }));

say('openai', (await openai.chat.completions.create(chat)).choices[0].message.content);
let text = '';
for await (const chunk of await openai.chat.completions.create({ ...chat, stream: true })) {
  text += chunk.choices[0]?.delta?.content ?? '';
}
say('openai stream', text);
say('openai models', (await openai.models.list()).data.map((model) => model.id).sort().join(' '));
say('anthropic', (await anthropic.messages.create(message)).content[0].text);
say('anthropic stream', (await anthropic.messages.stream(message).finalMessage()).content[0].text);
try {
  await new OpenAI({ baseURL: `${url}/v1`, apiKey: 'undefined', maxRetries: 0 }).chat.completions.create(chat);
} catch (error) {
  say('refused', `${error.status} ${error.code}`);
}
