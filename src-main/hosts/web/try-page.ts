/**
 * The page to try the interface: it lists the content of /api/openapi.json and sends typed requests. Script and style
 * are separate files, because the host's policy allows nothing inline.
 */
export const tryPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口一览 · 代理机构工作台</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg"><link rel="stylesheet" href="/api/try.css"><script type="module" src="/api/try.js"></script>
</head>
<body>
<header><h1>接口一览</h1><p id="about"></p><label>筛选 <input id="filter" type="search" autocomplete="off" placeholder="路径或名称"></label> <a href="/api/openapi.json">openapi.json</a></header>
<main id="list" aria-live="polite"><p>正在读取接口说明。</p></main>
</body>
</html>
`;

export const tryStyle = `:root{color-scheme:light dark;font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
body{max-width:1000px;margin:0 auto;padding:16px}h1{font-size:20px;margin:0}header{display:grid;gap:8px;margin-bottom:16px}
details{border:1px solid #8886;border-radius:6px;margin:4px 0;padding:4px 12px}summary{cursor:pointer;display:flex;gap:12px;align-items:baseline}
summary b{min-width:56px}summary code{flex:1}form{display:grid;gap:8px;padding:8px 0}textarea{font:13px/1.4 ui-monospace,monospace;min-height:96px}
pre{overflow:auto;max-height:360px;background:#8881;padding:8px;border-radius:6px;margin:0}button{justify-self:start;padding:4px 16px}
input,textarea{padding:4px 8px;border:1px solid #8888;border-radius:4px;background:transparent;color:inherit}:focus-visible{outline:2px solid #0b7285}
`;

export const tryScript = `const list = document.querySelector('#list');
// A window of its own, kept for this tab: sessions made here are not those of the workbench.
const key = sessionStorage.getItem('desk.try') ?? Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, '0')).join('');
sessionStorage.setItem('desk.try', key);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

let shared = {};
function example(schema, depth = 0) {
  if (!schema || depth > 6) return null;
  if (schema.$ref) return example(shared[schema.$ref.split('/').at(-1)], depth + 1);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const variant = schema.anyOf ?? schema.oneOf;
  if (variant) return example(variant[0], depth + 1);
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, example(inner, depth + 1)]));
  if (schema.type === 'array') return [];
  if (schema.type === 'string') return '';
  if (schema.type === 'boolean') return false;
  if (schema.type === 'number' || schema.type === 'integer') return 0;
  return null;
}

async function send(method, path, text, answer) {
  answer.textContent = '正在等待回答。';
  try {
    const input = text.trim() ? JSON.parse(text) : {};
    let address = '/api' + path.replace(/\\{\\+?(\\w+)\\}/g, (_, name) => { const value = input[name]; delete input[name]; return encodeURIComponent(value ?? ''); });
    const request = { method, headers: { 'x-desk-window': key } };
    if (method === 'GET') {
      const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]));
      if (query.size) address += '?' + query;
    } else {
      request.headers['content-type'] = 'application/json';
      request.body = JSON.stringify(input);
    }
    const started = performance.now();
    const response = await fetch(address, request);
    const type = response.headers.get('content-type') ?? '';
    const head = response.status + ' · ' + Math.round(performance.now() - started) + ' ms · ' + type + '\\n';
    if (type.startsWith('application/json')) answer.textContent = head + JSON.stringify(await response.json(), null, 2);
    else if (type.startsWith('text/event-stream')) {
      answer.textContent = head;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) answer.textContent += part.value;
    } else answer.textContent = head + (await response.blob()).size + ' 字节';
  } catch (error) {
    answer.textContent = error instanceof SyntaxError ? '输入不是正确的 JSON，请改正后再发送。' : '没有得到回答，请确认程序仍在运行。';
  }
}

function operation(path, method, details) {
  const parameters = Object.fromEntries((details.parameters ?? []).map((p) => [p.name, example(p.schema)]));
  const content = details.requestBody?.content?.['application/json'];
  const body = content?.example ?? example(content?.schema) ?? {};
  const input = element('textarea', { value: JSON.stringify({ ...parameters, ...body }, null, 2), spellcheck: false, ariaLabel: '输入（JSON）' });
  const answer = element('pre', { tabIndex: 0, ariaLabel: '回答' });
  const form = element('form', {}, element('p', { textContent: (details.description ?? '').split('\\n\\n').at(-1) }), input, element('button', { textContent: '发送' }), answer);
  form.addEventListener('submit', (event) => { event.preventDefault(); send(method, path, input.value, answer); });
  const made = element('details', {}, element('summary', {}, element('b', { textContent: method }), element('code', { textContent: path }), element('span', { textContent: details.summary ?? '' })), form);
  made.dataset.text = (path + ' ' + (details.summary ?? '')).toLowerCase();
  return made;
}

try {
  const specification = await (await fetch('/api/openapi.json')).json();
  shared = specification.components.schemas;
  document.querySelector('#about').textContent = specification.info.description;
  list.replaceChildren(...Object.entries(specification.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, details]) => operation(path, method.toUpperCase(), details))));
} catch {
  list.textContent = '没有读到接口说明。请刷新页面再试。';
}
document.querySelector('#filter').addEventListener('input', (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const item of list.children) item.hidden = !item.dataset.text?.includes(wanted);
});
`;
