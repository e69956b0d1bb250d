using System.Globalization;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Mail;

/// <summary>
/// Mail that waits for its time: what is due moves into the outbox, in the transaction that takes the timer. A server that hangs holds up deliveries of mail, and no timer.
/// </summary>
/// <param name="topic">Topic of the timers.</param>
/// <param name="messages">Topic of the messages.</param>
/// <param name="dataSource">Connections to the catalog.</param>
/// <param name="bell">Tells the followers of the outbox.</param>
/// <param name="time">The clock by which notifications are written.</param>
internal sealed class MailTimers(string topic, string messages, NpgsqlDataSource dataSource, CommitBell bell, TimeProvider time) : ITimerHandler
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <inheritdoc/>
    public string Topic => topic;

    /// <summary>Mails a notification at that time.</summary>
    public static NpgsqlBatchCommand OfNotification(Guid tenantId, Guid person, Guid notification, DateTime at) =>
        TimerStore.Set(tenantId, MailTopics.Notification, notification.ToString("D"), at, $$"""{"person":"{{person:D}}"}""");

    /// <summary>Mails a person what they were told until that time, in one mail; one that is due sooner stays.</summary>
    public static NpgsqlBatchCommand OfDigest(Guid tenantId, Guid person, DateTime at) =>
        TimerStore.SetUnlessEarlier(tenantId, MailTopics.Digest, person.ToString("D"), at, $$"""{"person":"{{person:D}}"}""");

    /// <summary>The notification that a message is about.</summary>
    public static Guid Notification(Delivery message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        return payload.RootElement.GetProperty("notification").GetGuid();
    }

    /// <summary>Who gets the daily mail that a message is about, and until when what they were told is in it, UTC.</summary>
    public static (Guid Person, DateTime Until) Digest(Delivery message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        return (payload.RootElement.GetProperty("person").GetGuid(), payload.RootElement.GetProperty("until").GetDateTime().ToUniversalTime());
    }

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        using var payload = JsonDocument.Parse(timer.Payload);
        // Timers that an earlier version set name nobody: that of a daily mail has the person as its key, and another mail goes by itself.
        string person = payload.RootElement.TryGetProperty("person", out JsonElement named) ? named.GetString()! : timer.Key;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        // Set anew or taken over meanwhile: whoever has it does it.
        if (!await TimerStore.CompleteAsync(timer, connection, cancellation)) return;
        // What is told after the timer was due and found it standing set no timer of its own: it belongs to this mail. From here on the timer is gone.
        string until = time.GetUtcNow().UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);
        await using NpgsqlBatch batch = new(connection, transaction);
        batch.BatchCommands.Add(topic == MailTopics.Digest
            ? DeliveryStore.Write(timer.TenantId, messages, person, $"{person}@{until}", $$"""{"person":"{{person}}","until":"{{until}}"}""")
            : DeliveryStore.Write(timer.TenantId, messages, person, timer.Key, $$"""{"notification":"{{timer.Key}}"}"""));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        bell.Ring();
    }
}
