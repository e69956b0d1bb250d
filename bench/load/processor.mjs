// Processor time of each request from a result of the harness: node processor.mjs RESULT.json...
// Shares of throughput need a machine at rest; processor time per request is much less disturbed by others. The last column is what the share of throughput comes to
// when the processors are what limits: the processor time of hand-written statements, their host and the load generator, divided by the contestant's.
import fs from 'node:fs';

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const cells = process.argv.slice(2).flatMap(file => JSON.parse(fs.readFileSync(file, 'utf8')).cells);
const groupBy = (items, key) => {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

console.log('| workload | connections | contestant | host ms | database ms | load ms | share by processor |\n| --- | --: | --- | --: | --: | --: | --: |');
for (const group of groupBy(cells, cell => `${cell.w} ${cell.conc}`).values()) {
  const rows = [...groupBy(group, cell => cell.contestant)]
    .map(([name, own]) => ({ name, host: median(own.map(c => c.server)), database: median(own.map(c => c.pg)), load: median(own.map(c => c.load)) }));
  const total = row => row.host + row.database + row.load;
  const limit = rows.find(row => row.name === 'limit');
  for (const row of rows) {
    const share = limit ? (total(limit) / total(row)).toFixed(2) : '';
    console.log(`| ${group[0].w} | ${group[0].conc} | ${row.name} | ${row.host.toFixed(3)} | ${row.database.toFixed(3)} | ${row.load.toFixed(3)} | ${share} |`);
  }
}
