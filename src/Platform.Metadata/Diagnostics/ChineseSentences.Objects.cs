namespace Platform.Metadata.Diagnostics;

internal static partial class ChineseSentences
{
    /// <summary>About objects, fields, formulas, views, layouts, roles, packages and what documents share.</summary>
    private const string Objects =
        """
        The name "{0}" is taken by a type that the API derives from the object {1}.
        名称“{0}”已被 API 由对象 {1} 派生的类型占用。
        The API has something of the name "{0}", or a type that the action would bring, already.
        API 中已有名为“{0}”的内容，或此操作会带来的类型。
        The API would name a type of the field "{0}" like one that comes with {1}; give one of them another name.
        API 为字段“{0}”生成的类型名与 {1} 带来的类型重名；请修改其中一个的名称。
        The API name "{0}" of {1} is already one of {2}; give another "plural" or name.
        {1} 的 API 名称“{0}”已被 {2} 使用；请修改 plural 或名称。
        The API names one record of {0} and many alike, "{1}"; give another "plural".
        {0} 的单数和复数 API 名称相同，均为“{1}”；请修改 plural。
        The field "{0}" has no choice "{1}".
        字段“{0}”没有选项“{1}”。
        {0} has no field "{1}".
        {0} 没有字段“{1}”。
        {0} has no field "{1}"{2}.
        {0} 没有字段“{1}”{2}。
        ; "{0}" is a relation to many records
        ；“{0}”是指向多条记录的关系
        Choices depend on a picklist or a checkbox; "{0}" is of type {1}.
        选项只能依赖选项字段或复选框；“{0}”的类型为 {1}。
        Choices depend on each other in a circle: {0}.
        选项的依赖形成循环：{0}。
        A checkbox is "true" or "false".
        复选框的值为 true 或 false。
        {0} has no hook "{1}" with the event "compute".
        {0} 没有事件为 compute 的脚本“{1}”。
        Defaults need each other in a circle: {0}.
        默认值互相依赖，形成循环：{0}。
        {0} has no layout "{1}".
        {0} 没有布局“{1}”。
        There is no period "{0}"; did you mean {1}?
        没有时间段“{0}”；是否想写 {1}？
        There is no period "{0}"; there are {1}.
        没有时间段“{0}”；可用的有 {1}。
        The number of a period is between 1 and {0}.
        时间段的数量须在 1 与 {0} 之间。
        There is already {0} {1} "{2}"{3}.
        已有 {1}“{2}”{3}。
         (of package "{0}")
        （属于应用包“{0}”）
        The id "{0}" is that of the {1} "{2}"; give this one an "id" of its own.
        id“{0}”已属于 {1}“{2}”；请另设 id。
        There is no object "{0}".
        没有对象“{0}”。
        The package "{0}" needs a "namespace": only the standard apps ({1}) name things without one.
        应用包“{0}”需要 namespace：只有标准应用（{1}）可以不用。
        The package "{0}" of the document has no manifest (a document of kind package).
        文档所属的应用包“{0}”没有清单（package 文档）。
        Names of package "{0}" begin with its namespace "{1}".
        应用包“{0}”中的名称须以其 namespace“{1}”开头。
        The view "{0}" is already the default of {1}.
        视图“{0}”已是 {1} 的默认视图。
        The fields "{0}" ({1}) and "{2}" ({3}) cannot be equal.
        字段“{0}”（{1}）与“{2}”（{3}）不可能相等。
        The field "{0}" of type {1} cannot be shown as a text.
        类型为 {1} 的字段“{0}”不能显示为文本。
        The field "{0}" of type {1} cannot be compared{2} by a rule of duplicates.
        查重规则不能{2}比较类型为 {1} 的字段“{0}”。
         as text
        按文本
        line {0}, character {1}
        第 {0} 行第 {1} 个字符
        character {0}
        第 {0} 个字符
        {0} at {1}: {2}
        {1}，{0}：{2}
        The choice "{0}" is listed twice.
        选项“{0}”重复列出。
        There is no picklist "{0}".
        没有选项集“{0}”。
        The object "{0}" is listed twice.
        对象“{0}”重复列出。
        The field does not refer to an object "{0}".
        此字段不指向对象“{0}”。
        A field of type {0} takes no default.
        类型为 {0} 的字段不能有默认值。
        The default does not fit the field: {0}
        默认值不适合此字段：{0}
        This is no value.
        这不是一个值。
        The least value {0} is greater than the greatest value {1}.
        最小值 {0} 大于最大值 {1}。
        There is no "inverse" that the label could be of.
        没有 inverse，无法为其设置名称。
        A field of type {0} cannot be computed.
        类型为 {0} 的字段不能计算。
        A computed field is never written, so that "{0}" says nothing.
        计算字段不会被写入，“{0}”没有意义。
        Give either a "default" or a "defaultFormula", not both.
        default 与 defaultFormula 只能设置其一。
        A field of type {0} takes no default that is computed.
        类型为 {0} 的字段不能有计算的默认值。
        The field is required always.
        此字段始终必填。
        A field of type {0} cannot be required at times.
        类型为 {0} 的字段不能按条件必填。
        The field is set by the platform alone, always.
        此字段始终只由平台设置。
        Nobody could give the value of a field that the platform alone sets.
        只由平台设置的字段无法由人填写。
        A field is computed in one way: by a formula, a rollup or a hook.
        字段只能以一种方式计算：公式、汇总或脚本。
        A field of type {0} cannot be computed by a hook.
        类型为 {0} 的字段不能由脚本计算。
        A field of type {0} always has a value.
        类型为 {0} 的字段始终有值。
        A many-to-many field cannot be required.
        多对多字段不能必填。
        A field of type {0} cannot be unique.
        类型为 {0} 的字段不能设为唯一。
        A field of type {0} cannot have an index.
        类型为 {0} 的字段不能建立索引。
        A text that is unique or indexed has at most {0} characters.
        唯一或建立索引的文本最多 {0} 个字符。
        An autonumber is never set by callers.
        自动编号不能由调用者设置。
        The scale {0} is greater than the precision {1}.
        小数位数 {0} 大于总位数 {1}。
        The pattern uses look-around, back references or atomic groups, which patterns here may not.
        模式使用了环视、反向引用或原子分组，此处不支持。
        The pattern is not a regular expression: {0}
        模式不是正则表达式：{0}
        Give either "values" or "picklist", not both.
        values 与 picklist 只能设置其一。
        A picklist needs "values" or the name of a global "picklist".
        选项字段需要 values 或共享选项集 picklist 的名称。
        Conditions on {0} are an object, not {1}.
        {0} 的条件应为对象，而不是{1}。
        "search" takes a text.
        search 应为文本。
        "isNull" stands below a field.
        isNull 应在字段之下。
        {0} has no field or relation "{1}".
        {0} 没有字段或关系“{1}”。
        The condition on "{0}" is an object of operators, for example {{"eq": …}}, not {1}.
        “{0}”的条件应为运算符组成的对象，例如 {{"eq": …}}，而不是{1}。
        The condition on related records is an object of "some", "none" or "every", not {0}.
        相关记录的条件应为含 some、none 或 every 的对象，而不是{0}。
        related records
        相关记录
        a reference to several objects
        指向多个对象的引用
        its parts
        其组成部分
        The condition on "{0}" is an object of operators, not {1}.
        “{0}”的条件应为运算符组成的对象，而不是{1}。
        "{0}" of type {1} cannot be filtered.
        类型为 {1} 的“{0}”不能用于筛选。
        "{0}" of type {1}
        类型为 {1} 的“{0}”
        "mode" is SENSITIVE or INSENSITIVE.
        mode 的值为 SENSITIVE 或 INSENSITIVE。
        "between" takes a list of two values, the least and the greatest.
        between 应为最小值和最大值组成的列表。
        "{0}" takes a text.
        “{0}”应为文本。
        "within" takes a period such as "THIS_QUARTER" or {{"LAST_N_DAYS": 7}}.
        within 应为时间段，例如 "THIS_QUARTER" 或 {{"LAST_N_DAYS": 7}}。
        "isNull" takes true or false.
        isNull 的值为 true 或 false。
        There is no operator "{0}" for {1}; there are {2}.
        {1}没有运算符“{0}”；可用的有 {2}。
        a list
        列表
        a text
        文本
        a number
        数字
        an object
        对象
        true or false
        true 或 false
        Nothing has the key "{0}"; the text is not used.
        没有内容使用键“{0}”，此文本未被使用。
        Formulas
        公式
        Formulas and rollups
        公式和汇总
        {0} need each other in a circle: {1}.
        {0}互相依赖，形成循环：{1}。
        Formulas build on each other in more than {0} steps.
        公式逐层依赖超过 {0} 层。
        {0}: together with the formulas that it reads it has {1} parts; at most {2} are allowed.
        {0}：连同其读取的公式共有 {1} 个部分，最多允许 {2} 个。
        It takes something that is read from lists of other records. Give {0} a rollup of that list, and take that.
        它取用了从其他记录的列表中读取的内容。请为 {0} 添加该列表的汇总字段，并取用该字段。
        It takes {0}.{1}, which depends on the time of reading, on the tenant's time zone or on a business calendar: what is stored cannot change by itself.
        它取用了 {0}.{1}，后者取决于读取时间、租户时区或工作日历；存储的内容不能自行变化。
        No index can be made of this formula: {0}.
        不能为此公式建立索引：{0}。
        it depends on the time of reading, on the tenant's time zone or on a business calendar
        它取决于读取时间、租户时区或工作日历
        it goes through a list
        它遍历列表
        the database does not promise that {0} gives the same for ever
        数据库不保证 {0} 的结果始终相同
        it reads {0} of other records
        它读取其他记录的 {0}
        it reads a list of records
        它读取记录列表
        The case of texts counts for unique indexes alone.
        大小写设置只对唯一索引有意义。
        A unique index holds among records outside the recycle bin.
        唯一索引只约束回收站以外的记录。
        Only unique indexes refuse a record.
        只有唯一索引会拒绝记录。
        There is no field "{0}" to index.
        没有可建立索引的字段“{0}”。
        The field "{0}" of type {1} cannot be part of an index.
        类型为 {1} 的字段“{0}”不能用于索引。
        The field "{0}" stands twice in the index.
        字段“{0}”在索引中重复。
        The field "{0}" is already placed.
        字段“{0}”已放置。
        The relation "{0}" is already listed.
        关系“{0}”已列出。
        {0} has no relation "{1}".
        {0} 没有关系“{1}”。
        There are more than {0} steps to the last master: {1}.
        到最上层主对象超过 {0} 层：{1}。
        Masters form a circle: {0}.
        主从关系形成循环：{0}。
        There is no view "{0}".
        没有视图“{0}”。
        The view "{0}" is of {1}, not of {2}.
        视图“{0}”属于 {1}，不属于 {2}。
        {0} has {1} fields; at most {2} are allowed.
        {0} 有 {1} 个字段，最多允许 {2} 个。
        field
        字段
        system field
        系统字段
        {0} already has a {1} "{2}".
        {0} 已有{1}“{2}”。
        The field "{0}" has the id "{1}" of the field "{2}"; give it an "id" of its own.
        字段“{0}”的 id“{1}”与字段“{2}”相同；请另设 id。
        The fields "{0}" and "{1}" would share the column {2}; give one another "id".
        字段“{0}”与“{1}”会共用列 {2}；请为其中一个另设 id。
        A field that package "{0}" adds to another package's object begins with "{1}".
        应用包“{0}”为其他应用包的对象添加的字段须以“{1}”开头。
        An extension cannot make the object a detail; use a lookup.
        扩展不能使对象成为明细，请使用查找字段。
        The field "{0}" is of type {1}; a record is named by text, email, phone or autoNumber.
        字段“{0}”的类型为 {1}；记录的标题须为文本、邮箱、电话或自动编号。
        The field "{0}" is of type {1}, which search cannot look in.
        字段“{0}”的类型为 {1}，不能用于搜索。
        An id is a UUID or "{0}".
        id 应为 UUID 或“{0}”。
        The operand must be a text.
        此处的值应为文本。
        The operand must be one of the choices.
        此处的值应为选项之一。
        There is no choice "{0}".
        没有选项“{0}”。
        The package "{0}" is listed twice.
        应用包“{0}”重复列出。
        Packages depend on each other in a circle: {0}.
        应用包的依赖形成循环：{0}。
        The package "{0}" is not installed.
        应用包“{0}”未安装。
        Package "{0}" is installed in version {1}; needed is {2} or later of the same major version.
        应用包“{0}”已安装的版本为 {1}；需要同一主版本的 {2} 或更高版本。
        The column "{0}" is listed twice.
        列“{0}”重复列出。
        Records cannot be ordered by "{0}" of type {1}.
        不能按类型为 {1} 的“{0}”排序。
        The order has "{0}" twice.
        排序中“{0}”重复。
        "{0}" of type {1} refers to no single object, so that "{2}" leads nowhere.
        类型为 {1} 的“{0}”不指向单一对象，因此“{2}”无法读取。
        The {0} "{1}" has no part "{2}".
        {0}“{1}”没有组成部分“{2}”。
        There is already a record type "{0}".
        已有记录类型“{0}”。
        The record type "{0}" is already the default.
        记录类型“{0}”已是默认类型。
        A record type that is not active cannot be the default.
        未启用的记录类型不能是默认类型。
        At least one record type must be active.
        至少须启用一个记录类型。
        The field "{0}" of type {1} has no choices to select from.
        类型为 {1} 的字段“{0}”没有可供选择的选项。
        The field "{0}" takes no default.
        字段“{0}”不能有默认值。
        Records of the type "{0}" cannot have this choice.
        类型为“{0}”的记录不能有此选项。
        Package "{0}" refers to {1} of package "{2}", but does not depend on that package.
        应用包“{0}”引用了应用包“{2}”的 {1}，但没有依赖该应用包。
        Package "{0}" refers to {1}, which belongs to no package; a package stands without the tenant's own documents.
        应用包“{0}”引用了不属于任何应用包的 {1}；应用包不能依赖租户自己的文档。
        {0} has a field "{1}", so that the relation from {2} cannot have that name.
        {0} 已有字段“{1}”，来自 {2} 的关系不能使用此名称。
        {0} already has a relation "{1}", from {2}.{3}.
        {0} 已有来自 {2}.{3} 的关系“{1}”。
        The right is listed twice.
        权限重复列出。
        More records may be edited than read.
        可编辑的记录多于可读取的记录。
        More records may be deleted than read.
        可删除的记录多于可读取的记录。
        Who creates records must be able to read at least their own.
        可新建记录者至少须能读取自己的记录。
        A field that is edited must be readable.
        可编辑的字段须可读取。
        Rights on fields need an object, not "*".
        字段权限须指定对象，不能用“*”。
        The field "{0}" cannot be hidden.
        字段“{0}”不能隐藏。
        {0} has no list "{1}".
        {0} 没有列表“{1}”。
        Records cannot be ordered by "{0}", a field of type {1}.
        不能按类型为 {1} 的字段“{0}”排序。
        "{0}" is of type {1}, which a {2} of type {3}
        “{0}”的类型为 {1}，类型为 {3} 的 {2}
        {0} cannot take.
        {0}不能取用。
        {0} would have to round: it has {1} decimals, this field {2}.
        {0}需要舍入：它有 {1} 位小数，此字段有 {2} 位。
        {0} has no room for: {1} digits before the point, this field {2}.
        {0}容纳不下：小数点前有 {1} 位，此字段有 {2} 位。
        A field has either a formula or a rollup.
        字段只能有公式或汇总之一。
        A field of type {0} cannot hold a {1}.
        类型为 {0} 的字段不能保存 {1}。
        A count takes no field; say what counts in "filter".
        计数不取用字段；请在 filter 中说明计数的内容。
        The function {0} needs the "field" that it takes.
        函数 {0} 需要其取用的字段 field。
        Only first and last have an order.
        只有 first 和 last 有排序。
        There is already a rule "{0}".
        已有规则“{0}”。
        {0} and {1} would both have a table or index {2}; give one of them (or its field) another "id".
        {0} 与 {1} 会有相同的表或索引 {2}；请为其中一个（或其字段）另设 id。
        A brace in the format has no partner.
        格式中的花括号不成对。
        There is no placeholder {{{0}}}; there are {{0000}}, {{YYYY}}, {{YY}}, {{MM}} and {{DD}}.
        没有占位符 {{{0}}}；可用的有 {{0000}}、{{YYYY}}、{{YY}}、{{MM}} 和 {{DD}}。
        The format needs exactly one counter such as {{0000}}.
        格式须恰好有一个计数器，例如 {{0000}}。
        """;
}
