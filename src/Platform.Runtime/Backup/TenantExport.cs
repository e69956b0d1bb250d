using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;
using Platform.Metadata.Values;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>
/// Writes the records of a tenant for other programs: a ZIP file with one CSV or JSON-lines file for each object, in the forms that an import reads. All of it
/// comes from one snapshot.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="models">The tenants' models.</param>
/// <param name="cipher">The cipher of encrypted fields.</param>
public sealed class TenantExport(NpgsqlDataSource dataSource, TenantModels models, FieldCipher cipher)
{
    // UTF-8 is marked: spreadsheet programs take CSV for an older encoding otherwise.
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true), Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the file under another name and moves it into place when it is whole.</summary>
    /// <param name="path">Path of the file; nothing may be there.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="options">What to write and how.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <returns>Records by object.</returns>
    /// <exception cref="BackupException"><c>BACKUP_EXISTS</c>, <c>EXPORT_OBJECT_UNKNOWN</c>.</exception>
    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>.</exception>
    public async Task<IReadOnlyDictionary<string, long>> WriteAsync(string path, Guid tenantId, ExportOptions options, CancellationToken cancellation)
    {
        if (File.Exists(path)) throw new BackupException("BACKUP_EXISTS", $"There is already a file '{path}'.");
        TenantState state = await models.GetAsync(tenantId, cancellation) ?? throw new ProvisioningException("TENANT_NOT_FOUND", "There is no such tenant.");
        IReadOnlyList<ObjectModel> objects = Chosen(state, options);
        string draft = path + ".partial";
        File.Delete(draft);
        try
        {
            Dictionary<string, long> rows = new(StringComparer.Ordinal);
            FileStreamOptions create = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (FileStream file = new(draft, create))
            {
                await using ZipArchive archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, cancellation);
                await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
                await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
                foreach (ObjectModel owner in objects)
                {
                    string name = owner.Name + (options.Json ? ".jsonl" : ".csv");
                    await using Stream entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
                    rows.Add(owner.Name, await WriteAsync(connection, state, RecordLayout.Of(owner), entry, options, cancellation));
                }
            }

            File.Move(draft, path);
            return rows;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static IReadOnlyList<ObjectModel> Chosen(TenantState state, ExportOptions options)
    {
        if (options.Objects.FirstOrDefault(name => !state.Model.TryGetObject(name, out _)) is { } unknown)
            throw new BackupException("EXPORT_OBJECT_UNKNOWN", $"The tenant has no object '{unknown}'.");
        return [.. state.Model.Objects.Where(o => options.Objects.Count == 0 || options.Objects.Contains(o.Name))];
    }

    private async Task<long> WriteAsync(
        NpgsqlConnection connection, TenantState state, RecordLayout layout, Stream to, ExportOptions options, CancellationToken cancellation)
    {
        FieldSlot[] fields = [.. layout.Fields.Where(f => options.WithEncrypted || !f.IsEncrypted)];
        await using StreamWriter writer = new(to, options.Json ? Plain : Marked, 64 * 1024);
        if (!options.Json) writer.WriteLine(string.Join(',', fields.Select(f => f.Field.Name)));
        await using NpgsqlCommand command = new(Statement(state, layout, fields), connection) { CommandTimeout = 0 };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        object?[] values = new object?[fields.Length];
        long rows = 0;
        for (; await reader.ReadAsync(cancellation); rows++)
        {
            int at = 1;
            for (int i = 0; i < fields.Length; i++) values[i] = Read(reader, state, layout, fields[i], ref at);
            if (options.Json) WriteJson(writer, fields, values);
            else WriteCsv(writer, fields, values);
        }

        return rows;
    }

    private static string Statement(TenantState state, RecordLayout layout, FieldSlot[] fields)
    {
        string schema = SqlIdentifier.Quote(state.Schema), id = SqlIdentifier.Quote(layout.Id.Columns[0].Name);
        IEnumerable<string> columns = fields.SelectMany(f => f.IsLinks
            ? [$"ARRAY(SELECT {SqlIdentifier.Quote(StorageNames.LinkTarget)}::text FROM {schema}.{SqlIdentifier.Quote(f.Field.LinkTable!)} AS l WHERE l.{SqlIdentifier.Quote(StorageNames.LinkSource)} = r.{id} ORDER BY 1)"]
            : f.Columns.Select(c => "r." + SqlIdentifier.Quote(c.Name)));
        return $"SELECT r.{id}, {string.Join(", ", columns)} FROM {schema}.{SqlIdentifier.Quote(layout.Object.Table)} AS r ORDER BY r.{id}";
    }

    private object? Read(NpgsqlDataReader reader, TenantState state, RecordLayout layout, FieldSlot slot, ref int at)
    {
        if (slot.IsLinks) return reader.GetFieldValue<string[]>(at++) is { Length: > 0 } links ? links : null;
        object? value = ColumnReader.Read(reader, slot, ref at);
        return value switch
        {
            byte[] stored when slot.IsEncrypted => cipher.TryDecrypt(stored, new CipherPlace(state.TenantId, layout.Object.Id, slot.Field.Id, reader.GetGuid(0))),
            // The column has the stable id of the object; its name is what people know.
            PolymorphicReference reference => reference with { Object = state.Model.Objects.FirstOrDefault(o => o.Id == reference.Object)?.Name ?? reference.Object },
            _ => value,
        };
    }

    private static void WriteCsv(StreamWriter writer, FieldSlot[] fields, object?[] values)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0) writer.Write(',');
            if (values[i] is not { } value) continue;
            string text = value is string[] links && fields[i].IsLinks ? string.Join(';', links) : fields[i].Codec.ToText(value);
            writer.Write(Quoted(value is not IFormattable && IsFormula(text) ? "'" + text : text));
        }

        writer.Write("\r\n");
    }

    private static readonly System.Buffers.SearchValues<char> PartsOfNumbers = System.Buffers.SearchValues.Create("0123456789 ().,-");

    // What a spreadsheet would take for a formula has an apostrophe before it, so that it is taken for a text. Numbers and dates are none, nor are numbers of phones.
    private static bool IsFormula(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) && !(text[0] is '+' or '-' && text.AsSpan(1).IndexOfAnyExcept(PartsOfNumbers) < 0);

    // RFC 4180: what holds a separator stands in quotes, and quotes in it are doubled.
    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Length > 0 && text[0] != ' ' && text[^1] != ' ' ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void WriteJson(StreamWriter writer, FieldSlot[] fields, object?[] values)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (int i = 0; i < fields.Length; i++)
            {
                if (values[i] is not { } value) continue;
                json.WritePropertyName(fields[i].Field.Name);
                if (value is string[] links && fields[i].IsLinks) JsonSerializer.Serialize(json, links);
                else fields[i].Codec.WriteJson(json, value);
            }

            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        writer.Write('\n');
    }
}
