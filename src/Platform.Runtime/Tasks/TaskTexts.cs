using Platform.Metadata.Documents;

namespace Platform.Runtime.Tasks;

/// <summary>What people are told of tasks.</summary>
internal static class TaskTexts
{
    public static LocalizedText Assigned { get; } = Text("{actor} gave you a task", "{actor}给您指派了任务");

    public static LocalizedText Watched { get; } = Text("{actor} made you a watcher of a task", "{actor}将您设为任务的关注人");

    public static LocalizedText Changed { get; } = Text("{actor} changed a task", "{actor}修改了任务");

    public static LocalizedText Done { get; } = Text("{actor} finished a task", "{actor}完成了任务");

    public static LocalizedText Due { get; } = Text("A task is due", "任务已到截止时间");

    public static LocalizedText Reminder { get; } = Text("Reminder of a task", "任务提醒");

    private static LocalizedText Text(string english, string chinese) => new([new LocalizedEntry("en", english), new LocalizedEntry("zh-CN", chinese)]);
}
