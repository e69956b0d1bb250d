// Prints CEL's published conformance tests, one per line: {suite, section, name, expr, value, fails, variables}. A test without an expected value expects true. Variables are those that it
// binds, each as CEL writes its value; null where a value is of a type that only protocol buffers have.
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';

/** A value as CEL writes it. */
function literal(value) {
  const [[kind, it]] = Object.entries(value);
  switch (kind) {
    case 'int64Value': return it;
    case 'uint64Value': return `${it}u`;
    case 'doubleValue': return Number.isInteger(it) ? it.toFixed(1) : String(it);
    case 'stringValue': return JSON.stringify(it);
    case 'boolValue': return String(it);
    case 'nullValue': return 'null';
    case 'bytesValue': return `b${JSON.stringify(Buffer.from(it, 'base64').toString('latin1'))}`;
    case 'listValue': return `[${(it.values ?? []).map(literal).join(', ')}]`;
    case 'mapValue': return `{${(it.entries ?? []).map((e) => `${literal(e.key)}: ${literal(e.value)}`).join(', ')}}`;
    case 'objectValue': return { Duration: `duration("${it.value}")`, Timestamp: `timestamp("${it.value}")` }[it['@type'].split('.').at(-1)] ?? null;
    default: return null;
  }
}

for (const suite of tests.suites) {
  for (const section of suite.suites ?? []) {
    for (const { original } of section.tests ?? []) {
      const { name, expr, value, typedResult, evalError, anyEvalErrors, bindings } = original;
      console.log(JSON.stringify({
        suite: suite.name, section: section.name, name, expr,
        value: value ?? typedResult?.result ?? { boolValue: true },
        fails: evalError !== undefined || anyEvalErrors !== undefined,
        variables: Object.entries(bindings ?? {}).map(([variable, bound]) => ({ name: variable, value: bound.value === undefined ? null : literal(bound.value) })),
      }));
    }
  }
}
