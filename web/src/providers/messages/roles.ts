/** Words of roles: rights, scopes, limits of the API; and of what a revision does to the API's clients. */
export const rolesEn = {
  apiChange: {
    title: 'For clients of the API',
    breaking: 'breaks',
    dangerous: 'may surprise',
    count: '%{smart_count} change breaks clients |||| %{smart_count} changes break clients',
  },
  role: {
    description: 'Description (English)',
    descriptionZh: 'Description (Chinese)',
    rights: 'Rights that are not about one object',
    objects: 'Rights on objects',
    create: 'Create',
    read: 'Read',
    edit: 'Edit',
    delete: 'Delete',
    fields: 'Fields',
    allFields: 'All fields',
    exceptions: '%{smart_count} exception |||| %{smart_count} exceptions',
    allOthers: 'All objects that are not listed',
    api: 'Limits of a request to the API',
  },
  apiLimit: {
    asHost: 'as the server has it',
    range: '%{least} to %{most}',
    maxCost: 'Greatest cost',
    maxCostHelp: 'Values that a request may read.',
    maxPageSize: 'Greatest page',
    maxPageSizeHelp: 'Records of a list at once.',
    maxDepth: 'Greatest depth',
    maxDepthHelp: 'Records within records.',
    maxSubscriptions: 'Open subscriptions',
    maxSubscriptionsHelp: 'Of one person at once.',
    introspection: 'Schema',
    introspectionHelp: 'Whether clients can ask for all types.',
    told: 'told',
    hidden: 'hidden',
  },
  right: {
    customize: 'Customise (studio)',
    manageUsers: 'Manage users',
    export: 'Export',
    import: 'Import',
    purge: 'Delete for good',
  },
  scope: {
    none: 'none',
    own: 'own',
    team: 'team',
    all: 'all',
  },
  fieldRight: {
    edit: 'as the record',
    read: 'read only',
    hidden: 'hidden',
  },
};

export const rolesZh: typeof rolesEn = {
  apiChange: {
    title: '对 API 客户端的影响', breaking: '不兼容', dangerous: '可能意外', count: '%{smart_count} 项变更使客户端不兼容',
  },
  role: {
    description: '说明（英文）', descriptionZh: '说明（中文）', rights: '系统权限', objects: '对象权限', create: '新建', read: '查看', edit: '编辑',
    delete: '删除', fields: '字段', allFields: '全部字段', exceptions: '%{smart_count} 个例外', allOthers: '其余全部对象', api: 'API 请求限制',
  },
  apiLimit: {
    asHost: '与服务器一致', range: '%{least} 至 %{most}', maxCost: '最大开销', maxCostHelp: '一次请求可读取的值的数量。', maxPageSize: '最大页', maxPageSizeHelp: '列表一次返回的记录数。',
    maxDepth: '最大深度', maxDepthHelp: '记录嵌套的层数。', maxSubscriptions: '同时订阅数', maxSubscriptionsHelp: '每人同时打开的订阅。', introspection: '结构信息', introspectionHelp: '客户端能否查询全部类型。',
    told: '公开', hidden: '隐藏',
  },
  right: {
    customize: '自定义（设计器）', manageUsers: '管理用户', export: '导出', import: '导入', purge: '彻底删除',
  },
  scope: {
    none: '无', own: '本人', team: '团队', all: '全部',
  },
  fieldRight: {
    edit: '与记录一致', read: '只读', hidden: '不可见',
  },
};
