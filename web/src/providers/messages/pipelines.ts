/** Texts of pipelines; the other language has the same keys. */
export const pipelineEn = {
  path: 'Stages: %{name}',
  board: 'Board',
  list: 'List',
  funnel: 'Funnel',
  funnelOf: 'Funnel: %{name}',
  pipeline: 'Pipeline',
  mine: 'Mine',
  none: 'These records go through no pipeline.',
  since: 'since %{time}',
  stale: 'For too long in this stage',
  missing: 'Still missing:',
  move: 'Move',
  moveTo: 'Move to “%{stage}”',
  reopenTo: 'Reopen in “%{stage}”',
  moved: 'Moved to “%{stage}”.',
  noWay: 'No way leads here from the present stage.',
  more: '%{smart_count} more |||| %{smart_count} more',
  reached: '%{count} here, %{reached} this far (%{share})',
};

export const pipelineZh: typeof pipelineEn = {
  path: '阶段：%{name}', board: '看板', list: '列表', funnel: '漏斗', funnelOf: '漏斗：%{name}', pipeline: '销售流程', mine: '我负责的',
  none: '这些记录没有销售流程。', since: '自 %{time} 起', stale: '在此阶段停留过久', missing: '尚缺：', move: '推进', moveTo: '推进到“%{stage}”',
  reopenTo: '重新打开到“%{stage}”', moved: '已推进到“%{stage}”。', noWay: '当前阶段不能直接到达此阶段。', more: '还有 %{smart_count} 条',
  reached: '本阶段 %{count} 条，到达 %{reached} 条（%{share}）',
};
