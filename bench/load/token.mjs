// Prints a bearer token of the user.
const [url, email, password] = process.argv.slice(2);
const response = await fetch(`${url}/auth/login`, {
  method: 'POST', body: JSON.stringify({ email, password }), headers: { 'content-type': 'application/json' } });
if (response.status !== 200) throw new Error(`HTTP ${response.status} ${await response.text()}`);
console.log((await response.json()).token);
