// Prints CEL's published conformance tests, one per line: {suite, section, name, expr, value, fails, own}. A test is its own world when it
// declares variables or types; a test without an expected value expects true.
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';

for (const suite of tests.suites) {
  for (const section of suite.suites ?? []) {
    for (const { original } of section.tests ?? []) {
      const { name, expr, value, typedResult, evalError, anyEvalErrors, typeEnv, bindings, disableCheck } = original;
      console.log(JSON.stringify({
        suite: suite.name, section: section.name, name, expr,
        value: value ?? typedResult?.result ?? { boolValue: true },
        fails: evalError !== undefined || anyEvalErrors !== undefined,
        own: (typeEnv?.length ?? 0) > 0 || Object.keys(bindings ?? {}).length > 0 || disableCheck === true,
      }));
    }
  }
}
