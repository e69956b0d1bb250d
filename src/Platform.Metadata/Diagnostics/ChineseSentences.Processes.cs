namespace Platform.Metadata.Diagnostics;

internal static partial class ChineseSentences
{
    /// <summary>About approval flows, pipelines, their actions, calendars and conversions.</summary>
    private const string Processes =
        """
        Without "dueAfter" no time is counted.
        没有 dueAfter 则不计时。
        The braces of the text ({0}) do not match: {{record.name}} stands for a value, {{{{ for a brace.
        文本（{0}）的花括号不匹配：{{record.name}} 表示值，{{{{ 表示花括号。
        People are told by user, role, team, manager, or a user of the record.
        通知对象可以是用户、角色、团队、上级或记录中的用户。
        A task is given to a user, a manager, or a user of the record.
        任务只能指派给用户、上级或记录中的用户。
        "{0}" is needed here.
        此处需要“{0}”。
        "{0}" has no meaning here.
        “{0}”在此处没有意义。
        {0} has no hook "{1}" with the event "approvers".
        {0} 没有事件为 approvers 的脚本“{1}”。
        {0} has no approval flow "{1}".
        {0} 没有审批流“{1}”。
        {0} has no hook "{1}" with the event "process" or "afterCommitProcess".
        {0} 没有事件为 process 或 afterCommitProcess 的脚本“{1}”。
        {0} has no webhook "{1}" with the event "process".
        {0} 没有事件为 process 的 Webhook“{1}”。
        There is no role "{0}".
        没有角色“{0}”。
        Records of {0} are written by the platform; there is nothing to submit.
        {0} 的记录由平台写入，无法提交审批。
        Edits do not start the flow.
        编辑不会启动此流程。
        Branches lie within each other more than {0} levels deep.
        分支嵌套超过 {0} 层。
        The step has no branches.
        此步骤没有分支。
        The step "{0}" has branches; people are asked in the steps of those.
        步骤“{0}”有分支，审批人在分支的步骤中设置。
        The step "{0}" has a flow; people are asked in the steps of that.
        步骤“{0}”引用了流程，审批人在该流程的步骤中设置。
        A step has either branches or a flow.
        一个步骤只能有分支或流程之一。
        The branch "{0}" is never reached: one before it has no condition, and only the first runs.
        分支“{0}”永远不会执行：在它之前有一个没有条件的分支，且只执行第一个。
        Nobody is asked: the step needs approvers or branches.
        没有审批人：此步骤需要审批人或分支。
        A ratio goes with the rule "ratio", and is needed there.
        比例与规则 ratio 一同使用，且该规则必须有比例。
        The ratio is above 0 and at most 1.
        比例须大于 0 且不超过 1。
        Levels are of managers and heads of departments.
        级别只用于上级和部门负责人。
        There is no approver just before who could choose.
        在此之前没有可以选择审批人的审批人。
        Only reminders come again.
        只有催办可以重复。
        A reminder that comes again needs both "every" and "times".
        重复的催办需要同时设置 every 和 times。
        An escalation needs somebody who is asked instead.
        升级需要指定改由谁审批。
        Only escalations ask somebody else.
        只有升级可以改由他人审批。
        A step is escalated to a user, a role, a team, the head of a department, a manager, or a user of the record.
        步骤可以升级给用户、角色、团队、部门负责人、上级或记录中的用户。
        The step is decided by time already.
        此步骤已设置到期自动处理。
        By then the step is decided by time.
        到那时此步骤已因到期而处理完毕。
        "{0}" is needed to find the approver.
        查找审批人需要“{0}”。
        "{0}" has no meaning for this approver.
        “{0}”对此类审批人没有意义。
        The field "{0}" is set twice.
        字段“{0}”被设置了两次。
        The field "{0}" cannot be set by an expression.
        字段“{0}”不能由表达式设置。
        The record is under this approval still; no other starts meanwhile.
        记录仍在此审批中，期间不能启动其他审批。
        The field "{0}" is listed twice.
        字段“{0}”重复列出。
        Nobody edits the field "{0}".
        没有人可以编辑字段“{0}”。
        The list "{0}" is named twice.
        列表“{0}”重复列出。
        There is already a step or branch "{0}".
        已有名为“{0}”的步骤或分支。
        Nothing starts the flow: neither people, nor new records, nor edits, nor deletions, nor a step of another flow.
        没有任何方式启动此流程：既非手动、新建、编辑、删除，也非其他流程的步骤。
        The flow "{0}" leads back to "{1}".
        流程“{0}”又回到了“{1}”。
        Flows lie within each other more than {0} levels deep.
        流程嵌套超过 {0} 层。
        With the names of both flows the step is called "{0}", which is too long.
        合并两个流程的名称后，步骤名“{0}”过长。
        With the names of both flows there are two steps called "{0}".
        合并两个流程的名称后，有两个名为“{0}”的步骤。
        There is no time zone "{0}": a name such as Asia/Shanghai or an offset such as +08:00 is needed.
        没有时区“{0}”：请填写如 Asia/Shanghai 的名称或如 +08:00 的偏移。
        The weekday has shifts already.
        此星期几已有班次。
        The shift begins before the one before it ends.
        此班次在上一班次结束之前开始。
        The day either works as a weekday does, or has shifts of its own.
        此日期要么按某个星期几上班，要么有自己的班次。
        {0} is in another entry already.
        {0} 已在其他条目中。
        The entries cover {0} days; at most {1} are allowed.
        条目共覆盖 {0} 天，最多允许 {1} 天。
        There is no day {0}.
        没有日期 {0}。
        The last day is before the first.
        最后一天早于第一天。
        An entry covers {0} days at most.
        一个条目最多覆盖 {0} 天。
        A shift that begins at midnight begins at 00:00.
        从零点开始的班次应从 00:00 开始。
        The shift ends as it begins; a whole day is 00:00 to 24:00.
        班次的开始与结束相同；全天为 00:00 至 24:00。
        The calendar "{0}" is already the default.
        日历“{0}”已是默认日历。
        The field "{0}" is of type {1}{2}; a dateTime with "readOnly" is needed, which nobody but the conversion sets.
        字段“{0}”的类型为 {1}{2}；需要 readOnly 的 dateTime 字段，且只由转化设置。
         and not read-only
        ，且不是只读
        The alias "{0}" is given twice.
        别名“{0}”重复。
        The name "{0}" is taken by expressions or the API.
        名称“{0}”已被表达式或 API 使用。
        The field "{0}" is of type {1}{2}; a lookup of {3} with "readOnly" is needed.
        字段“{0}”的类型为 {1}{2}；需要 readOnly 的 {3} 查找字段。
        The field "{0}" keeps another target already.
        字段“{0}”已用于另一个目标。
        The record has the value itself; an expression is needed.
        值在记录自身中，此处需要表达式。
        The field "{0}" of {1} does not lead to {2}.
        {1} 的字段“{0}”不指向 {2}。
        The field "{0}" cannot be changed.
        字段“{0}”不能修改。
        The field "{0}" of {1} cannot lead to "{2}", which is of {3}.
        {1} 的字段“{0}”不能指向“{2}”，后者属于 {3}。
        "{0}" is listed twice.
        “{0}”重复列出。
        The conversion has no target "{0}".
        此转化没有目标“{0}”。
        The conversion "{0}" of {1} notes it in "{2}"; all conversions of an object share the field.
        {1} 的转化“{0}”记录在“{2}”中；同一对象的所有转化共用该字段。
        "{0}" is of {1} in another conversion of {2}; give it another alias.
        在 {2} 的另一个转化中，“{0}”属于 {1}；请使用其他别名。
        The rule "{0}" compares {1} with {2}; one that looks among {3} for what is like it, or like {4}, is needed.
        规则“{0}”比较 {1} 与 {2}；需要在 {3} 中查找与其自身或 {4} 相似记录的规则。
        There is no rule of duplicates "{0}".
        没有查重规则“{0}”。
        A field has either a "value" or a field "from" which it is copied.
        字段要么有 value，要么有复制来源 from。
        The field "{0}" is kept by the platform; a field that people fill in is needed.
        字段“{0}”由平台维护，此处需要由人填写的字段。
        Expressions have no values of type {0}; a field "from" which it is copied is needed.
        表达式没有类型为 {0} 的值，需要复制来源字段 from。
        The field "{0}" of type {1} cannot be copied into "{2}" of type {3}.
        类型为 {1} 的字段“{0}”不能复制到类型为 {3} 的“{2}”。
        The pipeline "{0}" of {1} keeps its stages in "{2}"; all pipelines of an object share the field.
        {1} 的流程“{0}”的阶段保存在“{2}”中；同一对象的所有流程共用该字段。
        {0} is part of another object; pipelines are of objects of their own.
        {0} 是其他对象的明细；流程只能属于独立的对象。
        The pipeline "{0}", which has no condition, comes first and takes every record.
        流程“{0}”没有条件且排在前面，会包含所有记录。
        The field "{0}" is of type {1}; stages are the choices of a picklist.
        字段“{0}”的类型为 {1}；阶段应为选项字段的选项。
        a picklist
        选项字段
        a percent
        百分比字段
        a dateTime
        日期时间字段
        The condition reads {0}.{1}; which pipeline a record has follows from its own stored fields alone.
        条件读取了 {0}.{1}；记录属于哪个流程只能由其自身存储的字段决定。
        The condition reads the stage field "{0}".
        条件读取了阶段字段“{0}”。
        The field "{0}" is of type {1}; {2} that can be written is needed.
        字段“{0}”的类型为 {1}；此处需要可写的{2}。
        The field "{0}" is of type {1}, which is no amount.
        字段“{0}”的类型为 {1}，不是金额。
        "{0}" has no choice "{1}".
        “{0}”没有选项“{1}”。
        The stage "{0}" is listed twice.
        阶段“{0}”重复列出。
        A probability lies between 0 and 1.
        概率须在 0 与 1 之间。
        The pipeline names no "forecastField".
        流程没有指定 forecastField。
        Winning and losing need a reason: name the picklist of reasons in "reason" of "{0}".
        赢单和输单需要原因：请在“{0}”的 reason 中指定原因的选项字段。
        Open stages have no reason.
        进行中的阶段没有原因。
        The field "{0}" is of type {1}; reasons are a picklist.
        字段“{0}”的类型为 {1}；原因应为选项字段。
        The field "{0}" is of type {1}; a note is a text.
        字段“{0}”的类型为 {1}；备注应为文本。
        A link begins with https:// or /.
        链接应以 https:// 或 / 开头。
        The pipeline has another gate "{0}".
        流程已有名为“{0}”的准入条件。
        Nothing comes after a stage that ends; what is left to do then are "enterActions".
        结束阶段之后没有其他阶段；此时可执行的是 enterActions。
        The pipeline has another task "{0}".
        流程已有名为“{0}”的任务。
        The field "{0}" of type {1} cannot be set by a stage.
        类型为 {1} 的字段“{0}”不能由阶段设置。
        A pipeline needs an open stage in which new records start.
        流程需要一个进行中的阶段作为新记录的起点。
        The open stage "{0}" stands behind "{1}", which ends the pipeline.
        进行中的阶段“{0}”排在结束阶段“{1}”之后。
        "{0}" is moved twice.
        “{0}”被移动了两次。
        "{0}" is a stage of the pipeline; only those of removed stages are moved.
        “{0}”是流程的阶段；只有已移除阶段的记录才需要移动。
        The record is in that stage already.
        记录已在该阶段。
        The field "{0}" is of type {1}; ask for links by a gate: record.{2}.exists(x, true).
        字段“{0}”的类型为 {1}；请用准入条件检查关联：record.{2}.exists(x, true)。
        The pipeline has no stage "{0}".
        流程没有阶段“{0}”。
        The way from "{0}" to "{1}" is listed twice.
        从“{0}”到“{1}”的路径重复列出。
        No transitions lead from the first stage to "{0}".
        从第一个阶段没有路径可到达“{0}”。
        """;
}
