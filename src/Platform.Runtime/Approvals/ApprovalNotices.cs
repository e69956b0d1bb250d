using System.Globalization;
using Platform.Metadata.Documents;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Notifications;
using TaskStatus = Platform.Runtime.Approvals.Engine.TaskStatus;

namespace Platform.Runtime.Approvals;

/// <summary>Whom the acts on a request are told to: what became of its state says it, whichever act it was.</summary>
internal static class ApprovalNotices
{
    private static readonly LocalizedText Asked = Text("{actor} asks for your approval", "{actor}请您审批");
    private static readonly LocalizedText AskedToDelete = Text("{actor} asks for your approval of a deletion", "{actor}请您审批删除申请");
    private static readonly LocalizedText AskedAgain = Text("An approval is with you again", "有审批回到您这里");
    private static readonly LocalizedText Reminded = Text("{actor} reminds you of an approval", "{actor}催办审批");
    private static readonly LocalizedText RemindedByTime = Text("An approval waits for you", "有审批等待您处理");
    private static readonly LocalizedText AskedByTime = Text("You are asked for an approval", "请您审批");
    private static readonly LocalizedText AskedToDeleteByTime = Text("You are asked to approve a deletion", "请您审批删除申请");
    private static readonly LocalizedText RejectedByTime = Text("Nobody answered your request in time; it is rejected", "您的审批申请逾期未处理，已被拒绝");
    private static readonly LocalizedText Copied = Text("{actor} sent you a copy of a request for approval", "{actor}将审批申请抄送给您");
    private static readonly LocalizedText Approved = Text("Your request was approved", "您的审批申请已通过");
    private static readonly LocalizedText Rejected = Text("{actor} rejected your request", "{actor}拒绝了您的审批申请");
    private static readonly LocalizedText Returned = Text("{actor} returned your request to you", "{actor}退回了您的审批申请");
    private static readonly LocalizedText Lapsed = Text("The approval of your request no longer holds, because the record was edited", "记录被修改，您的审批已失效");
    private static readonly LocalizedText Recalled = Text("Your request was recalled", "您的审批申请已被撤回");

    /// <summary>The notices of what the acts of a write came to.</summary>
    public static IEnumerable<Notice> Of(ApprovalCase found)
    {
        string turn = (found.TrailLength + found.Entries.Count).ToString(CultureInfo.InvariantCulture);
        Dictionary<Guid, ApprovalTaskState> before = found.Before.Tasks.ToDictionary(t => t.Id);
        if (found.State.Status == RequestStatus.Pending)
        {
            foreach (ApprovalTaskState task in found.State.Tasks.Where(t => t.Status == TaskStatus.Pending))
            {
                ApprovalTaskState? old = before.GetValueOrDefault(task.Id);
                bool isOpened = old?.Status != TaskStatus.Pending || old.Submission != found.State.Submission;
                if (isOpened) yield return Notice(found, NoticeTypes.ApprovalAsked, old is { Status: not TaskStatus.Waiting } ? AskedAgain : TitleOfAsking(found), AskedKey(task.Id, turn), task.Assignee);
                else if (old!.RemindedAt != task.RemindedAt) yield return Notice(found, NoticeTypes.ApprovalReminder, found.IsByTime ? RemindedByTime : Reminded, $"approvalReminder:{task.Id:D}:{turn}", task.Assignee);
            }
        }

        Guid[] copied = [.. found.State.Copied.Except(found.Before.Copied)];
        if (copied.Length > 0) yield return Notice(found, NoticeTypes.ApprovalCopied, Copied, $"approvalCopied:{found.Id:D}:{turn}", copied);
        if (found.State.Status == found.Before.Status && !found.IsNew) yield break;
        (string Type, LocalizedText Title)? ended = found.State.Status switch
        {
            RequestStatus.Approved => (NoticeTypes.ApprovalDecided, Approved),
            RequestStatus.Rejected => (NoticeTypes.ApprovalDecided, found.IsByTime ? RejectedByTime : Rejected),
            RequestStatus.Lapsed => (NoticeTypes.ApprovalDecided, Lapsed),
            RequestStatus.Recalled => (NoticeTypes.ApprovalDecided, Recalled),
            RequestStatus.Returned => (NoticeTypes.ApprovalReturned, Returned),
            _ => null,
        };
        if (ended is var (type, title)) yield return Notice(found, type, title, $"{type}:{found.Id:D}:{turn}", found.State.Submitter);
    }

    /// <summary>The key of what a person is told who is asked.</summary>
    /// <param name="task">The task by which they are asked.</param>
    /// <param name="turn">Tells the times apart when they are asked again.</param>
    public static string AskedKey(Guid task, string turn) => $"{NoticeTypes.ApprovalAsked}:{task:D}:{turn}";

    private static LocalizedText TitleOfAsking(ApprovalCase found) => (found.State.Voids, found.IsByTime) switch
    {
        (true, true) => AskedToDeleteByTime,
        (true, false) => AskedToDelete,
        (false, true) => AskedByTime,
        _ => Asked,
    };

    private static Notice Notice(ApprovalCase found, string type, LocalizedText title, string key, params Guid[] to) => new()
    {
        Type = type,
        Title = title,
        Key = key,
        Recipients = to,
        IsByTime = found.IsByTime,
        Object = found.Layout.Object.Name,
        Record = found.Record,
    };

    private static LocalizedText Text(string english, string chinese) => new([new LocalizedEntry("en", english), new LocalizedEntry("zh-CN", chinese)]);
}
