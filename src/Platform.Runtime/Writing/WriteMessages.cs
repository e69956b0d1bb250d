using Platform.Metadata.Values;
using Platform.Scripting.Running;

namespace Platform.Runtime.Writing;

/// <summary>The messages of every problem that a write can have.</summary>
public static class WriteMessages
{
    private static readonly (string, string, string)[] Entries =
    [
        (WriteCodes.RecordNotFound, "The record does not exist.", "记录不存在。"),
        (WriteCodes.CreateForbidden, "You may not create records of {object}.", "您无权新建 {object} 记录。"),
        (WriteCodes.EditForbidden, "You may not edit this record.", "您无权编辑此记录。"),
        (WriteCodes.DeleteForbidden, "You may not delete or restore this record.", "您无权删除或恢复此记录。"),
        (WriteCodes.PurgeForbidden, "You may not remove records for good.", "您无权彻底删除记录。"),
        (WriteCodes.FieldForbidden, "You may not change this field.", "您无权修改此字段。"),
        (WriteCodes.FieldFixed, "This field can only be set when the record is created.", "此字段只能在新建记录时填写。"),
        (WriteCodes.FieldReadOnly, "This field cannot be changed as the record is.", "在当前状态下不能修改此字段。"),
        (WriteCodes.RuleBroken, "The record breaks a rule.", "记录违反了校验规则。"),
        (WriteCodes.ChoiceNotAllowed, "The choice “{value}” does not go with the other values of the record.", "选项“{value}”与记录的其他值不匹配。"),
        (WriteCodes.NotChoosable, "This record cannot be chosen here.", "此处不能选择该记录。"),
        (WriteCodes.UnknownField, "There is no field named “{name}”.", "没有名为“{name}”的字段。"),
        (WriteCodes.VersionConflict, "{user} changed this record at {time}; it is now version {version}.", "{user} 于 {time} 修改了此记录，当前版本为 {version}。"),
        (WriteCodes.DuplicateValue, "Another record has this value.", "已有其他记录使用此值。"),
        (WriteCodes.DuplicateRecord, "{rule}: this may be the same as {records}.", "{rule}：可能与以下记录重复：{records}。"),
        (WriteCodes.MergeArguments, "Choose one to ten other records to merge into the one that stays.", "请选择 1 至 10 条其他记录合并到保留的记录。"),
        (WriteCodes.MergeNotFound, "There is no merge to undo: it was undone already, or was more than 30 days ago.", "没有可撤销的合并：已被撤销，或已超过 30 天。"),
        (WriteCodes.DuplicateInput, "Input {index} of the request has the same value.", "请求中的第 {index} 条输入使用了相同的值。"),
        (WriteCodes.ReferenceNotFound, "The record it refers to does not exist.", "引用的记录不存在。"),
        (WriteCodes.MasterForbidden, "You may not edit the record that this one is part of.", "您无权编辑此记录所属的主记录。"),
        (WriteCodes.FileTooLarge, "The file is larger than {max} bytes.", "文件超过 {max} 字节。"),
        (WriteCodes.FileTypeRefused, "Files of type {type} cannot be used here.", "此处不能使用类型为 {type} 的文件。"),
        (WriteCodes.StillReferenced, "{count} records of {object} refer to this record in “{field}”.", "有 {count} 条 {object} 记录通过“{field}”引用此记录。"),
        (WriteCodes.MasterDeleted, "Restore the record that this one is part of first.", "请先恢复此记录所属的主记录。"),
        (WriteCodes.NotDeleted, "The record is not in the recycle bin.", "记录不在回收站中。"),
        (WriteCodes.RollupTooLarge, "A total that this record belongs to would have too many digits.", "此记录所属的汇总值位数过多。"),
        (WriteCodes.TooManyRecords, "At most {max} records can be written at once.", "一次最多写入 {max} 条记录。"),
        (WriteCodes.RepeatedRecord, "The record is named twice, first at {index}.", "记录重复，首次出现在第 {index} 条。"),
        (WriteCodes.KeyMissing, "A value is needed to find the record by.", "缺少用于匹配记录的值。"),
        (WriteCodes.InvalidArguments, "Give either “changes”, or “filter” and “input”.", "请提供“changes”，或者“filter”和“input”。"),
        (WriteCodes.StageUnknown, "The pipeline “{pipeline}” has no such stage.", "销售流程“{pipeline}”没有此阶段。"),
        (WriteCodes.StageRetired, "The stage “{stage}” is not used any more.", "阶段“{stage}”已停用。"),
        (WriteCodes.StageStart, "New records start in the stage “{from}”, not in “{stage}”.", "新记录从阶段“{from}”开始，不能从“{stage}”开始。"),
        (WriteCodes.TransitionNotAllowed, "No way leads from “{from}” to “{stage}”.", "不能从“{from}”到“{stage}”。"),
        (WriteCodes.TransitionForbidden, "Your roles may not go from “{from}” to “{stage}”.", "您的角色无权从“{from}”推进到“{stage}”。"),
        (WriteCodes.ReopenForbidden, "You may not reopen what has ended in “{from}”.", "您无权重新打开已结束于“{from}”的记录。"),
        (WriteCodes.GateNotMet, "A condition of the stage is not met.", "未满足阶段的条件。"),
        (WriteCodes.StageFieldRequired, "The stage needs a value here.", "此阶段需要填写该字段。"),
        (WriteCodes.Busy, "Others are changing these records. Please try again.", "其他人正在修改这些记录，请重试。"),
        (WriteCodes.Unchanged, "Nothing changed, so nothing was saved.", "内容没有变化，未保存。"),
        (WriteCodes.HookRefused, "{message}", "{message}"),
        (ScriptCodes.Thrown, "“{hook}” failed: {message}", "“{hook}”运行出错：{message}"),
        (ScriptCodes.ResultInvalid, "“{hook}” gave a result that cannot be used: {message}", "“{hook}”的结果无法使用：{message}"),
        (ScriptCodes.CpuTime, "“{hook}” computed longer than {limit} ms and was stopped.", "“{hook}”的计算时间超过 {limit} 毫秒，已被中止。"),
        (ScriptCodes.WallTime, "“{hook}” took longer than {limit} ms and was stopped.", "“{hook}”的运行时间超过 {limit} 毫秒，已被中止。"),
        (ScriptCodes.Memory, "“{hook}” took more than {limit} MiB of memory and was stopped.", "“{hook}”占用的内存超过 {limit} MiB，已被中止。"),
        (ScriptCodes.Stuck, "“{hook}” waits for something that never comes.", "“{hook}”在等待永远不会发生的事情。"),
        (ScriptCodes.Unawaited, "“{hook}” ended while a call of the platform was under way: an “await” is missing.", "“{hook}”结束时仍有未完成的平台调用：缺少“await”。"),
        (ScriptCodes.NoHandler, "“{hook}” has no handler: its source does not export a function as default.", "“{hook}”没有处理函数：源文件未默认导出函数。"),
        (ScriptCodes.MessageTooLarge, "“{hook}” handed over more than {limit} bytes at once.", "“{hook}”一次传递的数据超过 {limit} 字节。"),
        (ScriptCodes.LogTooLarge, "“{hook}” logged more than {limit} bytes.", "“{hook}”的日志超过 {limit} 字节。"),
        (ScriptCodes.TooManyCalls, "“{hook}” called the platform more than {limit} times.", "“{hook}”调用平台超过 {limit} 次。"),
        (ScriptCodes.TooManyPendingCalls, "“{hook}” has more than {limit} calls under way at once.", "“{hook}”同时进行的调用超过 {limit} 个。"),
        (ScriptCodes.TooManyRows, "“{hook}” read more than {limit} records.", "“{hook}”读取的记录超过 {limit} 条。"),
        (ScriptCodes.TooManyWrites, "“{hook}” wrote more than {limit} records.", "“{hook}”写入的记录超过 {limit} 条。"),
        (ScriptCodes.NestingTooDeep, "Hooks caused each other more than {limit} levels deep, the last of them “{hook}”.", "钩子相互触发超过 {limit} 层，最后一个是“{hook}”。"),
        (ScriptCodes.WorkerDied, "The process that ran “{hook}” ended. Nothing was saved.", "运行“{hook}”的进程已终止，未保存任何内容。"),
        (ScriptCodes.Busy, "Too much custom logic is waiting to run. Please try again.", "等待运行的自定义逻辑过多，请稍后重试。"),
        (ScriptCodes.Unavailable, "Custom logic cannot run on this server. Please tell your administrator.", "此服务器无法运行自定义逻辑，请联系管理员。"),
    ];

    /// <summary>Messages of values and of writes by code.</summary>
    public static MessageCatalogue Catalogue { get; } = new([.. ValueMessages.Entries, .. Entries]);
}
