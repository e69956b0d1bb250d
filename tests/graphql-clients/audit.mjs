// The server audits of graphql-http: node audit.mjs URL TOKEN → [{id, name, status, reason}]
import { auditServer } from 'graphql-http';

const [, , url, token] = process.argv;
const fetchFn = (address, init = {}) => fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
const results = await auditServer({ url, fetchFn });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
