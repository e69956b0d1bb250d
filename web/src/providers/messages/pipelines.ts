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
  more: 'Show more (%{smart_count} left) |||| Show more (%{smart_count} left)',
  shownAs: 'Shown as',
  forecast: 'Forecast',
  forecastOf: 'Forecast: %{name}',
  boardOf: 'Board: %{name}',
  openList: 'Open as a list',
  noWayHere: 'No way leads here',
  moveCard: 'Move %{name}',
  weighted: 'Open, weighted by probability',
  noForecast: 'There is nothing to forecast.',
  noCategory: 'Without a category',
  noDate: 'Without a date',
  byDate: 'By month of',
  month: 'Month',
  period: 'Period',
  ahead: 'From this month on',
  allTime: 'All',
  total: 'Total',
  records: '%{smart_count} record |||| %{smart_count} records',
  refused: 'This cannot be done:',
  openRecord: 'Open the record',
  fillIn: 'Fill in',
  fillInTitle: 'Fill in what is missing',
  reached: '%{count} here, %{reached} this far (%{share})',
};

export const pipelineZh: typeof pipelineEn = {
  path: '阶段：%{name}', board: '看板', list: '列表', funnel: '漏斗', funnelOf: '漏斗：%{name}', pipeline: '销售流程', mine: '我负责的',
  none: '这些记录没有销售流程。', since: '自 %{time} 起', stale: '在此阶段停留过久', missing: '尚缺：', move: '推进', moveTo: '推进到“%{stage}”',
  reopenTo: '重新打开到“%{stage}”', moved: '已推进到“%{stage}”。', noWay: '当前阶段不能直接到达此阶段。', more: '显示更多（还有 %{smart_count} 条）', shownAs: '显示方式', forecast: '预测', forecastOf: '预测：%{name}', boardOf: '看板：%{name}', openList: '以列表打开', noWayHere: '不能直接到达',
    moveCard: '移动 %{name}', weighted: '进行中（按赢率加权）', noForecast: '没有可预测的记录。', noCategory: '无类别', noDate: '无日期', byDate: '按月份统计', month: '月份', period: '期间', ahead: '本月及以后', allTime: '全部', total: '合计', records: '%{smart_count} 条记录',
    refused: '无法完成：', openRecord: '打开记录', fillIn: '填写', fillInTitle: '填写缺失的内容',
  reached: '本阶段 %{count} 条，到达 %{reached} 条（%{share}）',
};

/** What is said while something is dragged by keyboard. */
export const dragEn = {
  instructions: 'Press space to lift, the arrow keys to move, space to drop, escape to cancel.',
  lifted: 'Lifted from place %{place} of %{list}.',
  over: 'Over place %{place} of %{list}.',
  nowhere: 'Over no list.',
};

export const dragZh: typeof dragEn = {
  instructions: '按空格键拿起，方向键移动，再按空格键放下，Esc 取消。',
  lifted: '已从%{list}的第 %{place} 位拿起。',
  over: '位于%{list}的第 %{place} 位。',
  nowhere: '不在任何列表上。',
};
