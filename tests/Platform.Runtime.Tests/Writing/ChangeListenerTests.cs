using Npgsql;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>Messages about changes, written with the change.</summary>
public sealed class ChangeListenerTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    private readonly Listener _listener = new();

    private RecordWriter Writer => field ??= new RecordWriter(world.DataSource, world.Cipher, new WriteOptions(), listeners: [_listener]);

    [Fact]
    public async Task A_listener_is_asked_once_for_all_records_of_a_write_and_sees_old_and_new_values()
    {
        object[] inputs = [.. Enumerable.Range(0, 20).Select(i => WritingWorld.Input(("name", "A" + i), ("rating", 1)))];
        WriteOutcome made = await WriteAsync(MutationKind.CreateMany, ("inputs", inputs));
        await WriteAsync(MutationKind.Update, ("id", made.Records[0]), ("input", WritingWorld.Input(("rating", 5))));
        await WriteAsync(MutationKind.Update, ("id", made.Records[1]), ("input", WritingWorld.Input(("rating", 1))));
        await WriteAsync(MutationKind.Delete, ("id", made.Records[0]));
        Assert.Equal(["Account Create 20", "Account Update 1", "Account Delete 1"], _listener.Asked);
        Assert.Equal("A0: 1 > 5", _listener.LastUpdate);
        Assert.Equal(3L, await world.ScalarAsync<long>("select count(*) from platform.outbox where topic = $1", _listener.Topic));
    }

    [Fact]
    public async Task A_refused_write_leaves_no_message_and_objects_that_nobody_listens_to_ask_nobody()
    {
        await world.CreateAsync(world.Admin, "Account", ("name", "A"), ("code", "taken"));
        WriteOutcome refused = await WriteAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "B"), ("code", "taken"))));
        Assert.NotNull(refused.Refusal);
        await WritingWorld.WriteAsync(Writer, world.Admin, "Campaign", MutationKind.Create, null, ("input", WritingWorld.Input(("name", "C"))));
        Assert.DoesNotContain(_listener.Asked, a => a.StartsWith("Campaign", StringComparison.Ordinal));
        Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from platform.outbox where topic = $1", _listener.Topic));
    }

    [Fact]
    public async Task A_listener_that_fails_fails_the_write()
    {
        _listener.Failing = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(MutationKind.Create, ("input", WritingWorld.Input(("name", "Never")))));
        Assert.Equal(0L, await world.ScalarAsync<long>("select count(*) from t_one.account where name = 'Never'"));
    }

    [Fact]
    public async Task What_goes_along_with_a_record_is_told_by_its_id()
    {
        Guid invoice = await world.CreateAsync(world.Ann, "Invoice", ("name", "I"));
        Guid line = await world.CreateAsync(world.Ann, "InvoiceLine", ("name", "L"), ("invoice", invoice.ToString()));
        await WritingWorld.WriteAsync(Writer, world.Ann, "Invoice", MutationKind.Delete, null, ("id", invoice.ToString()));
        Assert.Contains("InvoiceLine Delete 1", _listener.Asked);
        Assert.Equal(line, _listener.LastAlong);
    }

    private Task<WriteOutcome> WriteAsync(MutationKind kind, params (string, object?)[] arguments) =>
        WritingWorld.WriteAsync(Writer, world.Admin, "Account", kind, null, arguments);

    private sealed class Listener : IChangeListener
    {
        public string Topic { get; } = "test" + Guid.NewGuid().ToString("N");

        public List<string> Asked { get; } = [];

        public string? LastUpdate { get; private set; }

        public Guid? LastAlong { get; private set; }

        public bool Failing { get; set; }

        bool IChangeListener.Listens(TenantModel model, string objectName, WriteKind kind) => objectName != "Campaign";

        Task<IReadOnlyList<NpgsqlBatchCommand>> IChangeListener.MessagesAsync(RecordChanges changes, CancellationToken cancellation)
        {
            if (Failing) throw new InvalidOperationException("no");
            Asked.Add($"{changes.Layout.Object.Name} {changes.Kind} {changes.Records.Count}");
            FieldSlot? rating = changes.Layout.Fields.FirstOrDefault(f => f.Field.Name == "rating");
            if (changes is { Kind: WriteKind.Update, Records: [{ Record: { } one }] } && rating is not null)
            {
                LastUpdate = $"{one.Values[changes.Layout["name"].Ordinal]}: {one.Old![rating.Ordinal]} > {one.Values[rating.Ordinal]}";
            }

            LastAlong = changes.Records[0].Record is null ? changes.Records[0].Id : LastAlong;
            string key = Guid.CreateVersion7().ToString("D");
            return Task.FromResult<IReadOnlyList<NpgsqlBatchCommand>>([DeliveryStore.Write(changes.Batch.Caller.TenantId, Topic, "lane", key, "{}")]);
        }
    }
}
