// A loop in an imported module.
// Expected: HOOK_CPU_TIME
import './imported-part.js';
export default () => {};
