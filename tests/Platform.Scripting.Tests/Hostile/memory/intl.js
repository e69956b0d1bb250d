// Formatters of dates and numbers, which take memory outside of the heap.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_THROWN, HOOK_WORKER_DIED
export default (context) => {
  const all = [];
  for (;;) all.push(new Intl.DateTimeFormat('zh-CN', { dateStyle: 'full', timeZone: 'Asia/Shanghai' }), new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }));
};
