// A module of the host.
// Expected: HOOK_THROWN
import fs from 'node:fs';
export default ({ log }) => log.error('ESCAPED', typeof fs);
