import { processActionZh } from './actions';
import { calendarZh } from './calendars';
import { collaborationZh } from './collaboration';
import { conversionZh } from './conversion';
import type { Messages } from './en';
import { expressionsZh } from './expressions';
import { flowZh, processZh } from './flows';
import { scriptTextsZh } from './hooks';
import { integrationPartsZh, integrationsZh } from './integrations';
import { mailTemplateZh } from './mails';
import { dragZh, pipelineZh } from './pipelines';
import { stageZh, waysZh } from './stages';
import { timerZh } from './timers';
import { rolesZh } from './roles';

export const zhCN: Messages = {
  ra: {
    action: {
      add_filter: '添加筛选', add: '添加', back: '返回', bulk_actions: '已选 %{smart_count} 项', cancel: '取消', clear_array_input: '清空列表',
      clear_input_value: '清除', clone: '复制', confirm: '确定', create: '新建', create_item: '新建 %{item}', delete: '删除', edit: '编辑',
      export: '导出', list: '列表', refresh: '刷新', remove_filter: '移除此筛选', remove_all_filters: '移除全部筛选', remove: '移除',
      reset: '重置', save: '保存', search: '搜索', search_columns: '搜索列', select_all: '全选', select_all_button: '全选',
      select_row: '选择此行', show: '查看', sort: '排序', undo: '撤销', unselect: '取消选择', expand: '展开', close: '关闭',
      open_menu: '打开菜单', close_menu: '收起菜单', update: '更新', move_up: '上移', move_down: '下移', open: '打开',
      toggle_theme: '切换浅色/深色', select_columns: '列', update_application: '重新加载',
    },
    boolean: { true: '是', false: '否', null: ' ' },
    page: {
      create: '新建%{name}', dashboard: '首页', edit: '%{name} %{recordRepresentation}', error: '出错了', list: '%{name}', loading: '加载中',
      not_found: '页面不存在', show: '%{name} %{recordRepresentation}', empty: '还没有%{name}。', invite: '要新建一条吗？',
      access_denied: '无权访问', authentication_error: '身份验证出错',
    },
    input: {
      file: { upload_several: '拖放文件到此处，或点击选择。', upload_single: '拖放文件到此处，或点击选择。' },
      image: { upload_several: '拖放图片到此处，或点击选择。', upload_single: '拖放图片到此处，或点击选择。' },
      references: { all_missing: '找不到关联数据。', many_missing: '部分关联数据已不存在。', single_missing: '关联数据已不存在。' },
      password: { toggle_visible: '隐藏密码', toggle_hidden: '显示密码' },
    },
    message: {
      about: '关于', access_denied: '您没有访问此页面的权限', are_you_sure: '确定吗？', authentication_error: '身份验证服务出错，无法核对您的登录信息。',
      auth_error: '验证登录信息时出错。', bulk_delete_content: '确定删除这 %{smart_count} 项吗？', bulk_delete_title: '删除 %{smart_count} 项%{name}',
      bulk_update_content: '确定更新这 %{smart_count} 项吗？', bulk_update_title: '更新 %{smart_count} 项%{name}',
      clear_array_input: '确定清空整个列表吗？', delete_content: '确定删除此%{name}吗？', delete_title: '删除%{name} %{recordRepresentation}',
      details: '详情', error: '客户端出错，请求未能完成。', invalid_form: '表单填写有误，请检查。', loading: '请稍候', no: '否',
      not_found: '网址有误，或链接已失效。', select_all_limit_reached: '数量过多，只选中了前 %{max} 项。',
      unsaved_changes: '有修改尚未保存，确定离开吗？', yes: '是', placeholder_data_warning: '网络异常：数据刷新失败。',
    },
    navigation: {
      clear_filters: '清除筛选', no_filtered_results: '没有符合筛选条件的%{name}。', no_results: '没有%{name}',
      no_more_results: '没有第 %{page} 页，请返回上一页。', page_out_of_boundaries: '没有第 %{page} 页', page_out_from_end: '已是最后一页',
      page_out_from_begin: '已是第一页', page_range_info: '第 %{offsetBegin}–%{offsetEnd} 条，共 %{total} 条',
      partial_page_range_info: '第 %{offsetBegin}–%{offsetEnd} 条，共 %{offsetEnd} 条以上', current_page: '第 %{page} 页', page: '转到第 %{page} 页',
      first: '第一页', last: '最后一页', next: '下一页', previous: '上一页', page_rows_per_page: '每页：', skip_nav: '跳到正文',
    },
    sort: { sort_by: '按%{field_lower_first}%{order}排列', ASC: '升序', DESC: '降序' },
    auth: {
      auth_check_error: '请先登录', user_menu: '个人', username: '用户名', password: '密码', email: '邮箱', sign_in: '登录',
      sign_in_error: '登录失败，请重试', logout: '退出登录',
    },
    notification: {
      updated: '已更新 %{smart_count} 项', created: '已新建', deleted: '已删除 %{smart_count} 项', bad_item: '数据有误',
      item_doesnt_exist: '记录不存在', http_error: '与服务器通信出错', data_provider_error: '数据接口出错。', i18n_error: '无法加载所选语言',
      canceled: '已取消', logged_out: '登录已失效，请重新登录。', not_authorized: '您无权访问此内容。',
      application_update_available: '有新版本可用。', offline: '网络未连接，无法读取数据。',
    },
    validation: {
      required: '必填', minLength: '至少 %{min} 个字符', maxLength: '最多 %{max} 个字符', minValue: '不得小于 %{min}', maxValue: '不得大于 %{max}',
      number: '请填写数字', email: '请填写有效的邮箱地址', oneOf: '必须是其中之一：%{options}', regex: '格式不符：%{pattern}', unique: '不得重复',
    },
    saved_queries: {
      label: '已存查询', query_name: '查询名称', new_label: '保存当前查询…', new_dialog_title: '保存当前查询为', remove_label: '移除已存查询',
      remove_label_with_name: '移除查询“%{name}”', remove_dialog_title: '移除已存查询？', remove_message: '确定从列表中移除此查询吗？',
      help: '筛选列表后可保存此查询，供以后使用',
    },
    guesser: { empty: { title: '没有数据', message: '请检查数据接口' } },
    configurable: {
      customize: '自定义', configureMode: '配置此页', inspector: {
        title: '检查器', content: '将鼠标移到界面元素上进行配置', reset: '重置', hideAll: '全部隐藏', showAll: '全部显示',
      },
      Datagrid: { title: '表格', unlabeled: '未命名列 #%{column}' },
      SimpleForm: { title: '表单', unlabeled: '未命名输入项 #%{input}' },
      SimpleList: { title: '列表', primaryText: '主要文字', secondaryText: '次要文字', tertiaryText: '其他文字' },
    },
  },
  app: {
    brand: 'Platform', loading: '正在加载工作台…', loadFailed: '工作台加载失败。', retry: '重试', search: '搜索记录', searchEmpty: '没有找到',
    studio: '设计器', bin: '回收站', language: '语言', theme: '浅色 / 深色', signOut: '退出登录', menu: '菜单', collapse: '收起菜单', home: '首页',
    notFound: '此地址没有内容。', noSuchObject: '没有名为“%{name}”的记录，或您的角色无权打开。', noObjects: '您的角色还没有可以查看的数据，请联系管理员。', offline: '无法连接服务器。',
  },
  ...collaborationZh,
  signIn: {
    title: '登录', subtitle: '欢迎回来', email: '邮箱', password: '密码', tenant: '组织', submit: '登录', wrong: '邮箱或密码不正确。',
    locked: '登录失败次数过多，请在 %{smart_count} 分钟后再试。', throttled: '尝试过于频繁，请稍候再试。', needed: '请填写邮箱和密码。',
    failed: '登录失败：%{message}',
  },
  list: {
    all: '全部%{name}', search: '在列表中搜索', filter: '筛选', filterCount: '筛选（%{count}）', create: '新建%{name}', remove: '移入回收站',
    restore: '恢复', purge: '彻底删除', purgeAsk: '彻底删除 %{smart_count} 条记录？删除后无法恢复。', purgeTitle: '彻底删除',
    selected: '已选 %{smart_count} 条', removed: '已将 %{smart_count} 条记录移入回收站。', restored: '已恢复 %{smart_count} 条记录。',
    purged: '已彻底删除 %{smart_count} 条记录。', emptyTitle: '还没有%{name}', emptyText: '新建的记录会显示在这里。', noMatchTitle: '没有符合条件的记录',
    noMatchText: '没有记录同时符合视图、搜索和筛选条件。', clear: '清除搜索和筛选', emptyBin: '回收站是空的。', records: '共 %{smart_count} 条',
    deletedAt: '删除时间', failed: '列表读取失败：%{message}', edit: '编辑', edited: '已修改 %{smart_count} 条记录。', unselect: '取消选择',
    removeAsk: '将 %{smart_count} 条记录移入回收站？可从回收站恢复。',
  },
  filter: {
    all: '满足全部条件', any: '满足任一条件', add: '添加条件', addGroup: '添加条件组', remove: '移除条件', removeGroup: '移除条件组', apply: '应用',
    clear: '清空', field: '字段', operator: '运算符', value: '值', from: '从', to: '到', days: '天数', empty: '还没有条件。', yes: '是', no: '否',
    me: '我',
  },
  operator: {
    contains: '包含', startsWith: '开头是', endsWith: '结尾是', eq: '等于', ne: '不等于', in: '属于', notIn: '不属于', lt: '小于', lte: '小于等于',
    gt: '大于', gte: '大于等于', between: '介于', within: '在', hasAny: '包含任一', hasAll: '包含全部', isNull: '为空', notNull: '不为空',
  },
  momentOperator: { gte: '不早于', lte: '不晚于', between: '介于' },
  span: {
    TODAY: '今天', YESTERDAY: '昨天', TOMORROW: '明天', THIS_WEEK: '本周', LAST_WEEK: '上周', NEXT_WEEK: '下周', THIS_MONTH: '本月',
    LAST_MONTH: '上月', NEXT_MONTH: '下月', THIS_QUARTER: '本季度', LAST_QUARTER: '上季度', NEXT_QUARTER: '下季度', THIS_YEAR: '今年',
    LAST_YEAR: '去年', NEXT_YEAR: '明年', LAST_N_DAYS: '最近 … 天', NEXT_N_DAYS: '未来 … 天',
  },
  address: { street: '街道地址', city: '城市', state: '省 / 州', postalCode: '邮政编码', country: '国家 / 地区' },
  geolocation: { latitude: '纬度', longitude: '经度' },
  record: {
    details: '详细信息', related: '相关列表', history: '修改历史', edit: '编辑', remove: '删除', removeAsk: '将此记录移入回收站？',
    removeText: '“%{name}”可以从回收站恢复。', restore: '恢复', inBin: '此记录已于 %{time} 移入回收站，可以查看和恢复，不能修改。', missing: '记录不存在，或您无权查看。', backToList: '返回列表',
    viewAll: '查看全部', noRelated: '暂无', noHistory: '没有修改记录。', historyCreated: '创建了记录', historyDeleted: '将记录移入回收站',
    historyRestored: '恢复了记录', historyMerged: '将其他记录合并到此记录', historyConverted: '转换了记录', someone: '某人', blank: '空', more: '更多操作', previous: '上一条', next: '下一条',
    copyLink: '复制链接', linkCopied: '链接已复制', other: '其他字段', system: '系统信息', information: '基本信息', reveal: '显示', conceal: '隐藏',
    place: '第 %{place} 条', placeOf: '第 %{place} / %{total} 条', enlarge: '放大',
  },
  form: {
    computedOnSaving: '保存时计算',
    create: '新建%{name}', edit: '编辑%{name}', save: '保存', saveAndNew: '保存并新建', cancel: '取消', saved: '已保存。', created: '已创建%{name}。',
    unchanged: '没有修改。', problems: '请更正 %{smart_count} 个字段。', failed: '未保存：%{message}', onCreateOnly: '只能在新建时填写。', none: '无',
    clear: '清除', recent: '输入文字搜索；以下为最近的记录。', found: '搜索结果', noOptions: '没有找到', type: '类型', upload: '选择文件', drop: '或拖放到此处',
    uploading: '正在上传…', tooLarge: '文件不能超过 %{max}。', wrongType: '此处不接受“%{name}”这种文件。', addTag: '输入后按回车', invalidJson: 'JSON 格式不正确。',
    percent: '%', duration: '时:分', leave: '不保存就离开？', leaveText: '您的修改尚未保存。', stay: '留在此页', leaveNow: '离开', number: '保存时生成',
    replace: '更换', sending: '正在上传 %{name} … %{percent}%', upTo: '不超过 %{max}', uploadLost: '上传时连接中断。',
    emptyFile: '文件“%{name}”是空的。',
  },
  richText: {
    bold: '加粗', italic: '斜体', underline: '下划线', strike: '删除线', heading: '标题', bullets: '项目列表', numbers: '编号列表', quote: '引用',
    link: '链接', linkAddress: '链接地址', undo: '撤销', redo: '重做',
  },
  fault: {
    required: '必填。', integer: '请填写整数。', number: '请填写数字。', scale: '小数点后最多 %{scale} 位。', min: '不得小于 %{min}。', max: '不得大于 %{max}。',
    maxLength: '最多 %{max} 个字符。', pattern: '格式不符。', email: '请填写邮箱地址。', url: '请填写以 http:// 或 https:// 开头的网址。',
    geolocation: '纬度 −90 至 90，经度 −180 至 180。', date: '请填写日期。', duration: '请填写小时和分钟，例如 1:30。', json: 'JSON 格式不正确。',
    uploading: '文件尚未上传完成。',
  },
  conflict: {
    title: '此记录已被他人修改', text: '在您打开之后，%{name} 于 %{time} 保存了修改。请为每个字段选择要保留的值。',
    textUnknown: '在您打开之后，记录已被保存。请为每个字段选择要保留的值。', field: '字段', mine: '您的值', theirs: '对方的值',
    onlyTheirs: '仅对方修改的字段，将保留对方的值：', save: '按选择保存', discard: '放弃我的修改并刷新', cancel: '返回表单', gone: '记录已被删除。',
  },
  studio: {
    title: '设计器', group: { data: '数据', processes: '流程', code: '代码', access: '权限', integration: '集成', everything: '历史' }, objects: '对象', revisions: '版本记录', newObject: '新建对象', back: '返回工作台', search: '查找对象', custom: '自有',
    package: '应用包 %{name}', system: '平台', fields: '字段', properties: '对象', addField: '添加字段', editField: '编辑字段',
    removeField: '移除字段', removeObject: '移除对象', undo: '撤销', label: '名称（英文）', labelZh: '名称（中文）', plural: '复数名称（英文）',
    pluralZh: '复数名称（中文）', name: 'API 名称', nameHelp: '由字母和数字组成，会成为 API 的一部分，不能含空格。', namePattern: '以%{start}开头，其后只能是字母和数字。',
    nameTaken: '名称已被使用。', icon: '图标', ownership: '记录归属', ownershipUser: '用户', ownershipOrganization: '组织', nameField: '标题字段',
    type: '类型', help: '说明（英文）', helpZh: '说明（中文）', required: '必填', unique: '不可重复', indexed: '建立索引，便于筛选和排序',
    settings: '类型设置', choices: '选项', choiceValue: '值', choiceLabel: '英文', choiceLabelZh: '中文', choiceColor: '颜色', addChoice: '添加选项',
    globalPicklist: '共享选项集', ownChoices: '自有选项', target: '关联对象', targets: '关联对象', inverse: '对方的列表名称', onDelete: '目标删除时',
    onDeleteClear: '清空此字段', onDeleteRestrict: '禁止删除', onDeleteCascade: '一并删除', maxLength: '最多字符数', pattern: '格式（正则表达式）',
    precision: '总位数', scale: '小数位数', min: '最小值', max: '最大值', format: '编号格式', gapless: '连续无间断', maxBytes: '文件大小上限（字节）',
    accept: '允许的类型，如 image/*', apply: '确定', cancel: '取消', changed: '%{smart_count} 项草稿修改', discard: '放弃草稿', review: '查看变更计划',
    planTitle: '即将发生的变更', planRollbackTitle: '回滚到版本 %{revision}', planEmpty: '没有变更。',
    running: {
      title: '“%{flow}”有 %{smart_count} 个申请正在审批', action: '如何处理', note: '原因（写入审批轨迹）',
      actions: { KEEP: '按提交时的版本继续', MOVE: '转到新版本', CANCEL: '终止' },
    },
    apiBroken: '使用 API 的程序将受 %{smart_count} 项不兼容变更影响：', planning: '正在与现有数据比对…',
    planProblems: '文档存在问题，更正之前无法应用。', hazard: '风险', hazards: '%{smart_count} 项风险', samples: '例如',
    affected: '影响 %{smart_count} 条记录', reason: '为什么修改？', reasonHelp: '将与版本一同保存。', applyPlan: '应用', rollback: '回滚',
    applying: '正在应用…', applied: '已应用，当前版本为 %{revision}。', blocked: '消除风险之前无法应用。', confirmHazards: '我已了解风险，确认执行。',
    conflictTitle: '他人已应用了修改', conflictText: '在您编辑期间文档已有新版本。您的草稿仍然保留：请查看新的状态后重新生成计划。',
    planAgain: '加载新状态并重新计划', revision: '版本', when: '时间', who: '操作人', why: '原因', what: '变更', current: '当前',
    noRevisions: '还没有应用过修改。', forbidden: '您的角色不允许自定义。', extension: '在此添加的字段与应用包分开保存，不影响应用包升级。',
    readOnlyField: '属于应用包 %{name}，不能在此修改。', addedField: '新增', changedField: '已修改', removedField: '将移除',
    failed: '操作失败：%{message}', use: '打开%{name}', document: 'JSON', picklists: '选项集', roles: '角色', menus: '菜单', pipelines: '销售流程', approvalFlows: '审批流', calendars: '工作日历', timers: '定时器', hooks: '钩子', traces: '跟踪', scripts: '授权', ...integrationPartsZh, documents: '全部文档',
    find: '查找', kind: '类别', allKinds: '全部类别', object: '对象', newDocument: '新建%{kind}', noDocuments: '还没有这类文档。', removeDocument: '移除',
    platformDocument: '此文档属于平台，只能查看，不能修改。',
    packageDocument: '此文档来自应用包 %{name}。您的修改会保留，直到应用包更新时被替换。', tab_edit: '设计', tab_json: 'JSON', tab_versions: '历史版本',
    tab_fields: '字段', tab_rules: '规则', tab_types: '记录类型', tab_layout: '页面布局', tab_views: '列表视图', notApplied: '尚未应用。', sinceRevision: '自版本 %{from} 起',
    fromToRevision: '版本 %{from} 至 %{to}', same: '没有差异。', detail: '查看全部 %{smart_count} 项变更详情', lessDetail: '收起', retired: '已停用',
    removeChoice: '移除选项', removedFields: '已移除的字段',
    removedText: '其数据仍然保留。如需找回，请回滚到移除之前的版本；变更计划会列出随之回退的其他内容。', removedIn: '于版本 %{revision} 移除', bringBack: '找回…',
    forbiddenText: '管理员可以为您分配相应的角色。',
  },
  change: {
    addObject: '新增对象', removeObject: '移除对象', renameObject: '重命名对象', addField: '新增字段', removeField: '移除字段', renameField: '重命名字段',
    changeType: '更改类型', addIndex: '新增索引', dropIndex: '移除索引', other: '变更',
  },
  fieldType: {
    id: '标识', text: '单行文本', longText: '多行文本', richText: '富文本', integer: '整数', decimal: '小数', currency: '金额', percent: '百分比',
    checkbox: '复选框', date: '日期', dateTime: '日期时间', time: '时间', duration: '时长', picklist: '单选', multiPicklist: '多选', email: '邮箱',
    phone: '电话', url: '网址', address: '地址', geolocation: '地理位置', autoNumber: '自动编号', lookup: '查找关联',
    polymorphicLookup: '多对象关联', masterDetail: '主从关联', manyToMany: '多对多', file: '文件', image: '图片', tags: '标签', json: 'JSON',
    encryptedText: '加密文本',
  },
  bulk: {
    editTitle: '编辑 %{smart_count} 条记录', addField: '添加要修改的字段', blankClears: '只写入上面的字段。留空的字段将在所有记录中清空。',
    save: '修改 %{smart_count} 条记录', failedTitle: '%{smart_count} 条记录未能写入',
    outcome: '成功 %{done} 条，失败 %{failed} 条。失败的记录未作修改，仍处于选中状态。', reason: '原因',
  },
  layout: {
    palette: '未放置的字段', allPlaced: '所有字段均已放置。', how: '用鼠标拖动，或用键盘：空格、方向键、空格。', highlights: '页首重点字段（最多 %{max} 个）', drop: '将字段拖到此处',
    section: '分组（英文）', sectionZh: '分组（中文）', columns: '列数', collapsed: '默认折叠', addSection: '添加分组', removeSection: '移除分组',
    relatedLists: '相关列表', listColumns: '列表的列', addList: '添加相关列表', none: '此对象还没有页面布局', noneText: '其页面按字段顺序显示。', make: '创建页面布局',
  },
  view: {
    columns: '列', addColumn: '添加列', filter: '筛选条件', filterJson: '此筛选条件无法以条件形式显示，请编辑 JSON。', sort: '排序', addSort: '添加排序',
    direction: '方向', ascending: '升序', descending: '降序', default: '默认视图', needsObject: '请先应用新对象，然后设计其列表视图。', none: '还没有列表视图',
    noneText: '其列表显示前几个字段。', menu: '视图', chooseColumns: '选择列…', resetColumns: '恢复视图的列', saveAs: '另存为我的视图',
    saveChanges: '保存对“%{name}”的修改', rename: '重命名', remove: '删除我的视图', forEveryone: '创建面向所有人的视图…', saved: '视图已保存。', name: '名称',
    onlyMine: '只有您能看到。如需分享，请发送链接。',
  },
  ...rolesZh,
  navigation: {
    group: '分组（英文）', groupZh: '分组（中文）', add: '添加菜单项', addGroup: '添加分组', removeGroup: '移除分组', entries: '菜单项',
  },
  kind: {
    object: '对象', fieldExtension: '字段扩展', picklist: '选项集', layout: '页面布局', view: '列表视图', navigation: '菜单', translation: '翻译',
    role: '角色', package: '应用包', hook: '钩子', webhook: 'Webhook 通知', inboundEndpoint: '入站接口', pipeline: '销售流程', approvalFlow: '审批流', duplicateRule: '查重规则', recordType: '记录类型', businessCalendar: '工作日历', mailTemplate: '邮件模板', conversion: '转化规则',
  },
  systemField: {
    owner: '负责人', createdAt: '创建时间', createdBy: '创建人', updatedAt: '修改时间', updatedBy: '修改人', recordType: '记录类型', currency: '币种', pipeline: '销售流程', stageSince: '进入阶段时间'
  },
  json: {
    unreadable: 'JSON 格式尚不正确；草稿保留上一次正确的内容。',
  },
  pipeline: pipelineZh,
  flow: flowZh,
  process: processZh,
  processAction: processActionZh,
  calendar: calendarZh,
  timer: timerZh,
  drag: dragZh,
  stage: stageZh,
  ways: waysZh,
  account: {
    title: '我的账户', password: '密码', current: '当前密码', new: '新密码', again: '再次输入新密码', least: '至少 %{least} 个字符。',
    differs: '两次输入不一致。', change: '修改密码', passwordChanged: '密码已修改，您的其他登录均已退出。', passwordWrong: '当前密码不正确。', sessions: '登录位置',
    program: '程序', address: '地址', since: '登录时间', here: '当前', end: '退出该登录', keys: 'API 密钥',
    keysText: '使用这些密钥的程序以您的身份和角色执行操作。', keyName: '用途', begins: '开头', ends: '到期', never: '永不',
    days: '%{smart_count} 天后', used: '上次使用', make: '创建密钥', made: '这是您的密钥，仅显示这一次，请妥善保存。', copy: '复制', copied: '已复制。', revoke: '撤销',
  },
  duplicates: {
    found: '有 %{smart_count} 条已有记录可能重复', foundText: '请改为打开其中一条；如确认不同，可继续保存。', hidden: '您无权打开此记录。', merge: '合并',
    mergeTitle: '合并 %{smart_count} 条%{name}', mergeText: '保留一条记录并采用所选的值，其他记录的关联数据将转移到该记录，其他记录移入回收站。30 天内可撤销。', keep: '保留此记录', field: '字段',
    same: '其他字段的值均相同。', moves: '同时转移：%{list}', merged: '已合并。', undo: '撤销', undone: '已撤销合并。', tooMany: '请选择 2 至 5 条记录进行合并。',
  },
  conversion: conversionZh,
  ...scriptTextsZh,
  integration: integrationsZh,
  mailTemplate: mailTemplateZh,
  ...expressionsZh,
};
