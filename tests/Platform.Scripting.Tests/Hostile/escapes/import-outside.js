// A file outside of the package.
// Expected: HOOK_THROWN
import x from '../../../../etc/passwd';
export default ({ log }) => log.error('ESCAPED', typeof x);
