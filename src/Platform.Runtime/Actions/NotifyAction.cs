using Platform.Metadata.Documents;
using Platform.Runtime.Notifications;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>Tells people.</summary>
internal sealed class NotifyAction : IProcessActionHandler
{
    /// <inheritdoc/>
    public ProcessActionKind Kind => ProcessActionKind.Notify;

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        ActionPeople people = await ActionPeople.FindAsync(batch, action.To, due, cancellation);
        NotificationStore.Enqueue(batch, due.Select(d => new Notice
        {
            Type = NoticeTypes.Process,
            Title = action.Text!,
            Key = $"process:{d.Record.Id:D}:{d.Place}:{batch.Now.Ticks}",
            Recipients = [.. people.Of(action.To, d)],
            IsByTime = d.IsByTime,
            Object = batch.Layout.Object.Name,
            Record = d.Record.Id,
        }));
    }
}
