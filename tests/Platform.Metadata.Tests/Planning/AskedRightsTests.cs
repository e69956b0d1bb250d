using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Planning;

/// <summary>What was agreed to is what the documents said then.</summary>
public sealed class AskedRightsTests
{
    private const string Webhook =
        """{"kind":"webhook","name":"w","label":"W","object":"Lead","events":["create"],"url":"https://erp.example.com/","secret":"erp","roles":["partner"],"fields":["title"],"query":"query($id: ID!) { lead(id: $id) { id } }"}""";

    private const string Endpoint =
        """{"kind":"inboundEndpoint","name":"e","label":"E","object":"Lead","path":"leads","scheme":"standard","secret":"site","runAs":"ann@example.com","roles":["partner"],"inputs":[{"name":"title","at":"/title"}],"values":[{"field":"title","value":"record.title"}]}""";

    private const string Hook =
        """{"kind":"hook","name":"h","label":"H","object":"Lead","on":["beforeInsert"],"source":"s.js","access":[{"object":"Lead","read":true}],"modules":[{"path":"s.js","source":"export default () => {};"}],"hosts":[]}""";

    private const string AsSystem = "\"runAs\":\"system\",\"hosts\":[]", Calling = "\"hosts\":[\"erp.example.com\"]";

    [Theory]
    [InlineData(Webhook, "\"object\":\"Lead\"", "\"object\":\"Salary\"", "read Salary.title")]
    [InlineData(Webhook, "[\"title\"]", "[\"title\",\"phone\"]", "read Lead.phone")]
    [InlineData(Webhook, "[\"title\"]", "[]", "read Lead.*")]
    [InlineData(Webhook, "[\"create\"]", "[\"create\",\"update\"]", null)]
    [InlineData(Endpoint, "\"object\":\"Lead\"", "\"object\":\"Salary\"", "write Salary")]
    [InlineData(Hook, "\"object\":\"Lead\",\"read\"", "\"object\":\"Salary\",\"read\"", null)]
    [InlineData(Hook, "() => {}", "() => 1", null)]
    public void What_is_told_or_written_anew_is_asked_for(string document, string from, string to, string? asked) =>
        Assert.Equal(asked, Asked(document, document.Replace(from, to, StringComparison.Ordinal)).SingleOrDefault());

    [Fact]
    public void Fewer_fields_are_no_more_than_all_of_them() =>
        Assert.Empty(Asked(Webhook.Replace("[\"title\"]", "[]", StringComparison.Ordinal), Webhook));

    [Fact]
    public void Another_query_is_asked_for() =>
        Assert.StartsWith("query ", Assert.Single(Asked(Webhook, Webhook.Replace("{ id }", "{ id phone }", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void Code_that_acts_as_the_system_and_what_it_touches_are_asked_for()
    {
        string before = Hook.Replace("\"hosts\":[]", AsSystem, StringComparison.Ordinal);
        Assert.StartsWith("code ", Assert.Single(Asked(before, before.Replace("() => {}", "() => 1", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Equal(["write Lead"], Asked(before, before.Replace("\"read\":true", "\"read\":true,\"write\":true", StringComparison.Ordinal)));
        Assert.Empty(Asked(before, before.Replace("\"label\":\"H\"", "\"label\":\"Other\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Other_records_that_a_script_with_hosts_reads_are_asked_for()
    {
        string before = Hook.Replace("\"hosts\":[]", Calling, StringComparison.Ordinal);
        Assert.Equal(["read Salary"], Asked(before, before.Replace("\"object\":\"Lead\",\"read\"", "\"object\":\"Salary\",\"read\"", StringComparison.Ordinal)));
    }

    private static string[] Asked(string from, string to)
    {
        // What it says depends on the two documents alone.
        IEnumerable<Hazard> hazards = new AskedRights().Estimate(null!, 1, new DocumentChanged(Read(from), Read(to), null, []) { Source = null! });
        return [.. hazards.SelectMany(h => h.Samples).Select(s => s.Value!)];
    }

    private static Document Read(string text)
    {
        ReadResult read = DocumentReader.Read(text, "document.json");
        Assert.True(read.Document is not null, string.Join('\n', read.Diagnostics));
        return read.Document.Document;
    }
}
