using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>
/// What a hook hears of once a write is committed: the records as they were and as they became, as far as the hook may see them. It waits in the outbox, written by the
/// transaction that it tells of.
/// </summary>
/// <param name="HookId">Stable id of the hook.</param>
/// <param name="Event">The event.</param>
/// <param name="Object">Object of the records.</param>
/// <param name="UserId">Who wrote.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Cause">How many transactions of scripts, one the cause of the next, lead to the run.</param>
/// <param name="Records">The records, as a JSON list.</param>
internal sealed record CommittedChanges(string HookId, HookEvent Event, string Object, Guid UserId, DateTimeOffset At, int Cause, string Records)
{
    /// <summary>Topic of the messages.</summary>
    public const string Topic = "hook";

    /// <summary>Records of one message at most.</summary>
    public const int MostRecords = 200;

    /// <summary>Lanes of a hook whose records keep their order each by itself; a record is always in the same one.</summary>
    private const int Lanes = 16;

    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What the message keeps its place in.</summary>
    public required string Lane { get; init; }

    /// <summary>Tells the run from all others, the same at every attempt.</summary>
    public string Key { get; init; } = Guid.CreateVersion7().ToString("D");

    /// <summary>What a hook hears of a batch: one message, or one for each lane of its records.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="event">The event.</param>
    /// <param name="records">The records.</param>
    /// <param name="cause">See <see cref="Cause"/>.</param>
    /// <param name="inputBytes">What a run takes: a message holds as many records as surely go into it, and one at least.</param>
    public static IEnumerable<CommittedChanges> Of(WriteBatch batch, HookDocument hook, HookEvent @event, IReadOnlyList<RecordWrite> records, int cause, int inputBytes)
    {
        foreach (IGrouping<string, RecordWrite> lane in records.GroupBy(r => hook.Queue == HookQueueing.Hook ? hook.Id : string.Create(CultureInfo.InvariantCulture, $"{hook.Id}/{LaneOf(r.Id)}")))
        {
            // The database gives JSON back with spaces in it, and texts of the hook come on top.
            foreach (string part in Parts(HookInput.Records(batch, hook, lane), inputBytes / 2))
            {
                yield return new CommittedChanges(hook.Id, @event, batch.Layout.Object.Name, batch.Caller.UserId, new DateTimeOffset(batch.Now), cause, part) { Lane = lane.Key };
            }
        }
    }

    /// <summary>Lists of JSON values of at most <see cref="MostRecords"/> and so many bytes, or one value.</summary>
    private static IEnumerable<string> Parts(IEnumerable<ReadOnlyMemory<byte>> values, int bytes)
    {
        ArrayBufferWriter<byte> part = new(4096);
        int count = 0;
        foreach (ReadOnlyMemory<byte> value in values)
        {
            if (count == MostRecords || (count > 0 && part.WrittenCount + value.Length >= bytes)) yield return Ended();
            part.Write(count++ == 0 ? "["u8 : ","u8);
            part.Write(value.Span);
        }

        if (count > 0) yield return Ended();

        string Ended()
        {
            part.Write("]"u8);
            string text = Encoding.UTF8.GetString(part.WrittenSpan);
            part.ResetWrittenCount();
            count = 0;
            return text;
        }
    }

    /// <summary>The message: target, lane, key and payload. Each lane is a target of its own: what fails in one is not held against others.</summary>
    public (string Target, string Lane, string Key, string Payload) Message()
    {
        ArrayBufferWriter<byte> buffer = new(Records.Length + 512);
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            writer.WriteString("hook", HookId);
            writer.WriteString("event", HookKinds.NameOf(Event));
            writer.WriteString("object", Object);
            writer.WriteString("user", UserId);
            writer.WriteString("at", At);
            writer.WriteNumber("cause", Cause);
            writer.WritePropertyName("records");
            writer.WriteRawValue(Records, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return (Lane, Lane, Key, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>The changes of a message.</summary>
    public static CommittedChanges Read(Delivery message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        JsonElement root = payload.RootElement;
        return new CommittedChanges(
            root.GetProperty("hook").GetString()!, Enum.Parse<HookEvent>(root.GetProperty("event").GetString()!, ignoreCase: true), root.GetProperty("object").GetString()!,
            root.GetProperty("user").GetGuid(), root.GetProperty("at").GetDateTimeOffset(), root.GetProperty("cause").GetInt32(), root.GetProperty("records").GetRawText())
        {
            Lane = message.Lane,
            Key = message.Key,
        };
    }

    // Ids of version 7 begin with the time; their ends are random.
    private static int LaneOf(Guid record) => record.ToByteArray()[15] % Lanes;
}
