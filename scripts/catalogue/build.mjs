// Rebuilds the model catalogue from its openly licensed sources. Usage, in this folder:
//   npm install --ignore-scripts
//   python3 -m pip download --no-deps --dest litellm litellm==1.109.1
//   (cd litellm && python3 -m zipfile -e litellm-*.whl .)
//   node build.mjs ../../control/src/main/resources/dev/cardea/control/catalogue/models.tsv
// Sources: @pydantic/genai-prices (MIT, names, context sizes, prices), @mariozechner/pi-ai (MIT, capabilities, output sizes) and
// the table of prices in litellm (MIT, prices of batches).
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs FILE');
  process.exit(2);
}
const modules = path.join(path.dirname(new URL(import.meta.url).pathname), 'node_modules');

// The price package keeps its table to itself: read it out of the published file.
async function priceTable() {
  const source = fs.readFileSync(path.join(modules, '@pydantic/genai-prices/dist/index.js'), 'utf8');
  const name = /^const (\w+) = \[/m.exec(source)[1];
  const copy = path.join(modules, 'price-table.mjs');
  fs.writeFileSync(copy, source.replace(/export \{/, `export { ${name} as TABLE,`));
  return (await import(pathToFileURL(copy))).TABLE;
}
const BATCHES = JSON.parse(fs.readFileSync(path.join(path.dirname(modules), 'litellm/litellm/model_prices_and_context_window_backup.json'), 'utf8'));
const { MODELS } = await import(pathToFileURL(path.join(modules, '@mariozechner/pi-ai/dist/models.generated.js')));

// Catalogue name → names at the sources.
const PRICES = {
  openai: ['openai'], anthropic: ['anthropic'], gemini: ['google'], azure: ['azure'], bedrock: ['aws'], mistral: ['mistral'],
  cohere: ['cohere'], groq: ['groq'], deepseek: ['deepseek'], xai: ['x-ai'], together: ['together'], fireworks: ['fireworks'],
  openrouter: ['openrouter'], perplexity: ['perplexity'], cerebras: ['cerebras'], moonshot: ['moonshotai'], zhipu: ['zhipuai'],
  zai: ['zai'], minimax: ['minimax'], novita: ['novita'], voyage: ['voyageai'], cloudflare: ['cloudflare'], baseten: ['baseten'],
  ovhcloud: ['ovhcloud'], arcee: ['arcee'], avian: ['avian'], doubleword: ['doubleword'], sambanova: ['huggingface_sambanova'],
  nebius: ['huggingface_nebius'], hyperbolic: ['huggingface_hyperbolic'], nscale: ['huggingface_nscale'],
};
const CAPABILITIES = {
  openai: ['openai'], anthropic: ['anthropic'], gemini: ['google'], azure: ['azure-openai-responses'], bedrock: ['amazon-bedrock'],
  vertex: ['google-vertex'], mistral: ['mistral'], groq: ['groq'], deepseek: ['deepseek'], xai: ['xai'], openrouter: ['openrouter'],
  cerebras: ['cerebras'], moonshot: ['moonshotai'], zai: ['zai'], minimax: ['minimax'], huggingface: ['huggingface'],
  vercel: ['vercel-ai-gateway'], cloudflare: ['cloudflare-workers-ai'], fireworks: ['fireworks'],
};
// Days on which providers stopped serving a model, from their deprecation pages.
const RETIRED = {
  'anthropic claude-3-opus-20240229': '2026-01-05', 'anthropic claude-3-sonnet-20240229': '2025-07-21',
  'anthropic claude-2.1': '2025-07-21', 'anthropic claude-2.0': '2025-07-21',
  'anthropic claude-3-5-sonnet-20240620': '2025-10-28', 'anthropic claude-3-5-sonnet-20241022': '2025-10-28',
  'gemini gemini-1.0-pro': '2025-02-15', 'openai gpt-4-32k': '2025-06-06', 'openai gpt-4.5-preview': '2025-07-14',
  'openai text-davinci-003': '2024-01-04', 'openai gpt-3.5-turbo-0301': '2024-09-13',
};

const micro = (usd) => (usd === undefined || usd === null ? '' : String(Math.round(usd * 1e6)));
const base = (price) => (price && typeof price === 'object' ? price.base : price);
const rows = new Map();
function row(provider, model) {
  const id = `${provider} ${model}`;
  if (!rows.has(id)) rows.set(id, { provider, model });
  return rows.get(id);
}

for (const [provider, sources] of Object.entries(PRICES)) {
  const table = await priceTable();
  for (const source of table.filter((p) => sources.includes(p.id))) {
    for (const model of source.models) {
      if (/[\s*]/.test(model.id) || (provider === 'gemini' && !/gemini|gemma|embedding|imagen|veo/.test(model.id))) continue;
      // Prices that depend on the day: the newest without an end counts.
      const prices = Array.isArray(model.prices) ? model.prices.at(-1).prices : model.prices;
      const r = row(provider, model.id);
      r.context = model.context_window;
      r.input = base(prices.input_mtok);
      r.output = base(prices.output_mtok);
      r.cacheRead = base(prices.cache_read_mtok);
      r.cacheWrite = base(prices.cache_write_mtok);
      r.reasoning = base(prices.output_reasoning_mtok);
      const tiers = (price) => (price && price.tiers ? price.tiers : []);
      const starts = [...new Set([...tiers(prices.input_mtok), ...tiers(prices.output_mtok)].map((t) => t.start))].sort((a, b) => a - b);
      const at = (price, start) => tiers(price).filter((t) => t.start <= start).at(-1)?.price ?? base(price);
      r.tiers = starts.map((s) => [s, at(prices.input_mtok, s), at(prices.output_mtok, s), at(prices.cache_read_mtok, s), at(prices.cache_write_mtok, s)]);
      r.deprecated = model.deprecated === true;
    }
  }
}
for (const [provider, sources] of Object.entries(CAPABILITIES)) {
  for (const source of sources) {
    for (const model of Object.values(MODELS[source] ?? {})) {
      const r = row(provider, model.id);
      r.context ??= model.contextWindow;
      r.maxOutput = model.maxTokens;
      r.inputs = model.input;
      r.thinks = model.reasoning;
      // Zero stands for unknown there, except where the model's name says that it is free.
      const known = (price) => (price > 0 || /:free$/.test(model.id) ? price : undefined);
      r.input ??= known(model.cost.input);
      r.output ??= known(model.cost.output);
      r.cacheRead ??= model.cost.cacheRead > 0 ? model.cost.cacheRead : undefined;
      r.cacheWrite ??= model.cost.cacheWrite > 0 ? model.cost.cacheWrite : undefined;
    }
  }
}

// Names there begin with the provider's, where it isn't OpenAI, Anthropic or Bedrock.
const BATCHED = {
  openai: 'openai', 'text-completion-openai': 'openai', anthropic: 'anthropic', azure: 'azure', bedrock: 'bedrock',
  bedrock_converse: 'bedrock', gemini: 'gemini', xai: 'xai', 'vertex_ai-language-models': 'vertex', 'vertex_ai-anthropic_models': 'vertex',
};
for (const [name, model] of Object.entries(BATCHES)) {
  const provider = BATCHED[model.litellm_provider];
  const r = provider && rows.get(`${provider} ${name.replace(/^(azure|bedrock|gemini|xai|vertex_ai)\//, '')}`);
  if (!r) continue;
  // Dollars per token there. A batch that costs more than the call itself is a slip of the source.
  const price = (perToken, call) => {
    const usd = perToken > 0 ? Math.round(perToken * 1e12) / 1e6 : undefined;
    return usd !== undefined && call !== undefined && usd <= call ? usd : undefined;
  };
  r.batchInput ??= price(model.input_cost_per_token_batches, r.input);
  r.batchOutput ??= price(model.output_cost_per_token_batches, r.output);
}

const header = [
  '# Models by provider, built by scripts/catalogue/build.mjs. Prices are millionths of a US dollar per million tokens; an empty',
  '# column is unknown. Columns, parted by tabs: provider, model, context, largest output, inputs, reasoning (yes, no), input,',
  '# output, cache read, cache write, reasoning price, tiers (above:input:output:cache read:cache write, …), deprecated, retired,',
  '# batch input, batch output (the last two may be left out together).',
  '# Sources, all under the MIT licence: @pydantic/genai-prices 0.1.8 (c) Pydantic Services Inc.; @mariozechner/pi-ai 0.73.1',
  '# (c) Mario Zechner; litellm 1.109.1 (c) Berri AI. Prices change: check them before you bill by them.',
];
const lines = [...rows.values()]
  .sort((a, b) => (a.provider < b.provider ? -1 : a.provider > b.provider ? 1 : a.model < b.model ? -1 : 1))
  .map((r) =>
    [
      r.provider, r.model, r.context ?? '', r.maxOutput ?? '', (r.inputs ?? []).join(','), r.thinks === undefined ? '' : r.thinks ? 'yes' : 'no',
      micro(r.input), micro(r.output), micro(r.cacheRead), micro(r.cacheWrite), micro(r.reasoning),
      (r.tiers ?? []).map((t) => [t[0], ...t.slice(1).map(micro)].join(':')).join(','), r.deprecated ? 'yes' : '',
      RETIRED[`${r.provider} ${r.model}`] ?? '', micro(r.batchInput), micro(r.batchOutput),
    ].join('\t'),
  );
fs.writeFileSync(out, [...header, ...lines].join('\n') + '\n');
console.log(`${lines.length} models of ${new Set([...rows.values()].map((r) => r.provider)).size} providers`);
