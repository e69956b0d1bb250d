// Describes the CRM objects to the platform, as an administrator would: one apply of the documents of this folder.
import fs from 'node:fs';
const [url, folder, password] = process.argv.slice(2);
const post = async (path, body, token) => {
  const response = await fetch(url + path, {
    method: 'POST', body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: 'Bearer ' + token } : {}) } });
  const answer = await response.json();
  if (response.status !== 200 || answer.errors) throw new Error(`${path}: HTTP ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};
const { token } = await post('/auth/login', { email: 'admin@example.com', password });
const edits = fs.readdirSync(folder).sort().map(file => ({ put: JSON.parse(fs.readFileSync(`${folder}/${file}`, 'utf8')) }));
const query = 'mutation ($edits: [DocumentEdit!]!) { apply(edits: $edits, reason: "Objects of the benchmark") { revision } }';
const { data } = await post('/metadata', { query, variables: { edits } }, token);
console.log(`revision ${data.apply.revision}`);
