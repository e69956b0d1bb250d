using Npgsql;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Webhooks;

/// <summary>Sends samples: a call of a webhook about a record as it is now, made at once and kept nowhere.</summary>
internal sealed class WebhookSamples(NpgsqlDataSource dataSource, WebhookCall call, TimeProvider time)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Sends a sample.</summary>
    /// <param name="state">The tenant.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="record">The record; null for the newest, or a blank one when there is none.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>What came of it, and the problem if the receiver did not take it.</returns>
    public async Task<(DeliveryReceipt? Receipt, string? Error)> SendAsync(TenantState state, WebhookDocument webhook, Guid? record, Guid by, CancellationToken cancellation)
    {
        var layout = RecordLayout.Of(state.Model.Object(webhook.Object));
        if (WebhookPayload.Of(state.Model, layout, webhook, webhook.Events[0]) is not { } payloads) return (null, "The webhook's roles may not read every record of the object.");
        RecordWrite sample = await ReadAsync(state, layout, record, cancellation);
        string payload = payloads.Write(sample, by, time.GetUtcNow().UtcDateTime, isSample: true);
        DeliveryReceipt? receipt = null;
        try
        {
            await call.SendAsync(state.TenantId, webhook, WebhookTopic.NewId(), payload, r => receipt = r, cancellation);
            return (receipt, null);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is not NpgsqlException)
        {
            return (receipt, failure.Message);
        }
    }

    private async Task<RecordWrite> ReadAsync(TenantState state, RecordLayout layout, Guid? record, CancellationToken cancellation)
    {
        await using WriteSession session = new(await dataSource.OpenConnectionAsync(cancellation), TimeLimit);
        Guid? id = record;
        if (id is null)
        {
            session.Enqueue(Newest(layout, state.Schema).Bind(), async (reader, c) => id = await reader.ReadAsync(c) ? reader.GetGuid(0) : null);
            await session.FlushAsync(cancellation);
        }

        object?[] values = new object?[layout.Fields.Count];
        FieldSlot[] fields = [.. layout.Stored.Where(f => !f.IsEncrypted)];
        if (id is { } found)
        {
            session.Enqueue(ReadStatements.ById(layout, state.Schema, fields).Bind([new[] { found }]), async (reader, c) =>
            {
                if (!await reader.ReadAsync(c)) return;
                int at = 1;
                foreach (FieldSlot field in fields) values[field.Ordinal] = ColumnReader.Read(reader, field, ref at);
            });
            await session.FlushAsync(cancellation);
        }

        await session.RollbackAsync();
        RecordWrite sample = new(layout, 0, WriteKind.Create, id ?? Guid.CreateVersion7()) { Old = values };
        values.CopyTo(sample.Values, 0);
        return sample;
    }

    private static StatementTemplate Newest(RecordLayout layout, string schema) => layout.Template("newest " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Column("t", layout.Id.Columns[0].Name))],
        From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
        Where = Column("t", layout.DeletedAt.Columns[0].Name).IsNull(),
        OrderBy = [new SqlOrder(Column("t", layout.Id.Columns[0].Name), Descending: true)],
        Limit = Number(1),
    }));
}
